"""``@vizsla/runtime/listen`` writes in Node and in Chromium what Python's ``listen`` writes."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from playwright.sync_api import expect

import vizsla
from speech.spoken import FIRST, SECOND, two_sentences
from vizsla.speech.compare_words import word_errors
from vizsla.speech.copy_models import copy_listening_models
from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browser.website import Site

    Run = Callable[[str], Any]

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "speech-browser.md"
# The page around the docs' code: a bar, and somebody's recording.
AROUND = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Waiting</title>
<script type="importmap">{"imports": {"@vizsla/runtime/listen": "/vizsla/listen.js"}}</script>
<progress></progress>
<script type="module">
  window.bar = document.querySelector("progress");
  window.recording = await (await fetch("/memo.wav")).blob();
  await import("/docs.js");
</script></html>"""
MOST = 0.2  # of the words may be wrong
# The models are quantised as they run, so that noise of 1e-8 in the samples moves Python's own
# scores by up to 0.035 (docs/how-to/speech-browser.md); engines for unlike processors round
# otherwise, too.
CLOSE = 0.05
POLICY = "; ".join(
    (
        *("default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'"),
        *("connect-src 'self'", "worker-src 'self'"),
    )
)
MEMO = "await (await fetch('/memo.wav')).blob()"


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two sentences."""
    path = tmp_path_factory.mktemp("sounds") / "memo.wav"
    two_sentences().save(path)
    return path


@pytest.fixture(scope="module")
def expected(memo: Path) -> dict[str, Any]:
    """What Python answers."""
    return vizsla.listen(memo, words=False).to_dict()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of models that an app has."""
    folder = tmp_path_factory.mktemp("public") / "models"
    copy_listening_models(folder)
    return folder


