"""The classifier behind BentoML, as its guide serves an image model: ``bentoml serve``."""

from __future__ import annotations

import os
from typing import Any

import bentoml
from PIL.Image import Image  # noqa: TC002 - BentoML reads the annotations when it runs

import vizsla


@bentoml.service(workers=1, threads=os.cpu_count())
class Classifier:
    """The service: one process, and as many threads as there are cores."""

    def __init__(self) -> None:
        self.function = vizsla.load("classify-image")
        self.function.warm_up()

    @bentoml.api
    def classify(self, image: Image) -> dict[str, Any]:
        """Answer one image."""
        answer: dict[str, Any] = self.function(image).to_dict()
        return answer
