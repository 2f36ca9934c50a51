"""A function of sounds answers in the browser and in Node as it does in Python."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
import soundfile
from playwright.sync_api import expect

import vizsla
from browser.changed_encoder import with_changed_encoder
from browser.program import FLAGS, program
from sound_files import write_sounds
from vizsla.modalities.audio.sound import Sound
from vizsla.publish.web import write_web
from vizsla.samples.made_sounds import SOUNDS, made_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

    from browser.website import Site
    from vizsla.functions.sound_classification import SoundClassifier

RATE = 16_000
NEAR = 4e-15  # of a score: exp differs by a unit in the last place
ADDRESS = "/site/functions/knocks/"
HOW_TO = (Path(__file__).parents[2] / "docs/how-to/browser-sounds.md").read_text("utf-8")
ANSWER = """async ([address, files]) => {
  const hear = await vizsla.load(address);
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const found = [];
  for (const each of files) {
    const file = new File([bytes(each)], "new.wav");
    const answer = await hear(file).catch(({ name }) => ({ error: name }));
    const embedding = await hear.embed(file).then((it) => Array.from(it), () => null);
    found.push({ answer, embedding });
  }
  hear.close();
  return found;
}"""


def wav(samples: np.ndarray, rate: int, coding: str | None = "PCM_16", kind: str = "WAV") -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, subtype=coding, format=kind)
    return file.getvalue()


def files() -> dict[str, bytes]:
    """Return WAV files of several rates, lengths and codings."""
    found = {f"{kind} 90": made_sound(kind, 90).to_wav() for kind in SOUNDS}
    knock = made_sound("knock", 92).samples
    for rate in (8_000, 11_025, 22_050, 44_100, 48_000, 12_345):
        found[f"{rate} Hz"] = wav(knock, rate)
    for coding in ("PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"):
        found[coding] = wav(knock, RATE, coding)
    found["stereo"] = wav(np.stack([knock, knock[::-1]], axis=1), 44_100)
    found["1 sample"] = wav(knock[:1], RATE, "FLOAT")
    found["silence"] = wav(np.zeros(20_000, np.float32), RATE)
    found["20 s"] = wav(np.tile(knock, 20)[: 20 * RATE], RATE)
    found["no numbers"] = wav(np.full(100, np.nan, np.float32), RATE, "FLOAT")
    found["damaged"] = found["stereo"][:40]
    found["no sound"] = b"a text that is long enough to be looked at"
    return found


FILES = files()


@pytest.fixture(scope="module")
def knocks(tmp_path_factory: pytest.TempPathFactory) -> SoundClassifier:
    folder = tmp_path_factory.mktemp("sounds")
    made = write_sounds(folder / "noises", 30)
    return cast("SoundClassifier", vizsla.learn(made, save=folder / "knocks"))


@pytest.fixture(scope="module")
def folder(knocks: SoundClassifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The function as a folder for the web."""
    found = tmp_path_factory.mktemp("web") / "site"
    write_web(knocks, found)
    return found


@pytest.fixture
def sound_page(context: BrowserContext, desk_site: Site, folder: Path) -> Page:
    """A page that uses the runtime of the folder."""
    desk_site.folders["/site/"] = folder
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    page.evaluate("import('/site/vizsla/index.js').then((api) => { window.vizsla = api; })")
    return page


def in_python(function: SoundClassifier, content: bytes) -> tuple[Any, list[float] | None]:
    try:
        return function(content).to_dict(), function.embed(content).tolist()
    except vizsla.VizslaError as error:
        return {"error": type(error).__name__}, None


