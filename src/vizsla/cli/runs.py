"""``vizsla runs trees``."""

from __future__ import annotations

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(name: Name) -> None:
    """List the trainings, with how they did on what was held back."""
    with opened(name) as project:
        for each in project.runs():
            found = each.figures["accuracy_unshown"]
            share = "" if found is None else f"  {100 * found:.1f} % right on what was held back"
            verdict = each.figures["verdict"]["kind"]
            print(f"run {each.number}  {each.created_at:%Y-%m-%d %H:%M}{share}  {verdict}")
