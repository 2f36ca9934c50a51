"""A function as a folder that any static host can serve, with a page that calls it."""

from __future__ import annotations

from vizsla.publish.web.write_web import write_web

__all__ = ["write_web"]
