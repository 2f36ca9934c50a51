"""Keeps the details of the server's own faults from its callers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR
from pydantic import ValidationError

from vizsla.errors import VizslaError
from vizsla.server.error_responses import request_id
from vizsla.server.problems import problem
from vizsla.server.request_log import log_fault

if TYPE_CHECKING:
    from mcp.server.context import CallNext, HandlerResult, ServerRequestContext

__all__ = ["call_id", "cover_faults"]


async def cover_faults(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """Pass a request on; a fault is logged, and the caller told where. The SDK would tell all.

    Raises:
        MCPError: the request is not answered.

    """
    try:
        return await call_next(ctx)
    except (MCPError, ValidationError):  # meant for the caller
        raise
    except Exception as error:
        identity = call_id(ctx)
        log_fault(error, identity)
        shown = error if isinstance(error, VizslaError) else VizslaError()
        raise MCPError(INTERNAL_ERROR, problem(shown, identity)["detail"]) from error


def call_id(context: ServerRequestContext[Any, Any]) -> str:
    """Return the id by which the log is searched: the request's over HTTP, else a new one."""
    return uuid4().hex if context.request is None else request_id(context.request.scope)
