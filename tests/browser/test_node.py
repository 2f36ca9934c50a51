"""Behaviour of the runtime in Node alone."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from browser.website import Site, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(node: Path, dist: Path, tmp_path: Path) -> Callable[[str], Any]:
    """Run code in an empty folder, where ``vizsla`` is the runtime; returns the code's result."""

    def run(code: str) -> Any:
        script = f"""
          const vizsla = await import({json.dumps((dist / "node.js").as_uri())});
          const done = await (async () => {{ {code} }})();
          console.log(JSON.stringify(done));
        """
        done = subprocess.run(
            [node, "--input-type=module", "-e", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_the_callers_memory_is_copied_and_left_alone(
    run: Callable[[str], Any], photographs: Path
) -> None:
    found = run(f"""
      const {{ readFileSync }} = await import("node:fs");
      const file = readFileSync({str(photographs / "chelsea.png")!r});
      const expected = await vizsla.classifyImage(file);
      const answering = vizsla.classifyImage(file);
      file.fill(0);
      const pixels = Buffer.alloc(64 * 64 * 4, 100);
      await vizsla.classifyImage({{ data: pixels, width: 64, height: 64 }});
      return [(await answering).score === expected.score, pixels[0]];
    """)
    assert found == [True, 100]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("null", "InputTypeError"),
        ("undefined", "InputTypeError"),
        ("{ data: [1, 2, 3], width: 1, height: 1 }", "InputTypeError"),
        ("{ data: new Uint8Array(6), width: 1.5, height: 4 / 3 }", "InputTypeError"),
        ("'none.jpg'", "InputNotFoundError"),
        ("Buffer.from('no picture')", "InputFormatError"),
    ],
)
def test_a_source_that_is_no_image_is_an_error(
    run: Callable[[str], Any], source: str, error: str
) -> None:
    code = f"return vizsla.classifyImage({source}).then(() => 'none', ({{ name }}) => name);"
    assert run(code) == error


def test_a_bundle_is_found_by_a_path_with_any_characters(
    run: Callable[[str], Any], bundle: Path, tmp_path: Path
) -> None:
    for name in ("a#b", "a b", "100%", "x?y"):
        (tmp_path / name).symlink_to(bundle)
    code = """
      const names = ["./a#b", "./a b", "./100%", "x?y/."];
      return Promise.all(names.map(async (name) => (await vizsla.load(name)).labels.length));
    """
    assert run(code) == [3, 3, 3, 3]


def test_a_page_that_is_rendered_on_a_server_can_import_all_of_it(
    run: Callable[[str], Any],
) -> None:
    code = """
      const outcome = (call) => { try { call(); return "done"; } catch ({ code, message }) {
        return [code, message];
      } };
      const video = { requestVideoFrameCallback: () => 1, readyState: 4 };
      return [
        outcome(() => vizsla.watch(vizsla.classifyImage, video, () => undefined)),
        outcome(() => vizsla.configure({ base: "/vizsla/" })),
        outcome(() => vizsla.configure({ limits: { maxPixels: 1e6 } })),
        outcome(() => vizsla.configure({ limits: { maxPixels: 0 } })),
      ];
    """
    watch, base, limits, wrong = run(code)
    assert watch[0] == "option"
    assert "needs a <video>, which only a browser has" in watch[1]
    assert base[0] == "option"
    assert "configure({ base }) needs a browser" in base[1]
    assert limits == "done"
    assert wrong[0] == "option"


def test_a_url_to_this_machine_is_refused_unless_it_is_allowed(
    run: Callable[[str], Any], photographs: Path
) -> None:
    site = Site(files={"/cat.png": (photographs / "chelsea.png").read_bytes()})
    server = serve(site)
    code = f"""
      const url = {json.dumps(site.url + "/cat.png")};
      const refused = await vizsla.classifyImage(url).catch(({{ code }}) => code);
      const limits = {{ allowPrivateUrls: true }};
      const once = (await vizsla.classifyImage(url, {{ limits }})).answer;
      const again = await vizsla.classifyImage(url).catch(({{ code }}) => code);
      vizsla.configure({{ limits }});
      return [refused, once, again, (await vizsla.classifyImage(url)).answer];
    """
    try:
        found = run(code)
    finally:
        server.shutdown()
        server.server_close()
    assert found == ["url", "tiger cat", "url", "tiger cat"]


def test_the_limits_of_bytes_and_pixels_are_enforced(
    run: Callable[[str], Any], photographs: Path
) -> None:
    code = f"""
      const path = {json.dumps(str(photographs / "chelsea.png"))};
      const outcome = (limits) => vizsla.classifyImage(path, {{ limits }}).then(
        ({{ answer }}) => answer, ({{ code }}) => code);
      return [
        await outcome({{ maxBytes: 1000 }}), await outcome({{ maxPixels: 300 * 450 }}),
        await outcome({{ maxPixels: 300 * 451 }}),
      ];
    """
    assert run(code) == ["input-too-large", "input-too-large", "tiger cat"]


def test_a_card_is_fetched_as_in_the_browser(run: Callable[[str], Any]) -> None:
    code = """
      const breed = await vizsla.load("dog-breeds");
      return [await breed.card(), await vizsla.classifyImage.card()];
    """
    cards = run(code)
    assert [card.splitlines()[0] for card in cards] == ["# dog-breeds", "# classify-image"]


def test_an_aborted_load_is_cancelled(run: Callable[[str], Any]) -> None:
    code = """
      return vizsla.load("dog-breeds", { signal: AbortSignal.abort("stop") })
        .catch(({ name, cause }) => [name, cause]);
    """
    assert run(code) == ["CancelledError", "stop"]


def test_closing_a_function_that_warms_up_frees_its_memory(
    run: Callable[[str], Any],
) -> None:
    code = """
      const memory = [];
      for (let round = 0; round < 5; round++) {
        const describe = await vizsla.load("describe-image");
        const warming = describe.warmUp().catch(() => undefined);
        describe.dispose();
        await warming;
        memory.push((await vizsla.engine()).memoryBytes);
      }
      return memory;
    """
    memory = run(code)
    assert memory[-1] <= memory[1]


def test_importing_it_on_a_server_does_nothing(node: Path, dist: Path, tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "@vizsla" / "runtime"
    package.parent.mkdir(parents=True)
    package.symlink_to(dist.parent)
    code = """
      const names = ["window", "document", "self", "location", "navigator", "Worker", "caches"];
      for (const name of names) {
        const get = () => { throw new Error(`${name} is used`); };
        Object.defineProperty(globalThis, name, { configurable: true, get });
      }
      const before = new Set(Reflect.ownKeys(globalThis));
      for (const part of ["", "/browser", "/listen", "/recognize", "/zip"]) {
        await import(`@vizsla/runtime${part}`);
      }
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String);
      console.log(JSON.stringify([added, process.getActiveResourcesInfo()]));
    """
    (tmp_path / "page.mjs").write_text(code)
    command = [node, "page.mjs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    added, waiting = json.loads(done.stdout)
    assert added == []
    assert not {"Worker", "MessagePort", "TCPSocketWrap", "Timeout"} & set(waiting)


@pytest.mark.parametrize("name", ["node.js", "listenNode.js"])
def test_a_servers_bundler_moves_none_of_its_files(dist: Path, name: str) -> None:
    # Turbopack takes this for the address of an asset: importing the package then threw.
    assets = re.findall(r"new URL\([^()]*, import\.meta\.url\)", (dist / name).read_text("utf-8"))
    assert assets == []
