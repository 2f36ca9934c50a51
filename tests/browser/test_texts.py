"""A function of texts answers in the browser and in Node as it does in Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

import vizsla
from browser.changed_encoder import with_changed_encoder
from shop_sentences import SENTENCES, STRANGE, UNSEEN, write_sentences
from vizsla import VizslaError
from vizsla.bundle.manifest_entries import FeatureEntry
from vizsla.bundle.read_bundle import TERMS
from vizsla.bundle.term_table import write_term_table
from vizsla.bundle.write_bundle import write_bundle
from vizsla.publish.web import write_web
from vizsla.training.term_features import TermCounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from browser.website import Site
    from vizsla.functions.text_classification import TextClassifier

NEAR = 4e-15  # of a score: exp differs by a unit in the last place
HOW_TO = (Path(__file__).parents[2] / "docs/how-to/browser-texts.md").read_text("utf-8")
ADDRESS = "/site/functions/shop/"
ODD = (
    *("", " \n\t", "\u200b\u00ad", "?", "!!!", "no", "0", "\0", "x" * 5_000, "order " * 850),
    *("🐕", "👩‍🌾🌱 cancel 👍🏽", "🇩🇪" * 40, "\U0001f436 my \U0001f436 order \U0001f436"),
    *(
        "أين طلبي؟",
        "איפה החבילה שלי?",
        "\u202eredro ym lecnac",
        "注文をキャンセルしたい",
        "한국어 주문",
    ),
    *(
        "Ünïcödé ΣΊΣΥΦΟΣ",
        "e\u0301 é ﬁ ½ ²",
        "𠮷野家 \U0001d56e\U0001d586\U0001d593",
        "a\u0300" * 60,
        "İstanbul ẞ",
    ),
    *("cancel\u3000my\u00a0order", "cancel\r\nmy\x85order", "[CLS] [SEP] [PAD]", "don't—can't…"),
    *("a" * 100_000, "a" * 100_001, "😀" * 100_000, "😀" * 100_001),
)
SENTENCES_OF_ALL = tuple(each for texts in SENTENCES.values() for each in texts)
TEXTS = (
    *SENTENCES_OF_ALL,
    *(each for texts in UNSEEN.values() for each in texts),
    *STRANGE,
    *(f"{one} {other}" for one, other in zip(SENTENCES_OF_ALL, SENTENCES_OF_ALL[7:], strict=False)),
    *ODD,
)
ASK = """async ([address, texts]) => {
  const ask = await vizsla.load(address);
  const found = [];
  for await (const [, each] of ask.over(texts)) {
    found.push(each instanceof vizsla.VizslaError ? { error: each.name } : each);
  }
  const embedding = Array.from(await ask.embed(texts[0]));
  const { heatMap, ...why } = await ask.explain(texts[0], { label: "plant care" });
  ask.close();
  return { found, embedding, why, heatMap: Array.from(heatMap) };
}"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TextClassifier:
    made = tmp_path_factory.mktemp("texts")
    write_sentences(made / "sentences")
    learnt = vizsla.learn(made / "sentences", kind="text-classification")
    return with_terms(cast("TextClassifier", learnt), made / "shop")


def with_terms(function: TextClassifier, path: Path) -> TextClassifier:
    """Return the function with the terms of its sentences as a feature, whatever they add."""
    manifest, names = function.manifest, list(SENTENCES)
    texts = [(text, label) for label, own in SENTENCES.items() for text in own]
    counts = TermCounts([function.encoder.words(text) for text, _ in texts])
    truth = np.array([function.labels.index(label) for _, label in texts])
    fit = counts.fit(np.ones(len(texts), bool), truth, len(names))
    files = {name: function.bundle.read(name) for name in manifest.files}
    files[TERMS] = write_term_table(fit.scaled(0.3))
    manifest = replace(manifest, name=path.name, features=(FeatureEntry("words", TERMS),))
    write_bundle(path, manifest, files)
    return cast("TextClassifier", vizsla.load(path))


