"""An agent gets the answers that Python gives, over standard input and over HTTP alike."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from PIL import Image

import vizsla
from run_coroutine import run_coroutine
from server.conftest import publish
from server.mcp_client import TEXT_TOOL, over_http, over_stdio, serving
from vizsla.errors import WorkspaceError
from vizsla.modalities.sources.allowed_folders import AllowedFolders
from vizsla.server import ServerSettings
from vizsla.server.mcp.protocol_server import protocol_server
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from mcp_types import CallToolResult

TEXT = "Two vets at 7pm next Friday, about $40 each"
REFERENCE = "2026-11-29T14:00"
FOLDER = "/home/somebody"
WAYS = ["stdio", "stdio of 2025", "http", "http of 2025"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(home: Path, images: Path, tmp_path: Path) -> Path:  # noqa: ARG001 - a workspace
    """A folder with a photo in the folder ``mine``, and one outside of it."""
    photo = (images / "things" / "bison.jpg").read_bytes()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bison.jpg").write_bytes(photo)
    (tmp_path / "outside.jpg").write_bytes(photo)
    (tmp_path / "mine" / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (tmp_path / "mine" / "notes.jpg").write_text("no image")
    (tmp_path / "mine" / "large.jpg").write_bytes(photo + bytes(2**20))
    Image.new("1", (2000, 1000)).save(tmp_path / "mine" / "wide.png")
    return tmp_path


def talk(way: str, home: Path, words: list[str], work: Callable[[Client], Awaitable[None]]) -> None:
    """Run a server and let a client of it work."""
    mode = {"mode": "legacy"} if way.endswith("2025") else {}

    async def by_stdio() -> None:
        async with over_stdio(home, *words, **mode) as client:
            await work(client)

    if way.startswith("stdio"):
        run_coroutine(by_stdio())
        return
    with serving(home, *words) as server:

        async def by_http() -> None:
            async with over_http(server, **mode) as client:
                await work(client)

        run_coroutine(by_http())
        assert server.end() == 0
    assert '"status": 499' not in (home / "mcp.log").read_text()  # no client left unanswered


def error_of(result: CallToolResult) -> str:
    """Return the code of a tool's error, which its text begins with, too."""
    assert result.is_error
    assert result.structured_content is None
    (content,) = result.content
    assert result.meta is not None
    code = str(result.meta["vizsla/problem"]["code"])
    assert content.type == "text"
    assert content.text.startswith(f"{code}: ")
    return code


def test_each_function_is_a_tool_with_its_options_and_its_card(
    way: str, home: Path, place: Path
) -> None:
    async def work(client: Client) -> None:
        tools = {each.name: each for each in (await client.list_tools()).tools}
        assert {"textures", "dog-breeds", "classify-image", TEXT_TOOL} <= tools.keys()
        for tool in tools.values():
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            assert tool.output_schema is not None
            jsonschema.Draft202012Validator.check_schema(tool.output_schema)
            assert "sure" in (tool.description or "")
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
        photo = tools["classify-image"].input_schema["properties"]
        assert {"path", "content", "top", "threshold", "within"} <= photo.keys()
        assert photo["top"]["type"] == "integer"
        assert str(place / "mine") in photo["path"]["description"]
        text = tools[TEXT_TOOL].input_schema
        assert {"text", "language", "kinds", "reference", "zone"} <= text["properties"].keys()
        assert text["required"] == ["text"]
        cards = {each.uri for each in (await client.list_resources()).resources}
        assert len(cards) == len(tools)
        card = await client.read_resource("vizsla://functions/dog-breeds/card")
        assert "## Where it fails" in card.contents[0].text  # type: ignore[union-attr]
        with pytest.raises(MCPError, match="resources/list"):
            await client.read_resource("vizsla://functions/../card")

    talk(way, home, ["--allow-folder", str(place / "mine")], work)


