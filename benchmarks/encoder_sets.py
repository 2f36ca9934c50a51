"""The labelled sets on which encoders are compared; a set that is not installed is skipped."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import loop_sources as sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loop_sources import LabelledImage

FASHION = 2000  # images


def cutlery() -> Iterator[LabelledImage]:
    """Iterate over Azure Custom Vision's photographs of forks and of scissors."""
    return sources.labelled_folder("custom-vision/ObjectDetection/Images", ("fork", "scissors"))


# ImageNet's photographs are left out: both encoders were trained on them.
SETS: dict[str, tuple[str, Callable[[], Iterator[LabelledImage]]]] = {
    "trees": ("hemlocks and Japanese cherries (Azure Custom Vision's tutorial)", sources.trees),
    "cutlery": ("forks and scissors (the same tutorial)", cutlery),
    "stamps": ("Tux Paint's cut-out photographs, 8 labels", sources.stamps),
    "digits": ("scikit-learn's handwritten digits, 8 x 8 pixels, 10 labels", sources.digits),
    "fashion": (
        "Fashion-MNIST's test images, 28 x 28 pixels, 10 labels",
        lambda: islice(sources.fashion("t10k", FASHION), FASHION),
    ),
}
ABSENT = """\
The set of ants and bees on which EfficientNet-Lite2 was first tried (96.7 % against 94.8 %) is
neither in the test data nor in a package, so those figures are not repeated here. ImageNet's
photographs are left out, because both networks were trained on them; on its validation set the
published accuracy is 75.1 % for Lite0 and 77.6 % for Lite2."""


def look_for(name: str) -> None:
    """Look for the images of a set.

    Raises:
        MissingError: they are not on this machine.

    """
    next(SETS[name][1]())
