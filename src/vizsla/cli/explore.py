"""``vizsla explore trees``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import say, stages
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    html: Annotated[Path | None, typer.Option(help="Where to write the page.")] = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Look at the data: copies, outliers, doubtful labels, balance, and the map, as a page."""
    with opened(name) as project:
        with stages() as tell:
            found = project.explore(progress=tell)
        if json:
            print(json_module.dumps(found.to_dict(), ensure_ascii=False))
        else:
            for each in found.findings:
                print(f"{each.severity:6} {each.title}")
                if each.act is not None:
                    print(f"       {each.act.text}: {each.act.command}")
        if html is not None or not json:
            say(f"the page: {found.show(html)}")
