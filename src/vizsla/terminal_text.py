r"""Makes text safe to print: names and labels come from others, and terminals obey some of it.

An escape sequence may colour, hide or overwrite other lines, and even type commands; a bidi
override shows ``gpj.exe`` as ``exe.jpg``. Each such character is written as in Python: ``\x1b``.
"""

from __future__ import annotations

import json
import re

__all__ = ["json_line", "one_line", "safe_text"]

# C0 and C1 controls, line and paragraph breaks, bidi embeddings, overrides and isolates, and
# surrogates, which stand for the bytes of a file name that is not UTF-8.
_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_BUT_BREAKS = re.compile(_UNSAFE.pattern.replace("\0-\x1f", "\0-\x09\x0b-\x1f"))


def safe_text(text: str) -> str:
    """Return a text of one or more lines that a terminal only shows."""
    return _UNSAFE_BUT_BREAKS.sub(_escape, text)


def one_line(text: str) -> str:
    """Return a name or a label that a terminal only shows, within one line."""
    return _UNSAFE.sub(_escape, text)


def json_line(value: object, encoding: str = "utf-8") -> str:
    """Return a value as one line of JSON that a terminal only shows; it is read back the same.

    Args:
        value: any value that JSON can hold.
        encoding: the encoding of the file or terminal; what it lacks is escaped.

    """
    text = json.dumps(value, ensure_ascii=False)
    text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
