"""Custom Vision's routes about domains."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request

from vizsla.server.compat.custom_vision_training.domains import DOMAINS, domain_named
from vizsla.server.compat.custom_vision_training.training_paths import TRAINING
from vizsla.server.compat.training_access import training_workspace
from vizsla.server.require_key import require_key

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])


@ROUTER.get(f"{TRAINING}/domains")
def list_domains(request: Request) -> list[dict[str, Any]]:
    """List the domains."""
    training_workspace(request)
    return DOMAINS


@ROUTER.get(f"{TRAINING}/domains/{{domain}}")
def show_domain(request: Request, domain: str) -> dict[str, Any]:
    """Show a domain."""
    training_workspace(request)
    return domain_named(domain)
