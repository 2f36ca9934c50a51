"""Functions of texts on other encoders answer alike in Python, Chromium and Node."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, cast

import pytest

import vizsla
from shop_sentences import SENTENCES, STRANGE, UNSEEN
from vizsla.publish.web import write_web

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from browser.website import Site
    from vizsla.functions.text_classification import TextClassifier

NEAR = 4e-15  # of a score: exp differs by a unit in the last place
OTHERS = (
    *("naïve 東京 " * 90, "Quiero cancelar mi pedido", "注文をキャンセルしたいです"),
    *("मेरा ऑर्डर", "\ufb01ne e\u0301", "東京" * 200),
)
TEXTS = [*(each for texts in UNSEEN.values() for each in texts), *STRANGE, *OTHERS]
ASK = """async ([address, texts]) => {
  const ask = await vizsla.load(address);
  const found = [];
  for await (const [, each] of ask.over(texts)) found.push(each);
  return { found, embedding: Array.from(await ask.embed(texts[0])) };
}"""


@pytest.fixture(scope="module", params=["accurate", "multilingual"])
def short_name(request: pytest.FixtureRequest) -> str:
    """The short name of an encoder, by which its package is named."""
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def mails(short_name: str) -> TextClassifier:
    learnt = vizsla.learn(
        {label: list(texts[:8]) for label, texts in SENTENCES.items()}, encoder=short_name
    )
    return cast("TextClassifier", learnt)


@pytest.fixture(scope="module")
def expected(mails: TextClassifier) -> list[Any]:
    return [mails(each).to_dict() for each in TEXTS]


def check(found: list[Any], expected: list[Any]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert (one["answer"], one["sure"]) == (other["answer"], other["sure"])
        scores, same = ([each["score"] for each in of["alternatives"]] for of in (one, other))
        assert scores == pytest.approx(same, abs=NEAR)


def test_chromium_answers_as_python_on_another_encoder_of_texts(
    context: BrowserContext,
    desk_site: Site,
    mails: TextClassifier,
    expected: list[Any],
    tmp_path: Path,
) -> None:
    write_web(mails, tmp_path / "site")
    desk_site.folders["/site/"] = tmp_path / "site"
    (function,) = (tmp_path / "site" / "functions").iterdir()
    page = context.new_page()
    page.goto(f"{desk_site.url}/site/index.html")
    page.evaluate("import('/site/vizsla/index.js').then((api) => { window.vizsla = api; })")

    found = page.evaluate(ASK, [f"/site/functions/{function.name}/", TEXTS])

    check(found["found"], expected)
    assert found["embedding"] == mails.embed(TEXTS[0]).tolist()


def test_node_answers_as_python_on_an_encoder_of_another_package(
    mails: TextClassifier,
    expected: list[Any],
    short_name: str,
    node: Path,
    dist: Path,
    tmp_path: Path,
) -> None:
    packages = tmp_path / "node_modules" / "@vizsla"
    (packages / "runtime" / "dist").mkdir(parents=True)
    for name in ("package.json", "dist/node.js"):
        (packages / "runtime" / name).write_bytes((dist.parent / name).read_bytes())
    bundle = mails.save(tmp_path / "plain")
    script = tmp_path / "ask.mjs"
    script.write_text(
        'import { load } from "@vizsla/runtime";\n'
        f"const path = {json.dumps(str(bundle))};\n"
        "const ask = await load(path).catch(({ message }) => () => message);\n"
        f"const texts = {json.dumps(TEXTS)};\n"
        "console.log(JSON.stringify(await Promise.all(texts.map((each) => ask(each)))));\n"
    )

    def answers() -> Any:
        done = subprocess.run([node, script], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    package = f"text-{short_name}"
    assert f"npm install @vizsla/{package}" in answers()[0]
    build = dist.parents[1] / package / "build.js"
    subprocess.run([node, build, packages / package], check=True)
    check(answers(), expected)
