"""A function is downloaded once, whole, and checked; a failure is reported and not remembered."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vizsla

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from browser.website import Handler, Site

THINGS = Path(__file__).parents[1] / "images" / "things"
HEAD = "/bundles/mine/head.safetensors"
GRAPH = "/bundles/mine/backbone.tflite"
# A browser drops what the page has not read when the connection breaks: a busy machine gets time.
UNTIL_READ = 2  # seconds
LOAD = """async (address) => {
  const { load } = await import("/vizsla/index.js");
  const progress = [];
  const onProgress = (each) => progress.push(each);
  try {
    const mine = await load(address, { onProgress });
    const answer = await mine("/new.png");
    mine.dispose();
    return { answer, progress };
  } catch ({ name, message }) {
    return { error: name, message, progress };
  }
}"""


@pytest.fixture
def mine(bundle: Path, site: Site, photographs: Path, tmp_path: Path) -> Path:
    """A function of a user's own, copied to the server as it is."""
    folder = shutil.copytree(bundle, tmp_path / "mine")
    site.folders["/bundles/mine/"] = folder
    site.files["/new.png"] = (photographs / "grass.png").read_bytes()
    return folder


def wait_for_store(page: Page, files: int = 3) -> None:
    """Wait until whole files are kept (graph, head, engine), for which no call waits."""
    page.evaluate(
        r"""async (files) => {
          const store = await caches.open("vizsla-1");
          const whole = ({ url }) => /\/[0-9a-f]{64}$/.test(url);
          while ((await store.keys()).filter(whole).length < files) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }""",
        files,
    )


def another_page(context: BrowserContext, site: Site) -> Page:
    """Open one more page of the site in the same browser profile."""
    page = context.new_page()
    page.goto(f"{site.url}/")
    return page


def load(page: Page, address: str = "/bundles/mine/") -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LOAD, address)
    return found


def test_a_bundle_copied_to_a_server_answers_as_in_python(
    mine: Path, page: Page, photographs: Path
) -> None:
    found = load(page)["answer"]
    expected = vizsla.load(mine)(photographs / "grass.png").to_dict()
    assert found["answer"] == expected["answer"] == "grass"
    assert found["score"] == pytest.approx(expected["score"], abs=1e-6)
    assert found["sure"] == expected["sure"]


def test_a_zip_answers_the_same(mine: Path, page: Page, site: Site, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "it"), "zip", mine))
    site.files["/it.zip"] = archive.read_bytes()
    assert load(page, "/it.zip")["answer"] == load(page)["answer"]


def test_progress_runs_from_nothing_to_all_in_bytes(mine: Path, page: Page) -> None:
    progress = load(page)["progress"]
    loaded = [each["loaded"] for each in progress]
    assert loaded == sorted(loaded)
    assert len({each["total"] for each in progress}) == 1
    assert progress[-1]["loaded"] == progress[-1]["total"]
    assert progress[-1]["total"] > (mine / "backbone.tflite").stat().st_size


def test_a_detector_alone_does_without_its_classifier(page: Page, site: Site) -> None:
    site.files["/owl.jpg"] = (THINGS / "owl.jpg").read_bytes()
    found = page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      const alone = await load("detect-objects", { parts: false });
      const answer = await alone("/owl.jpg");
      alone.close();
      return answer;
    }""")
    assert (found["answer"], found["calibrated"]) == ("bird", False)
    assert len(site.asked(".tflite") or site.asked(".tflite.gz")) == 1
    assert not site.asked("head.safetensors.gz")
    refused = page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      return load("describe-image", { parts: false }).then(() => null, ({ name }) => name);
    }""")
    assert refused == "BundleDamagedError"


@pytest.mark.usefixtures("mine")
def test_a_function_is_not_downloaded_twice(
    context: BrowserContext, page: Page, site: Site
) -> None:
    load(page)
    wait_for_store(page)
    again = another_page(context, site)
    before = len(site.requests)
    assert "answer" in load(again)
    assert not [
        each.path
        for each in site.requests[before:]
        if each.path.endswith((".tflite", ".safetensors", ".gz"))
    ]


@pytest.mark.usefixtures("mine")
def test_a_function_that_was_loaded_once_works_offline(context: BrowserContext, page: Page) -> None:
    first = load(page)["answer"]
    wait_for_store(page)
    page.evaluate("async () => { window.photo = await (await fetch('/new.png')).blob(); }")
    context.set_offline(True)
    found = page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      return (await load("/bundles/mine/"))(window.photo);
    }""")
    assert found == first


@pytest.mark.usefixtures("mine")
def test_loads_at_the_same_time_share_one_download(page: Page, site: Site) -> None:
    page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      await Promise.all([1, 2, 3].map(() => load("/bundles/mine/")));
    }""")
    assert len(site.asked(".tflite")) == 1
    assert len(site.asked(".wasm.gz")) == 1


