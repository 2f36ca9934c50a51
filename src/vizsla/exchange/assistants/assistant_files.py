"""Recognises the export of an assistant, and reads it.

A format is a row of one of the tables below: what recognises it, and what reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.assistants.assistant import Assistant, Unread
from vizsla.exchange.assistants.clu_project import is_clu_project, read_clu_project
from vizsla.exchange.assistants.dialogflow_cx import is_dialogflow_cx, read_dialogflow_cx
from vizsla.exchange.assistants.dialogflow_es import is_dialogflow_es, read_dialogflow_es
from vizsla.exchange.assistants.export_fields import UnreadParts
from vizsla.exchange.assistants.export_files import ExportFiles
from vizsla.exchange.assistants.lex_bot import (
    is_alexa,
    is_lex_v1,
    is_lex_v2,
    read_alexa,
    read_lex_v1,
    read_lex_v2,
)
from vizsla.exchange.assistants.lu_file import is_lu, read_lu
from vizsla.exchange.assistants.luis_app import is_luis_app, read_luis_app
from vizsla.exchange.assistants.luis_utterances import is_luis_batch, read_luis_batch
from vizsla.exchange.assistants.question_corpus import is_question_corpus, read_question_corpus
from vizsla.exchange.assistants.rasa_nlu import (
    RasaPart,
    add_dialogue,
    is_rasa_json,
    is_rasa_markdown,
    is_rasa_yaml,
    rasa_assistant,
    read_rasa_json,
    read_rasa_markdown,
    read_rasa_yaml,
)
from vizsla.exchange.assistants.snips_dataset import is_snips, read_snips
from vizsla.exchange.assistants.tagged_intents import is_tagged, read_tagged
from vizsla.exchange.assistants.watson_skill import is_watson, read_watson
from vizsla.exchange.assistants.wit_app import is_wit, read_wit
from vizsla.exchange.dataset_names import SPLITS, train_or_test
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.exchange.trees.tree import FolderTree
from vizsla.exchange.trees.zip_tree import ZipTree
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.walk import is_folder

if TYPE_CHECKING:
    import os

    from vizsla.exchange.trees.tree import Tree

__all__ = [
    "MARKUP_SUFFIXES",
    "is_assistant_json",
    "read_assistant",
    "read_assistant_json",
    "read_assistant_markup",
    "read_assistant_tree",
]

_YAML = frozenset((".yml", ".yaml"))
_MARKDOWN = ".md"
_LU = ".lu"
MARKUP_SUFFIXES = _YAML | {_MARKDOWN, _LU}
_JSON = (
    (is_luis_app, read_luis_app),
    (is_clu_project, read_clu_project),
    (is_luis_batch, read_luis_batch),
    (is_lex_v1, read_lex_v1),
    (is_alexa, read_alexa),
    (is_watson, read_watson),
    (is_tagged, read_tagged),
    (is_question_corpus, read_question_corpus),
    (is_snips, read_snips),
)
_FOLDERS = (
    (is_dialogflow_es, read_dialogflow_es),
    (is_dialogflow_cx, read_dialogflow_cx),
    (is_lex_v2, read_lex_v2),
    (is_wit, read_wit),
)
# They describe the export, and hold nothing that a function of texts needs.
_SETTINGS = frozenset(("package.json", "Manifest.json", "Bot.json", "BotLocale.json"))
_DEEPEST = 3  # folders around an export
_KNOWN = (
    "LUIS and CLU (.json), the Bot Framework's .lu, Rasa (.yml), Dialogflow, Lex and wit.ai (the "
    "folder or the .zip), Snips"
)


def read_assistant(source: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Assistant:
    """Return the assistant of an export.

    Args:
        source: a file, a folder or a ``.zip``.
        limits: the bytes that one file may have.

    Raises:
        InputNotFoundError: there is no such file.
        InputFormatError: it is no export that is known, or something in it is not as it should be.
        InputError: it can't be read.
        MissingExtraError: reading it needs a package that is not installed.

    """
    path = Path(source)
    found: Assistant | None
    if is_folder(path):
        found = read_assistant_tree(FolderTree(path, limits, modality_named("text")))
    else:
        data = read_path(path, limits)
        if data.startswith(b"PK"):
            found = read_assistant_tree(ZipTree(path, limits, modality_named("text")))
        else:
            found = _read_file(decode_text(data, path.name), path.name)
    if found is None:
        raise InputFormatError(
            f"{path.name} is no export of an assistant that is known. Known are {_KNOWN}. A table "
            "of texts and labels is added to a project as it is."
        )
    return found


def read_assistant_json(content: object, title: str) -> Assistant | None:
    """Return the assistant in a JSON value; None where the value is no export that is known.

    Args:
        content: the JSON value.
        title: the file's name, for messages.

    Raises:
        InputFormatError: something in the export is not as it should be.

    """
    if is_rasa_json(content):
        unread = UnreadParts()
        return rasa_assistant([read_rasa_json(content, title, unread)], unread)
    return next((read(content, title) for is_format, read in _JSON if is_format(content)), None)


def is_assistant_json(content: object) -> bool:
    """Return whether a JSON value is the export of an assistant that is known."""
    return is_rasa_json(content) or any(is_format(content) for is_format, _ in _JSON)


def read_assistant_markup(text: str, title: str) -> Assistant | None:
    """Return the assistant in a YAML, Markdown or ``.lu`` file; None where it is no export.

    Raises:
        InputFormatError: something in the export is not as it should be.
        MissingExtraError: PyYAML is not installed.

    """
    if _suffix(title) == _LU:
        return read_lu(text, title) if is_lu(text) else None
    unread = UnreadParts()
    part = _read_markup(text, title, unread)
    return None if part is None else rasa_assistant([part], unread)


def read_assistant_tree(tree: Tree) -> Assistant | None:
    """Return the assistant in a folder or archive; None where none of several files is one.

    An export that is one JSON file is found in an archive or a folder where it is the only one.

    Raises:
        InputFormatError: something in the export is not as it should be.
        InputError: a file can't be read.
        MissingExtraError: PyYAML is not installed.

    """
    files = ExportFiles(tree)
    for _ in range(_DEEPEST):
        for is_format, read in _FOLDERS:
            if is_format(files):
                return _with_unseen_files(read(files), files)
        tops = {each.partition("/")[0] for each in files.names}
        if len(tops) != 1 or not all("/" in each for each in files.names):
            break
        files = files.below(tops.pop())
    rasa = _read_rasa(ExportFiles(tree))
    if rasa is not None:
        return rasa
    only = [each for each in tree.files() if _suffix(each) in {".json", _LU}]
    if len(only) != 1:
        return None
    if _suffix(only[0]) == _LU:
        return read_assistant_markup(ExportFiles(tree).text(only[0]), only[0])
    return read_assistant_json(ExportFiles(tree).value(only[0]), only[0])


def _with_unseen_files(found: Assistant, files: ExportFiles) -> Assistant:
    """Return an assistant that names the files of its export, too, that were not read."""
    named = {each.name for each in found.unread}
    left = Counter(
        f"file {PurePosixPath(each).name!r}"
        for each in files.unseen()
        if PurePosixPath(each).name not in _SETTINGS and f"{each.partition('/')[0]}/" not in named
    )
    unread = (Unread(name, "it is not known here", count) for name, count in left.items())
    return replace(found, unread=(*found.unread, *unread))


def _read_file(text: str, title: str) -> Assistant | None:
    if _suffix(title) in MARKUP_SUFFIXES:
        return read_assistant_markup(text, title)
    try:
        content = parse_json(text)
    except InputError as error:
        raise type(error)(f"{title}: {error}") from error
    return read_assistant_json(content, title)


def _read_markup(
    text: str, title: str, unread: UnreadParts, split: str | None = None
) -> RasaPart | None:
    if _suffix(title) == _MARKDOWN:
        is_rasa = is_rasa_markdown(text)
        return read_rasa_markdown(text, title, unread, split) if is_rasa else None
    return read_rasa_yaml(text, title, unread, split) if is_rasa_yaml(text) else None


def _read_rasa(files: ExportFiles) -> Assistant | None:
    """Return the project of Rasa that the files are; its parts may be in several of them."""
    unread = UnreadParts()
    parts: list[RasaPart] = []
    for name in files.names:
        if _suffix(name) in _YAML | {_MARKDOWN}:
            split = _named_split(name)
            text = files.text(name)
            part = _read_markup(text, name, unread, split)
            if part is None:
                add_dialogue(text, unread)
            parts += [] if part is None else [part]
    if not any(each.utterances for each in parts):
        return None
    return rasa_assistant(parts, unread)


def _named_split(name: str) -> str | None:
    """Return the part that a file is named for: ``training_data.yml``, as Rasa writes it."""
    words = re.split(r"[\W_\d]+", PurePosixPath(name).stem.casefold())
    parts = {SPLITS[each] for each in words if each in SPLITS}
    return train_or_test(parts.pop(), ("test",)) if len(parts) == 1 else None


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
