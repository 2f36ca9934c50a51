"""The smallest program on another engine: ``classify_one.py ENGINE MODELS PHOTO``.

It is like the script of an engine's users: it imports the engine, reads the model and answers.
"""

from __future__ import annotations

import sys
from pathlib import Path

import engines

if __name__ == "__main__":
    name, models, photo = sys.argv[1:]
    answer, score = engines.load(name, Path(models)).answer_file(Path(photo))
    print(answer, round(score, 2))
