"""A query of LUIS: a text, and what the call adds to the app."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, RequestError
from vizsla.features.given_entities import GIVEN, GivenEntities
from vizsla.features.named_entity import NamedEntity
from vizsla.features.phrase_list import PhraseList
from vizsla.json_fields import JsonFields
from vizsla.server.compat.assistants.text_places import UTF_16, TextPlaces
from vizsla.server.json_body import parse_json_body

if TYPE_CHECKING:
    from vizsla.features.feature_set import FeatureSet

__all__ = ["LuisQuery", "read_luis_query"]

EXAMPLE = '{"query": "..."}'
DEEPER = 40  # levels of lists and objects around a value in an answer, at most


class _Fields(JsonFields):
    ERROR = RequestError
    WAY_OUT = f"Send {EXAMPLE}"

    def listed(self, name: str) -> list[_Fields]:
        """Return a list of objects; an empty one where the field is missing or null."""
        return self.objects(name) if self.has(name) else []

    def value(self, name: str) -> object:
        """Return a field's value, whatever it is."""
        return self._value.get(name)


@dataclass(frozen=True, slots=True)
class _External:
    name: str
    start: int
    length: int
    resolution: Any
    score: float | None

    def entity(self, places: TextPlaces) -> NamedEntity:
        start, end = places.place(self.start), places.place(self.start + self.length)
        if start is None or end is None or start >= end:
            raise RequestError(
                f"externalEntities: {self.name!r:.80} is at {self.start} with {self.length} UTF-16 "
                "code units, which is no part of the query"
            )
        return NamedEntity(self.name, start, end, {GIVEN: self.resolution}, score=self.score)


@dataclass(frozen=True, slots=True)
class LuisQuery:
    """A query.

    Attributes:
        text: the text.
        reference: the moment against which dates are resolved, as text; None for now.
        external: entities that the program found itself.
        lists: by the name of a list entity, pairs of a phrase and its canonical form.
        preferred: whether external entities take the place of those found.

    """

    text: str
    reference: str | None = None
    external: tuple[_External, ...] = ()
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    preferred: bool = False

    def given(self, features: FeatureSet) -> GivenEntities:
        """Return what the query adds to the features of a function.

        Raises:
            OptionError: the function has no such entity, or it is no list.
            RequestError: an external entity is no part of the text.

        """
        names = {
            *features.lists,
            *features.expressions,
            *features.kinds,
            *features.anything,
            *features.parts,
            *(name for each in features.learned for name, _ in each.kinds),
        }
        for each in self.external:
            if each.name not in names:
                raise OptionError(
                    f"externalEntities: there is no entity {each.name!r:.80} in this app"
                )
        for name, _ in self.lists:
            if name not in features.lists:
                raise OptionError(f"dynamicLists: there is no list {name!r:.80} in this app")
        phrases: dict[str, tuple[tuple[str, str], ...]] = {}
        for name, own in self.lists:
            phrases[name] = phrases.get(name, ()) + own
        places = TextPlaces(self.text, UTF_16)
        return GivenEntities(
            {name: PhraseList(own) for name, own in phrases.items()},
            tuple(each.entity(places) for each in self.external),
            self.preferred,
        )


def read_luis_query(body: bytes) -> LuisQuery:
    """Read the body of version 3's POST.

    Raises:
        RequestError: the body is no query; the message names the field.

    """
    fields = _Fields(parse_json_body(body, EXAMPLE), "the body")
    options = fields.inner("options") if fields.has("options") else _Fields({}, "options")
    return LuisQuery(
        fields.text("query"),
        options.text_or_none("datetimeReference"),
        tuple(_external(each) for each in fields.listed("externalEntities")),
        tuple(_list(each) for each in fields.listed("dynamicLists")),
        options.has("preferExternalEntities") and options.boolean("preferExternalEntities"),
    )


def _external(fields: _Fields) -> _External:
    return _External(
        fields.text("entityName"),
        fields.integer("startIndex"),
        fields.integer("entityLength", least=1),
        _answerable(fields.value("resolution"), "externalEntities"),
        fields.share_or_none("score"),
    )


def _answerable(value: Any, where: str) -> Any:  # noqa: ANN401 - JSON
    """Return a value that can be sent back as it came.

    Raises:
        RequestError: it has a number that is not finite, half a character, or too many levels.

    """
    around = value
    for _ in range(DEEPER):
        around = [around]
    try:
        json.dumps(around, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"{where}: a value can't be sent back ({str(error) or type(error).__name__:.80})"
        ) from error
    return value


def _list(fields: _Fields) -> tuple[str, tuple[tuple[str, str], ...]]:
    phrases = []
    for each in fields.objects("requestLists"):
        canonical: str = _answerable(each.text("canonicalForm"), "dynamicLists")
        synonyms = each.texts("synonyms") if each.has("synonyms") else ()
        phrases += [(word, canonical) for word in (canonical, *synonyms)]
    return fields.text("listEntityName"), tuple(phrases)
