"""``vizsla functions``."""

from __future__ import annotations

import json as json_module

from vizsla.cli import options

__all__ = ["command"]


def command(*, json: options.AsJson = False) -> None:
    """List the functions that Vizsla ships, and those that were published here."""
    from vizsla.functions.loading import (  # noqa: PLC0415 - help must not wait for it
        list_functions,
        load,
    )

    for name in list_functions():
        manifest = load(name).manifest
        row = {"name": name, "kind": manifest.kind, "description": manifest.description}
        if json:
            print(json_module.dumps(row, ensure_ascii=False))
        else:
            print(f"{name:16} {manifest.description}")
