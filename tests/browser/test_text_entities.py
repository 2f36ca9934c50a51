"""A function with entities of its own answers in the browser and in Node as it does in Python."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from playwright.sync_api import expect

import vizsla
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.bundle.manifest_entries import FeatureEntry
from vizsla.bundle.read_bundle import WEIGHTS_FILE
from vizsla.bundle.weight_table import WeightTable, write_weight_table
from vizsla.bundle.write_bundle import write_bundle
from vizsla.publish.web import write_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import BrowserContext

    from browser.website import Site
    from vizsla.functions.text_classification import TextClassifier

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
COMPOSITE = "custom-domain-patterns-HumanResources.json"
EXPORTS = ("HumanResources.json", "clu-HomeAutomationDemo.json", COMPOSITE)
NEAR = 4e-15  # of a score: exp differs by a unit in the last place
NEEDED = {"chunk", "dateFinder", "en", "enDates"}  # by an English function with dates
ADDRESS = "/site/functions/travel"
TOWNS = ("Oslo", "Rome", "Graz", "Lyon", "New York", "Paris", "Madrid", "Lisbon", "Athens", "Bern")
GREETINGS = ("hello", "good morning", "hi there", "hey you", "good evening", "how do you do")


def marked(start: str, end: str) -> dict[str, Any]:
    """Return an utterance of a trip, as LUIS exports it."""
    text = f"a train from {start} to {end} please"
    entities = [
        {
            "entity": "Town",
            "role": role,
            "startPos": text.index(town),
            "endPos": text.index(town) + len(town) - 1,
        }
        for town, role in ((start, "from"), (end, "to"))
    ]
    first, last = text.index("from"), text.index(" please") - 1
    entities.append({"entity": "Journey", "startPos": first, "endPos": last})
    return {"text": text, "intent": "Travel", "entities": entities}


APP = {
    "luis_schema_version": "7.0.0",
    "name": "Travel",
    "culture": "en-us",
    "intents": [{"name": "Travel"}, {"name": "None"}],
    "entities": [{"name": "Town", "roles": ["from", "to"]}],
    "composites": [{"name": "Journey", "children": ["Town", "number"]}],
    "closedLists": [
        {
            "name": "Fare",
            "subLists": [{"canonicalForm": "first", "list": ["1st class", "première"]}],
            "roles": ["wanted"],
        }
    ],
    "regex_entities": [{"name": "Ticket", "regexPattern": r"\bT-\d{4}\b"}],
    "patternAnyEntities": [{"name": "Wish", "explicitList": ["meat or fish"]}],
    "prebuiltEntities": [{"name": "number"}, {"name": "email"}, {"name": "datetimeV2"}],
    "phraselists": [{"name": "Polite", "words": "please,thank you", "activated": True}],
    "patterns": [
        {"pattern": "I want {Wish} on board", "intent": "Travel"},
        {"pattern": "book {Fare:wanted}", "intent": "Travel"},
    ],
    "utterances": [
        *(marked(one, other) for one, other in zip(TOWNS, TOWNS[1:] + TOWNS[:1], strict=True)),
        *({"text": each, "intent": "None", "entities": []} for each in GREETINGS),
    ],
}
TEXTS = (
    "a train from Rome to Bern please, première, T-1234",
    "🚂🚂 Two trains from new york to Graz on 3 May 2030 at 7pm; write to jo@example.org 👍🏽",
    "book 1ST CLASS for 2½ people",
    "I want meat or fish on board",
    "I want a 𠮷 “warm” meal on board",
    "\uff34-1234 t-1234 T-12345",
    "hello",
    "?",
    "e\u0301 ﬁrst İstanbul ΣΊΣΥΦΟΣ",
    "from " * 200 + "Oslo to Rome",
    "T-0001 " * 2_000,
)


@pytest.fixture(autouse=True, scope="module")
def _compressed_once() -> Iterator[None]:
    """The runtime's files take seconds to compress: all tests share them."""
    module = import_module("vizsla.publish.web.write_web")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "runtime_files", cache(module.runtime_files))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for the web of a function that was made of an exported app."""
    home = tmp_path_factory.mktemp("entities")
    (home / "app.json").write_text(json.dumps(APP), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(home / "home"))
        with vizsla.import_assistant(home / "app.json", "travel").project as project:
            project.require("Travel", "Polite")
            project.train()
            project.publish(untested=True)
        function = with_weights(cast("TextClassifier", vizsla.load("travel")), home / "weighed")
        write_web(function, home / "site")
        function.save(home / "travel", self_contained=True)
    return home


def with_weights(function: TextClassifier, path: Path) -> TextClassifier:
    """Return the function with weights of what its rules find, whatever they add."""
    names = sorted(frozenset().union(*map(function.find_by_rule, TEXTS)))
    assert {"entity Fare as wanted", "list Polite", "pattern Travel", "entity number"} <= {*names}
    chance = np.random.default_rng(3)
    rows = len(function.head.bias)
    weights, bias = chance.normal(0, 0.4, (rows, len(names))), chance.normal(0, 0.1, rows)
    table = WeightTable(tuple(names), weights.astype(np.float32), bias.astype(np.float32))
    manifest = function.manifest
    files = {name: function.bundle.read(name) for name in manifest.files}
    files[WEIGHTS_FILE] = write_weight_table(table)
    features = (*manifest.features, FeatureEntry("weights", WEIGHTS_FILE))
    write_bundle(path, replace(manifest, features=features), files)
    return cast("TextClassifier", vizsla.load(path))


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[Any]:
    return in_python(vizsla.load(folder / "travel"), TEXTS)


def in_python(function: vizsla.Function, texts: Sequence[str]) -> list[Any]:
    """Return answers with places as JavaScript counts them."""

    def units(text: str, place: int) -> int:
        return len(text[:place].encode("utf-16-le")) // 2

    answers = []
    for text in texts:
        answer = function(text).to_dict()
        for each in with_their_parts(answer["entities"]):
            each |= {name: units(text, each[name]) for name in ("start", "end")}
        answers.append(answer)
    return answers


def with_their_parts(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*entities, *(one for each in entities for one in each["value"].get("parts", ()))]


def check(found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert scores(one) == pytest.approx(scores(other), abs=NEAR)
        assert without_scores(one) == without_scores(other)


def scored(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer, *answer["alternatives"], *with_their_parts(answer["entities"])]


def scores(answer: dict[str, Any]) -> list[float]:
    return [each["score"] for each in scored(answer)]


def without_scores(answer: dict[str, Any]) -> Any:
    return json.loads(json.dumps(answer), object_hook=lambda each: each | {"score": None})


def test_the_app_finds_entities_of_all_ways(expected: list[Any]) -> None:
    def told(at: int) -> set[tuple[str, str]]:
        return {(each["kind"], each["text"]) for each in expected[at]["entities"]}

    assert {("Town", "Rome"), ("Fare", "première"), ("Ticket", "T-1234")} <= told(0)
    assert {("number", "Two"), ("email", "jo@example.org")} <= told(1)
    assert ("datetimeV2", "3 May 2030 at 7pm") in told(1)
    assert ("Wish", "meat or fish") in told(3)
    roles = [each["value"].get("role") for each in expected[2]["entities"]]
    assert "wanted" in roles


def test_a_composite_of_the_app_has_its_parts(expected: list[Any]) -> None:
    (journey,) = (each for each in expected[1]["entities"] if each["kind"] == "Journey")
    parts = [(each["kind"], each["text"], each["start"]) for each in journey["value"]["parts"]]
    assert parts == [("Town", "new york", 21), ("Town", "Graz", 33)]


def test_node_finds_the_same_entities(
    folder: Path, expected: list[Any], in_node: Callable[..., Any]
) -> None:
    found = [in_node(str(folder / "travel"), cast("Path", each)) for each in TEXTS]
    check(found, expected)


def test_node_explains_with_the_same_features(folder: Path, in_node: Callable[..., Any]) -> None:
    function = cast("TextClassifier", vizsla.load(folder / "travel"))
    assert function(TEXTS[0]).answer == "Travel", "it has the phrase that the label requires"
    assert {function(each).answer for each in TEXTS[1:]} == {None}
    for text in TEXTS[:4]:
        why = function.explain(text, "Travel")
        assert why.features
        path = str(folder / "travel")
        found = in_node(path, cast("Path", text), method="explain", label="Travel")
        assert found["missing"] == [*why.missing]
        assert [each["name"] for each in found["features"]] == [each.name for each in why.features]
        assert [each["logOdds"] for each in found["features"]] == pytest.approx(
            [each.log_odds for each in why.features], abs=1e-9
        )
        assert [each["weight"] for each in found["words"]] == pytest.approx(
            [each.weight for each in why.words], abs=1e-6
        )


def test_the_browser_finds_the_same_entities(
    context: BrowserContext, desk_site: Site, folder: Path, expected: list[Any]
) -> None:
    desk_site.folders["/site/"] = folder / "site"
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    before = len(desk_site.requests)
    found = page.evaluate(
        """async ([address, texts]) => {
          const { load } = await import("/site/vizsla/index.js");
          const ask = await load(address);
          const found = [];
          for await (const [, each] of ask.over(texts)) found.push(each);
          await ask.teach("jobs", ["Are you hiring?", "I'd like to work for you"]);
          found.push(await ask(texts[0]));
          return found;
        }""",
        [ADDRESS, TEXTS],
    )
    check(found[:-1], expected)
    assert found[-1]["entities"] == found[0]["entities"], "a taught label costs no entity"
    asked = {each.path for each in desk_site.requests[before:]}
    assert "/site/vizsla/recognize.js" in asked
    parts = {each.rpartition("/")[2].split("-")[0] for each in asked if "/recognize/" in each}
    assert parts == NEEDED


def test_the_page_of_the_function_lists_them(
    context: BrowserContext, desk_site: Site, folder: Path
) -> None:
    desk_site.folders["/site/"] = folder / "site"
    page = context.new_page()
    page.goto(f"{desk_site.url}/site/index.html")
    expect(page.get_by_role("status")).to_have_text("Ready.", timeout=60_000)
    page.get_by_label("Text").fill("book 1st class, T-1234")
    page.get_by_role("button").click()
    items = page.get_by_role("listitem")
    expect(items.filter(has_text="Ticket: T-1234")).to_be_visible()
    expect(items.filter(has_text="Fare, wanted: 1st class")).to_be_visible()


def tables(site: Path) -> set[str]:
    return {each.name.split("-")[0] for each in (site / "vizsla" / "recognize").iterdir()}


def test_the_tables_stay_where_another_function_is_written(folder: Path) -> None:
    assert tables(folder / "site") == NEEDED
    site = shutil.copytree(folder / "site", folder / "more")
    write_web(vizsla.load("classify-image"), site)
    assert tables(site) == NEEDED
    write_web(vizsla.load("recognize-text"), site)
    assert {"chunk", "en", "ja", "languageWeights"} < tables(site)


@pytest.mark.skipif(not (DATA / "luis").is_dir(), reason="VIZSLA_TEST_DATA has no folder luis")
@pytest.mark.parametrize("name", EXPORTS)
def test_real_apps_find_the_same_entities(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_node: Callable[..., Any]
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with vizsla.import_assistant(DATA / "luis" / name, "app").project as project:
        texts = [project.content(each).decode() for each in project][:60]
        project.train()
        project.publish(untested=True)
    texts += [f"{one} 😀 {other.upper()}" for one, other in pairwise(texts)]
    path = vizsla.load("app").save(tmp_path / "app", self_contained=True)
    expected = in_python(vizsla.load(path), texts)
    assert sum(len(each["entities"]) for each in expected) > len(texts) // 2
    values = [each["value"] for answer in expected for each in answer["entities"]]
    assert any(each.get("parts") for each in values) == (name == COMPOSITE)
    check([in_node(str(path), cast("Path", each)) for each in texts], expected)


def test_dates_are_resolved_against_the_moment_and_zone_of_the_call(
    folder: Path, in_node: Callable[..., Any]
) -> None:
    text, when = "a train from Rome to Bern tomorrow", "2026-11-29T23:30:00+00:00"
    function = vizsla.load(folder / "travel")
    for zone, day in (("Europe/Berlin", "2026-12-01"), ("America/Lima", "2026-11-30")):
        expected = function(text, reference=when, zone=zone).to_dict()
        assert expected["entities"][-1]["value"]["values"][0]["value"] == day
        found = in_node(str(folder / "travel"), cast("Path", text), reference=when, zone=zone)
        check([found], [expected])


@pytest.mark.parametrize("options", [{"reference": "now-ish"}, {"zone": "Europe/Atlantis"}])
def test_a_moment_or_zone_that_is_none_is_an_error_in_both(
    folder: Path, in_node: Callable[..., Any], options: dict[str, str]
) -> None:
    found = in_node(str(folder / "travel"), cast("Path", "to Rome tomorrow"), **options)
    assert found["error"] == "OptionError"
    with pytest.raises(vizsla.OptionError):
        vizsla.load(folder / "travel")("to Rome tomorrow", **options)


def test_a_text_that_takes_too_many_steps_is_refused_in_both(
    folder: Path, in_node: Callable[..., Any]
) -> None:
    text = "1990 3/4 " * 11_000
    found = in_node(str(folder / "travel"), cast("Path", text))
    assert found["error"] == "InputTooLargeError"
    with pytest.raises(vizsla.InputTooLargeError):
        vizsla.load(folder / "travel")(text)


def test_a_relative_date_means_the_same(folder: Path, in_node: Callable[..., Any]) -> None:
    text = "a train from Rome to Bern in two weeks"
    before = datetime.now(UTC).date()
    (expected,) = in_python(vizsla.load(folder / "travel"), [text])
    found = in_node(str(folder / "travel"), cast("Path", text))
    if datetime.now(UTC).date() == before:
        check([found], [expected])


def altered(folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> str:
    """Return the path of a copy of the function whose features are changed, and sealed."""
    copy = shutil.copytree(folder / "travel", folder / name)
    features = json.loads((copy / "features.json").read_text("utf-8"))
    change(features)
    content = json.dumps(features).encode()
    (copy / "features.json").write_bytes(content)
    manifest = json.loads((copy / "function.json").read_text("utf-8"))
    entry = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    manifest["files"]["features.json"] |= entry
    manifest["digest"] = UNSEALED
    (copy / "function.json").write_bytes(seal(json.dumps(manifest).encode()))
    return str(copy)


@pytest.mark.parametrize(
    ("name", "change", "error", "words"),
    [
        (
            "unknown kind",
            lambda features: features["kinds"].update(number=["starSign"]),
            "BundleTooNewError",
            "starSign",
        ),
        (
            "unknown language",
            lambda features: features.update(language="xx"),
            "BundleDamagedError",
            "'language'",
        ),
        (
            "a jump out",
            lambda features: features["patterns"][0]["program"].insert(0, ["jump", 999, 0]),
            "BundleDamagedError",
            "jumps out",
        ),
    ],
)  # fmt: skip
def test_features_that_can_not_be_used_give_no_answer(
    folder: Path,
    in_node: Callable[..., Any],
    name: str,
    change: Callable[[dict[str, Any]], object],
    error: str,
    words: str,
) -> None:
    path = altered(folder, name, change)
    found = in_node(path, cast("Path", "hello"))
    assert found["error"] == error
    assert words in found["message"]
    with pytest.raises(vizsla.BundleError):
        vizsla.load(path)("hello")


def test_tables_that_are_missing_are_an_error(
    context: BrowserContext, desk_site: Site, folder: Path
) -> None:
    bare = shutil.copytree(folder / "site", folder / "bare")
    shutil.rmtree(bare / "vizsla" / "recognize")
    desk_site.folders["/bare/"] = bare
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    message = page.evaluate(
        """async () => {
          const { load } = await import("/bare/vizsla/index.js");
          const opening = load("/bare/functions/travel");
          return opening.then(() => "", ({ name, message }) => name + message);
        }"""
    )
    assert message.startswith("EngineError")
    assert "vizsla export NAME --web" in message
