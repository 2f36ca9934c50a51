"""Measures the encoders of texts on other languages than English, beside each other.

``uv run --with django==5.2.19 python benchmarks/text_languages.py``; VIZSLA_TEST_DATA names the
folder with the cases of Recognizers-Text. Three questions:

- whether a sentence finds its translation among others: the messages of Django (BSD-3-Clause);
- what a function that learned from English sentences answers in other languages: which kind of
  quantity a sentence of Recognizers-Text's cases speaks of;
- the same where it learned from half of a language's own sentences.

It writes ``results/text_languages/DATE.json`` and a page of the docs.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

import machine
from markdown_table import markdown_table
from measured import store_results
from text_sets import DATA, Pairs, draw, halves
from text_vizsla import answers, learnt
from vizsla.encoders.registry import encoder_named
from vizsla.testing.interval import wilson

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "text_languages"
PAGE = HERE.parent / "docs" / "benchmarks" / "languages.md"
ENCODERS = {"MiniLM, the default": None, "multilingual": "multilingual"}
DJANGO = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "ja": "Japanese",
    "zh_Hans": "Chinese",
    "ru": "Russian",
    "ar": "Arabic",
    "hi": "Hindi",
    "ko": "Korean",
    "tr": "Turkish",
    "sw": "Swahili",
}
LANGUAGES = ("German", "Spanish", "French", "Italian", "Dutch", "Portuguese", "Japanese", "Chinese")
KINDS = {
    "DateTime/DateTimeModel": "time",
    "Number/NumberModel": "number",
    "Number/NumberRangeModel": "range",
    "Number/OrdinalModel": "place in a row",
    "Number/PercentModel": "percentage",
    "NumberWithUnit/AgeModel": "age",
    "NumberWithUnit/CurrencyModel": "money",
    "NumberWithUnit/DimensionModel": "measure",
    "NumberWithUnit/TemperatureModel": "temperature",
}
LETTERS = 6  # a case has at least: others are digits alone
WORDS = 5  # a message has at least
MESSAGE = re.compile(r'^msgid (".*"(?:\n".*")*)\nmsgstr (".*"(?:\n".*")*)', re.MULTILINE)
A_LABEL = 60  # English sentences to learn from
FROM_ENGLISH = """`vizsla.learn` from up to 60 English sentences of each of nine kinds of
quantities in Recognizers-Text's cases; asked in other languages."""


def messages(code: str) -> dict[str, str]:
    """Return the messages of Django in a language by the English ones."""
    spec = importlib.util.find_spec("django")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Django is missing: uv run --with django==5.2.19 ...")
    english = {}
    for path in sorted(Path(spec.origin).parent.rglob(f"locale/{code}/LC_MESSAGES/django.po")):
        for key, text in MESSAGE.findall(path.read_text("utf-8")):
            english[_joined(key)] = _joined(text)
    return {
        key: text
        for key, text in english.items()
        if len(key.split()) >= WORDS
        and text not in {"", key}
        and not set("%{<\n") & set(key + text)
    }


def _joined(quoted: str) -> str:
    """Return a text of a .po file, whose lines are quoted."""
    return "".join(json.loads(each) for each in quoted.splitlines())


def retrieval(short_name: str | None) -> dict[str, list[bool]]:
    """Return which English messages find their translation among all of the language."""
    encoder = encoder_named(short_name, "text")
    found = {}
    for code, language in DJANGO.items():
        pairs = messages(code)
        english, others = (
            np.array([each.values for each in encoder.embed_many(list(texts))])
            for texts in (pairs, pairs.values())
        )
        found[language] = ((english @ others.T).argmax(axis=1) == np.arange(len(pairs))).tolist()
        print("finds", encoder.name, language, np.mean(found[language]), len(pairs), flush=True)
    return found


def cases(language: str) -> Pairs:
    """Return a language's sentences with the kind of quantity of each, where there is one."""
    kinds: dict[str, set[str]] = {}
    for file, kind in KINDS.items():
        family, model = file.split("/")
        path = DATA / "recognizers" / family / language / f"{model}.json"
        if path.exists():
            for each in json.loads(path.read_text("utf-8-sig")):
                if sum(map(str.isalpha, each["Input"])) >= LETTERS:
                    kinds.setdefault(each["Input"], set()).add(kind)
    return [(text, *own) for text, own in sorted(kinds.items()) if len(own) == 1]  # type: ignore[misc]


def right(training: Pairs, test: Pairs, encoder: str | None) -> list[bool]:
    """Return which test sentences a function answers rightly."""
    found = answers(learnt(training, test, encoder), [text for text, _ in test])
    return [each.answer == label for each, (_, label) in zip(found, test, strict=True)]


def classification(encoder: str | None) -> dict[str, dict[str, list[bool]]]:
    """Return which sentences of each language are answered rightly, by what was learned from."""
    english = cases("English")
    training = draw(english, A_LABEL, 0)
    taught = {text for text, _ in training}
    tests = {"English": [each for each in english if each[0] not in taught]}
    tests |= {language: cases(language) for language in LANGUAGES}
    everything = [each for test in tests.values() for each in test]
    marks = right(training, everything, encoder)
    from_english = {}
    for language, test in tests.items():
        from_english[language], marks = marks[: len(test)], marks[len(test) :]
        print("from English", encoder, language, np.mean(from_english[language]), flush=True)
    own = {}
    for language in LANGUAGES:
        own[language] = right(*halves(cases(language), 0.5, 0), encoder)
        print("its own", encoder, language, np.mean(own[language]), flush=True)
    return {"from English": from_english, "from its own": own}


def share(marks: list[bool]) -> dict[str, Any]:
    """Return the share of right ones, with its interval."""
    return {
        "right": float(np.mean(marks)),
        "interval": wilson(sum(marks), len(marks)),
        "count": len(marks),
    }


def page(found: dict[str, Any]) -> str:
    """Return the page of the docs."""
    tools = list(ENCODERS)
    sections = {
        "A sentence finds its translation": (
            "English messages of Django among all of the language, by the nearest embedding.",
            "finds",
        ),
        "Learned from English": (
            FROM_ENGLISH,
            "from English",
        ),
        "Learned from the language itself": (
            "The same kinds, from half of a language's sentences; asked with the other half.",
            "from its own",
        ),
    }
    parts = [
        "# Texts in other languages",
        "",
        f"Made by `benchmarks/text_languages.py` on {found['date']}. Don't edit it. In brackets:",
        "the 95 % interval (Wilson).",
    ]
    for title, (text, key) in sections.items():
        rows = [
            [language, str(each[tools[0]]["count"]), *(_shown(each[tool]) for tool in tools)]
            for language, each in found[key].items()
        ]
        table = markdown_table(["", "sentences", *tools], rows)
        parts += ["", f"## {title}", "", text, "", table]
    return "\n".join(parts) + "\n"


def _shown(each: dict[str, Any]) -> str:
    low, high = each["interval"]
    return f"{each['right']:.1%} ({low:.1%} to {high:.1%})"


def main() -> None:
    """Measure, write the results and the page."""
    date = dt.datetime.now(dt.UTC).date().isoformat()
    by_key: dict[str, dict[str, dict[str, Any]]] = {}
    for tool, encoder in ENCODERS.items():
        for key, languages in (("finds", retrieval(encoder)), *classification(encoder).items()):
            for language, marks in languages.items():
                by_key.setdefault(key, {}).setdefault(language, {})[tool] = share(marks)
    found = {"date": date, "machine": machine.describe(), **by_key}
    store_results(RESULTS, found)
    PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
