"""The route of CLU: ``POST /language/:analyze-conversations``."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import OptionError
from vizsla.server.answer_request import answer_inputs, read_request
from vizsla.server.compat.assistants.find_assistant import find_assistant
from vizsla.server.compat.assistants.text_call import TextCall, text_response
from vizsla.server.compat.clu.clu_query import read_clu_query
from vizsla.server.compat.clu.clu_result import clu_result
from vizsla.server.compat.clu.clu_shape import ROOT
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from typing import Any

    from vizsla.answer import Answer
    from vizsla.features.feature_set import FeatureSet

__all__ = ["ANALYZE", "ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
ANALYZE = f"{ROOT}/:analyze-conversations"
VERSION = "api-version"
_VERSION = re.compile(r"20\d\d-\d\d-\d\d(-preview)?\Z", re.ASCII)


@ROUTER.post(ANALYZE)
async def analyze_conversations(request: Request) -> Response:
    """Answer the intent and the entities of one text."""
    _check_version(request)
    async with read_request(request, lambda body, _: read_clu_query(body)) as query:
        served = await find_assistant(request, query.project, query.deployment)

        def shape(answer: Answer, features: FeatureSet) -> dict[str, Any]:
            return clu_result(query.text, answer, features, query.unit)

        call = TextCall(query.text, shape, datetime.now(UTC).replace(tzinfo=None))
        answered = await answer_inputs(request, served, call.operation, {}, call.inputs)
    return text_response(answered, served)


def _check_version(request: Request) -> None:
    given = {name.lower(): text for name, text in request.query_params.items()}
    version = given.pop(VERSION, None)
    if version is None:
        raise OptionError(f"the parameter {VERSION} is missing; send ?{VERSION}=2023-04-01")
    if not _VERSION.match(version):
        raise OptionError(f"{VERSION}={version!r:.40} is no version; send ?{VERSION}=2023-04-01")
    if given:
        raise OptionError(f"there is no parameter {next(iter(given))!r:.80} here, only {VERSION}")
