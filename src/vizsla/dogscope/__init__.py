"""Dog Scope, the app: its files, and a server for this machine or the local network."""

from __future__ import annotations

from vizsla.dogscope.serve_site import serve_site as serve
from vizsla.dogscope.site import check_built, site_files, write_site
from vizsla.local_site import SiteServer

__all__ = ["SiteServer", "check_built", "serve", "site_files", "write_site"]
