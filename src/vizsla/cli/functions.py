"""``vizsla functions``."""

from __future__ import annotations

import json as json_module

from vizsla.cli import options

__all__ = ["command"]


def command(*, json: options.AsJson = False) -> None:
    """List the functions that Vizsla ships, and those that were published here."""
    from vizsla.functions.loading import load, names  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.published import published_names  # noqa: PLC0415

    for name in (*names(), *published_names()):
        manifest = load(name).manifest
        row = {"name": name, "kind": manifest.kind, "description": manifest.description}
        if json:
            print(json_module.dumps(row, ensure_ascii=False))
        else:
            print(f"{name:16} {manifest.description}")
