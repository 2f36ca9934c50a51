"""What an iteration can be exported as: TensorFlow Lite, or Vizsla's own bundle."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.publish.standalone.tflite_archive import tflite_archive
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError

if TYPE_CHECKING:
    from vizsla.functions.base import Function

__all__ = ["PLATFORMS", "check_export", "export_bytes", "exportable_to"]

TENSORFLOW, BUNDLE, LITE = "TensorFlow", "Vizsla", "TensorFlowLite"
PLATFORMS = (TENSORFLOW, BUNDLE)


def exportable_to(*, several: bool) -> list[str]:
    """Return the platforms that an iteration can be exported for.

    Args:
        several: whether an image may have several tags.

    """
    return [BUNDLE] if several else [*PLATFORMS]


def check_export(platform: str, flavor: str, *, several: bool) -> tuple[str, str | None]:
    """Return the platform and flavor of an export, as they are written.

    Args:
        platform: the platform that was asked for.
        flavor: the flavor, or empty.
        several: whether an image may have several tags.

    Raises:
        CustomVisionRefusalError: there is no such export here.

    """
    found = {each.lower(): each for each in PLATFORMS}.get(platform.lower())
    if found == BUNDLE and not flavor:
        return BUNDLE, None
    if found != TENSORFLOW or flavor.lower() != LITE.lower():
        asked = f"{platform!r:.40}" + (f" of the flavor {flavor!r:.40}" if flavor else "")
        raise CustomVisionRefusalError(
            "BadRequestProjectUnsupportedExportPlatform",
            f"there is no export as {asked} here; there is platform={TENSORFLOW} with "
            f"flavor={LITE}, and platform={BUNDLE}, the function itself",
        )
    if several:
        raise CustomVisionRefusalError(
            "BadRequestExportValidationFailed",
            f"a project whose images may have several tags has no {LITE} export; export it as "
            f"platform={BUNDLE}, which Python, browsers and Node read",
        )
    return TENSORFLOW, LITE


def export_bytes(function: Function[Any, Any], platform: str) -> bytes:
    """Return the .zip of an export.

    Args:
        function: the function.
        platform: one of ``PLATFORMS``.

    Raises:
        BundleError: the function can't be written.

    """
    if platform == TENSORFLOW:
        return tflite_archive(function)
    with tempfile.TemporaryDirectory() as folder:
        return function.save(Path(folder, f"{function.name}.zip")).read_bytes()
