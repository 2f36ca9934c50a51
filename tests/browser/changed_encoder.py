"""A bundle whose encoder's entry was changed, and sealed again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from vizsla.bundle.manifest_digest import UNSEALED, seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["with_changed_encoder"]


def with_changed_encoder(
    bundle: Path, copy: Path, change: Callable[[dict[str, Any]], object]
) -> Path:
    """Copy a bundle, change its encoder's entry, and return the copy."""
    shutil.copytree(bundle, copy)
    path = copy / "function.json"
    manifest = json.loads(path.read_text("utf-8"))
    change(manifest["encoder"])
    path.write_bytes(seal(json.dumps({**manifest, "digest": UNSEALED}).encode()))
    return copy
