"""The routes for whoever runs the server: whether it lives, whether it is ready, what it does."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.require_key import require_full_key
from vizsla.server.server_metrics import METRICS_TYPE
from vizsla.server.service import Service

__all__ = ["ROUTER"]

ROUTER = APIRouter()


@ROUTER.api_route("/healthz", methods=["GET", "HEAD"])
async def is_alive() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "alive"}


@ROUTER.api_route("/readyz", methods=["GET", "HEAD"])
async def is_ready(request: Request, response: Response) -> dict[str, str]:
    """Say whether requests should be sent here: the functions are loaded, and it is not ending."""
    ready = Service.of(request).is_ready
    response.status_code = 200 if ready else 503
    return {"status": "ready" if ready else "not ready"}


@ROUTER.get("/metrics", dependencies=[Depends(require_full_key)])
async def show_metrics(request: Request) -> Response:
    """Return the counters of this process in Prometheus' text format."""
    service = Service.of(request)
    text = service.metrics.text(
        {
            "vizsla_requests_waiting": (
                "Requests that wait or are at work.",
                service.queue.requests,
            ),
            "vizsla_jobs_waiting": ("Inputs that wait or are at work.", service.queue.jobs),
            "vizsla_requests_refused": (
                "Requests that the full queue refused.",
                service.queue.refused,
            ),
            "vizsla_upload_bytes": ("Bytes of uploads that are held.", service.memory.held),
            "vizsla_inputs_kept": ("Inputs that were kept for feedback.", service.keeper.kept),
            "vizsla_inputs_not_kept": (
                "Inputs that could not be kept for feedback.",
                service.keeper.not_kept,
            ),
            "vizsla_functions_open": ("Functions in memory.", service.functions.open_count),
        }
    )
    return Response(text, media_type=METRICS_TYPE)
