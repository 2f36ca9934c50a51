"""Fills templates into the frame that all pages share."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from vizsla.pages.axis import Axis
from vizsla.pages.inline import script_json
from vizsla.wording import counted, number, percent, threshold_text

__all__ = ["render", "unbroken"]

_UNIT = re.compile(r"(?<=\d) (?=(?:%|m?s|[kMG]B|bytes?)(?!\w))")


def render(package: str, template: str, **values: Any) -> str:  # noqa: ANN401 - a template's own
    """Return a page, complete in one file.

    The template begins with ``{% extends "base.html" %}`` and may
    ``{% import "charts.html" as charts %}``. Every value is escaped; data for a script is written
    as ``{{ value | script_json }}``.

    Args:
        package: the package with the template, such as ``vizsla.testing``.
        template: the name of its file, such as ``report.html``.
        **values: the template's variables; ``title`` is always needed.

    Raises:
        jinja2.UndefinedError: the template uses a variable that was not given.

    """
    return _environment(package).get_template(template).render(values)


@cache
def _environment(package: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,  # for any ending of the file's name
        loader=jinja2.ChoiceLoader(
            [jinja2.PackageLoader(each, "") for each in (package, "vizsla.pages")]
        ),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "counted": counted,
        "number": number,
        "threshold_text": threshold_text,
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
    # Safe: the stylesheet or script comes with the package.
    return Markup(files(package).joinpath(name).read_text("utf-8"))  # noqa: S704


def unbroken(text: str) -> str:
    """Return a text with no-break spaces between numbers and their units."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)
