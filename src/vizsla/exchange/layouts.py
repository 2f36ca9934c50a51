"""What lies where in an export, and the files that tell about the pictures."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from vizsla.exchange.incoming import printable
from vizsla.exchange.label_words import (
    METADATA_CSV,
    METADATA_LINES,
    SIDECAR,
    STATES,
    TASKS,
    UNLABELLED,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.export_names import FolderNames
    from vizsla.exchange.outgoing import Outgoing

__all__ = ["FOLDER", "LAYOUTS", "folder_for", "record_of", "tables"]

FOLDER, CSV, JSON_LINES, LABEL_STUDIO = "folder", "csv", "json lines", "label studio"
LAYOUTS = (FOLDER, CSV, JSON_LINES, LABEL_STUDIO)
_PICTURES = "pictures"
_CONFIG = "labelling.xml"


def folder_for(item: Outgoing, layout: str, names: FolderNames) -> str:
    """Return the folder that a picture goes to."""
    if layout != FOLDER:
        return _PICTURES
    if item.label is None:
        return UNLABELLED[0]
    return f"{'test' if item.part == 'test' else 'train'}/{names.of(item.label)}"


def record_of(item: Outgoing, place: str) -> dict[str, Any]:
    """Return what a table says of a picture."""
    return {
        "file_name": place,
        "label": item.label,
        "not_labels": list(item.not_labels),
        "split": item.part,
        "state": item.state if item.state in STATES and item.label is None else None,
        "name": printable(item.name),
        "sha256": item.sha256,
    }


def tables(records: Sequence[dict[str, Any]], layout: str) -> dict[str, bytes]:
    """Return the files beside the pictures, by name."""
    if layout == CSV:
        return {METADATA_CSV: _csv(records)}
    if layout == LABEL_STUDIO:
        return {TASKS: _tasks(records), _CONFIG: _config(records)}
    return {SIDECAR if layout == FOLDER else METADATA_LINES: _lines(records)}


def _lines(records: Sequence[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records).encode()


def _csv(records: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    columns = ("file_name", "label", "not_labels", "split", "state", "name", "sha256")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for each in records:
        writer.writerow({**each, "not_labels": _joined(each["not_labels"])})
    # With the mark, Excel sees that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _joined(labels: Sequence[str]) -> str:
    if any(";" in each or each.startswith("[") for each in labels):
        return json.dumps(list(labels), ensure_ascii=False)
    return ";".join(labels)


def _tasks(records: Sequence[dict[str, Any]]) -> bytes:
    tasks = []
    for number, each in enumerate(records, 1):
        said = {key: value for key, value in each.items() if key not in {"file_name", "label"}}
        image = f"/data/local-files/?d={quote(each['file_name'])}"
        annotations: list[dict[str, Any]] = []
        if each["label"] is not None or each["state"] == "skipped":
            choices = [] if each["label"] is None else [_choice(each["label"])]
            skipped = each["state"] == "skipped"
            annotations = [{"was_cancelled": skipped, "result": choices}]
        tasks.append({"id": number, "data": {"image": image, **said}, "annotations": annotations})
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode()


def _choice(label: str) -> dict[str, Any]:
    return {
        "from_name": "choice",
        "to_name": "image",
        "type": "choices",
        "value": {"choices": [label]},
    }


def _config(records: Sequence[dict[str, Any]]) -> bytes:
    labels = sorted({each["label"] for each in records if each["label"] is not None})
    choices = "".join(f"    <Choice value={quoteattr(each)}/>\n" for each in labels)
    return (
        '<View>\n  <Image name="image" value="$image"/>\n'
        '  <Choices name="choice" toName="image" choice="single">\n'
        f"{choices}  </Choices>\n</View>\n"
    ).encode()
