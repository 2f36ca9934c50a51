"""Code that calls a published function, ready to copy: each piece runs as it stands."""

from __future__ import annotations

from vizsla.publish.snippets.function_snippets import function_snippets
from vizsla.publish.snippets.snippet import CalledFunction, Snippet

__all__ = ["CalledFunction", "Snippet", "function_snippets"]
