"""A LUIS app about travelling: our own sentences, and an entity of each kind."""

from __future__ import annotations

from typing import Any

__all__ = ["TRAVEL"]

TOWNS = ("Oslo", "Rome", "Graz", "Lyon", "Berlin", "Paris", "Madrid", "Lisbon", "Athens", "Bern")
GREETINGS = (
    "hello",
    "good morning",
    "hi there",
    "hey you",
    "good evening",
    "nice to meet you",
    "greetings",
    "hello, how are you",
    "good to see you again",
    "hi",
)
OTHERS = (
    "my roses are yellow",
    "two plus two is four",
    "the cat sleeps on the sofa",
    "how tall is a giraffe",
    "I like this song",
    "water boils at a hundred degrees",
    "who wrote this book",
    "the soup is too hot",
)


def _trip(start: str, end: str) -> dict[str, Any]:
    text = f"book a trip from {start} to {end}"
    entities = [
        {"entity": "Town", "role": role, "startPos": text.index(f" {name}") + 1}
        for role, name in (("from", start), ("to", end))
    ]
    for each, name in zip(entities, (start, end), strict=True):
        each["endPos"] = each["startPos"] + len(name) - 1
    return {"text": text, "intent": "Travel", "entities": entities}


def _plain(text: str, intent: str) -> dict[str, Any]:
    return {"text": text, "intent": intent, "entities": []}


TRAVEL: dict[str, Any] = {
    "luis_schema_version": "7.0.0",
    "versionId": "0.1",
    "name": "travel",
    "desc": "books trips",
    "culture": "en-us",
    "tokenizerVersion": "1.0.0",
    "intents": [{"name": "Travel"}, {"name": "Greet"}, {"name": "None"}],
    "entities": [{"name": "Town", "roles": ["from", "to"]}],
    "closedLists": [
        {
            "name": "Fare",
            "subLists": [
                {"canonicalForm": "first", "list": ["1st class", "first class"]},
                {"canonicalForm": "economy", "list": ["2nd class"]},
            ],
        }
    ],
    "regex_entities": [{"name": "Booking", "regexPattern": "bk-[0-9]{4}"}],
    "patternAnyEntities": [{"name": "Hotel", "explicitList": []}],
    "prebuiltEntities": [{"name": "datetimeV2"}, {"name": "number"}],
    "patterns": [{"pattern": "[please] stay at {Hotel} tonight", "intent": "Travel"}],
    "phraselists": [
        {
            "name": "polite",
            "mode": True,
            "words": "please,thank you",
            "activated": True,
            "enabledForAllModels": True,
        }
    ],
    "utterances": [
        *(_trip(*pair) for pair in zip(TOWNS, (*TOWNS[3:], *TOWNS[:3]), strict=True)),
        *(_plain(each, "Greet") for each in GREETINGS),
        *(_plain(each, "None") for each in OTHERS),
    ],
}