@pytest.fixture(scope="module")
def folder(shop: TextClassifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The function as a folder for the web."""
    found = tmp_path_factory.mktemp("web") / "site"
    write_web(shop, found)
    return found


@pytest.fixture(scope="module")
def expected(shop: TextClassifier) -> list[Any]:
    answers = (each for _, each in shop.over([*TEXTS]))
    return [
        {"error": type(each).__name__} if isinstance(each, VizslaError) else each.to_dict()
        for each in answers
    ]


@pytest.fixture
def text_page(context: BrowserContext, desk_site: Site, folder: Path) -> Page:
    """A page that uses the runtime of the folder."""
    desk_site.folders["/site/"] = folder
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    page.evaluate("import('/site/vizsla/index.js').then((api) => { window.vizsla = api; })")
    return page


def test_the_browser_answers_as_python_does(
    text_page: Page, shop: TextClassifier, expected: list[Any]
) -> None:
    found = text_page.evaluate(ASK, [ADDRESS, TEXTS])
    check(found["found"], expected)
    assert found["embedding"] == shop.embed(TEXTS[0]).tolist()
    why = shop.explain(TEXTS[0], "plant care")
    assert found["why"]["label"] == "plant care"
    assert found["heatMap"] == pytest.approx(why.heat_map.tolist(), abs=1e-6)
    check_words(found["why"]["words"], why, TEXTS[0])


def test_node_answers_as_python_does(
    folder: Path, expected: list[Any], in_node: Callable[..., Any]
) -> None:
    address = str(folder / "functions" / "shop")
    found = [in_node(address, cast("Path", each)) for each in TEXTS]
    check([{"error": each["error"]} if "error" in each else each for each in found], expected)
    assert in_node(address, cast("Path", "half of one: \ud83d"))["error"] == "InputFormatError"


@pytest.mark.parametrize("text", ["🐕 🐕 cancel my 🐕 order", "今日 open", "water " * 70, "ok"])
def test_node_explains_as_python_does(
    text: str, folder: Path, shop: TextClassifier, in_node: Callable[..., Any]
) -> None:
    address = str(folder / "functions" / "shop")
    found = in_node(address, cast("Path", text), method="explain")
    why = shop.explain(text)
    assert found["label"] == why.label
    check_words(found["words"], why, text)


def test_a_bundle_with_all_its_files_needs_nothing_else(
    text_page: Page,
    desk_site: Site,
    shop: TextClassifier,
    in_node: Callable[..., Any],
    tmp_path: Path,
) -> None:
    path = shop.save(tmp_path / "whole.zip", self_contained=True)
    desk_site.files["/whole.zip"] = path.read_bytes()
    before = len(desk_site.requests)
    ask = "([at, text]) => vizsla.load(at).then((ask) => ask(text))"
    answers = [
        text_page.evaluate(ask, ["/whole.zip", "stop my order"]),
        in_node(str(path), cast("Path", "stop my order")),
    ]
    check(answers, [shop("stop my order").to_dict()] * 2)
    assert not [each for each in desk_site.requests[before:] if "encoders" in each.path]


def test_a_bundle_as_it_was_saved_finds_the_encoder_in_the_runtime_s_folder(
    text_page: Page, desk_site: Site, shop: TextClassifier, tmp_path: Path
) -> None:
    desk_site.folders["/plain/"] = shop.save(tmp_path / "plain")
    ask = "(text) => vizsla.load('/plain/').then((ask) => ask(text))"
    answer = text_page.evaluate(ask, "stop my order")
    check([answer], [shop("stop my order").to_dict()])
    assert desk_site.asked(".gz")


def test_a_bundle_as_it_was_saved_finds_the_encoder_s_package_in_node(
    shop: TextClassifier, node: Path, dist: Path, tmp_path: Path
) -> None:
    packages = tmp_path / "node_modules" / "@vizsla"
    (packages / "runtime" / "dist").mkdir(parents=True)
    shutil.copy(dist.parent / "package.json", packages / "runtime")
    shutil.copy(dist / "node.js", packages / "runtime" / "dist")
    bundle = shop.save(tmp_path / "plain")
    script = tmp_path / "ask.mjs"
    script.write_text(
        'import { load } from "@vizsla/runtime";\n'
        f"const path = {json.dumps(str(bundle))};\n"
        "const ask = await load(path).catch(({ message }) => () => message);\n"
        'console.log(JSON.stringify(await ask("stop my order")));\n'
    )

    def answer() -> Any:
        done = subprocess.run([node, script], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    assert "npm install @vizsla/text" in answer()
    build = dist.parents[1] / "text" / "build.js"
    subprocess.run([node, build, packages / "text"], check=True)
    check([answer()], [shop("stop my order").to_dict()])
    subprocess.run([node, packages / "text" / "copy.js", tmp_path / "public"], check=True)
    assert len([*(tmp_path / "public" / "encoders").iterdir()]) == 3


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "files that are not there": (
        # With another self-test it is not the model that is in memory.
        lambda encoder: encoder.update(
            self_test={"texts": [], "sha256": "1" * 64},
            files={part: {**each, "at": None} for part, each in encoder["files"].items()},
        ),
        "BundleDamagedError",
        "npm install @vizsla/text",
    ),
    "an unknown model": (
        lambda encoder: encoder["files"]["weights"].update(sha256="0" * 64),
        "BundleTooNewError",
        "a model of the encoder",
    ),
    "other files": (
        lambda encoder: encoder["files"]["vocabulary"].update(sha256="0" * 64),
        "BundleTooNewError",
        "a model of the encoder",
    ),
    "no encoder of texts": (
        lambda encoder: encoder.pop("files"),
        "BundleDamagedError",
        "names no encoder of texts",
    ),
    "other numbers": (
        lambda encoder: encoder["self_test"].update(sha256="0" * 64),
        "EngineError",
        "gives other numbers",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_encoder_that_is_not_right_gives_no_answer(
    fault: str, folder: Path, in_node: Callable[..., Any]
) -> None:
    change, error, message = FAULTS[fault]
    functions = folder / "functions"
    bundle = with_changed_encoder(functions / "shop", functions / fault, change)

    found = in_node(str(bundle), cast("Path", "stop my order"))

    assert found["error"] == error
    assert message in found["message"]


def test_functions_of_texts_share_one_download(text_page: Page, desk_site: Site) -> None:
    before = len(desk_site.requests)
    text_page.evaluate("(at) => Promise.all([vizsla.load(at), vizsla.load(at)])", ADDRESS)
    text_page.evaluate("(at) => vizsla.load(at)", ADDRESS)
    asked = [each.path for each in desk_site.requests[before:]]
    assert len([each for each in asked if "/encoders/" in each]) == 3
    assert len([each for each in asked if each.endswith("/text.js")]) == 1
    assert not [each for each in asked if ".wasm" in each], "the engine is not needed"


def test_a_page_with_images_alone_downloads_nothing_of_it(page: Page, site: Site) -> None:
    page.evaluate("import('/vizsla/index.js').then(({ load }) => load('dog-breeds'))")
    assert site.asked(".js")
    assert not [each.path for each in site.requests if "text" in each.path or "enc" in each.path]


def test_a_file_is_read_as_in_python(text_page: Page, shop: TextClassifier) -> None:
    files = {
        "utf-8": "stop my order ✋".encode(),
        "utf-8-sig": "stop my order ✋".encode("utf-8-sig"),
        "utf-16": "stop my order ✋".encode("utf-16"),
        "utf-32": "stop my order ✋".encode("utf-32"),
        "utf-16-be": b"\xfe\xff" + "stop my order ✋".encode("utf-16-be"),
        "latin-1": "Bestellung für mich".encode("latin-1"),
        "zero": b"stop\0",
        "half": b"\xff\xfe\x00\xd8",
        "wide half": b"\xff\xfe\0\0\x00\xd8\0\0",
        "nothing": b"",
    }
    found = text_page.evaluate(
        """async ([address, files]) => {
          const ask = await vizsla.load(address);
          const read = (bytes) => ask(new File([new Uint8Array(bytes)], "mail.txt"))
            .then(({ answer }) => answer, ({ name }) => name);
          return Promise.all(files.map(read));
        }""",
        [ADDRESS, [[*each] for each in files.values()]],
    )

    def in_python(content: bytes) -> str | None:
        try:
            return shop(content).answer
        except VizslaError as error:
            return type(error).__name__

    assert found == [in_python(each) for each in files.values()]
    assert len({*found}) == 3


def test_a_text_function_can_be_taught(text_page: Page) -> None:
    found = text_page.evaluate(
        """async (address) => {
          const ask = await vizsla.load(address);
          await ask.teach("jobs", ["Are you hiring?", "I'd like to work for you"]);
          const { answer } = await ask("Do you have a job for me? Are you hiring?");
          const file = await ask.export();
          await ask.forget("jobs");
          await ask.import(file);
          return [answer, await ask.taught()];
        }""",
        ADDRESS,
    )
    assert found == ["jobs", {"jobs": 2}]


@pytest.mark.parametrize(
    "code", re.findall(r"^```js texts\n(.*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)
)
def test_the_documentation_s_example_runs(
    code: str, page: Page, site: Site, folder: Path, shop: TextClassifier
) -> None:
    site.folders |= {
        "/vizsla/": folder / "vizsla",
        "/functions/intents/": folder / "functions/shop",
    }
    site.files["/block.js"] = code.encode()
    page.evaluate("import('/block.js')")
    assert page.title() == shop("please cancel my order").in_words()


def check(found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(expected)
    for one, other, text in zip(found, expected, [*TEXTS, None], strict=False):
        assert near(one) == near(other, pytest.approx), repr(text)[:60]


def near(answer: dict[str, Any], score: Callable[..., Any] = lambda value, **_: value) -> Any:
    if "error" in answer:
        return answer
    alternatives = [
        {**each, "score": score(each["score"], abs=NEAR)} for each in answer["alternatives"]
    ]
    own = score(answer["score"], abs=NEAR)
    return {**answer, "score": own, "alternatives": alternatives}


def check_words(found: list[Any], why: Any, text: str) -> None:
    """Compare words; JavaScript counts units of UTF-16, Python code points."""
    assert [each["text"] for each in found] == [each.text for each in why.words]
    units = text.encode("utf-16-le")
    for one, other in zip(found, why.words, strict=True):
        assert units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") == other.text
        assert one["weight"] == pytest.approx(other.weight, abs=1e-9)
