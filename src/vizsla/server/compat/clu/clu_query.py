"""The text that a program of CLU asks about, and how it is to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError, RequestError
from vizsla.json_fields import JsonFields
from vizsla.server.compat.assistants.text_places import CODE_POINTS, TEXT_ELEMENTS, UTF_16
from vizsla.server.json_body import parse_json_body

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CluQuery", "read_clu_query"]

KIND = "Conversation"
TEXT = "text"
EXAMPLE = (
    '{"kind": "Conversation", "analysisInput": {"conversationItem": {"id": "1", '
    '"participantId": "1", "text": "..."}}, "parameters": {"projectName": "...", '
    '"deploymentName": "production"}}'
)
# By the names in small letters: the service takes TextElement_V8, too.
UNITS: Mapping[str, str] = {
    **{each.lower(): each for each in (TEXT_ELEMENTS, CODE_POINTS, UTF_16)},
    "textelement_v8": TEXT_ELEMENTS,
}
# What this server has not got, by the field that asks for it.
NOT_HERE = {
    "directTarget": "projects that forward to others",
    "targetProjectParameters": "projects that forward to others",
}


class _Fields(JsonFields):
    ERROR = RequestError
    WAY_OUT = f"Send {EXAMPLE}"


@dataclass(frozen=True, slots=True)
class CluQuery:
    """A text of a conversation.

    Attributes:
        text: the text.
        project: the name of the project.
        deployment: the name of the deployment.
        unit: the unit of offsets and lengths.

    """

    text: str
    project: str
    deployment: str
    unit: str


def read_clu_query(body: bytes) -> CluQuery:
    """Read the body of a request.

    Raises:
        RequestError: the body is no such query; the message names the field.
        OptionError: it asks for what this server has not got.

    """
    fields = _Fields(parse_json_body(body, EXAMPLE), "the body")
    kind = fields.text("kind")
    if kind != KIND:
        raise OptionError(f"kind: this server analyses no {kind!r:.80}, only {KIND!r}")
    given = fields.inner("analysisInput")
    if given.has("conversations") or not given.has("conversationItem"):
        raise OptionError(
            "analysisInput: this server analyses one text, in 'conversationItem'; send a request "
            "for each of several"
        )
    item = given.inner("conversationItem")
    modality = item.text_or_none("modality")
    if modality is not None and modality.lower() != TEXT:
        raise OptionError(f"modality: this server analyses no {modality!r:.80}, only {TEXT!r}")
    parameters = fields.inner("parameters")
    for name, what in NOT_HERE.items():
        if parameters.has(name):
            raise OptionError(f"{name}: this server has no {what}; name a project of its own")
    unit = parameters.text_or_none("stringIndexType") or TEXT_ELEMENTS
    if unit.lower() not in UNITS:
        names = f"{TEXT_ELEMENTS}, {CODE_POINTS}, {UTF_16}"
        raise OptionError(f"stringIndexType: there is no {unit!r:.80}; use {names}")
    return CluQuery(
        item.text("text"),
        parameters.text("projectName"),
        parameters.text("deploymentName"),
        UNITS[unit.lower()],
    )
