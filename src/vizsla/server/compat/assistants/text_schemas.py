"""Schemas of what LUIS's and CLU's answers have in common, for the OpenAPI document."""

from __future__ import annotations

from vizsla.server.compat.schema_parts import TRUTH

__all__ = ["CERTAINTY"]

CERTAINTY = {  # which those services do not have
    "sure": {**TRUTH, "description": "Whether the function is sure of its answer."},
    "likely": {**TRUTH, "description": "Whether the answer is at least likely."},
    "novel": {**TRUTH, "description": "Whether the text is unlike the training examples."},
}
