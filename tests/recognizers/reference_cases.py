"""Microsoft's Recognizers-Text specifications, run strictly."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vizsla.recognizers.recognize import KINDS, RecognizerOptions, find_entities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vizsla.recognizers.found_entity import FoundEntity

FAMILIES = ("DateTime", "Number", "NumberWithUnit", "Sequence", "Choice")
LANGUAGES = {
    "English": "en",
    "Spanish": "es",
    "French": "fr",
    "German": "de",
    "Portuguese": "pt",
    "Italian": "it",
    "Dutch": "nl",
    "Chinese": "zh",
    "Japanese": "ja",
}


class ReferenceCase(NamedTuple):
    """One input with what the reference finds in it."""

    family: str
    language: str
    model: str
    text: str
    expected: list[dict[str, object]]
    reference: datetime = datetime(2016, 11, 7)  # noqa: DTZ001 - without a zone, as the cases are


def reference_cases(folder: Path, family: str) -> Iterable[ReferenceCase]:
    """Yield the cases of a family that the reference itself, in .NET, passes."""
    for path in sorted((folder / family).glob("*/*.json")):
        for case in json.loads(path.read_text("utf-8-sig")):
            unsupported = f"{case.get('NotSupported')} {case.get('NotSupportedByDesign')}"
            if "dotnet" not in unsupported.lower():
                yield ReferenceCase(
                    family,
                    LANGUAGES[path.parent.name],
                    path.stem,
                    case["Input"],
                    [
                        {**each, "Resolution": None} if case.get("IgnoreResolution") else each
                        for each in case["Results"]
                    ],
                    *_reference(case),
                )


def _reference(case: dict) -> Iterable[datetime]:
    written = case.get("Context", {}).get("ReferenceDateTime")
    return [datetime.fromisoformat(written)] if written else []


MODELS = {
    "NumberModel": "number",
    "NumberRangeModel": "numberrange",
    "OrdinalModel": "ordinal",
    "PercentModel": "percentage",
    "BooleanModel": "boolean",
    "EmailModel": "email",
    "GUIDModel": "guid",
    "HashtagModel": "hashtag",
    "IpAddressModel": "ip",
    "MentionModel": "mention",
    "PhoneNumberModel": "phonenumber",
    "AgeModel": "age",
    "CurrencyModel": "currency",
    "DimensionModel": "dimension",
    "TemperatureModel": "temperature",
    "QuotedTextModel": "quotedText",
    "URLModel": "url",
}
DATES = [kind for kind in KINDS if kind.startswith("datetimeV2.")]
MODES = {
    "PercentMode": RecognizerOptions(percent_mode=True),
    "ExperimentalMode": RecognizerOptions(closed_ranges=True),
    "SuppressExtendedTypes": RecognizerOptions(relative_ordinals=False),
    "EnablePreview": RecognizerOptions(),
    "": RecognizerOptions(),
}


def found_in(case: ReferenceCase) -> list[FoundEntity]:
    """Return what the model of a case finds in its text; nothing where there is no such model."""
    mode = next(each for each in MODES if case.model.endswith(each))
    model = case.model.removesuffix(mode)
    kinds = DATES if model == "DateTimeModel" else [MODELS[model]] if model in MODELS else []
    options = replace(MODES[mode], reference=case.reference)
    return find_entities(case.text, case.language, kinds, options) if kinds else []


def passes(case: ReferenceCase, found: list[FoundEntity]) -> bool:
    """Return whether the entities are those of the case: places, kinds and values.

    The reference writes most texts in lower case, and leaves out some places and values: what it
    says must be so. It lists units without numbers last, so the order does not count.
    """
    return len(found) == len(case.expected) and not wrong_among(case, found)


def wrong_among(case: ReferenceCase, found: list[FoundEntity]) -> list[FoundEntity]:
    """Return the entities that are none of the case's."""
    wrong = list(found)
    for expected in case.expected:
        same = next((entity for entity in wrong if _same(expected, entity)), None)
        if same is not None:
            wrong.remove(same)
    return wrong


def _same(expected: dict, entity: FoundEntity) -> bool:
    resolution = dict(expected.get("Resolution") or {})
    # Some cases have the place among the values.
    start = resolution.pop("Start", expected.get("Start", entity.start))
    end = resolution.pop("End", expected.get("End", entity.end - 1))
    return (
        _plain(entity.text) == _plain(expected["Text"])
        and entity.kind == expected.get("TypeName", entity.kind)
        and int(start) == entity.start
        and int(end) + 1 == entity.end
        and all(_equal(entity.value.get(name), value) for name, value in resolution.items())
    )


def _plain(text: str) -> str:
    """Return a text as the reference writes it: in lower case, at the usual width."""
    return unicodedata.normalize("NFKC", text).lower()


def _equal(found: object, value: object) -> bool:
    if isinstance(value, float) and isinstance(found, float):
        return abs(found - value) < 1e-9
    return found == value
