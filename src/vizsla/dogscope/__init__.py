"""Dog Scope, the app: its files, and a server for this machine or the local network."""

from __future__ import annotations

from vizsla.dogscope.serve import Server, serve
from vizsla.dogscope.site import site_files, write_site

__all__ = ["Server", "serve", "site_files", "write_site"]
