"""Serves Dog Scope, with the policy that its page has, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.local_site.site_server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.local_site import SiteServer

__all__ = ["serve_site"]

_POLICY = Path(__file__).parents[1] / "contract" / "dogscope-policy.json"
_PERMISSIONS = "camera=(self), geolocation=(self), microphone=()"


def serve_site(
    files: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    certificate: Path | None = None,
) -> SiteServer:
    """Open a server of the site, which answers once it is started; see ``local_site.serve``.

    Raises:
        OptionError: the port is taken, or not allowed.

    """
    policy = json.loads(_POLICY.read_text("utf-8"))
    directives = policy["page"] | policy["header_only"]
    content = "; ".join(f"{name} {sources}" for name, sources in directives.items())
    headers = {"Content-Security-Policy": content, "Permissions-Policy": _PERMISSIONS}
    return serve(files, host=host, port=port, certificate=certificate, headers=headers)
