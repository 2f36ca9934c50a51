"""Opens the encoders that Vizsla ships."""

from __future__ import annotations

from vizsla.bundle.shipped_bundles import shipped_bundle
from vizsla.encoders.image_encoder import ImageEncoder

__all__ = ["efficientnet_lite0"]


def efficientnet_lite0() -> ImageEncoder:
    """Open EfficientNet-Lite0, trained on ImageNet-1k: the backbone of ``classify-image``."""
    return ImageEncoder.of_bundle(shipped_bundle("classify-image"))
