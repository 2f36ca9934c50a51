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
    labels = sorted({each["label"] for each in records if each["label"] is not None})
    choices = "".join(f"    <Choice value={quoteattr(each)}/>\n" for each in labels)
    return (
        '<View>\n  <Image name="image" value="$image"/>\n'
        '  <Choices name="choice" toName="image" choice="single">\n'
        f"{choices}  </Choices>\n</View>\n"
    ).encode()


def _task(number: int, record: dict[str, Any]) -> dict[str, Any]:
    label, was_skipped = record["label"], record["state"] == "skipped"
    data = {key: value for key, value in record.items() if key not in {"file_name", "label"}}
    image = f"{LOCAL_FILES}?d={quote(record['file_name'])}"
    annotations: list[dict[str, Any]] = []
    if label is not None or was_skipped:
        result = [] if label is None else [_choice(label)]
        annotations = [{"was_cancelled": was_skipped, "result": result}]
    return {"id": number, "data": {"image": image, **data}, "annotations": annotations}


def _choice(label: str) -> dict[str, Any]:
    return {
        "from_name": "choice",
        "to_name": "image",
        "type": "choices",
        "value": {"choices": [label]},
    }
