"""Prepares an image file for a dataset that others read."""

from __future__ import annotations

from vizsla.modalities.image.image_formats import detect_format
from vizsla.modalities.image.strip import strip_metadata, to_png
from vizsla.modalities.modality_values import ExportFile

__all__ = ["export_image"]

# The endings of each format, the usual one first. A file keeps its ending where torchvision's
# ImageFolder and Hugging Face's `datasets` read it.
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
    """Return an image file for a dataset, without metadata by default.

    Args:
        content: the file's bytes.
        name: the file's name, for messages.
        keep_metadata: whether EXIF and other metadata stay.
        common: whether a GIF becomes a PNG, because not all readers take a GIF.

    """
    if not keep_metadata:
        content = strip_metadata(content, name)
        if common and detect_format(content, name).name == "GIF":
            content = to_png(content, name)
    kind = detect_format(content, name).name
    return ExportFile(content, _SUFFIXES[kind], compressed=kind in _COMPRESSED)
