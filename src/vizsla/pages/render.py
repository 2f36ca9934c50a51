"""Fills a template into the frame that all pages share."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from vizsla.pages.axis import Axis
from vizsla.pages.inline import script_json
from vizsla.wording import number, percent

__all__ = ["render", "unbroken"]

_UNIT = re.compile(r"(?<=\d) (?=(?:%|m?s|[kMG]B|bytes?)(?!\w))")


def render(package: str, template: str, **values: Any) -> str:  # noqa: ANN401 - a template's own
    """Return a page, complete in one file.

    The template begins with ``{% extends "base.html" %}`` and may
    ``{% import "charts.html" as charts %}``; a name that it doesn't find is an error. Every value
    is escaped; data for a script goes in as ``{{ value | script_json }}``.

    Args:
        package: where the template lies, such as ``vizsla.testing``.
        template: its file's name there, such as ``report.html``.
        **values: what the template speaks of; ``title`` is always needed.

    """
    return _environment(package).get_template(template).render(values)


@cache
def _environment(package: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,  # whatever the file's name ends in
        loader=jinja2.ChoiceLoader(
            [jinja2.PackageLoader(each, "") for each in (package, "vizsla.pages")]
        ),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "percent": lambda *values: unbroken(percent(*values)),
        "script_json": script_json,
        "unbroken": unbroken,
    }
    environment.globals |= {
        "axis": Axis,
        "asset": lambda name: _asset("vizsla.pages", name),
        "own_asset": lambda name: _asset(package, name),
    }
    return environment


@cache
def _asset(package: str, name: str) -> Markup:
    # Safe: a stylesheet or a script of ours, that comes with the package.
    return Markup(files(package).joinpath(name).read_text("utf-8"))  # noqa: S704


def unbroken(text: str) -> str:
    """Return a text in which no line ends between a number and its unit."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)
