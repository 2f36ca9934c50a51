"""Fits the table that tells the language of a text: ``contract/text/languages.json``.

``uv run --with django==5.2.19 --with home-assistant-frontend==20250109.2
scripts/fit_text_language.py``

It learns from translations of programs (Home Assistant's frontend, Apache-2.0; Django,
BSD-3-Clause) and from the words of our own packs; the table holds no sentence of them. The model
is a logistic regression on the pieces of words that ``text_language`` cuts; those that tell most
are kept, and their weights are whole numbers.
"""

# ruff: noqa: S311 - parts of sentences are drawn at random
from __future__ import annotations

import importlib.util
import json
import random
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from vizsla.recognizers.language_pack import LANGUAGES, PACKS
from vizsla.recognizers.phrase_table import expand_phrase
from vizsla.recognizers.text_language import OTHER, ZERO, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = PACKS.parent / "languages.json"
VARIANTS = {
    **{each: each for each in LANGUAGES},
    **dict.fromkeys(("en-GB", "en-AU"), "en"),
    **dict.fromkeys(("es-419", "es-AR", "es-CO", "es-MX", "es-VE"), "es"),
    "pt-BR": "pt",
    "zh-Hans": "zh",
    "zh-Hant": "zh",
}
# Languages in Latin letters or with Han characters that are taken for none of ours. Dialects, and
# languages as near as Galician, are left out: their speakers are read well in the nearest one.
OTHERS = "ca cs da et fi hr hu id is lt lv nb pl ro sk sl sv tr vi sq cy eu ko ga sw af sr-Latn"
SHARE_OF_OTHERS = 0.35  # of their sentences are learnt from, since they are many
PARTS = 2  # of each sentence, beside the whole
MOST_WORDS, MOST_CHARACTERS = 5, 8  # of a part
PAIRS = 3000  # of words of a pack, drawn for each language
LEAST_TEXTS = 12  # with a piece, for it to be considered
PIECES = 12_000  # are kept
PER_UNIT = 8  # steps of a weight in one unit of log-odds
MOST_WEIGHT = 28
MARGIN = 4  # steps: below this, the likeliest language is less than 62 % against the next
SHORT_MARGIN = 12  # for texts of few pieces: most of them are symbols of units, which tell little
# How much likelier another language must be: short texts of ours look like one by chance.
LESS_OTHER = 24


def main() -> None:
    """Fit the weights, and write the table."""
    random.seed(1)
    texts, labels = zip(*chain(translations(), pack_phrases()), strict=True)
    found = [list(dict.fromkeys(pieces(text))) for text in texts]
    known = Counter(chain.from_iterable(found))
    names = [piece for piece, count in sorted(known.items()) if count >= LEAST_TEXTS]
    languages = [*LANGUAGES, OTHER]
    targets = np.array([languages.index(each) for each in labels])
    features = matrix(found, names)
    best = most_telling(features, targets, len(languages))
    features, names = features[:, best], [names[each] for each in best]
    # Stopped before it has converged, which fits other texts no worse.
    model = LogisticRegression(C=1.0, max_iter=100).fit(features, targets)
    weights = np.clip(np.rint(model.coef_.T * PER_UNIT), -MOST_WEIGHT, MOST_WEIGHT).astype(int)
    bias = np.rint(model.intercept_ * PER_UNIT).astype(int)
    bias[-1] -= LESS_OTHER
    rows = {
        name: "".join(chr(ZERO + each) for each in row)
        for name, row in sorted(zip(names, weights, strict=True), key=lambda each: each[0])
        if row.any()
    }
    rows["*"] = "".join(
        chr(ZERO + each) for each in [*[-MOST_WEIGHT] * len(LANGUAGES), MOST_WEIGHT]
    )
    write(
        {
            "languages": languages,
            "bias": bias.tolist(),
            "margin": MARGIN,
            "short_margin": SHORT_MARGIN,
        },
        rows,
    )


def translations() -> Iterator[tuple[str, str]]:
    """Yield parts of sentences with their languages."""
    english = set(chain(home_assistant("en"), django("en")))
    labels = {**VARIANTS, **dict.fromkeys(OTHERS.split(), OTHER)}
    for code, label in labels.items():
        for text in sorted({*home_assistant(code), *django(code)}):
            untranslated = label != "en" and text in english
            left_out = label == OTHER and random.random() > SHARE_OF_OTHERS
            if not untranslated and not left_out and any(map(str.isalpha, text)):
                yield from ((part, label) for part in parts(text))


