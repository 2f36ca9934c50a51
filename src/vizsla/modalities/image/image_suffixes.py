"""The endings of image files."""

from __future__ import annotations

__all__ = ["IMAGE_SUFFIXES", "RAW_SUFFIXES"]

IMAGE_SUFFIXES = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp"),
        *(".tif", ".tiff", ".heic", ".heif", ".avif"),
    )
)
# Raw photographs begin as TIFF does, and hold a tiny preview where TIFF holds the image.
RAW_SUFFIXES = frozenset(
    (
        *(".dng", ".nef", ".nrw", ".cr2", ".cr3", ".crw", ".arw", ".sr2", ".srf", ".orf", ".pef"),
        *(".raf", ".rw2", ".rwl", ".srw", ".3fr", ".iiq", ".kdc", ".dcr", ".mrw", ".mos", ".erf"),
    )
)
