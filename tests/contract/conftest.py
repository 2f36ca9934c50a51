"""JavaScript's side of the contract: the scripts of ``web/runtime/tests/twins``."""

from web.conftest import node, twin

__all__ = ["node", "twin"]
