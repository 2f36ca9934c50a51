"""Lists the code that calls a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.publish.snippets.drop_in_snippets import drop_in_snippets
from vizsla.publish.snippets.http_snippets import curl, javascript, python_http
from vizsla.publish.snippets.local_snippets import in_browser, python

if TYPE_CHECKING:
    from vizsla.publish.snippets.snippet import CalledFunction, Snippet

__all__ = ["function_snippets"]


def function_snippets(function: CalledFunction) -> tuple[Snippet, ...]:
    """Return pieces of code that call a function, the most used first."""
    return (
        python(function),
        curl(function),
        javascript(function),
        python_http(function),
        in_browser(function),
        *drop_in_snippets(function),
    )
