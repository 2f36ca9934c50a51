"""Runs the runtime's own code for teaching in Node."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from teach_images import EmbeddedImages

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"


class Taught:
    """``tests/twins/fewShot.ts``, bundled and running."""

    def __init__(self, folder: Path, images: EmbeddedImages) -> None:
        script = folder / "fewShot.mjs"
        options = ("--bundle", "--platform=node", "--format=esm", "--log-level=warning")
        source = RUNTIME / "tests" / "twins" / "fewShot.ts"
        esbuild = RUNTIME / "node_modules" / ".bin" / "esbuild"
        beside = Path(sys.executable).parent
        paths = os.pathsep.join((os.environ.get("PATH", ""), str(beside)))
        environment = {**os.environ, "PATH": paths}
        subprocess.run(
            [esbuild, *options, f"--outfile={script}", source], check=True, env=environment
        )
        self._node = subprocess.Popen(
            ["/usr/bin/env", "node", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        sums = np.array([each.numbers for each in images.embeddings], "<i4")
        packed = base64.b64encode(sums.tobytes()).decode()
        self._ask({"sums": packed, "channels": sums.shape[1]})

    def judge(
        self,
        taught: dict[str, Sequence[int]],
        rows: Sequence[int],
        answers: Sequence[dict[str, Any]] | None = None,
    ) -> list[Any]:
        """Return what is said of each row, merged with the function's own answers if given."""
        shown = [[label, [[int(row)] for row in known]] for label, known in taught.items()]
        request = {"taught": shown, "judge": [int(row) for row in rows]}
        found: list[Any] = self._ask(request | ({"answers": answers} if answers else {}))
        return found

    def __enter__(self) -> Self:
        """Return the process, which ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._node.communicate()

    def _ask(self, request: object) -> Any:  # noqa: ANN401 - any value of JSON
        assert self._node.stdin is not None  # noqa: S101 - it was asked for
        assert self._node.stdout is not None  # noqa: S101 - as above
        self._node.stdin.write(json.dumps(request) + "\n")
        self._node.stdin.flush()
        reply = json.loads(self._node.stdout.readline())
        if isinstance(reply, dict) and "error" in reply:
            raise RuntimeError(reply["error"])
        return reply
