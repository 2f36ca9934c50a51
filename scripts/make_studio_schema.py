"""Writes the types of the server's routes for the studio: web/studio/src/api/schema.ts.

They are made of the OpenAPI document by openapi-typescript, without the routes of other services'
shapes. Run it again when a route of ``/v1/`` has changed: ``make schema``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from vizsla.server import ServerSettings, create_app

STUDIO = Path(__file__).parents[1] / "web" / "studio"
SCHEMA = STUDIO / "src" / "api" / "schema.ts"


def main() -> None:
    """Write the types."""
    SCHEMA.write_text(studio_schema(), encoding="utf-8")


def studio_schema() -> str:
    """Return the types in TypeScript."""
    found = document()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "openapi.json", Path(folder) / "schema.ts"
        source.write_text(json.dumps(found), encoding="utf-8")
        program = STUDIO / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
        # A fixed order, so that two branches that add routes seldom touch the same lines.
        words = ["node", str(program), str(source), "--alphabetize", "--output", str(target)]
        subprocess.run(words, check=True, stdout=sys.stderr)
        return target.read_text(encoding="utf-8")


def document() -> dict[str, Any]:
    """Return the part of the OpenAPI document that the studio may call."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["VIZSLA_HOME"] = home  # the user's own workspace is left alone
        whole = create_app(ServerSettings(studio=True)).openapi()
    paths = {path: each for path, each in whole["paths"].items() if path.startswith("/v1/")}
    schemas = whole["components"]["schemas"]
    parts = {name: each for name, each in whole["components"].items() if name != "schemas"}
    wanted: dict[str, Any] = {}
    waiting = [*_names({"paths": paths, "parts": parts})]
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in wanted:
            wanted[name] = schemas[name]
            waiting.extend(_names(schemas[name]))
    return {**whole, "paths": paths, "components": {**parts, "schemas": wanted}}


def _names(value: Any) -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        own = value.get("$ref")
        own = [own.rsplit("/", 1)[-1]] if isinstance(own, str) else []
        return own + [name for each in value.values() for name in _names(each)]
    if isinstance(value, list):
        return [name for each in value for name in _names(each)]
    return []


if __name__ == "__main__":
    main()
