"""Serves files from memory to this computer, or over HTTPS to the phones of its network."""

from __future__ import annotations

from vizsla.local_site.site_server import SiteServer, serve

__all__ = ["SiteServer", "serve"]
