"""Imports and exports examples with their labels, in the formats that people have.

- Import: ``read_source`` recognises a source, and ``summary`` says in one line how. ``trees`` hold
  files; ``folders`` tells what folders, and the files beside them, say of labels; ``formats`` reads
  files of labels and boxes as the rows of ``tables``; ``texts`` decodes them. ``text_sources``
  reads texts in all of these, and the exports of ``assistants``.
- Export: ``writing`` writes a dataset that other tools read.

This package knows neither database nor embeddings.
"""

from __future__ import annotations

from vizsla.exchange.import_source import ImportExample, ImportSource
from vizsla.exchange.read_source import read_source
from vizsla.exchange.text_sources.inline_texts import Texts, read_inline_texts
from vizsla.exchange.writing.export_example import ExportExample, ExportResult
from vizsla.exchange.writing.write_dataset import write_dataset

__all__ = [
    "ExportExample",
    "ExportResult",
    "ImportExample",
    "ImportSource",
    "Texts",
    "read_inline_texts",
    "read_source",
    "write_dataset",
]