def test_a_download_goes_on_where_the_connection_broke(mine: Path, page: Page, site: Site) -> None:
    size = (mine / "backbone.tflite").stat().st_size

    def broken(handler: Handler, content: bytes) -> None:
        handler.send(200, content[: size // 2], length=size)
        handler.wfile.flush()
        time.sleep(UNTIL_READ)

    site.faults[GRAPH] = [broken]
    found = load(page)
    assert "answer" in found, found
    first, second = (each.range for each in site.asked(".tflite"))
    assert first is None
    assert second is not None
    # What the browser had not handed over yet when the connection broke is lost.
    assert 0 < int(second.removeprefix("bytes=").removesuffix("-")) <= size // 2


def test_a_download_goes_on_after_the_page_was_left(
    mine: Path, context: BrowserContext, page: Page, site: Site
) -> None:
    size = (mine / "backbone.tflite").stat().st_size

    def broken(handler: Handler, content: bytes) -> None:
        handler.send(200, content[: 3 * size // 4], length=size)
        handler.wfile.flush()
        time.sleep(UNTIL_READ)

    def gone(handler: Handler, _content: bytes) -> None:
        handler.send(404, b"")

    site.faults[GRAPH] = [broken, gone]
    assert load(page)["error"] == "UrlError"
    again = another_page(context, site)
    assert "answer" in load(again)
    last = site.asked(".tflite")[-1].range
    assert last is not None
    assert int(last.removeprefix("bytes=").removesuffix("-")) >= 2**20


def test_a_server_without_ranges_is_read_from_the_beginning(
    mine: Path, page: Page, site: Site
) -> None:
    content = (mine / "backbone.tflite").read_bytes()

    def broken(handler: Handler, _content: bytes) -> None:
        handler.send(200, content[: len(content) // 2], length=len(content))

    def whole(handler: Handler, _content: bytes) -> None:
        handler.send(200, content)

    site.faults[GRAPH] = [broken, whole]
    assert "answer" in load(page)


def test_a_failure_is_not_remembered(mine: Path, page: Page) -> None:
    head = (mine / "head.safetensors").read_bytes()
    (mine / "head.safetensors").write_bytes(bytes(len(head)))
    assert load(page)["error"] == "BundleDamagedError"
    (mine / "head.safetensors").write_bytes(head)
    assert "answer" in load(page)


@pytest.mark.usefixtures("mine")
def test_a_file_that_was_altered_in_the_store_is_fetched_again(
    context: BrowserContext, page: Page, site: Site
) -> None:
    load(page)
    wait_for_store(page)
    page.evaluate("""async () => {
      const store = await caches.open("vizsla-1");
      for (const key of await store.keys()) await store.put(key, new Response("not it"));
    }""")
    again = another_page(context, site)
    assert "answer" in load(again)


@pytest.mark.usefixtures("mine")
def test_files_of_an_earlier_version_are_deleted(
    context: BrowserContext, page: Page, site: Site
) -> None:
    load(page)
    wait_for_store(page)
    page.evaluate("""async () => {
      const store = await caches.open("vizsla-1");
      await store.put(`/vizsla-store/${"0".repeat(64)}`, new Response("an old graph"));
    }""")
    again = another_page(context, site)
    before = len(site.requests)
    assert "answer" in load(again)
    again.evaluate("""async () => {
      const store = await caches.open("vizsla-1");
      while (await store.match(`/vizsla-store/${"0".repeat(64)}`)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }""")
    wait_for_store(again)
    assert not [each for each in site.requests[before:] if each.path.endswith(".gz")]


def changed(mine: Path, **fields: object) -> None:
    manifest = json.loads((mine / "function.json").read_text())
    (mine / "function.json").write_text(json.dumps({**manifest, "digest": None, **fields}))


def test_a_later_format_says_how_to_upgrade(mine: Path, page: Page) -> None:
    changed(mine, format=99)
    found = load(page)
    assert found["error"] == "BundleTooNewError"
    assert "npm install @vizsla/runtime" in found["message"]


def test_a_manifest_that_is_no_manifest_is_refused(mine: Path, page: Page) -> None:
    (mine / "function.json").write_text("[]")
    assert load(page)["error"] == "BundleDamagedError"


def test_an_operator_that_is_not_allowed_is_refused_before_the_engine_sees_it(
    mine: Path, page: Page
) -> None:
    # The number of the graph's first operator: CONV_2D (3) becomes WHILE (119).
    graph = bytearray((mine / "backbone.tflite").read_bytes())
    place = operator_code(graph)
    assert graph[place] == 3
    graph[place] = 119
    (mine / "backbone.tflite").write_bytes(graph)
    files = json.loads((mine / "function.json").read_text())["files"]
    files["backbone.tflite"]["sha256"] = hashlib.sha256(graph).hexdigest()
    changed(mine, files=files)
    found = load(page)
    assert found["error"] == "BundleDamagedError"
    assert "operator" in found["message"]


def operator_code(graph: bytearray) -> int:
    """Return where the old builtin code of the first CONV_2D stands."""

    def u32(at: int) -> int:
        return int.from_bytes(graph[at : at + 4], "little")

    def field(table: int, number: int) -> int:
        vtable = table - int.from_bytes(graph[table : table + 4], "little", signed=True)
        return table + int.from_bytes(graph[vtable + 4 + 2 * number :][:2], "little")

    model = u32(0)
    vector = field(model, 1) + u32(field(model, 1))
    for number in range(u32(vector)):
        entry = vector + 4 + 4 * number
        code = field(entry + u32(entry), 0)
        if graph[code] == 3:
            return code
    raise AssertionError("the graph has no CONV_2D")


@pytest.mark.parametrize(
    ("name", "size"), [("../head.safetensors", 9), ("..", 9), ("large.bin", 2**53 - 1)]
)
def test_a_manifest_cannot_make_the_page_fetch_what_no_bundle_has(
    mine: Path, page: Page, site: Site, name: str, size: int
) -> None:
    files = json.loads((mine / "function.json").read_text())["files"]
    changed(mine, files={**files, name: {"sha256": "0" * 64, "bytes": size, "gzip": 5}})
    assert load(page)["error"] == "BundleDamagedError"
    assert not site.asked(".safetensors")


def test_a_graph_that_gives_other_numbers_is_refused(mine: Path, page: Page) -> None:
    graph = json.loads((mine / "function.json").read_text())["graph"]
    changed(mine, graph={**graph, "self_test": "0" * 64})
    found = load(page)
    assert found["error"] == "EngineError"
    assert "self-test" in found["message"]


@pytest.mark.parametrize("address", ["/bundles/none/", "/"])
def test_an_address_without_a_bundle_is_an_error(address: str, page: Page) -> None:
    assert load(page, address)["error"] == "FunctionNotFoundError"


def test_the_error_for_an_unknown_name_lists_the_shipped_ones(page: Page) -> None:
    found = load(page, "dog-breads")
    assert found["error"] == "FunctionNotFoundError"
    assert "dog-breeds" in found["message"]


@pytest.mark.usefixtures("mine")
def test_a_load_after_an_aborted_one_succeeds(page: Page) -> None:
    found = page.evaluate("""async () => {
      const { load } = await import("/vizsla/index.js");
      const abort = new AbortController();
      const onProgress = ({ loaded }) => { if (loaded > 0) abort.abort(); };
      const options = { onProgress, signal: abort.signal };
      const outcome = await load("/bundles/mine/", options).catch(({ name }) => name);
      const mine = await load("/bundles/mine/");
      return [outcome, (await mine("/new.png")).answer];
    }""")
    assert found == ["CancelledError", "grass"]


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("milliseconds", [1, 20, 100])
def test_an_aborted_load_leaves_no_error_that_nobody_handles(page: Page, milliseconds: int) -> None:
    # The page fails the test by what it, or its worker, throws.
    found = page.evaluate(
        """async (milliseconds) => {
          const { load } = await import("/vizsla/index.js");
          const signal = AbortSignal.timeout(milliseconds);
          const outcome = await load("describe-image", { signal }).catch(({ name }) => name);
          await new Promise((resolve) => setTimeout(resolve, 200));
          return outcome;
        }""",
        milliseconds,
    )
    assert found == "CancelledError"


@pytest.mark.usefixtures("mine")
def test_an_engine_of_another_version_is_an_error_that_the_call_throws(
    page: Page, site: Site
) -> None:
    engine = "/vizsla/engine/litert_wasm_lean.wasm.gz"
    site.files[engine] = b"<!doctype html>"
    found = load(page)
    assert (found["error"], "litert_wasm_lean" in found["message"]) == ("BundleDamagedError", True)
    del site.files[engine]
    assert "answer" in load(page)


@pytest.mark.usefixtures("mine")
def test_a_function_works_on_a_page_over_plain_http(page: Page, site: Site) -> None:
    """Where a page is not secure the browser gives it no store, and no hashes."""
    page.goto(site.url.replace("127.0.0.1", "insecure.test"))
    assert page.evaluate("[isSecureContext, typeof caches]") == [False, "undefined"]
    assert load(page)["answer"]["answer"] == "grass"
    assert len(site.asked(".wasm.gz")) == 1
