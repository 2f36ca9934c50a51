from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING

from vizsla.functions.image_classification import ImageClassifier
from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from cli.conftest import Run


def test_only_warnings_of_our_own_are_shown_and_as_messages(
    run: Run, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ImageClassifier.warm_up

    def warm_up(self: ImageClassifier) -> None:
        for kind in (UserWarning, DeprecationWarning, FutureWarning, RuntimeWarning):
            warnings.warn("of a library", kind, stacklevel=2)
        logging.getLogger("library").warning("of a library")
        warnings.warn("left out: \x1b[31m.png, or p.train()", VizslaWarning, stacklevel=2)
        load(self)

    monkeypatch.setattr(ImageClassifier, "warm_up", warm_up)
    image = photographs / "grass.png"
    done = run("classify", image, image)
    assert set(done.stderr.splitlines()) == {
        r"vizsla: left out: \x1b[31m.png, or vizsla train PROJECT"
    }
