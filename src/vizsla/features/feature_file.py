"""Reads and writes ``features.json`` and ``taggers.safetensors``, a bundle's compiled features.

``features.json`` has

- ``language``;
- ``lists``, ``anything`` and ``phrase_lists``: by name pairs of a phrase and its value;
- ``sets``: the sets of characters that expressions share, as first and last code points in turn;
- ``expressions``: by name a list of programs, ``feature_expressions``: by name one program;
- ``kinds``: by name kinds of ``recognize_text``;
- ``patterns``: objects of ``program``, ``words``, ``parts`` (pairs of a name and a role) and
  ``label``;
- ``required``: by label names; ``needed``: by entity names;
- ``parts``: by entity the names of its parts; left out where no entity has any;
- ``taggers``: objects of ``kinds`` (pairs of a name and a role), ``features``, ``vector_unit``,
  ``weight_unit`` and ``calibration``.

A program is a list of ``[operation, first, second]``; see ``Machine``, ``RegularExpression`` and
``TextPattern``. The tensors of tagger ``n`` are ``n.dense`` (tags, dimension) and ``n.sparse``
(features, tags) in int16, and ``n.bias`` (tags) in int32.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.bundle.bundle_fields import BundleFields, parse_json
from vizsla.errors import BundleDamagedError, BundleTooNewError
from vizsla.features.feature_set import FeatureSet, LabelPattern, LearnedEntities
from vizsla.features.machine import Instruction
from vizsla.features.phrase_list import PhraseList
from vizsla.features.regular_expression import RegularExpression
from vizsla.features.sequence_tagger import SequenceTagger
from vizsla.features.text_pattern import TextPattern
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.recognize import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.json_value import JSONValue

__all__ = ["FEATURES", "TAGGERS", "read_feature_set", "write_feature_set"]

FEATURES = "features.json"
TAGGERS = "taggers.safetensors"
MOST_PROGRAM = 2000  # instructions: twice what the compiler makes
MOST_CODE = 0x10FFFF
COMMON = {"match": 0, "jump": 1, "split": 2, "start": 0, "end": 0}  # operations: their numbers
OF_CHARACTERS = {**COMMON, "set": 1, "edge": 1, "inside": 1}
OF_WORDS = {**COMMON, "word": 1, "token": 0, "entity": 1, "open": 1, "close": 1}
JUMPS = {"jump", "split"}


def write_feature_set(features: FeatureSet) -> dict[str, bytes]:
    """Return the files of compiled features, by name; the same features give the same bytes."""
    sets: dict[tuple[int, ...], int] = {}

    def expression(each: RegularExpression) -> JSONValue:
        numbers = [sets.setdefault(ranges, len(sets)) for ranges in each.sets]
        return [
            [one.operation, numbers[one.first], 0]
            if OF_CHARACTERS[one.operation] == 1 and one.operation not in JUMPS
            else list(one)
            for one in each.program
        ]

    value: dict[str, JSONValue] = {
        "language": features.language,
        "lists": _phrases(features.lists),
        "anything": _phrases(features.anything),
        "phrase_lists": _phrases(features.phrase_lists),
        "expressions": {
            name: [expression(one) for one in each] for name, each in features.expressions.items()
        },
        "feature_expressions": {
            name: expression(each) for name, each in features.feature_expressions.items()
        },
        "kinds": {name: list(each) for name, each in features.kinds.items()},
        "patterns": [
            {
                "program": [list(one) for one in each.pattern.program],
                "words": list(each.pattern.words),
                "parts": [list(one) for one in each.pattern.parts],
                "label": each.label,
            }
            for each in features.patterns
        ],
        "required": {name: list(each) for name, each in features.required.items()},
        "needed": {name: list(each) for name, each in features.needed.items()},
        "taggers": [
            {
                "kinds": [list(one) for one in each.kinds],
                "features": [*each.tagger.features],
                "vector_unit": each.tagger.vector_unit,
                "weight_unit": each.tagger.weight_unit,
                "calibration": None if each.calibration is None else list(each.calibration),
            }
            for each in features.learned
        ],
    }
    value["sets"] = [list(each) for each in sets]
    if features.parts:
        value["parts"] = {name: list(each) for name, each in features.parts.items()}
    files = {FEATURES: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()}
    tensors: dict[str, np.ndarray] = {}
    for number, each in enumerate(features.learned):
        # In another order than C's, safetensors would mix the numbers up.
        tensors[f"{number}.dense"] = np.ascontiguousarray(each.tagger.dense, np.int16)
        tensors[f"{number}.sparse"] = np.ascontiguousarray(each.tagger.sparse, np.int16)
        tensors[f"{number}.bias"] = np.ascontiguousarray(each.tagger.bias, np.int32)
    if tensors:
        files[TAGGERS] = bytes(safetensors.numpy.save(tensors))
    return files


def _phrases(lists: Mapping[str, PhraseList]) -> JSONValue:
    return {name: [list(pair) for pair in each.phrases] for name, each in lists.items()}


def read_feature_set(
    content: bytes, taggers: bytes | None, where: str, labels: Sequence[str], dimension: int
) -> FeatureSet:
    """Check and read compiled features.

    Args:
        content: the content of ``features.json``.
        taggers: the content of ``taggers.safetensors``; None where there is no such file.
        where: the bundle's name, for messages.
        labels: the function's labels.
        dimension: the length of a word's vector.

    Raises:
        BundleDamagedError: a field is missing, or a number leads out of what it counts.
        BundleTooNewError: it names a kind of ``recognize_text`` that is not known.

    """
    name = f"{where}: {FEATURES}"
    fields = BundleFields(parse_json(content, name), name)
    sets = [_ranges(each, fields) for each in fields.items("sets")]
    tensors = {} if taggers is None else _tensors(taggers, f"{where}: {TAGGERS}")
    kinds = fields.named_lists("kinds")
    if kinds and fields.text("language") not in LANGUAGES:
        fields.refuse("language", "must be one that recognize_text reads")
    unknown = sorted({each for some in kinds.values() for each in some} - KINDS.keys())
    if unknown:
        raise BundleTooNewError(
            f"{name} asks for entities of the kind {unknown[0]!r:.80}, which this version of "
            "Vizsla does not know: pip install --upgrade vizsla"
        )
    expressions = {
        entity: tuple(_expression(each, sets, fields) for each in programs)
        for entity, programs in _lists(fields, "expressions").items()
    }
    feature_expressions = {
        feature: _expression(each, sets, fields)
        for feature, each in _lists(fields, "feature_expressions").items()
    }
    return FeatureSet(
        fields.text("language"),
        lists=_read_phrases(fields, "lists"),
        expressions=expressions,
        kinds=kinds,
        anything=_read_phrases(fields, "anything"),
        patterns=tuple(_pattern(each, labels) for each in fields.objects("patterns")),
        phrase_lists=_read_phrases(fields, "phrase_lists"),
        feature_expressions=feature_expressions,
        required=fields.named_lists("required"),
        needed=fields.named_lists("needed"),
        parts=fields.named_lists("parts") if fields.has("parts") else {},
        learned=tuple(
            _learned(each, number, tensors, dimension)
            for number, each in enumerate(fields.objects("taggers"))
        ),
    )


def _lists(fields: BundleFields, name: str) -> dict[str, list[object]]:
    """Return an object whose values are lists."""
    found = {str(key): each for key, each in fields.mapping(name).items()}
    if not all(isinstance(each, list) for each in found.values()):
        fields.refuse(name, "must be an object of lists")
    return {key: each for key, each in found.items() if isinstance(each, list)}


def _read_phrases(fields: BundleFields, name: str) -> dict[str, PhraseList]:
    found = {}
    for key, each in _lists(fields, name).items():
        pairs = []
        for pair in each:
            match pair:
                case [str(phrase), str(value)]:
                    pairs.append((phrase, value))
                case _:
                    fields.refuse(name, "must hold pairs of texts")
        found[key] = PhraseList(tuple(pairs))
    return found


def _ranges(value: object, fields: BundleFields) -> tuple[int, ...]:
    codes = value if isinstance(value, list) else [None]
    if len(codes) % 2 or not all(type(each) is int and 0 <= each <= MOST_CODE for each in codes):
        fields.refuse("sets", "must hold lists of first and last code points")
    if any(first > last for first, last in zip(codes[::2], codes[1::2], strict=True)) or any(
        last >= first for last, first in zip(codes[1::2], codes[2::2], strict=False)
    ):
        fields.refuse("sets", "must hold ranges in order")
    return tuple(codes)


def _program(
    value: object, operations: Mapping[str, int], fields: BundleFields, name: str
) -> tuple[Instruction, ...]:
    program = []
    for each in value if isinstance(value, list) else [None]:
        match each:
            case [str(operation), int(first), int(second)] if operation in operations and type(
                first
            ) is int is type(second):
                program.append(Instruction(operation, first, second))
            case _:
                fields.refuse(name, "must hold instructions that are known")
    length = len(program)
    if not 0 < length <= MOST_PROGRAM or program[-1].operation != "match":
        fields.refuse(name, f"must hold 1 to {MOST_PROGRAM} instructions, the last one 'match'")
    for each in program:
        if each.operation in JUMPS and not all(0 <= to < length for to in each[1:]):
            fields.refuse(name, "jumps out of a program")
    return tuple(program)


def _expression(
    value: object, sets: Sequence[tuple[int, ...]], fields: BundleFields
) -> RegularExpression:
    program = _program(value, OF_CHARACTERS, fields, "expressions")
    for each in program:
        if each.operation in {"set", "edge", "inside"} and not 0 <= each.first < len(sets):
            fields.refuse("expressions", "names a set that is not there")
    return RegularExpression(program, tuple(sets))


def _pattern(fields: BundleFields, labels: Sequence[str]) -> LabelPattern:
    program = _program(fields.items("program"), OF_WORDS, fields, "program")
    words, parts = fields.texts("words"), _names(fields, "parts")
    for each in program:
        counted = words if each.operation == "word" else parts
        if each.operation in {"word", "entity", "open", "close"} and not (
            0 <= each.first < len(counted)
        ):
            fields.refuse("program", "names a word or an entity that is not there")
    label = fields.text("label")
    if label not in labels:
        fields.refuse("label", "must be one of the function's labels")
    return LabelPattern(TextPattern(program, words, parts), label)


def _names(fields: BundleFields, name: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.text("first"), each.text("second")) for each in fields.pairs(name))


def _tensors(content: bytes, where: str) -> dict[str, np.ndarray]:
    try:
        found: dict[str, np.ndarray] = safetensors.numpy.load(content)
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BundleDamagedError(
            f"{where} is not a safetensors file ({error}); copy the bundle again"
        ) from error
    return found


def _learned(
    fields: BundleFields, number: int, tensors: Mapping[str, np.ndarray], dimension: int
) -> LearnedEntities:
    kinds, features = _names(fields, "kinds"), fields.texts("features")
    tags = 2 * len(kinds) + 1
    shapes = {"dense": (tags, dimension), "sparse": (len(features), tags), "bias": (tags,)}
    weights = {}
    for name, shape in shapes.items():
        tensor = tensors.get(f"{number}.{name}", np.zeros(0))
        wanted = "int32" if name == "bias" else "int16"
        if tensor.shape != shape or str(tensor.dtype) != wanted:
            fields.refuse("kinds", f"needs a tensor {number}.{name} of {wanted} and shape {shape}")
        weights[name] = tensor.astype(np.float64)
    tagger = SequenceTagger(
        len(kinds),
        {name: row for row, name in enumerate(features)},
        weights["dense"],
        weights["sparse"],
        weights["bias"],
        fields.integer("vector_unit", 1),
        fields.number("weight_unit", 2.0**-20, 2.0**40),
    )
    calibration = None
    if fields.has("calibration"):
        slope, *rest = fields.numbers("calibration") or (0.0,)
        if len(rest) != 1:
            fields.refuse("calibration", "must have two numbers")
        calibration = slope, rest[0]
    return LearnedEntities(tagger, kinds, calibration)
