"""recognize_text: what it finds, in which language, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import vizsla
from run_coroutine import run_coroutine
from vizsla.errors import (
    FunctionClosedError,
    InputFormatError,
    InputTooLargeError,
    InputUnclearError,
    OptionError,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Two vets ask about $40 each, call 555 123 4567 <b>here</b>"


def test_the_answer_is_the_surest_entity() -> None:
    found = vizsla.recognize_text(TEXT)
    assert [(each.text, each.kind) for each in found.entities] == [
        ("Two", "number"), ("$40", "currency"), ("555 123 4567", "phonenumber"),
    ]  # fmt: skip
    best = max(found.entities, key=lambda each: each.score)
    assert (found.answer, found.score) == (best.text, best.score)
    assert found.language == "en"
    assert {each.id for each in found.alternatives} == {"number", "currency", "phonenumber"}
    assert all(TEXT[each.start : each.end] == each.text for each in found.entities)


def test_a_text_without_entities_is_answered_with_none() -> None:
    found = vizsla.recognize_text("The dogs are asleep in the garden")
    assert (found.answer, found.entities) == (None, ())


def test_an_answer_goes_through_json() -> None:
    found = vizsla.recognize_text(TEXT)
    again = vizsla.Answer.from_dict(json.loads(found.to_json()))
    assert again == found
    assert isinstance(again, vizsla.Recognition)


def test_a_notebook_shows_the_entities_marked_in_the_escaped_text() -> None:
    shown = vizsla.recognize_text(TEXT)._repr_html_()
    assert "&lt;b&gt;here" in shown
    assert shown.count("<mark") == 3
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The vet comes at noon", "en"),
        ("Der Tierarzt kommt am Mittag", "de"),
        ("El veterinario viene al mediodía", "es"),
        ("Le vétérinaire vient à midi", "fr"),
        ("Il veterinario viene a mezzogiorno", "it"),
        ("De dierenarts komt om twaalf uur", "nl"),
        ("O veterinário vem ao meio-dia e não fica", "pt"),
        ("兽医中午来我们家", "zh"),
        ("獣医さんは正午に来ます", "ja"),
    ],
)
def test_the_language_is_told_from_the_words(text: str, language: str) -> None:
    assert vizsla.recognize_text(text).language == language


@pytest.mark.parametrize(
    "text",
    ["Jag har tre hundar och en katt hemma", "Mam w domu trzy psy i dwa koty", "Има три кучета"],
)
def test_another_language_is_an_error_that_names_those_that_are_read(text: str) -> None:
    with pytest.raises(InputUnclearError, match="de, en, es, fr, it, ja, nl, pt, zh"):
        vizsla.recognize_text(text)
    assert vizsla.recognize_text(text, language="en").language == "en"


def test_a_text_without_words_is_read_where_all_languages_agree() -> None:
    found = vizsla.recognize_text("$40")
    assert found.language is None
    assert found.entities[0].value == {"value": "40", "unit": "Dollar"}
    with pytest.raises(InputUnclearError, match=r"1\.250,75"):
        vizsla.recognize_text("1.250,75")
    assert vizsla.recognize_text("1.250,75", language="de").entities[0].value["value"] == "1250,75"


def test_kinds_limit_what_is_found() -> None:
    found = vizsla.recognize_text(TEXT, kinds=["currency"])
    assert [each.kind for each in found.entities] == ["currency"]
    quoted = vizsla.recognize_text('He said "sit" twice', kinds=["quotedText"])
    assert quoted.answer == '"sit"'


def test_what_is_wrong_with_an_option_is_said() -> None:
    with pytest.raises(OptionError, match="'sv'"):
        vizsla.recognize_text("ett", language="sv")
    with pytest.raises(OptionError, match="'colour'"):
        vizsla.recognize_text("red", kinds=["colour"])
    with pytest.raises(OptionError, match="threshold"):
        vizsla.recognize_text("red", threshold=2)


def test_texts_come_from_lists_files_and_bytes_alike(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    expected = vizsla.recognize_text(TEXT)
    assert vizsla.recognize_text(path) == expected
    assert vizsla.recognize_text(TEXT.encode()) == expected
    assert list(vizsla.recognize_text([TEXT, path])) == [expected, expected]
    assert [each for _, each in vizsla.recognize_text.over([TEXT])] == [expected]
    assert [each for _, each in vizsla.recognize_text.over(tmp_path)] == [expected]
    assert run_coroutine(vizsla.recognize_text.acall(TEXT)) == expected


def test_a_text_that_is_too_long_or_not_utf8_is_refused() -> None:
    with pytest.raises(InputTooLargeError, match="100,001 characters"):
        vizsla.recognize_text("a" * 100_001)
    with pytest.raises(InputFormatError, match="UTF-8"):
        vizsla.recognize_text("Größe".encode("latin-1"))


def test_dates_are_resolved_against_a_moment_and_its_zone() -> None:
    def date_of(**options: object) -> str:
        found = vizsla.recognize_text("see you tomorrow", language="en", **options)
        return found.entities[0].value["values"][0]["value"]

    night = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    assert date_of(reference=night) == date_of(reference="2026-11-29T23:30") == "2026-11-30"
    assert date_of(reference=night, zone="Asia/Tokyo") == "2026-12-01"
    tomorrow = datetime.now(ZoneInfo("Asia/Tokyo")).date() + timedelta(1)
    assert date_of(zone="Asia/Tokyo") in {str(tomorrow), str(tomorrow + timedelta(1))}


@pytest.mark.parametrize(
    "options",
    [{"zone": "Middle/Earth"}, {"zone": "../etc"}, {"reference": "soon"}, {"reference": 7}],
)
def test_a_moment_or_a_zone_that_is_none_is_an_error(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=str(*options)):
        vizsla.recognize_text("see you tomorrow", language="en", **options)


def test_options_of_the_reference_change_the_answer() -> None:
    found = vizsla.recognize_text("from 1 to 3 dogs", closed_ranges=True)
    assert found.entities[0].value == {"value": "[1,3]"}


def test_the_card_has_the_scores_that_answers_have() -> None:
    card = vizsla.load("recognize-text").card
    header = next(line for line in card.splitlines() if line.startswith("| kind"))
    row = next(line for line in card.splitlines() if line.startswith("| `number`"))
    cells = dict(zip(header.split(" | "), row.split(" | "), strict=True))
    found = vizsla.recognize_text("two dogs", language="en").entities[0]
    assert float(cells["en"]) == pytest.approx(100 * found.score)


def test_a_closed_function_refuses_calls() -> None:
    function = vizsla.load("recognize-text")
    function.warm_up()
    function.close()
    with pytest.raises(FunctionClosedError):
        function("two")


def test_recognizing_imports_neither_numpy_nor_an_engine() -> None:
    code = (
        "import sys, vizsla; vizsla.recognize_text('two dogs');"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    heavy = {"PIL", "ai_edge_litert", "asyncio", "numpy", "rich", "safetensors", "sklearn", "typer"}
    assert not heavy & set(loaded.stdout.decode().split())