def check(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compare answers; the exponential differs in the last place."""
    if "error" in found:
        found = {"error": found["error"]}
    assert near(found) == near(expected, pytest.approx)


def near(answer: dict[str, Any], score: Callable[..., Any] = lambda value, **_: value) -> Any:
    if "error" in answer:
        return answer
    alternatives = [
        {**each, "score": score(each["score"], abs=NEAR)} for each in answer["alternatives"]
    ]
    return {**answer, "score": score(answer["score"], abs=NEAR), "alternatives": alternatives}


def test_the_browser_answers_as_python_does(sound_page: Page, knocks: SoundClassifier) -> None:
    packed = [base64.b64encode(each).decode() for each in FILES.values()]
    found = sound_page.evaluate(ANSWER, [ADDRESS, packed])
    for content, each in zip(FILES.values(), found, strict=True):
        answer, embedding = in_python(knocks, content)
        check(each["answer"], answer)
        assert each["embedding"] == embedding


def test_node_answers_as_python_does(
    folder: Path, knocks: SoundClassifier, in_node: Callable[..., Any], tmp_path: Path
) -> None:
    address = str(folder / "functions" / "knocks")
    for number, content in enumerate(FILES.values()):
        path = tmp_path / f"{number}.wav"
        path.write_bytes(content)
        answer, embedding = in_python(knocks, content)
        check(in_node(address, path), answer)
        if embedding is not None:
            assert in_node(address, path, method="embed") == embedding


def test_some_answers_are_sure_and_silence_is_not(knocks: SoundClassifier) -> None:
    """Hold what the comparisons above rest on."""
    answers = {name: in_python(knocks, content)[0] for name, content in FILES.items()}
    assert answers["knock 90"]["answer"] == "knock"
    assert {each.get("sure") for each in answers.values()} >= {True, False}
    assert (answers["silence"]["sure"], answers["silence"]["novel"]) == (False, True)


def test_node_explains_as_python_does(
    folder: Path, knocks: SoundClassifier, in_node: Callable[..., Any], tmp_path: Path
) -> None:
    made_sound("whistle", 5).save(tmp_path / "new.wav")
    found = in_node(str(folder / "functions/knocks"), tmp_path / "new.wav", method="explain")
    why = knocks.explain(tmp_path / "new.wav")
    assert (found["label"], found["width"], found["height"]) == (why.label, len(why.heat_map), 1)
    heat = [found["heatMap"][str(at)] for at in range(found["width"])]
    assert heat == pytest.approx(why.heat_map.tolist(), abs=1e-6)


def test_samples_are_taken_as_a_page_has_them(sound_page: Page, knocks: SoundClassifier) -> None:
    sound = made_sound("whistle", 44)
    found = sound_page.evaluate(
        """async ([address, samples, whole]) => {
          const hear = await vizsla.load(address);
          const own = Float32Array.from(samples);
          const buffer = new AudioBuffer({ length: own.length, sampleRate: 16000 });
          buffer.copyToChannel(own, 0);
          const sources = [
            { samples: own, rate: 16000 }, { samples: [own, own], rate: 16000 }, buffer,
            { samples: Int16Array.from(whole), rate: 16000 },
          ];
          const answers = [];
          for (const each of sources) answers.push(await hear(each));
          const refused = await hear({ samples: "knock", rate: 16000 }).catch(({ name }) => name);
          return [answers, refused];
        }""",
        [ADDRESS, sound.samples.tolist(), np.frombuffer(sound.to_pcm(), "<i2").tolist()],
    )
    for each in found[0][:3]:
        check(each, knocks(sound).to_dict())
    check(found[0][3], knocks(sound.to_wav()).to_dict())
    assert found[1] == "InputTypeError"


@pytest.mark.parametrize("kind", ["FLAC", "OGG", "MP3"])
def test_the_browser_decodes_other_formats(kind: str, sound_page: Page) -> None:
    samples = made_sound("whistle", 45).samples
    content = base64.b64encode(wav(samples, RATE, None, kind)).decode()
    (found,) = sound_page.evaluate(ANSWER, [ADDRESS, [content]])
    assert found["answer"]["answer"] == "whistle"


def test_a_long_sound_is_answered_window_by_window(
    sound_page: Page, knocks: SoundClassifier
) -> None:
    parts = [made_sound(kind, 50).samples[:12_800] for kind in ("knock", "whistle", "hiss")]
    samples = np.concatenate(parts)
    found = sound_page.evaluate(
        """async ([address, samples]) => {
          const hear = await vizsla.load(address);
          async function* blocks() {
            const all = Float32Array.from(samples);
            for (let at = 0; at < all.length; at += 1000) yield all.subarray(at, at + 1000);
          }
          const found = [];
          for await (const each of vizsla.watchSound(hear, blocks(), { seconds: 0.8, top: 2 })) {
            found.push(each);
          }
          const far = vizsla.watchSound(hear, blocks(), { seconds: 99 }).next();
          return [found, await far.catch(({ name }) => name)];
        }""",
        [ADDRESS, samples.tolist()],
    )
    expected = [*knocks.watch((samples, RATE), seconds=0.8, top=2)]
    assert [(each["start"], each["end"]) for each in found[0]] == [
        (each.start, each.end) for each in expected
    ]
    for one, other in zip(found[0], expected, strict=True):
        check(one["answer"], other.answer.to_dict())
    assert found[1] == "OptionError"


def test_a_bundle_with_all_its_files_needs_nothing_else(
    sound_page: Page,
    desk_site: Site,
    knocks: SoundClassifier,
    in_node: Callable[..., Any],
    tmp_path: Path,
) -> None:
    path = knocks.save(tmp_path / "whole.zip", self_contained=True)
    desk_site.files["/whole.zip"] = path.read_bytes()
    before = len(desk_site.requests)
    made_sound("knock", 7).save(tmp_path / "new.wav")
    content = base64.b64encode((tmp_path / "new.wav").read_bytes()).decode()
    (in_page,) = sound_page.evaluate(ANSWER, ["/whole.zip", [content]])
    expected = knocks(tmp_path / "new.wav").to_dict()
    for each in (in_page["answer"], in_node(str(path), tmp_path / "new.wav")):
        check(each, expected)
    assert not [each for each in desk_site.requests[before:] if "encoders" in each.path]


def test_a_bundle_as_it_was_saved_finds_the_encoder_s_package_in_node(
    knocks: SoundClassifier, node: Path, dist: Path, tmp_path: Path
) -> None:
    packages = tmp_path / "node_modules" / "@vizsla"
    (packages / "runtime" / "dist").mkdir(parents=True)
    shutil.copy(dist.parent / "package.json", packages / "runtime")
    shutil.copy(dist / "node.js", packages / "runtime" / "dist")
    made_sound("knock", 7).save(tmp_path / "new.wav")
    script = tmp_path / "ask.mjs"
    script.write_text(
        'import { load } from "@vizsla/runtime";\n'
        f"const path = {json.dumps(str(knocks.save(tmp_path / 'plain')))};\n"
        "const hear = await load(path).catch(({ message }) => () => message);\n"
        'console.log(JSON.stringify(await hear("new.wav")));\n'
    )

    def answer() -> Any:
        command = [node, script]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
        return json.loads(done.stdout)

    assert "npm install @vizsla/sound" in answer()
    build = dist.parents[1] / "sound" / "build.js"
    subprocess.run([node, build, packages / "sound"], check=True)
    check(answer(), knocks(tmp_path / "new.wav").to_dict())
    subprocess.run([node, packages / "sound" / "copy.js", tmp_path / "public"], check=True)
    assert len([*(tmp_path / "public" / "encoders").iterdir()]) == 1


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "another encoder": (
        lambda encoder: encoder["files"]["weights"].update(sha256="0" * 64),
        "BundleTooNewError",
        "train it again",
    ),
    "no encoder": (
        lambda encoder: encoder.pop("files"),
        "BundleDamagedError",
        "names no encoder of sounds",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_encoder_that_is_not_right_gives_no_answer(
    fault: str, folder: Path, in_node: Callable[..., Any]
) -> None:
    change, error, message = FAULTS[fault]
    functions = folder / "functions"
    bundle = with_changed_encoder(functions / "knocks", functions / fault, change)

    found = in_node(str(bundle), cast("Path", "new.wav"))

    assert found["error"] == error
    assert message in found["message"]


def test_functions_of_sounds_share_one_download(sound_page: Page, desk_site: Site) -> None:
    before = len(desk_site.requests)
    sound_page.evaluate("(at) => Promise.all([vizsla.load(at), vizsla.load(at)])", ADDRESS)
    sound_page.evaluate("(at) => vizsla.load(at)", ADDRESS)
    asked = [each.path for each in desk_site.requests[before:]]
    assert len([each for each in asked if "/encoders/" in each]) == 1
    assert len([each for each in asked if each.endswith("/sound.js")]) == 1
    assert not [each for each in asked if ".wasm" in each], "the engine is not needed"


def test_a_page_with_images_alone_downloads_nothing_of_it(page: Page, site: Site) -> None:
    page.evaluate("import('/vizsla/index.js').then(({ load }) => load('dog-breeds'))")
    assert not site.asked("sound.js")


def test_a_sound_function_can_be_taught(sound_page: Page) -> None:
    sounds = [made_sound("knock", 200 + at).to_wav() for at in range(3)]
    found = sound_page.evaluate(
        """async ([address, files]) => {
          const hear = await vizsla.load(address);
          const file = (text) =>
            new Blob([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))]);
          await hear.teach("door", files.slice(0, 2).map(file));
          const exported = await hear.export();
          await hear.forget("door");
          await hear.import(exported);
          return [(await hear(file(files[0]))).answer, await hear.taught()];
        }""",
        [ADDRESS, [base64.b64encode(each).decode() for each in sounds]],
    )
    assert found == ["door", {"door": 2}]


@pytest.mark.parametrize(
    "code", re.findall(r"^```js sounds\n(.*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)
)
def test_the_documentation_s_example_runs(
    code: str, page: Page, site: Site, folder: Path, knocks: SoundClassifier
) -> None:
    sound = made_sound("knock", 8).to_wav()
    site.folders |= {
        "/vizsla/": folder / "vizsla",
        "/functions/knocks/": folder / "functions/knocks",
    }
    site.files |= {"/block.js": code.encode(), "/new.wav": sound}
    page.evaluate("import('/block.js')")
    if "watchSound" in code:
        assert page.title() == str([*knocks.watch(sound, seconds=0.5)][-1])
    else:
        assert page.title() == knocks(sound).in_words()


@pytest.fixture
def with_microphone(playwright: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose microphone hears a whistle again and again."""
    whistle = np.tile(made_sound("whistle", 60).samples, 3)
    Sound(whistle, RATE).save(tmp_path / "heard.wav")
    heard = (f"--use-file-for-fake-audio-capture={tmp_path / 'heard.wav'}",)
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *heard)
    browser = playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *fake])
    yield browser
    browser.close()


