"""Stores the results of a measurement, and finds the newest ones of each kind of machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    Found = dict[str, Any]

__all__ = [
    "has_vnni",
    "machine_line",
    "newest_of_each",
    "of_kind",
    "store_results",
    "under_captions",
]

VNNI = {"avx512_vnni", "avx_vnni", "amx_int8", "asimddp"}  # products of 8-bit numbers in one step


def store_results(folder: Path, found: Found) -> None:
    """Write the results of a measurement to a file of the folder, named after their date."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{found['date']}.json"
    target.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def has_vnni(found: Found) -> bool:
    """Tell whether the machine of a measurement has instructions made for 8-bit numbers."""
    return not VNNI.isdisjoint(found["machine"]["flags"])


def of_kind(found: Found) -> str:
    """Return the kind of a measurement's machine, in words."""
    return "with VNNI" if has_vnni(found) else "without VNNI"


def newest_of_each(folder: Path) -> list[Found]:
    """Return the newest results of each kind of machine, that with VNNI first."""
    newest: dict[bool, Found] = {}
    for path in sorted(folder.glob("20*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        newest[has_vnni(found)] = found
    return [newest[kind] for kind in (True, False) if kind in newest]


def machine_line(found: Found) -> str:
    """Describe a measurement's machine and its versions, as an item of a list."""
    computer = found["machine"]
    flags = ", ".join(computer["flags"]) or "none of note"
    versions = ", ".join(f"{name} {each}" for name, each in computer["packages"].items() if each)
    return (
        f"- **{of_kind(found)}**, on {found['date']}: {computer['cpu']} (family "
        f"{computer['family']}, model {computer['model']}), {computer['cores']} cores, "
        f"{computer['memory_gb']} GB, {computer['system']}; instructions: {flags}. "
        f"Python {computer['python']}, {versions}."
    )


def under_captions(tables: list[tuple[Found, str]]) -> str:
    """Return tables of several measurements, one below the other, each with its machine."""
    if len(tables) == 1:
        return tables[0][1]
    return "\n\n".join(
        f"On a machine {of_kind(found)}, {found['date']}:\n\n{table}" for found, table in tables
    )
