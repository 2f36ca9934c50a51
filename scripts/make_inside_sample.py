"""Make the sample that the studio's Inside room shows without a project.

A free photograph on its way through `classify-image`: the steps are those of the real function.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

import vizsla
from vizsla.modalities.image.tensor_png import tensor_png

ROOT = Path(__file__).parents[1]
PHOTOGRAPH = ROOT / "tests" / "images" / "things" / "macaw.jpg"
FOLDER = ROOT / "web" / "studio" / "src" / "rooms" / "inside" / "sample"
SHOWN = 5  # labels
DIGITS = 5


def main() -> None:
    """Write picture.jpg, tensor.png and view.json."""
    photograph = Path(sys.argv[1]) if len(sys.argv) > 1 else PHOTOGRAPH
    FOLDER.mkdir(parents=True, exist_ok=True)
    function = vizsla.load("classify-image")
    with Image.open(photograph) as image:
        image.thumbnail((640, 640))
        image.convert("RGB").save(FOLDER / "picture.jpg", quality=88)
    steps = function.steps(FOLDER / "picture.jpg")
    encoder, answer = steps.encoder, steps.answer
    (FOLDER / "tensor.png").write_bytes(tensor_png(encoder.tensor))
    values, places = encoder.embedding.values.tolist(), encoder.places.shape
    temperature = function.manifest.calibration.temperature
    outputs = np.array([each.output for each in steps.rows])
    before = function.scores_of_outputs(outputs * temperature)
    view = {
        "answer": answer.answer,
        "score": answer.score,
        "sure": answer.sure,
        "calibrated": answer.calibrated,
        "method": "softmax",
        "temperature": temperature,
        "input": {
            "width": encoder.size[0],
            "height": encoder.size[1],
            "box": dict(zip(("left", "top", "right", "bottom"), encoder.box, strict=True)),
            "shape": [*encoder.tensor.shape],
            "scale": encoder.scale,
            "zero_point": encoder.zero_point,
            "pieces": [],
        },
        "embedding": {
            "encoder": function.encoder.name,
            "values": [round(each, 3) for each in values],
            "rows": places[0],
            "columns": places[1],
        },
        "labels": [
            {
                **asdict(steps.rows[n]),
                "places": steps.rows[n].places.tolist(),
                "uncalibrated": float(outputs[n]) * temperature,
                "uncalibrated_score": float(before[n]),
            }
            for n in np.argsort(-outputs, kind="stable")[:SHOWN].tolist()
        ],
        "more": len(outputs) - SHOWN,
    }
    text = json.dumps(_rounded(view), separators=(",", ":"))
    (FOLDER / "view.json").write_text(f"{text}\n")
    print(answer)


def _rounded(value: object) -> object:
    """Return a value with its numbers rounded."""
    match value:
        case float():
            return round(value, DIGITS)
        case dict():
            return {name: _rounded(each) for name, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
        case _:
            return value


if __name__ == "__main__":
    main()
