"""The values in a server's OpenAPI document, as JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["TEXT", "ref", "schemas"]

CONTRACT = Path(__file__).parents[1] / "contract"
TEXT = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def _results(one: str) -> dict[str, Any]:
    either = {"oneOf": [ref(one), ref("FailedInput")]}
    return _object({"results": {"type": "array", "items": either}})


def schemas() -> dict[str, Any]:
    """Return the schemas by their names."""
    answer, parts = _answer_schema()
    share = {"type": "number", "minimum": 0, "maximum": 1}
    word = _object(
        {"text": TEXT, "start": {"type": "integer"}, "end": {"type": "integer"}, "weight": share}
    )
    text_input = {**_object({"text": TEXT}), "additionalProperties": False}
    url_input = {**_object({"url": TEXT}), "additionalProperties": False}
    summary = {
        **dict.fromkeys(("name", "kind", "modality", "description"), TEXT),
        "version": {"type": "integer"},
        "labels": {"type": "array", "items": TEXT},
    }
    whole = {
        "project_id": {**TEXT, "description": "Its id for programs of Custom Vision."},
        "manifest": {"type": "object"},
        "card": TEXT,
        "feedback": {"type": "boolean", "description": "Whether feedback on answers is allowed."},
        "parameters": {"type": "array", "items": {"type": "object"}},
    }
    return {
        **parts,
        "CallResult": answer,
        "CallResults": _results("CallResult"),
        "ExplainResult": _object(
            {
                "label": {"type": ["string", "null"]},
                "words": {"type": "array", "items": word},
                "heat_map": {
                    "type": ["string", "null"],
                    "description": "Of an image: a grey PNG as a data: URI, to be laid over it.",
                },
            }
        ),
        "ExplainResults": _results("ExplainResult"),
        "EmbedResult": _object({"embedding": {"type": "array", "items": {"type": "number"}}}),
        "EmbedResults": _results("EmbedResult"),
        "FailedInput": _object({"error": ref("Problem")}),
        "Input": {"oneOf": [text_input, url_input]},
        "Inputs": _object({"inputs": {"type": "array", "minItems": 1, "items": ref("Input")}}),
        "Feedback": _feedback(),
        "FeedbackResult": _object(
            {
                "status": {"enum": ["waiting", "looked at"]},
                "labels": {"type": "array", "items": TEXT},
                "new_labels": {"type": "array", "items": TEXT},
            }
        ),
        "FunctionSummary": _object(summary),
        "FunctionDetails": _object({**summary, **whole}),
        "FunctionList": _object({"functions": {"type": "array", "items": ref("FunctionSummary")}}),
        "Status": _object({"status": TEXT}),
        "Problem": _object(
            {
                **dict.fromkeys(("type", "title", "detail", "code", "request_id"), TEXT),
                "status": {"type": "integer"},
            },
            option=TEXT,
            choices={"type": "array", "items": TEXT},
            reason={**TEXT, "description": "Which of the errors of that code it is."},
            values={
                "type": "object",
                "description": "The names, counts and limits that the reason speaks of.",
                "additionalProperties": True,
            },
            retry_after={"type": "integer", "description": "The seconds to wait."},
        ),
    }


def _feedback() -> dict[str, Any]:
    """Return the schema of feedback: an answer's id, and one way to say what is right."""
    label = {"type": "string", "minLength": 1, "maxLength": 200}
    ways = {
        "label": {
            **label,
            "type": ["string", "null"],
            "description": "The right label; null for none of these.",
        },
        "labels": {
            "type": "array",
            "items": label,
            "maxItems": 100,
            "description": "All right labels, in a multi-label project.",
        },
        "right": {"type": "boolean", "description": "Whether the answer was right."},
    }
    number = {
        **TEXT,
        "description": "The header Vizsla-Answer; of several inputs with `.0`, `.1` and so on.",
    }
    one_of = [
        {**_object({"id": number, name: schema}), "additionalProperties": False}
        for name, schema in ways.items()
    ]
    return {"oneOf": one_of}


def _answer_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the contract's schema of an Answer, and its parts, which stand beside it here."""
    text = (CONTRACT / "answer.schema.json").read_text("utf-8")
    schema = json.loads(text.replace('"#/$defs/', '"#/components/schemas/Answer-'))
    parts = {f"Answer-{name}": each for name, each in schema.pop("$defs").items()}
    del schema["$schema"]
    return schema, parts
