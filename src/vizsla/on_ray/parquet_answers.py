"""The schema of answers in Parquet, and rows in it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from vizsla.terminal_text import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["parquet_inputs", "parquet_part", "parquet_schema"]


def parquet_schema(*, texts: bool) -> Any:  # noqa: ANN401 - PyArrow has no types
    """Return the schema of answers; what a kind of function does not give is null.

    Args:
        texts: whether the inputs are texts, whose column ``text`` holds those of lines and rows.

    """
    import pyarrow as pa  # noqa: PLC0415 - only Ray brings it

    text, number, truth = pa.string(), pa.float64(), pa.bool_()
    sides = [(each, number) for each in ("x", "y", "width", "height")]
    box = pa.struct([("label", text), ("score", number), *sides, ("sure", truth)])
    tag = pa.struct([("label", text), ("score", number), ("box", box)])
    alternative = pa.struct(
        [("answer", text), ("score", number), ("id", text), ("path", pa.list_(text))]
    )
    words = [(each, truth) for each in ("sure", "likely", "calibrated")]
    label = pa.struct([("label", text), ("score", number), *words, ("id", text)])
    places = [("start", pa.int64()), ("end", pa.int64())]
    entity = pa.struct(
        [
            *(("text", text), ("kind", text), ("value", text)),
            *(*places, ("score", number), ("sure", truth)),
        ]
    )
    return pa.schema(
        [
            pa.field("input", text, nullable=False),
            *([("text", text)] if texts else []),
            *(("answer", text), ("score", number)),
            *((each, truth) for each in ("sure", "likely", "novel", "calibrated")),
            ("alternatives", pa.list_(alternative)),
            ("labels", pa.list_(label)),
            ("boxes", pa.list_(box)),
            ("tags", pa.list_(tag)),
            *([("entities", pa.list_(entity)), ("language", text)] if texts else []),
            ("error", pa.struct([("kind", text), ("message", text)])),
        ]
    )


def parquet_part(rows: Iterable[Mapping[str, Any]], *, texts: bool) -> bytes:
    """Return rows of answers as the content of a Parquet file."""
    import pyarrow as pa  # noqa: PLC0415 - only Ray brings it
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    schema = parquet_schema(texts=texts)
    table = pa.Table.from_pylist([_flat(each) for each in rows], schema=schema)
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose entities' values, which differ by their kinds, are JSON."""
    if not row.get("entities"):
        return {**row}
    entities = [{**each, "value": json_line(each["value"])} for each in row["entities"]]
    return {**row, "entities": entities}


def parquet_inputs(content: bytes) -> list[str]:
    """Return the inputs of a part."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - only Ray brings it

    table = pq.read_table(io.BytesIO(content), columns=["input"], use_threads=False)
    found: list[str] = table["input"].to_pylist()
    return found