@pytest.fixture
def exported(with_microphone: Browser, folder: Path, desk_site: Site) -> Page:
    """The page of the function, ready."""
    desk_site.folders["/site/"] = folder
    desk_site.files["/site/"] = (folder / "index.html").read_bytes()
    return open_page(with_microphone, f"{desk_site.url}/site/")


def test_the_exported_page_answers_files_and_recordings(
    exported: Page, knocks: SoundClassifier, tmp_path: Path
) -> None:
    made_sound("knock", 61).save(tmp_path / "knock.wav")
    status = exported.get_by_role("status")
    exported.get_by_label("Choose a sound file").set_input_files(tmp_path / "knock.wav")
    expect(status).to_have_text(knocks(tmp_path / "knock.wav").in_words())
    begin_to_record(exported)
    exported.get_by_role("button", name="Stop").click()
    expect(status).to_have_text(re.compile("whistle"), timeout=20_000)
    exported.get_by_label("Choose a sound file").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"some notes of the day"}
    )
    expect(status).to_have_text(re.compile("notes.txt is not a sound"))


def test_a_second_click_on_stop_changes_nothing(exported: Page) -> None:
    errors: list[str] = []
    exported.on("pageerror", lambda error: errors.append(str(error)))
    begin_to_record(exported)
    button = exported.get_by_role("button", name="Stop")
    button.evaluate("(each) => { each.click(); each.click(); }")
    expect(exported.get_by_role("status")).to_have_text(re.compile("whistle"), timeout=20_000)
    expect(exported.get_by_role("button", name="Record")).to_be_enabled()
    assert errors == []


def test_a_page_that_is_hidden_while_it_records_answers_what_it_heard(exported: Page) -> None:
    begin_to_record(exported)
    exported.evaluate("""() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    expect(exported.get_by_role("status")).to_have_text(re.compile("whistle"), timeout=20_000)
    expect(exported.get_by_role("button", name="Record")).to_be_enabled()


def test_the_documentation_s_microphone_is_answered_as_it_hears(
    with_microphone: Browser, site: Site, folder: Path
) -> None:
    (code,) = re.findall(r"^```js microphone\n(.*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)
    site.folders |= {
        "/vizsla/": folder / "vizsla",
        "/functions/knocks/": folder / "functions/knocks",
    }
    site.files["/block.js"] = code.encode()
    page = with_microphone.new_page()
    page.goto(f"{site.url}/")
    page.evaluate("() => void import('/block.js').then(() => { window.ended = true; })")
    expect(page).to_have_title(re.compile(r"s: whistle"), timeout=20_000)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_function("window.ended")


def begin_to_record(page: Page) -> None:
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("status")).to_have_text("Recording…")
    page.wait_for_timeout(1_500)


def open_page(browser: Browser, address: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_have_text("Ready.", timeout=60_000)
    return page
