"""Measures ``teach``: new labels learned from a few images, and the change of other answers.

It prints tables in Markdown. It needs the test data (``VIZSLA_TEST_DATA``), the Debian packages
dataset-fashion-mnist and tuxpaint-stamps-default, and web/runtime's packages. The constants were
fitted on the stamps and clothes of the last table, on no other image, and on no digit.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import teach_images
import teach_measures as measures
from teach_twin import Taught

import loop_sources as sources
import photos
import vizsla
from markdown_table import markdown_table
from needed_data import say_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

FIVE = ("Hemlock", "Japanese_Cherry", "fork", "scissors", "brick")
MORE = ("fork", "scissors", "brick", "grass", "gravel")  # of the trees there are only ten
COUNTS = (1, 2, 3, 5)

KINDS = (
    *("pictures of each", "right (95 % interval)", "95 % of draws", "sure", "of these right"),
    *(f"{name} changed: mean, most" for name in measures.OLD),
)
DOGS = ("views of each", "right (95 % interval)", "other dogs changed: mean, most")
SCORES = ("set", "score", "right (95 % interval)", "answers")


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100, help="of pictures to show")
    draws = parser.parse_args().draws
    wanted = {"what is taught": _look_for_images}
    if say_missing(wanted):
        return
    images = teach_images.EmbeddedImages(vizsla.load("dog-breeds"))
    teach_images.new_kinds(images)
    teach_images.old_kinds(images)
    dogs = teach_images.views_of_dogs(images)
    many = teach_images.many_kinds(images)
    counts = {name: len(images.rows[name]) for name in measures.OLD}
    with tempfile.TemporaryDirectory() as folder, Taught(Path(folder), images) as taught:
        bench = measures.Bench(images, taught, draws)
        print(f"Five new kinds, {draws} draws; old answers of {counts}:\n")
        lines = [measures.new_kinds(bench, FIVE, count) for count in COUNTS]
        _print(KINDS, [*lines, measures.new_kinds(bench, MORE, 10)])
        print("Two dogs that look alike:\n")
        _print(DOGS, [measures.two_dogs(bench, dogs, count) for count in COUNTS])
        print("How often a taught answer is right, where half of the pictures are of no label:\n")
        _print(SCORES, [line for name in many for line in measures.believed(bench, name, many)])


def _look_for_images() -> None:
    photos.need_test_data()
    next(sources.stamps())
    next(sources.fashion("t10k", 1))


def _print(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    print(markdown_table(columns, lines), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