def test_the_answer_is_that_of_python(way: str, home: Path, place: Path) -> None:
    photo = (place / "mine" / "bison.jpg").read_bytes()
    encoded = base64.b64encode(photo).decode()
    lines = base64.encodebytes(photo).decode()
    expected = vizsla.classify_image(photo, top=3, within="animal").to_dict()
    inputs: list[dict[str, Any]] = [
        {"path": str(place / "mine" / "bison.jpg")},
        {"path": "bison.jpg"},
        {"content": encoded},
        {"content": lines, "mime_type": "image/jpeg"},
        {"content": f"data:image/jpeg;base64,{encoded}"},
    ]

    async def work(client: Client) -> None:
        for given in inputs:
            options = {"top": 3, "within": "animal"}
            result = await client.call_tool("classify-image", {**given, **options})
            assert result.structured_content == expected, given.keys()
            assert not result.is_error
            (content,) = result.content
            assert content.type == "text"
            assert json.loads(content.text) == expected
            assert result.meta is not None
            assert result.meta["vizsla/function"] == "classify-image@1"
        options = {
            "reference": REFERENCE,
            "language": "en",
            "kinds": ["currency", "datetimeV2.time"],
        }
        result = await client.call_tool(TEXT_TOOL, {"text": TEXT, **options})
        assert result.structured_content == vizsla.recognize_text(TEXT, **options).to_dict()

    talk(way, home, ["--allow-folder", str(place / "mine")], work)


def test_each_bad_call_is_an_error_of_its_own_and_the_server_lives_on(
    way: str, home: Path, place: Path
) -> None:
    mine = place / "mine"
    photo = base64.b64encode((mine / "bison.jpg").read_bytes()).decode()
    photo_calls: list[tuple[dict[str, Any], str]] = [
        ({"path": str(place / "outside.jpg")}, "access-denied"),
        ({"path": str(mine / "link.jpg")}, "access-denied"),
        ({"path": str(mine / ".." / "outside.jpg")}, "access-denied"),
        ({"path": "../outside.jpg"}, "access-denied"),
        ({"path": "/proc/self/environ"}, "access-denied"),
        ({"path": "none.jpg"}, "input-not-found"),
        ({"path": "notes.jpg"}, "input-format"),
        ({"content": "no base64!"}, "input-format"),
        ({"content": photo, "mime_type": "text/plain"}, "input-format"),
        ({"content": f"data:text/plain;base64,{photo}"}, "input-format"),
        ({"content": "data:image/jpeg,plain"}, "input-format"),
        ({"content": "AAAA"}, "input-format"),
        ({"content": ""}, "option"),
        ({"path": "large.jpg"}, "input-too-large"),
        ({"path": "wide.png"}, "input-too-large"),
        ({"url": "http://127.0.0.1/park.jpg"}, "option"),
        ({"path": "bison.jpg", "content": photo}, "request"),
        ({}, "request"),
        ({"path": "bison.jpg", "top": "three"}, "option"),
        ({"path": "bison.jpg", "top": 0}, "option"),
        ({"path": "bison.jpg", "top": True}, "option"),
        ({"path": "bison.jpg", "threshold": 2}, "option"),
        ({"path": "bison.jpg", "within": "no such kind"}, "option"),
        ({"path": "bison.jpg", "limits": {}}, "option"),
        ({"path": ["bison.jpg"]}, "option"),
        ({"text": TEXT}, "option"),
    ]
    text_calls: list[tuple[dict[str, Any], str]] = [
        ({}, "request"),
        ({"text": 7}, "option"),
        ({"text": "x" * 20_001}, "input-too-large"),
        ({"text": TEXT, "kinds": "currency"}, "option"),
        ({"text": TEXT, "kinds": []}, "option"),
        ({"text": TEXT, "percent_mode": "yes"}, "option"),
    ]

    async def work(client: Client) -> None:
        for name, calls in (("classify-image", photo_calls), (TEXT_TOOL, text_calls)):
            for arguments, code in calls:
                found = error_of(await client.call_tool(name, arguments))
                assert found == code, str(arguments)[:200]
        for name in ("nope", "dog-breeds@1", "../dog-breeds", ""):
            with pytest.raises(MCPError, match="there is no tool"):
                await client.call_tool(name, {})
        result = await client.call_tool("classify-image", {"path": "bison.jpg", "top": 1.0})
        assert not result.is_error
        many = [client.call_tool("classify-image", {"path": "bison.jpg"}) for _ in range(8)]
        assert not any(each.is_error for each in await asyncio.gather(*many))

    limits = ["--megabytes", "1", "--megapixels", "1", "--workers", "1"]
    talk(way, home, ["--allow-folder", str(mine), *limits], work)
    log = (home / "mcp.log").read_text()
    assert "Traceback" not in log
    assert "no base64" not in log
    assert photo[:40] not in log
    assert str(place) not in log


