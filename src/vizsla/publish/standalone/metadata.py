"""Writes the metadata that Android's and other libraries read from a .tflite file.

The numbers of the fields come from the TFLite Support library's ``metadata_schema.fbs``. All fields
used here are in its version 1.0.0: https://ai.google.dev/edge/litert/conversion/tensorflow/metadata
"""

from __future__ import annotations

from dataclasses import dataclass

from vizsla.runtime.table_writer import Slot, TableWriter

__all__ = ["ModelMetadata", "write_metadata"]

PARSER_VERSION = "1.0.0"
FEATURE_PROPERTIES, IMAGE_PROPERTIES, NORMALIZATION_OPTIONS = 1, 2, 1  # in their unions
RGB = 1
TENSOR_AXIS_LABELS, UNKNOWN = 2, 0


@dataclass(frozen=True, slots=True)
class ModelMetadata:
    """The metadata of a model with one input and one output; all texts are for people.

    Attributes:
        labels_file: the name of the attached file with the output's labels.
        facts_file: the name of the attached file with the manifest's facts.

    """

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


def write_metadata(metadata: ModelMetadata) -> bytes:
    """Return the content of a .tflite file's buffer ``TFLITE_METADATA``."""
    tables = TableWriter()
    subgraph = tables.table(
        Slot(2, "offset", tables.vector([_input(tables, metadata)])),
        Slot(3, "offset", tables.vector([_output(tables, metadata)])),
    )
    facts = _file(tables, metadata.facts_file, "The function's manifest, as JSON.", UNKNOWN)
    root = tables.table(
        Slot(0, "offset", tables.text(metadata.name)),
        Slot(1, "offset", tables.text(metadata.description)),
        Slot(2, "offset", tables.text(metadata.version)),
        Slot(3, "offset", tables.vector([subgraph])),
        Slot(4, "offset", tables.text(metadata.author)),
        Slot(5, "offset", tables.text(metadata.licence)),
        Slot(6, "offset", tables.vector([facts])),
        Slot(7, "offset", tables.text(PARSER_VERSION)),
    )
    return tables.finish(root, b"M001")


def _input(tables: TableWriter, metadata: ModelMetadata) -> int:
    """Write the input's table: an RGB image whose values are used unchanged (mean 0, std 1)."""
    image = tables.table(Slot(0, "int8", RGB))
    content = tables.table(Slot(0, "uint8", IMAGE_PROPERTIES), Slot(1, "offset", image))
    unchanged = tables.table(
        Slot(0, "offset", tables.floats([0])), Slot(1, "offset", tables.floats([1]))
    )
    process = tables.table(Slot(0, "uint8", NORMALIZATION_OPTIONS), Slot(1, "offset", unchanged))
    return tables.table(
        Slot(0, "offset", tables.text(metadata.input_name)),
        Slot(1, "offset", tables.text(metadata.input_description)),
        Slot(3, "offset", content),
        Slot(4, "offset", tables.vector([process])),
        Slot(5, "offset", _range(tables, 0, 255)),
    )


def _output(tables: TableWriter, metadata: ModelMetadata) -> int:
    labels = _file(
        tables, metadata.labels_file, "One label a line, in the output's order.", TENSOR_AXIS_LABELS
    )
    content = tables.table(Slot(0, "uint8", FEATURE_PROPERTIES), Slot(1, "offset", tables.table()))
    return tables.table(
        Slot(0, "offset", tables.text(metadata.output_name)),
        Slot(1, "offset", tables.text(metadata.output_description)),
        Slot(3, "offset", content),
        Slot(5, "offset", _range(tables, 0, 1)),
        Slot(6, "offset", tables.vector([labels])),
    )


def _range(tables: TableWriter, least: float, most: float) -> int:
    return tables.table(
        Slot(0, "offset", tables.floats([most])),
        Slot(1, "offset", tables.floats([least])),
    )


def _file(tables: TableWriter, name: str, description: str, kind: int) -> int:
    return tables.table(
        Slot(0, "offset", tables.text(name)),
        Slot(1, "offset", tables.text(description)),
        Slot(2, "int8", kind),
    )
