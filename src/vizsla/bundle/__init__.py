"""Reads, checks and writes bundles: a published function's manifest and files."""

from __future__ import annotations

from vizsla.bundle.manifest import FORMAT, Manifest
from vizsla.bundle.read_bundle import Bundle, read_bundle
from vizsla.bundle.write_bundle import write_bundle

__all__ = ["FORMAT", "Bundle", "Manifest", "read_bundle", "write_bundle"]
