"""Prepares an image file for a dataset that others read."""

from __future__ import annotations

from vizsla.modalities.base import ExportFile
from vizsla.modalities.image.formats import sniff
from vizsla.modalities.image.strip import strip_metadata, to_png

__all__ = ["export_image"]

# The endings of each format, the usual one first. Only those that torchvision's ImageFolder and
# Hugging Face's `datasets` read are kept as they are.
_SUFFIXES = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WebP": (".webp",),
    "GIF": (".gif",),
    "BMP": (".bmp",),
    "TIFF": (".tif", ".tiff"),
    "AVIF": (".avif",),
    "HEIC/HEIF": (".heic", ".heif"),
}
_COMPRESSED = frozenset(("JPEG", "PNG", "WebP", "GIF", "AVIF", "HEIC/HEIF"))


def export_image(content: bytes, name: str, *, keep_metadata: bool, common: bool) -> ExportFile:
    """Return an image file without metadata, unless they are to stay.

    Args:
        content: the file's bytes.
        name: the file's name, for messages.
        keep_metadata: whether EXIF and the like stay.
        common: whether a GIF becomes PNG, because not all readers take it.

    """
    if not keep_metadata:
        content = strip_metadata(content, name)
        if common and sniff(content, name).name == "GIF":
            content = to_png(content, name)
    kind = sniff(content, name).name
    return ExportFile(content, _SUFFIXES[kind], compressed=kind in _COMPRESSED)