def parts(text: str) -> Iterator[str]:
    """Yield a sentence, and some parts of it: people write short texts, too."""
    yield text
    spaced = " " in text
    pieces_of = text.split() if spaced else list(text)
    longest = min(MOST_WORDS if spaced else MOST_CHARACTERS, len(pieces_of))
    for _ in range(PARTS if len(pieces_of) > 1 else 0):
        length = random.randint(1, longest)
        start = random.randrange(len(pieces_of) - length + 1)
        yield (" " if spaced else "").join(pieces_of[start : start + length])


def pack_phrases() -> Iterator[tuple[str, str]]:
    """Yield the words and phrases of our packs, and pairs of them."""
    for language in LANGUAGES:
        tables = [PACKS / f"{language}.json", PACKS.parent / "units" / f"{language}.json"]
        templates = chain.from_iterable(strings(json.loads(each.read_text())) for each in tables)
        phrases = sorted({phrase for each in templates for phrase in expanded(each)})
        phrases = [each for each in phrases if any(map(str.isalpha, each))]
        yield from ((each, language) for each in phrases for _ in range(PARTS))
        joint = "" if language in {"ja", "zh"} else " "
        yield from ((joint.join(random.sample(phrases, 2)), language) for _ in range(PAIRS))


def expanded(template: str) -> list[str]:
    """Return the phrases of a template, or a text that is none as it is."""
    try:
        return expand_phrase(template)
    except ValueError:
        return [template]


def home_assistant(code: str) -> Iterator[str]:
    """Yield the sentences of a language in Home Assistant's frontend."""
    folder = package("hass_frontend") / "static" / "translations"
    for path in sorted(folder.rglob(f"{code}-*.json")):
        if re.fullmatch(rf"{code}-[0-9a-f]{{32}}\.json", path.name):
            for text in strings(json.loads(path.read_text("utf-8"))):
                yield from sentences(text)


def django(code: str) -> Iterator[str]:
    """Yield the sentences of a language in Django."""
    name = code.replace("-", "_")
    for path in sorted(package("django").rglob(f"locale/{name}/LC_MESSAGES/*.po")):
        for message in re.findall(
            r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', path.read_text(), re.MULTILINE
        ):
            text = "".join(json.loads(each) for each in re.findall(r'".*"', message))
            if "Project-Id-Version" not in text:
                yield from sentences(text)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a message, without its places for values and its markup."""
    if re.search(r"\{[^{}]*, *(plural|select)", text):
        text = re.sub(r"\{[^{}]*, *(plural|select)[^{]*", "", text)
        text = re.sub(r"\b(one|other|many|zero|two|few|=\d)\s*\{|[{}#]", " ", text)
    text = re.sub(r"<[^>]*>|\{[^{}]*\}|%\([^)]*\)s|%[sd]|https?://\S+|&\w+;|[`*_\[\]]", " ", text)
    for sentence in re.split(r"(?<=[.!?\u3002\uff01\uff1f])\s+|\n+", text):
        if plain := " ".join(sentence.split()):
            yield plain


def package(name: str) -> Path:
    """Return the folder of an installed package."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed; run this as its first lines say")
    return Path(spec.submodule_search_locations[0])


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - parsed JSON
    """Yield the texts of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def matrix(found: list[list[str]], names: list[str]) -> csr_matrix:
    """Return which text has which piece."""
    number = {name: each for each, name in enumerate(names)}
    columns = [[number[piece] for piece in each if piece in number] for each in found]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter(chain.from_iterable(columns), np.int32)
    return csr_matrix((np.ones(len(flat)), flat, ends), (len(found), len(names)))


def most_telling(features: csr_matrix, targets: np.ndarray, classes: int) -> np.ndarray:
    """Return the numbers of the pieces that have the most mutual information with the language."""
    counts = np.vstack(
        [np.asarray(features[targets == each].sum(0)).ravel() for each in range(classes)]
    )
    joint = (counts + 0.5) / (counts + 0.5).sum()
    apart = joint.sum(0) * joint.sum(1, keepdims=True)
    return np.sort(np.argsort(-(joint * np.log(joint / apart)).sum(0), kind="stable")[:PIECES])


def write(head: dict[str, Any], rows: dict[str, str]) -> None:
    """Write the table, with a line for each piece."""
    lines = ",\n".join(
        f"  {json.dumps(each, ensure_ascii=False)}: {json.dumps(row)}" for each, row in rows.items()
    )
    start = json.dumps(head, indent=1).removesuffix("\n}")
    TARGET.write_text(f'{start},\n "weights": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
