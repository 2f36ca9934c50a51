"""The metadata that Android's and other libraries read from a .tflite file.

Numbers of fields are of the TFLite Support library's ``metadata_schema.fbs``, of which only parts
of version 1.0.0 are used: https://ai.google.dev/edge/litert/conversion/tensorflow/metadata
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.publish.standalone.table_writer import Field, TableWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Described", "metadata"]

PARSER_VERSION = "1.0.0"
FEATURE_PROPERTIES, IMAGE_PROPERTIES, NORMALIZATION_OPTIONS = 1, 2, 1  # in their unions
RGB = 1
TENSOR_AXIS_LABELS, UNKNOWN = 2, 0


class Described(NamedTuple):
    """What the metadata says; all of it text for people, but for the file's names."""

    name: str
    description: str
    version: str
    author: str
    licence: str
    input_name: str
    input_description: str
    output_name: str
    output_description: str
    labels_file: str
    facts_file: str


def metadata(said: Described) -> bytes:
    """Return the content of a .tflite file's buffer ``TFLITE_METADATA``."""
    tables = TableWriter()
    subgraph = tables.table(
        Field(2, "offset", tables.vector([_input(tables, said)])),
        Field(3, "offset", tables.vector([_output(tables, said)])),
    )
    facts = _file(tables, said.facts_file, "What the function says of itself, as JSON.", UNKNOWN)
    root = tables.table(
        Field(0, "offset", tables.text(said.name)),
        Field(1, "offset", tables.text(said.description)),
        Field(2, "offset", tables.text(said.version)),
        Field(3, "offset", tables.vector([subgraph])),
        Field(4, "offset", tables.text(said.author)),
        Field(5, "offset", tables.text(said.licence)),
        Field(6, "offset", tables.vector([facts])),
        Field(7, "offset", tables.text(PARSER_VERSION)),
    )
    return tables.finish(root, b"M001")


def _input(tables: TableWriter, said: Described) -> int:
    """Write of the picture: RGB, and taken as it is (less 0, divided by 1)."""
    picture = tables.table(Field(0, "int8", RGB))
    content = tables.table(
        Field(0, "uint8", IMAGE_PROPERTIES),
        Field(1, "offset", picture),
    )
    as_it_is = tables.table(
        Field(0, "offset", _floats(tables, (0,))), Field(1, "offset", _floats(tables, (1,)))
    )
    process = tables.table(Field(0, "uint8", NORMALIZATION_OPTIONS), Field(1, "offset", as_it_is))
    return tables.table(
        Field(0, "offset", tables.text(said.input_name)),
        Field(1, "offset", tables.text(said.input_description)),
        Field(3, "offset", content),
        Field(4, "offset", tables.vector([process])),
        Field(5, "offset", _range(tables, 0, 255)),
    )


def _output(tables: TableWriter, said: Described) -> int:
    labels = _file(
        tables, said.labels_file, "One label a line, in the output's order.", TENSOR_AXIS_LABELS
    )
    content = tables.table(
        Field(0, "uint8", FEATURE_PROPERTIES), Field(1, "offset", tables.table())
    )
    return tables.table(
        Field(0, "offset", tables.text(said.output_name)),
        Field(1, "offset", tables.text(said.output_description)),
        Field(3, "offset", content),
        Field(5, "offset", _range(tables, 0, 1)),
        Field(6, "offset", tables.vector([labels])),
    )


def _range(tables: TableWriter, least: float, most: float) -> int:
    return tables.table(
        Field(0, "offset", _floats(tables, (most,))), Field(1, "offset", _floats(tables, (least,)))
    )


def _file(tables: TableWriter, name: str, description: str, kind: int) -> int:
    return tables.table(
        Field(0, "offset", tables.text(name)),
        Field(1, "offset", tables.text(description)),
        Field(2, "int8", kind),
    )


def _floats(tables: TableWriter, values: Sequence[float]) -> int:
    return tables.numbers(np.array(values, np.float32))
