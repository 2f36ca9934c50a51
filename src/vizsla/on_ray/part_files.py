"""The files of a run's answers: one for each part, as Parquet, JSON lines or CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.csv_cells import plain_cell
from vizsla.errors import OptionError
from vizsla.functions.answer_rows import Answered, answer_row, csv_columns, csv_row, csv_row_of
from vizsla.on_ray.parquet_answers import parquet_inputs, parquet_part
from vizsla.terminal_text import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PartFiles", "written_name"]

JSON_LINES = (".jsonl", ".ndjson", ".json")
ENDINGS = (".parquet", *JSON_LINES, ".csv")


def written_name(name: str) -> str:
    r"""Return an input's name in Parquet and CSV: a byte that is not UTF-8 is ``\udcff``."""
    return name.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class PartFiles:
    """Writes and reads the parts of an output.

    Attributes:
        ending: ``.parquet``, ``.jsonl``, ``.ndjson``, ``.json`` or ``.csv``.
        texts: whether the inputs are texts.
        labels: whether an answer may have several labels.

    Raises:
        OptionError: the ending is another one.

    """

    ending: str
    texts: bool
    labels: bool

    def __post_init__(self) -> None:
        """Check the ending."""
        if self.ending not in ENDINGS:
            raise OptionError(
                f"the output's name must end in .parquet, .jsonl or .csv, not {self.ending!r}"
            )

    def content(self, answered: Iterable[Answered]) -> bytes:
        """Return the content of a part."""
        rows = [answer_row(each) for each in answered]
        if self.ending == ".parquet":
            return parquet_part(map(_written, rows), texts=self.texts)
        if self.ending == ".csv":
            columns = csv_columns(texts=self.texts, labels=self.labels)
            columns = [each for each in columns if each != "explanation"]
            text = csv_row(columns) + "".join(csv_row_of(row, columns) for row in rows)
        else:
            text = "".join(f"{json_line(row)}\n" for row in rows)
        return text.encode("utf-8", "backslashreplace")

    def inputs(self, content: bytes) -> list[str]:
        """Return the names of the inputs of a part; see ``written_name``."""
        if self.ending == ".parquet":
            return parquet_inputs(content)
        text = content.decode()
        if self.ending == ".csv":
            rows = csv.DictReader(io.StringIO(text, newline=""))
            return [plain_cell(each["input"]) for each in rows]
        return [written_name(json.loads(each)["input"]) for each in text.split("\n") if each]


def _written(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a JSON value whose texts are UTF-8."""
    if isinstance(value, str):
        return value if value.isascii() else written_name(value)
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, dict):
        found: Mapping[str, Any] = {key: _written(each) for key, each in value.items()}
        return found
    return value
