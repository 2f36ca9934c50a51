"""Reads texts and labels that stand in two files, line by line beside each other.

So have TweetEval (``train_text.txt``, ``train_labels.txt``, and ``mapping.txt`` with the labels'
names) and the usual form of ATIS and Snips (``train/seq.in``, ``train/label``).
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.dataset_names import SPLITS
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.exchange.text_sources.text_columns import holds_texts
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.exchange.hints import Hints
    from vizsla.exchange.trees.tree import Tree

__all__ = ["MAPPING", "Pair", "find_parallel", "read_parallel"]

_TEXTS = frozenset(
    ("text", "texts", "sentence", "sentences", "utterance", "utterances", "query", "queries", "in")
)
_LABELS = frozenset(("label", "labels", "intent", "intents", "class", "classes", "category"))
_FILLING = frozenset(("seq", "txt", "data"))  # words that both names may have, or one
_SUFFIXES = frozenset((".txt", ".text", ".in", ".label", ".labels", ".intent", ""))
_MOST_TOO_MANY = 0.1  # of the lines, where one of the files is damaged
MAPPING = "mapping.txt"
_WORD = re.compile(r"[A-Za-z]+|[0-9]+")


class Pair(NamedTuple):
    """A file of texts and the file of their labels.

    Attributes:
        texts: the location of the texts.
        labels: the location of the labels.
        part: ``train``, ``test``, ``validation`` or None, as their names say.

    """

    texts: str
    labels: str
    part: str | None


def find_parallel(files: Sequence[str]) -> list[Pair]:
    """Return the pairs of a file of texts and the file of their labels.

    Args:
        files: the locations of a folder's files.

    """
    texts: dict[tuple[str, frozenset[str]], str] = {}
    labels: dict[tuple[str, frozenset[str]], str] = {}
    for each in files:
        path = PurePosixPath(each)
        if path.suffix.lower() not in _SUFFIXES:
            continue
        words = {word.lower() for word in _WORD.findall(path.name)}
        for kind, found in ((_TEXTS, texts), (_LABELS, labels)):
            if words & kind:
                rest = frozenset(words - kind - _FILLING)
                found.setdefault((path.parent.as_posix(), rest), each)
    return [
        Pair(each, labels[key], next((SPLITS[word] for word in key[1] if word in SPLITS), None))
        for key, each in texts.items()
        if labels.get(key, each) != each
    ]


def read_parallel(tree: Tree, pair: Pair, hints: Hints) -> TextTable | None:
    """Return the texts of a pair of files; None where they do not belong together.

    Args:
        tree: the folder or archive.
        pair: the files.
        hints: what the caller says of the files.

    Raises:
        InputFormatError: one has a few lines more than the other.
        InputError: a file can't be read.

    """
    texts, labels, split = pair
    names = _names(tree, texts, hints)
    own = _lines(decode_text(tree.read(texts), texts, hints.encoding))
    others = _lines(decode_text(tree.read(labels), labels, hints.encoding))
    if holds_texts(others) or abs(len(own) - len(others)) > _MOST_TOO_MANY * len(own):
        return None
    if len(own) != len(others):
        raise InputFormatError(
            f"{texts} has {len(own):,} lines, and {labels} with their labels {len(others):,}. Mend "
            "the files: each line of one belongs to a line of the other."
        )
    table = TextTable("Texts, with their labels in files beside")
    for number, (text, label) in enumerate(zip_longest(own, others), 1):
        where = f"{texts}, line {number}"
        if not text:
            table.empty += 1
            continue
        try:
            cleaned = clean_label(names.get(label, label), InputError) if label else None
        except InputError as error:
            table.problems.append(row_problem(where, error))
            continue
        table.rows.append(Row(where, text, cleaned, split=split))
    return table


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return [each.strip() for each in lines]


def _names(tree: Tree, texts: str, hints: Hints) -> Mapping[str, str]:
    """Return the names of numbered labels, where a file beside the texts has them."""
    location = (PurePosixPath(texts).parent / MAPPING).as_posix()
    if location not in tree.files():
        return {}
    cells = [
        line.split("\t")
        for line in _lines(decode_text(tree.read(location), location, hints.encoding))
    ]
    return {each[0].strip(): each[1] for each in cells if len(each) > 1}