def test_content_of_too_many_bytes_is_refused(home: Path) -> None:
    large = base64.b64encode(bytes(2**20 + 10)).decode()

    async def work(client: Client) -> None:
        for content in (large, f"data:image/png;base64,{large}"):
            result = await client.call_tool("classify-image", {"content": content})
            assert error_of(result) == "input-too-large"

    talk("stdio", home, ["--megabytes", "1"], work)


def test_without_a_folder_a_path_is_refused_and_the_error_says_how_to_allow_it(
    home: Path, place: Path
) -> None:
    async def work(client: Client) -> None:
        result = await client.call_tool("classify-image", {"path": str(place / "outside.jpg")})
        assert error_of(result) == "access-denied"
        assert "--allow-folder" in str(result.content)

    talk("stdio", home, [], work)


def test_named_functions_alone_are_tools(home: Path, place: Path) -> None:
    async def work(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [each.name for each in tools] == [TEXT_TOOL, "textures"]
        with pytest.raises(MCPError, match="there is no tool"):
            await client.call_tool("classify-image", {"path": "bison.jpg"})

    talk("stdio", home, [TEXT_TOOL, "textures", "--allow-folder", str(place / "mine")], work)


def test_a_result_stays_under_a_megabyte_and_says_what_was_left_out(home: Path) -> None:
    text = "7 8 " * 5000
    expected = vizsla.recognize_text(text[:20_000], language="en").to_dict()

    async def work(client: Client) -> None:
        result = await client.call_tool(TEXT_TOOL, {"text": text, "language": "en"})
        assert not result.is_error
        assert len(result.model_dump_json(by_alias=True)) < 1_000_000
        answer = result.structured_content
        kept = len(answer["entities"])
        assert 1000 < kept < len(expected["entities"])
        assert answer["entities"] == expected["entities"][:kept]
        assert result.meta is not None
        assert result.meta["vizsla/left-out"]["entities"] == len(expected["entities"]) - kept
        first, note = result.content
        assert first.type == note.type == "text"
        assert json.loads(first.text) == answer
        assert "left out" in note.text

    talk("stdio", home, [], work)


def test_a_function_whose_name_clients_do_not_take_has_a_tool_of_another(
    home: Path, bundle: Path, textures: Path
) -> None:
    publish(home, bundle, "meine Bäume", 1)
    grass = textures / "grass" / "0.png"

    async def work(client: Client) -> None:
        tools = {each.title: each.name for each in (await client.list_tools()).tools}
        name = tools["meine Bäume"]
        assert name.isascii()
        assert " " not in name
        result = await client.call_tool(name, {"path": str(grass)})
        assert result.structured_content == vizsla.load(bundle)(grass).to_dict()

    talk("stdio", home, ["--allow-folder", str(textures)], work)


def test_a_tool_has_its_functions_columns_and_they_count_as_in_python(
    home: Path, textures: Path, tmp_path: Path
) -> None:
    pictures = sorted(textures.rglob("*.png"))
    rows = [f"{each},{each.parent.name},{each.parent.name}yard" for each in pictures]
    table = tmp_path / "pictures.csv"
    table.write_text("\n".join(("file,label,place", *rows)))
    function = vizsla.learn(table, save=tmp_path / "yards", columns=["place"])
    publish(home, tmp_path / "yards", "yards", 1)

    async def work(client: Client) -> None:
        (tool,) = (await client.list_tools()).tools
        (place,) = tool.input_schema["properties"]["columns"]["properties"].values()
        assert "grassyard" in place["description"]
        for cells in ({"place": "brickyard"}, {"place": "grassyard"}, {}):
            given = {"path": str(pictures[0]), "columns": cells}
            result = await client.call_tool("yards", given)
            assert result.structured_content == function(pictures[0], columns=cells).to_dict()
        for cells in ({"time": "noon"}, {"place": ["garden"]}, "brickyard"):
            given = {"path": str(pictures[0]), "columns": cells}
            assert error_of(await client.call_tool("yards", given)) == "option"

    talk("stdio", home, ["yards", "--allow-folder", str(textures)], work)


def test_a_damaged_function_hides_no_other_and_its_details_stay_in_the_log(home: Path) -> None:
    (manifest,) = home.rglob("textures/**/function.json")
    manifest.write_text("{}")

    async def work(client: Client) -> None:
        assert "textures" not in {each.name for each in (await client.list_tools()).tools}
        result = await client.call_tool("textures", {"content": "AAAA"})
        assert error_of(result) == "bundle-damaged"
        assert str(home) not in str(result)
        assert not (await client.call_tool(TEXT_TOOL, {"text": "two", "language": "en"})).is_error

    talk("stdio", home, [], work)
    assert "BundleDamagedError" in (home / "mcp.log").read_text()


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.parametrize("fault", [WorkspaceError(FOLDER), OSError(FOLDER)], ids=["known", "other"])
def test_a_fault_of_the_server_is_told_without_its_details(
    mode: str, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service.start(ServerSettings())

    def fail(_: object) -> list[str]:
        raise fault

    async def work() -> None:
        async with Client(protocol_server(service, AllowedFolders()), mode=mode) as client:
            for ask in (client.list_tools, client.list_resources):
                with pytest.raises(MCPError, match="its log has the reason") as caught:
                    await ask()
                assert FOLDER not in str(caught.value)
            result = await client.call_tool("my_trees-000000", {})
            assert error_of(result) in {"workspace", "vizsla"}
            assert FOLDER not in str(result)

    monkeypatch.setattr(type(service.functions), "names", fail)
    run_coroutine(work())
    service.close()


def test_a_url_is_fetched_only_where_that_was_allowed_and_never_from_this_network(
    home: Path,
) -> None:
    async def work(client: Client) -> None:
        tool = next(e for e in (await client.list_tools()).tools if e.name == "classify-image")
        assert "url" in tool.input_schema["properties"]
        for url in ("http://127.0.0.1:9/a.jpg", "http://localhost/a.jpg", "file:///etc/passwd"):
            assert error_of(await client.call_tool("classify-image", {"url": url})) == "url"

    talk("stdio", home, ["--fetch-urls"], work)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_client_is_told_of_a_function_that_is_published(
    home: Path, bundle: Path, mode: str
) -> None:
    async def learn(client: Client, told: asyncio.Event) -> None:
        before = {each.name for each in (await client.list_tools()).tools}
        publish(home, bundle, "new-one", 1)
        await told.wait()
        after = {each.name for each in (await client.list_tools()).tools}
        assert after - before == {"new-one"}

    async def work() -> None:
        told = asyncio.Event()

        async def hear(message: object) -> None:
            if type(message).__name__ == "ToolListChangedNotification":
                told.set()

        async with over_stdio(home, mode=mode, message_handler=hear) as client:
            if mode == "legacy":
                await learn(client, told)
                return
            async with client.listen(tools_list_changed=True) as events:

                async def wait() -> None:
                    async for _ in events:
                        told.set()
                        return

                waiting = asyncio.create_task(wait())
                await learn(client, told)
                await waiting

    run_coroutine(work())
