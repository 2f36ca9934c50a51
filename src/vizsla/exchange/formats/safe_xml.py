"""Parses XML that a stranger may have written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from vizsla.errors import InputFormatError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["parse_xml"]

_DEEPEST = 50  # elements within each other


def parse_xml(data: bytes, title: str) -> Element:
    """Return the root element of an XML file.

    A file that declares a document type is refused: its entities could grow without end, or read
    other files (https://docs.python.org/3/library/xml.html#xml-vulnerabilities).

    Args:
        data: the file's content.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the content is no XML, declares a document type, or is nested too deeply.

    """
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputFormatError(f"{title} is nested too deeply. Export it again.")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> None:
        raise InputFormatError(f"{title} declares a document type (<!DOCTYPE). Leave it out.")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own: this is all of it
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: of its encoding
        raise InputFormatError(f"{title} is not XML ({error}). Export it again.") from error
    return builder.close()
