"""The page never waits: the work is done elsewhere, calls queue, and stale ones are dropped."""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Handler, Site

# Generous: a busy machine holds any page up for a while. The benchmark has the real figures.
LONGEST = 400  # milliseconds


def photo(width: int, height: int) -> bytes:
    """Return a JPEG of that size."""
    rng = np.random.default_rng(0)
    small = Image.fromarray(rng.integers(0, 256, (height // 40, width // 40, 3), dtype=np.uint8))
    content = io.BytesIO()
    small.resize((width, height)).save(content, "JPEG", quality=90)
    return content.getvalue()


def test_the_page_is_not_blocked_while_it_loads_warms_up_and_answers(
    page: Page, site: Site
) -> None:
    site.files["/large.jpg"] = photo(4000, 3000)
    site.headers["Cache-Control"] = "max-age=60"
    longest = page.evaluate("""async () => {
      const tasks = [0];
      const watch = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      });
      watch.observe({ type: "longtask" });
      const { load } = await import("/vizsla/index.js");
      const breed = await load("dog-breeds");
      await breed.warmUp();
      const blob = await (await fetch("/large.jpg")).blob();
      for (let each = 0; each < 5; each++) await breed(blob);
      const image = new Image();
      image.src = "/large.jpg";
      for (let each = 0; each < 3; each++) await breed(image);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      for (const { duration } of watch.takeRecords()) tasks.push(duration);
      return Math.max(...tasks);
    }""")
    assert longest < LONGEST


def test_calls_queue_and_answer_in_order(desk: Page, desk_site: Site, photographs: Path) -> None:
    for name in ("chelsea.png", "coffee.png", "rocket.jpg"):
        desk_site.files[f"/{name}"] = (photographs / name).read_bytes()
    found = desk.evaluate("""async () => {
      const classify = await vizsla.load("classify-image");
      const urls = ["/chelsea.png", "/coffee.png", "/rocket.jpg"];
      const names = await Promise.all(urls.map(async (url) => (await fetch(url)).blob()));
      const order = [];
      const answers = await Promise.all(names.map(async (name) => {
        const { answer } = await classify(name);
        order.push(names.indexOf(name));
        return answer;
      }));
      const over = [];
      for await (const [name, { answer }] of classify.over(names)) {
        over.push(name === names[over.length] ? answer : "another's");
      }
      return { answers, over, order };
    }""")
    assert found["order"] == [0, 1, 2]
    assert found["answers"] == found["over"]
    assert len(set(found["answers"])) == 3


def test_an_image_is_read_as_it_is_when_the_call_is_made(
    desk: Page, desk_site: Site, photographs: Path
) -> None:
    for name in ("chelsea.png", "coffee.png"):
        desk_site.files[f"/{name}"] = (photographs / name).read_bytes()
    found = desk.evaluate("""async () => {
      const { classifyImage } = vizsla;
      const bitmaps = [];
      for (const name of ["/chelsea.png", "/coffee.png"]) {
        bitmaps.push(await createImageBitmap(await (await fetch(name)).blob()));
      }
      const canvas = new OffscreenCanvas(300, 300);
      const context = canvas.getContext("2d");
      const calls = [];
      for (let each = 0; each < 6; each++) {
        context.drawImage(bitmaps[each % 2], 0, 0, 300, 300);
        calls.push(classifyImage(each < 4 ? canvas : context.getImageData(0, 0, 300, 300)));
      }
      return (await Promise.all(calls)).map(({ answer }) => answer);
    }""")
    assert found[0] != found[1]
    assert found == found[:2] * 3


def test_a_call_can_be_cancelled(desk: Page, desk_site: Site, photographs: Path) -> None:
    desk_site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    found = desk.evaluate("""async () => {
      const classify = await vizsla.load("classify-image");
      await classify.warmUp();
      const outcome = (each) => each.then(() => "answered", ({ name }) => name);
      const before = new AbortController();
      before.abort();
      const during = new AbortController();
      const calls = [
        outcome(classify("/cat.png")),
        outcome(classify("/cat.png")),
        outcome(classify("/cat.png", { signal: during.signal })),
        outcome(classify("/cat.png", { signal: before.signal })),
        outcome(classify("/cat.png")),
      ];
      during.abort();
      return Promise.all(calls);
    }""")
    assert found == ["answered", "answered", "CancelledError", "CancelledError", "answered"]


def test_aborted_calls_free_the_way_for_others(
    desk: Page, desk_site: Site, photographs: Path
) -> None:
    """Two that wait for a server that never answers would otherwise hold up all."""
    desk_site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    never, waiting = threading.Event(), threading.Semaphore(0)

    def hang(_handler: Handler, _content: bytes) -> None:
        waiting.release()
        never.wait(20)

    def both_hang(handler: Handler, _content: bytes) -> None:
        done = waiting.acquire(timeout=20) and waiting.acquire(timeout=20)
        handler.send(200 if done else 500, b"")

    desk_site.faults |= {"/never-1.png": [hang], "/never-2.png": [hang]}
    desk_site.faults["/both-hang"] = [both_hang]
    try:
        found = desk.evaluate("""async () => {
          const classify = await vizsla.load("classify-image");
          const abort = new AbortController();
          const { signal } = abort;
          const hanging = [1, 2].map((each) => classify(`/never-${each}.png`, { signal })
            .catch(({ name }) => name));
          await fetch("/both-hang");
          abort.abort();
          return [...await Promise.all(hanging), (await classify("/cat.png")).answer];
        }""")
    finally:
        never.set()
    assert found[:2] == ["CancelledError"] * 2
    assert found[2]


def test_aborting_one_of_several_waiting_calls_leaves_the_others(
    page: Page, site: Site, photographs: Path
) -> None:
    site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    found = page.evaluate("""async () => {
      const { classifyImage } = await import("/vizsla/index.js");
      const abort = new AbortController();
      const loading = classifyImage.load({ signal: abort.signal }).catch(({ name }) => name);
      const impatient = classifyImage("/cat.png", { signal: abort.signal }).catch((e) => e.name);
      const patient = classifyImage("/cat.png");
      abort.abort();
      return [await loading, await impatient, (await patient).answer];
    }""")
    assert found[:2] == ["CancelledError"] * 2
    assert found[2]


def test_a_graph_that_fails_its_self_test_in_every_build_leaves_the_engine_as_it_is(
    page: Page, site: Site, bundle: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(bundle, tmp_path / "bad")
    manifest = json.loads((folder / "function.json").read_text())
    manifest["graph"]["self_test"] = "0" * 64
    (folder / "function.json").write_text(json.dumps({**manifest, "digest": None}))
    site.folders["/bad/"] = folder
    found = page.evaluate("""async () => {
      const { classifyImage, detectObjects, engine, load } = await import("/vizsla/index.js");
      await classifyImage(new ImageData(9, 9));
      const bad = await load("/bad/");
      const outcome = await bad(new ImageData(9, 9)).catch(({ name }) => name);
      await detectObjects(new ImageData(9, 9));
      return [outcome, (await engine()).variant];
    }""")
    assert found == ["EngineError", "relaxed-lean"]


def test_the_newest_frame_wins(desk: Page, desk_site: Site, photographs: Path) -> None:
    desk_site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    found = desk.evaluate("""async () => {
      const classify = await vizsla.load("classify-image");
      await classify.warmUp();
      const frames = Array.from({ length: 8 }, () => classify("/cat.png", { latest: true })
        .then(() => "answered", ({ name }) => name));
      return Promise.all(frames);
    }""")
    # Two are under way at once; of those that wait only the last is left.
    assert found == ["answered"] * 2 + ["CancelledError"] * 5 + ["answered"]


def test_a_call_after_close_says_to_load_again(desk: Page) -> None:
    found = desk.evaluate("""async () => {
      const classify = await vizsla.load("classify-image");
      classify.dispose();
      classify.dispose();
      return classify("/cat.png").catch(({ name, message }) => [name, message]);
    }""")
    assert found[0] == "FunctionClosedError"
    assert "load it again" in found[1]


def test_a_function_may_be_closed_while_it_answers(desk: Page) -> None:
    found = desk.evaluate("""async () => {
      const ends = [];
      for (const pause of [0, 1, 5, 20, 60]) { // close at different moments of an answer
        const detect = await vizsla.load("detect-objects");
        const calls = [1, 2, 3].map(() => detect(new ImageData(90, 90)));
        await new Promise((resolve) => setTimeout(resolve, pause));
        detect.dispose();
        for (const each of calls) ends.push(await each.then(() => "answered", ({ name }) => name));
      }
      const { answer } = await vizsla.classifyImage(new ImageData(9, 9)); // all others live on
      return [answer !== undefined, ...new Set(ends)];
    }""")
    assert found[0]
    assert set(found[1:]) <= {"answered", "FunctionClosedError"}
    assert "FunctionClosedError" in found


def test_a_dead_worker_is_replaced(page: Page, site: Site) -> None:
    answered = threading.Event()

    def dying(handler: Handler, content: bytes) -> None:
        # As soon as the server answers, an error that nothing catches ends the worker.
        dies = b"; fetch('/die').then(() => setTimeout(() => { throw new Error('x') }))"
        handler.send(200, content + dies)

    def wait(handler: Handler, _content: bytes) -> None:
        answered.wait(20)
        handler.send(200, b"")

    def release(handler: Handler, _content: bytes) -> None:
        answered.set()
        handler.send(200, b"")

    site.faults = {"/vizsla/worker.js": [dying], "/die": [wait], "/release": [release]}
    found = page.evaluate("""async () => {
      const { classifyImage } = await import("/vizsla/index.js");
      const ask = (call) => call(new ImageData(9, 9)).then(() => "answered", ({ code }) => code);
      const mine = await classifyImage.load();
      const first = await ask(classifyImage);
      await fetch("/release");
      let gone = "answered";
      while (gone === "answered") gone = await ask(mine);
      return [first, gone, await ask(mine), await ask(classifyImage), await ask(classifyImage)];
    }""")
    assert found[0] == "answered"
    assert found[1] in {"engine", "function-closed"}
    assert found[2:] == ["function-closed", "answered", "answered"]


@pytest.mark.parametrize(
    ("options", "word"),
    [("{ top: 0 }", "top"), ("{ threshold: 2 }", "threshold"), ("{ tpo: 1 }", "tpo")],
)
def test_an_option_out_of_its_range_is_named(desk: Page, options: str, word: str) -> None:
    found = desk.evaluate(f"""() => vizsla.classifyImage(new ImageData(9, 9), {options})
      .catch(({{ name, message }}) => [name, message])""")
    assert found[0] == "OptionError"
    assert word in found[1]


def test_a_script_of_the_pages_own_adds_a_kind_and_a_modality(page: Page, site: Site) -> None:
    site.files["/numbers.js"] = b"""
      const { InputTypeError, registerKind, registerReader } = self.vizsla;
      registerReader({ name: "number", read: async ({ value }) => {
        if (!Number.isFinite(value)) throw new InputTypeError(`${value} is not finite`);
        return value;
      } });
      registerKind({ name: "sign", modality: "number", open: async (bundle) => ({
        bundle, knownOptions: [], warmUp: async () => {}, close() {},
        answer: async (value) => ({ answer: value < 0 ? "negative" : "positive", score: 1,
          sure: true, calibrated: false, alternatives: [] }),
      }) });
    """
    manifest = {
        "format": 3,
        "kind": "sign",
        "name": "sign",
        "description": "",
        "version": 1,
        "labels": [],
        "input": {"modality": "number"},
        "parts": {},
        "least_known": 0,
        "threshold": {"score": None, "examples": 0, "measured_on": ""},
        "trained_on": "",
        "licences": [],
        "files": {},
    }
    site.files["/bundles/sign/function.json"] = json.dumps({**manifest, "digest": None}).encode()
    found = page.evaluate("""async () => {
      const { configure, load, registerPacker } = await import("/vizsla/index.js");
      configure({ extensions: ["/numbers.js"] });
      registerPacker({ name: "number", pack: async (value) => ({ kind: "number", value }) });
      const sign = await load("/bundles/sign/");
      const outcome = [];
      for await (const [value, { answer, code }] of sign.over([-1, NaN, 2])) {
        outcome.push([String(value), answer ?? code]);
      }
      return outcome;
    }""")
    assert found == [["-1", "negative"], ["NaN", "input-type"], ["2", "positive"]]


def test_a_strict_content_security_policy_is_enough(page: Page, site: Site) -> None:
    site.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
        "worker-src 'self'"
    )
    site.files["/strict.html"] = b"<!doctype html><script type='module' src='/it.js'></script>"
    site.files["/it.js"] = b"""
      import { classifyImage } from "/vizsla/index.js";
      const pixels = new ImageData(64, 64);
      classifyImage(pixels).then(({ answer }) => { document.title = `answer: ${answer}`; });
    """
    page.goto(f"{site.url}/strict.html")
    expect(page).to_have_title(re.compile("answer: .+"), timeout=30_000)


def test_a_policy_without_webassembly_is_an_error_that_names_what_is_missing(
    page: Page, site: Site
) -> None:
    site.headers["Content-Security-Policy"] = "script-src 'self' 'unsafe-inline'"
    page.goto(f"{site.url}/")
    found = page.evaluate("""async () => {
      const { classifyImage, load } = await import("/vizsla/index.js");
      const call = classifyImage(new ImageData(64, 64));
      const warmUp = load("classify-image").then((classify) => classify.warmUp());
      const attempts = await Promise.allSettled([call, warmUp]);
      return attempts.map(({ reason: { name, message } }) => [name, message]);
    }""")
    for name, message in found:
        assert name == "EngineError"
        assert "'wasm-unsafe-eval'" in message


def test_the_engine_falls_back_on_the_build_that_runs(page: Page, site: Site) -> None:
    script = "/vizsla/engine/litert_wasm_internal.js"
    site.files[script] = b"var ModuleFactory = () => Promise.reject(new Error('not here'));"
    found = page.evaluate("""async () => {
      const { classifyImage, engine } = await import("/vizsla/index.js");
      const { answer } = await classifyImage(new ImageData(64, 64));
      return [answer, (await engine()).variant];
    }""")
    assert found[0]
    assert found[1] == "compatible"


def test_threads_answer_the_same_on_an_isolated_page(
    page: Page, site: Site, desk: Page, desk_site: Site, photographs: Path
) -> None:
    site.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    site.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    for each in (site, desk_site):
        each.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    page.goto(f"{site.url}/")
    found = page.evaluate("""async () => {
      const { classifyImage, engine } = await import("/vizsla/index.js");
      const answer = await classifyImage("/cat.png");
      return [crossOriginIsolated, (await engine()).variant, answer];
    }""")
    assert found[:2] == [True, "threaded"]
    assert found[2] == desk.evaluate("() => vizsla.classifyImage('/cat.png')")


def test_a_missing_worker_file_is_an_error_that_says_what_to_copy(page: Page, site: Site) -> None:
    site.files["/elsewhere/index.js"] = site.find("/vizsla/index.js") or b""
    found = page.evaluate("""async () => {
      const { classifyImage } = await import("/elsewhere/index.js");
      return classifyImage(new ImageData(9, 9)).catch(({ name, message }) => [name, message]);
    }""")
    assert found[0] == "EngineError"
    assert "Copy the whole folder" in found[1]