@pytest.fixture(scope="module")
def copied(node: Path, dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``npx vizsla-runtime`` makes where onnxruntime-web is installed."""
    if not (dist.parent / "node_modules" / "onnxruntime-web").is_dir():
        pytest.skip("onnxruntime-web is not installed: npm ci in web/runtime")
    folder = tmp_path_factory.mktemp("copied") / "vizsla"
    subprocess.run([node, dist / "copy.js", folder], check=True)
    return folder


@pytest.fixture
def in_node(node: Path, dist: Path, copied: Path, memo: Path, tmp_path: Path) -> Run:
    """Run code beside ``memo.wav``, where ``vizsla`` is the module; returns the code's result."""
    del copied  # it skips where the engine is missing
    (tmp_path / "memo.wav").symlink_to(memo)
    (tmp_path / "sound.f32").write_bytes(two_sentences().samples.tobytes())

    def run(code: str) -> Any:
        script = f"""
          import {{ readFileSync }} from "node:fs";
          const vizsla = await import({json.dumps((dist / "listenNode.js").as_uri())});
          const samples = new Float32Array(new Uint8Array(readFileSync("sound.f32")).buffer);
          const done = await (async () => {{ {code} }})();
          console.log(JSON.stringify(done));
        """
        command = [node, "--input-type=module", "-e", script]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def listening_page(site: Site, copied: Path, models: Path, memo: Path, page: Page) -> Page:
    """A page under the strictest policy, of a site with the runtime, the models and a sound."""
    site.folders |= {"/vizsla/": copied, "/models/": models}
    site.files["/memo.wav"] = memo.read_bytes()
    site.headers["Content-Security-Policy"] = POLICY
    page.goto(f"{site.url}/")
    page.evaluate("import('/vizsla/listen.js').then((api) => { window.vizsla = api; })")
    return page


def assert_same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compare but for the scores, and those nearly."""
    assert _scores(found) == pytest.approx(_scores(expected), abs=CLOSE)
    assert _without_scores(found) == _without_scores(expected)


def _scores(answer: dict[str, Any]) -> list[float]:
    parts = [answer, *answer["alternatives"], *answer["segments"]]
    return [each["score"] for each in parts]


def _without_scores(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_scores(each) for key, each in value.items() if key != "score"}
    return [*map(_without_scores, value)] if isinstance(value, list) else value


def test_node_writes_the_same_as_python(
    in_node: Run, models: Path, expected: dict[str, Any]
) -> None:
    found, heard, of_samples, of_silence = in_node(f"""
      const listen = await vizsla.loadListening({{ models: {json.dumps(str(models))} }});
      const heard = [];
      const found = await listen("memo.wav", {{ onSegment: (each) => heard.push(each) }});
      const silence = {{ samples: new Float32Array(32000), rate: 16000 }};
      return [found, heard, await listen({{ samples, rate: 24000 }}), await listen(silence)];
    """)
    assert_same(found, expected)
    assert heard == found["segments"]
    assert of_samples["answer"] == expected["answer"]
    silence = vizsla.listen((np.zeros(32_000, np.float32), 16_000)).to_dict()
    assert_same(of_silence, silence)
    assert of_silence["answer"] is None


def test_chromium_writes_the_same_as_python(
    listening_page: Page, site: Site, expected: dict[str, Any]
) -> None:
    found, progress = listening_page.evaluate(f"""async () => {{
      let last = null;
      const onProgress = (each) => {{ last = each; }};
      window.listen = await vizsla.loadListening({{ models: "/models/", onProgress }});
      return [await listen({MEMO}), last];
    }}""")
    assert_same(found, expected)
    assert progress["loaded"] == progress["total"] > 25e6
    # The next visit takes the models from the browser's own store.
    site.requests.clear()
    listening_page.reload()
    listening_page.evaluate("""async () => {
      const { loadListening } = await import("/vizsla/listen.js");
      await loadListening({ models: "/models/" });
    }""")
    assert not [each for each in site.requests if each.path.startswith("/models/")]


def serve_flac(site: Site, folder: Path) -> None:
    """Serve two sentences as /memo.flac."""
    spoken = two_sentences()
    soundfile.write(folder / "memo.flac", spoken.samples, spoken.rate)
    site.files["/memo.flac"] = (folder / "memo.flac").read_bytes()


def test_a_file_of_another_format_is_decoded_by_the_browser(
    listening_page: Page, site: Site, tmp_path: Path
) -> None:
    serve_flac(site, tmp_path)
    answers = listening_page.evaluate("""async () => {
      const listen = await vizsla.loadListening({ models: "/models/" });
      const blob = await (await fetch("/memo.flac")).blob();
      const { answer } = await listen(blob);
      const other = await listen(new Blob(["no sound"])).catch(({ code }) => code);
      listen.close();
      return [answer, other, await listen(blob).catch(({ code }) => code)];
    }""")
    assert word_errors(f"{FIRST} {SECOND}", answers[0]).rate <= MOST
    assert answers[1:] == ["input-format", "function-closed"]


def test_the_docs_code_for_a_page_writes_what_is_said(listening_page: Page, site: Site) -> None:
    code = DOCS.read_text("utf-8").split("```js listen\n")[1].split("```")[0]
    site.headers.clear()
    site.files |= {
        "/docs.html": AROUND.encode(),
        "/docs.js": code.encode(),
    }
    listening_page.goto(f"{site.url}/docs.html")
    said = re.compile(r"the river.* \(\d+ %\)|Not sure")
    expect(listening_page).to_have_title(said, timeout=60_000)


def test_a_page_without_the_models_or_the_engine_says_what_to_do(
    listening_page: Page, site: Site
) -> None:
    load = """(settings) => vizsla.loadListening(settings).then(
      () => null, ({ code, message }) => [code, message])"""
    code, message = listening_page.evaluate(load, {"models": "/none/"})
    assert (code, "vizsla listen --copy-models" in message) == ("url", True)
    assert "/none/" in message
    content = bytearray(model_file("silero-vad.onnx"))
    content[1000] ^= 1
    site.files["/models/silero-vad.onnx.gz"] = gzip.compress(content)
    code, message = listening_page.evaluate(load, {"models": "/models/"})
    assert (code, "silero-vad.onnx is not the model" in message) == ("bundle-damaged", True)
    del site.files["/models/silero-vad.onnx.gz"]
    site.files["/vizsla/onnxruntime/ort.js"] = b"throw new Error('broken')"
    code, message = listening_page.evaluate(load, {"models": "/models/"})
    assert (code, "npm install onnxruntime-web" in message) == ("engine", True)
    code, message = listening_page.evaluate(load, {"models": "/models/", "base": "/nowhere/"})
    assert (code, "npx vizsla-runtime" in message) == ("engine", True)


def test_node_names_a_damaged_or_a_missing_model_and_the_module_that_listens(
    in_node: Run, models: Path, dist: Path, tmp_path: Path
) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "silero-vad.onnx").write_bytes(b"something else")
    (tmp_path / "some" / "moonshine-base").symlink_to(models / "moonshine-base")
    damaged, missing, elsewhere = in_node(f"""
      const outcome = (settings) => vizsla.loadListening(settings).then(
        () => null, ({{ code, message }}) => [code, message]);
      return [
        await outcome({{ models: "some" }}),
        await outcome({{ models: "none" }}),
        await import({json.dumps((dist / "node.js").as_uri())})
          .then(({{ load }}) => load("listen"))
          .catch(({{ code, message }}) => [code, message]),
      ];
    """)
    outcomes = (damaged, missing, elsewhere)
    codes = ["bundle-damaged", "bundle-damaged", "bundle-too-new"]
    assert [code for code, _ in outcomes] == codes
    assert "silero-vad.onnx is not the model" in damaged[1]
    assert "vizsla listen --copy-models" in missing[1]
    assert "loadListening of @vizsla/runtime/listen" in elsewhere[1]


def test_a_call_can_be_stopped_and_a_wrong_one_is_an_error(in_node: Run, models: Path) -> None:
    found = in_node(f"""
      const listen = await vizsla.loadListening({{ models: {json.dumps(str(models))} }});
      const outcome = (...call) => listen(...call).then(
        ({{ answer }}) => answer, ({{ code }}) => code);
      const abort = new AbortController();
      const long = new Float32Array(600 * 16000).map(() => Math.random() - 0.5);
      const stopped = outcome({{ samples: long, rate: 16000 }}, {{ signal: abort.signal }});
      setTimeout(() => abort.abort(), 500);
      const sound = {{ samples, rate: 24000 }};
      const found = [
        await stopped,
        await outcome(sound, {{ threshold: 2 }}),
        await outcome(sound, {{ colour: 1 }}),
        await outcome(sound, {{ limits: {{ maxSeconds: 5 }} }}),
        await outcome({{ samples, rate: 12.5 }}),
        await outcome({{ samples: new Float32Array(0), rate: 16000 }}),
        await outcome({{ samples: Float32Array.of(NaN), rate: 16000 }}),
        await outcome(samples),
        await outcome("none.wav"),
        samples.length,
      ];
      listen.close();
      return [...found, await outcome(sound)];
    """)
    assert found == [
        *("cancelled", "option", "option", "input-too-large"),
        *("input-type", "input-damaged", "input-damaged", "input-type", "input-not-found"),
        len(two_sentences().samples),
        "function-closed",
    ]


def test_a_call_that_waits_is_aborted_at_once_and_close_ends_the_others(
    in_node: Run, models: Path
) -> None:
    found = in_node(f"""
      const listen = await vizsla.loadListening({{ models: {json.dumps(str(models))} }});
      const ended = [];
      const outcome = (name, call) => call.then(
        () => ended.push([name, "heard"]), ({{ code }}) => ended.push([name, code]));
      const hour = {{ samples: new Float32Array(3600 * 16000), rate: 16000 }};
      const abort = new AbortController();
      const first = outcome("first", listen(hour));
      const second = outcome("second", listen(hour, {{ signal: abort.signal }}));
      const third = outcome("third", listen(hour));
      setTimeout(() => abort.abort(), 300);
      await second;
      listen.close();
      await Promise.all([first, third]);
      return ended;
    """)
    assert found == [
        ["second", "cancelled"],
        ["first", "function-closed"],
        ["third", "function-closed"],
    ]


def test_a_load_in_node_is_aborted_at_once(in_node: Run, models: Path) -> None:
    found = in_node(f"""
      const load = (signal, onProgress) => vizsla
        .loadListening({{ models: {json.dumps(str(models))}, signal, onProgress }})
        .then(() => "loaded", ({{ code }}) => code);
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      const late = new AbortController();
      return [
        await load(abort.signal),
        await load(AbortSignal.abort()),
        await load(late.signal, () => late.abort()),
      ];
    """)
    assert found == ["cancelled", "cancelled", "cancelled"]


def test_what_a_callback_throws_is_the_error_of_its_call(in_node: Run, models: Path) -> None:
    found = in_node(f"""
      const models = {json.dumps(str(models))};
      const said = (call) => call.then(() => "no error", ({{ message }}) => message);
      const fail = () => {{ throw new Error("mine"); }};
      const listen = await vizsla.loadListening({{ models }});
      const sound = {{ samples, rate: 24000 }};
      return [
        await said(vizsla.loadListening({{ models, onProgress: fail }})),
        await said(listen(sound, {{ onSegment: fail }})),
        (await listen(sound)).segments.length > 0,
      ];
    """)
    assert found == ["mine", "mine", True]


def test_wrong_settings_and_options_are_errors_that_name_them(in_node: Run, models: Path) -> None:
    found = in_node(f"""
      const models = {json.dumps(str(models))};
      const outcome = (call) => call.then(() => null, ({{ code, message }}) => [code, message]);
      const loads = [
        undefined, null, {{}}, {{ models: 5 }}, {{ models, signal: 5 }},
        {{ models, onProgress: 5 }}, {{ models: new URL("https://example.org/models/") }},
      ];
      const listen = await vizsla.loadListening({{ models }});
      const sound = {{ samples, rate: 24000 }};
      const calls = [
        null, {{ limits: null }}, {{ signal: 5 }}, {{ signal: null }}, {{ onSegment: 5 }},
      ];
      return [
        await Promise.all(loads.map((each) => outcome(vizsla.loadListening(each)))),
        await Promise.all(calls.map((each) => outcome(listen(sound, each)))),
      ];
    """)
    names = [
        ["loadListening", "loadListening", "models", "models", "signal", "onProgress", "models"],
        ["options", "limits", "signal", "signal", "onSegment"],
    ]
    for outcomes, of_these in zip(found, names, strict=True):
        for (code, message), name in zip(outcomes, of_these, strict=True):
            assert (code, name in message) == ("option", True), message


def test_a_page_deletes_the_models_of_an_earlier_version(listening_page: Page) -> None:
    kept = listening_page.evaluate("""async () => {
      const cache = await caches.open("vizsla-1");
      const old = `/vizsla-store/${"0".repeat(64)}`;
      await cache.put(old, new Response("an old model"));
      await vizsla.loadListening({ models: "/models/" });
      for (let wait = 0; wait < 100 && (await cache.match(old)); wait++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return (await cache.keys()).map(({ url }) => new URL(url).pathname);
    }""")
    assert f"/vizsla-store/{'0' * 64}" not in kept
    assert len([each for each in kept if re.fullmatch(r"/vizsla-store/[0-9a-f]{64}", each)]) == 4


def test_a_page_keeps_to_the_limit_of_bytes_and_names_a_worker_elsewhere(
    listening_page: Page, site: Site, tmp_path: Path
) -> None:
    serve_flac(site, tmp_path)
    site.headers.clear()
    listening_page.reload()
    found = listening_page.evaluate("""async () => {
      const vizsla = await import("/vizsla/listen.js");
      const outcome = (call) => call.then(() => null, ({ code, message }) => [code, message]);
      const listen = await vizsla.loadListening({ models: "/models/" });
      const flac = await (await fetch("/memo.flac")).blob();
      const elsewhere = { models: "/models/", base: "https://example.org/vizsla/" };
      return [
        await outcome(listen(flac, { limits: { maxBytes: 1000 } })),
        await outcome(vizsla.loadListening(elsewhere)),
        await outcome(vizsla.loadListening({ models: "http://[" })),
      ];
    }""")
    assert [code for code, _ in found] == ["input-too-large", "engine", "option"]
    assert "maxBytes" in found[0][1]
    assert "https://example.org/vizsla/listenWorker.js" in found[1][1]
