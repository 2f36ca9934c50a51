"""Imports and exports examples with their labels, in the formats that people have.

- Import: ``read_source`` recognises a source. ``tree`` (a folder) and ``zip_tree`` hold files;
  ``read_folders`` takes labels from the folders' names; ``read_table``, ``json_lines`` and
  ``label_studio_tasks`` read them from files, as ``table_rows``.
- Export: ``write_dataset`` writes a dataset. ``layouts`` chooses its folders and tables,
  ``export_names`` makes names that every system takes, and ``export_target`` writes all or
  nothing.

This package knows neither database nor embeddings.
"""

from __future__ import annotations

from vizsla.exchange.export_example import ExportExample, ExportResult
from vizsla.exchange.import_source import ImportExample, ImportSource
from vizsla.exchange.read_source import read_source
from vizsla.exchange.write_dataset import write_dataset
from vizsla.modalities.image.strip import strip_metadata

__all__ = [
    "ExportExample",
    "ExportResult",
    "ImportExample",
    "ImportSource",
    "read_source",
    "strip_metadata",
    "write_dataset",
]
