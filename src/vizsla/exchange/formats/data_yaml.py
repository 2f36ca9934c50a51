"""Reads the names of the classes from YOLO's ``data.yaml``, as Ultralytics and Roboflow write it.

Only the key ``names`` is read, in the forms that YAML has for a list or for a mapping of numbers to
texts. A parser of all of YAML would be a dependency for this key alone.
"""

from __future__ import annotations

import re

from vizsla.errors import InputFormatError

__all__ = ["read_data_yaml_names"]

_NAMES = re.compile(r"""^(?:names|"names"|'names')[ \t]*:(?=[ \t\n]|\Z)[ \t]*""", re.MULTILINE)
_ITEM = re.compile(r"-[ \t]+(.*)\Z")
_PAIR = re.compile(r"""(?:(\d+)|'(\d+)'|"(\d+)")[ \t]*:[ \t]+(.*)\Z""")
_SCALAR = re.compile(
    r"""
    \s* (?:
        '( (?: [^'] | '' )* )'                   # in single quotes
        | "( (?: [^"\\] | \\. )* )"               # in double quotes
        | (
            [^\s,:{}\[\]'"#&*!|>%@`]              # plain
            (?: [^,:{}\[\]\n#] | :(?=\S) | (?<=\S)\# )*
        )
    ) \s*
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "_": "\xa0"}
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_MOST_CLASSES = 100_000


def read_data_yaml_names(text: str, title: str = "data.yaml") -> list[str]:
    """Return the names of the classes, by their numbers.

    Args:
        text: the file's text.
        title: the file's name, for messages.

    Raises:
        InputFormatError: there are no names, or they are written in a way that is not read here.

    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _NAMES.search(text)
    if found is None:
        raise InputFormatError(f"{title} has no 'names' of the classes. {_WAY_OUT}")
    rest = text[found.end() :]
    try:
        pairs = _flow(rest) if rest.startswith(("[", "{")) else _block(rest)
    except _UnreadError as error:
        raise InputFormatError(
            f"The 'names' of {title} can't be read at {str(error)[:60]!r}. {_WAY_OUT}"
        ) from error
    names = dict(pairs)
    if not names or sorted(names) != list(range(len(names))) or len(names) < len(pairs):
        raise InputFormatError(f"The 'names' of {title} have not one number each. {_WAY_OUT}")
    return [names[number] for number in range(len(names))]


_WAY_OUT = "Write them as a list: names: ['oak', 'elm']."


class _UnreadError(Exception):
    """The text can't be read from here on."""


def _flow(text: str) -> list[tuple[int, str]]:
    """Read ``['oak', elm]`` or ``{0: oak, 1: 'elm'}``."""
    is_mapping = text[0] == "{"
    end = "}" if is_mapping else "]"
    pairs: list[tuple[int, str]] = []
    at = 1
    while len(pairs) < _MOST_CLASSES:
        at = _skip(text, at)
        if text[at : at + 1] == end:
            return pairs
        number = len(pairs)
        if is_mapping:
            key, at = _scalar(text, at)
            if (
                not key.isdecimal()
                or len(key) > len(str(_MOST_CLASSES))
                or text[at : at + 1] != ":"
            ):
                raise _UnreadError(text[at:])
            number, at = int(key), at + 1
        name, at = _scalar(text, at)
        pairs.append((number, name))
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != end:
            raise _UnreadError(text[at:])
    raise _UnreadError(text[at:])


def _block(text: str) -> list[tuple[int, str]]:
    """Read lines of ``- oak``, or of ``0: oak``."""
    pairs: list[tuple[int, str]] = []
    for line in text.split("\n"):
        content = line.strip(" \t")
        if not content or content.startswith("#"):
            continue
        item, pair = _ITEM.match(content), _PAIR.match(content)
        is_inside = line.startswith((" ", "\t")) or item
        if not is_inside:
            break
        if item:
            number, value = len(pairs), item[1]
        elif pair and len(pair[1] or pair[2] or pair[3]) <= len(str(_MOST_CLASSES)):
            number, value = int(pair[1] or pair[2] or pair[3]), pair[4]
        else:
            raise _UnreadError(content)
        pairs.append((number, _whole_scalar(value)))
    return pairs


def _whole_scalar(text: str) -> str:
    """Return the text of a scalar that ends with its line."""
    if text.startswith(("'", '"')):
        value, at = _scalar(text, 0)
        if _COMMENT.sub("", text[at:]).strip():
            raise _UnreadError(text)
        return value
    if text.startswith(("[", "{", "&", "*", "!", "|", ">")):
        raise _UnreadError(text)
    return _COMMENT.sub("", text).strip()


def _scalar(text: str, at: int) -> tuple[str, int]:
    """Return the text of the scalar at a place, and the place behind it."""
    found = _SCALAR.match(text, at)
    if found is None:
        raise _UnreadError(text[at:])
    single, double, plain = found.groups()
    if single is not None:
        return single.replace("''", "'"), found.end()
    if double is not None:
        return _ESCAPE.sub(_unescape, double), found.end()
    return plain.strip(), found.end()


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) == 1:
        return _ESCAPES.get(code, code)
    number = int(code[1:], 16)
    return chr(number) if number < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode


def _skip(text: str, at: int) -> int:
    """Return the next place that is neither space nor in a comment."""
    while at < len(text):
        if text[at] == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif not text[at].isspace():
            break
        at += 1
    return at
