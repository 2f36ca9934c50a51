"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.errors import OptionError

__all__ = [
    "AllowPrivate",
    "AsJson",
    "Encoder",
    "Examples",
    "FunctionName",
    "Html",
    "Inputs",
    "InputsOrSample",
    "Kind",
    "Lines",
    "MultiLabel",
    "OnRay",
    "RayAddress",
    "Reference",
    "Replace",
    "Skip",
    "Threshold",
    "Top",
    "Write",
    "WriteAnywhere",
    "Zone",
    "example_key",
]

LONGEST_ID = 12  # digits; more are the beginning of a hash
Inputs = Annotated[
    list[str],
    typer.Argument(help="Files, folders, patterns, URLs, - for standard input; or texts."),
]
InputsOrSample = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, patterns, URLs, - for standard input; or texts."),
]
Examples = Annotated[
    list[str],
    typer.Argument(metavar="EXAMPLE", help="Ids, file names, or the beginnings of hashes."),
]
FunctionName = Annotated[
    str, typer.Argument(help="A function: dog-breeds, trees@2, or the path of a bundle.")
]
Top = Annotated[int | None, typer.Option(min=1, help="The number of alternatives to show.")]
Threshold = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="The lowest score of a sure answer; of a detector, of a box."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print each row as one line of JSON.")]
Write = Annotated[
    Path | None, typer.Option(help="Write to this file instead: .jsonl (JSON lines) or .csv.")
]
WriteAnywhere = Annotated[
    str | None,
    typer.Option(
        metavar="PATH",
        help="Write to this file instead: .jsonl (JSON lines) or .csv. With --ray to a folder of "
        "parts, also .parquet, here or at an s3:// URL.",
    ),
]
OnRay = Annotated[
    bool, typer.Option("--ray", help="Work on a Ray cluster, or in processes of this computer.")
]
RayAddress = Annotated[
    str | None,
    typer.Option(help="The head of the Ray cluster, HOST:PORT; by default RAY_ADDRESS."),
]
Skip = Annotated[int, typer.Option(min=0, help="The number of inputs to pass over first.")]
Html = Annotated[Path | None, typer.Option(help="Write the page to this file.")]
Lines = Annotated[
    bool, typer.Option("--lines", help="Each line of a file, or of standard input, is a text.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace an older one of that name.")]
Cells = Annotated[
    list[str] | None,
    typer.Option(
        "--column", help="What a column of metadata has: place=garden; may be given again."
    ),
]
Reference = Annotated[
    str | None,
    typer.Option(help="The moment that dates in texts are resolved against; or now."),
]
Zone = Annotated[
    str | None, typer.Option(help="Where the texts were written, such as Europe/Berlin.")
]
FeatureColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="A column of the table that may help to predict the label; may be given again.",
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private-urls", help="Allow URLs within your own network.")
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        help="image-classification, text-classification (pip install 'vizsla\\[text]') or "
        "sound-classification (pip install 'vizsla\\[sound]').",
    ),
]
MultiLabel = Annotated[
    bool, typer.Option("--multi-label", help="An example, and an answer, may have several labels.")
]
Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="accurate: slower, and often more accurate; pip install 'vizsla\\[accurate]', and for "
        "texts 'vizsla\\[text-accurate]'. multilingual: for texts in other languages than English; "
        "'vizsla\\[text-multilingual]'.",
    ),
]


def cells_of(written: list[str] | None) -> dict[str, str] | None:
    """Return the cells that ``--column NAME=VALUE`` gives, by their columns; None for none.

    Raises:
        OptionError: one has no ``=``.

    """
    if not written:
        return None
    cells = {}
    for each in written:
        name, equals, cell = each.partition("=")
        if not (name and equals):
            raise OptionError(f"--column is written NAME=VALUE, such as place=garden, not {each!r}")
        cells[name] = cell
    return cells


def example_key(word: str) -> int | str:
    """Return an example's id as a number, and a name or a hash as it is."""
    return int(word) if word.isdecimal() and len(word) < LONGEST_ID else word
