"""A comparison as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.modalities.base import PLACEHOLDER
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.testing.test_result import NONE_OF_THESE
from vizsla.wording import between, data_size, duration, percent, signed_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.testing.comparison import Comparison
    from vizsla.testing.report import Report

__all__ = ["comparison_page"]

SHOWN = 60  # pictures that changed, in each direction


def comparison_page(found: Comparison, picture: Callable[[str], bytes | None] | None) -> str:
    """Return the page; the arguments are those of ``Comparison.page``."""
    read = picture or _from_files(found)
    edge = max(abs(found.low), abs(found.high), 0.05) * 1.15
    return render(
        "vizsla.testing",
        "comparison.html",
        title=f"{found.names[0]} and {found.names[1]}",
        found=found,
        verdict=found.verdict,
        edge=edge,
        rows=_rows(found.first, found.second),
        by_label=[
            {
                "name": NONE_OF_THESE if each.label is None else each.label,
                "examples": each.examples,
                "first": each.first_right / each.examples,
                "second": each.second_right / each.examples,
                "gained": each.gained,
                "lost": each.lost,
                "more": each.more_than_chance,
            }
            for each in found.by_label
        ],
        lost=_pictures(found, found.lost, read),
        gained=_pictures(found, found.gained, read),
        shown=SHOWN,
        neither=found.examples - found.both - len(found.lost) - len(found.gained),
        points=signed_points,
    )


def _from_files(found: Comparison) -> Callable[[str], bytes | None]:
    paths = {**found.first.paths, **found.second.paths}

    def read(key: str) -> bytes | None:
        try:
            return paths[key].read_bytes() if key in paths else None
        except OSError:
            return None

    return read


def _rows(first: Report, second: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        ("Right", [(percent(e.accuracy), between(e.low, e.high)) for e in (first, second)]),
        (
            "Sure",
            [
                (
                    percent(e.sure.share),
                    f"right {between(*e.sure.interval)}" if e.sure.count else "",
                )
                for e in (first, second)
            ],
        ),
        (
            "Calibration error",
            [
                (percent(e.ece, 1), f"by chance up to {percent(e.calibration.chance_high, 1)}")
                for e in (first, second)
            ],
        ),
        (
            "Answer time",
            [
                ("—" if e.median_seconds is None else duration(e.median_seconds), "median")
                for e in (first, second)
            ],
        ),
        (
            "Size",
            [
                (data_size(e.size), f"{data_size(e.own_size)} of it its own")
                for e in (first, second)
            ],
        ),
        ("Tested on", [(f"{e.examples:,}", e.tested_on) for e in (first, second)]),
    ]


def _pictures(
    found: Comparison, keys: Sequence[str], read: Callable[[str], bytes | None]
) -> list[dict[str, Any]]:
    first = {each.key: each for each in found.first.results}
    second = {each.key: each for each in found.second.results}
    shown = sorted(keys, key=lambda key: -max(first[key].score, second[key].score))[:SHOWN]
    modality = modality_named(found.first.modality)
    pictures = []
    for key in shown:
        uri = modality.preview(read(key), 144)
        pictures.append(
            {
                "uri": "" if uri == PLACEHOLDER else uri,
                "truth": first[key].truth_text,
                "first": f"{first[key].answer_text} {percent(first[key].score)}",
                "second": f"{second[key].answer_text} {percent(second[key].score)}",
                "name": first[key].name,
            }
        )
    return pictures
