"""The options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["AllowPrivate", "AsJson", "Encoder", "Inputs", "Threshold", "Top", "Write"]

Inputs = Annotated[
    list[str], typer.Argument(help="Files, folders, globs, URLs, or - for standard input.")
]
Top = Annotated[int | None, typer.Option(min=1, help="How many alternatives to show.")]
Threshold = Annotated[
    float | None, typer.Option(min=0, max=1, help="The least score of a sure answer.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON an input.")]
Write = Annotated[
    Path | None, typer.Option(help="Write to this file instead: .jsonl (JSON lines) or .csv.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private-urls", help="Allow URLs within your own network.")
]
Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="accurate: slower, and often more accurate; pip install 'vizsla[accurate]'.",
    ),
]
