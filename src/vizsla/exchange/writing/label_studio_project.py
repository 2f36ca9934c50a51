"""Writes the files that a Label Studio project is made of: its tasks, and its labelling interface.

The formats: https://labelstud.io/guide/task_format and https://labelstud.io/tags.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from vizsla.exchange.tables.label_studio_paths import LOCAL_FILES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["labelling_config", "tasks_json"]


def tasks_json(records: Sequence[dict[str, Any]]) -> bytes:
    """Return the tasks to import, with the labels as annotations.

    Args:
        records: the rows of the export, as ``layouts.make_record`` returns them.

    """
    tasks = [_task(number, record) for number, record in enumerate(records, 1)]
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode()


def labelling_config(records: Sequence[dict[str, Any]]) -> bytes:
    """Return the labelling interface: one choice for each label."""
    labels = sorted({label for each in records for label in _labels(each)})
    is_several = any(isinstance(each["label"], list) for each in records)
    choices = "".join(f"    <Choice value={quoteattr(each)}/>\n" for each in labels)
    choice = "multiple" if is_several else "single"
    return (
        '<View>\n  <Image name="image" value="$image"/>\n'
        f'  <Choices name="choice" toName="image" choice="{choice}">\n'
        f"{choices}  </Choices>\n</View>\n"
    ).encode()


def _task(number: int, record: dict[str, Any]) -> dict[str, Any]:
    labels, was_skipped = _labels(record), record["state"] == "skipped"
    data = {key: value for key, value in record.items() if key not in {"file_name", "label"}}
    image = f"{LOCAL_FILES}?d={quote(record['file_name'])}"
    annotations: list[dict[str, Any]] = []
    if labels or was_skipped:
        result = [_choice(labels)] if labels else []
        annotations = [{"was_cancelled": was_skipped, "result": result}]
    return {"id": number, "data": {"image": image, **data}, "annotations": annotations}


def _labels(record: dict[str, Any]) -> list[str]:
    label: str | list[str] | None = record["label"]
    return label if isinstance(label, list) else [] if label is None else [label]


def _choice(labels: list[str]) -> dict[str, Any]:
    return {
        "from_name": "choice",
        "to_name": "image",
        "type": "choices",
        "value": {"choices": labels},
    }
