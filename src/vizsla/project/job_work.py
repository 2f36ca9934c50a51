"""What a job is given to do its work with, and by which it tells how far it is."""

from __future__ import annotations

import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vizsla.workspace.job_record import MOST_LINES, JobProgress, LogLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.json_value import JSONObject
    from vizsla.progress import Progress
    from vizsla.training.learning_curves import CurvePoint

__all__ = ["JobWork"]

EARLY = 0.05  # the share of the stages before which their speed is unknown
FIRST_PART = 0.5  # the share of the work that counts for a stage without a weight


class JobWork:
    """A job at work: what was asked for, the signal to stop, and what it tells.

    Any thread may tell something; another thread writes it into the database.

    Args:
        job_id: the job's id.
        asked: what was asked for, as JSON.
        weights: about how long each stage takes, in their order. A stage that has no weight and
            comes before them, such as the embedding of new examples, is half of the work; without
            weights each stage counts from 0 again.

    """

    def __init__(
        self, job_id: str, asked: JSONObject, weights: Mapping[str, float] | None = None
    ) -> None:
        self.id = job_id
        self.asked = asked
        self.cancel = threading.Event()
        self._weights = weights or {}
        self._lock = threading.Lock()
        self._stage = ""
        self._share = 0.0
        self._first_part = 0.0
        self._left: float | None = None
        self._began: float | None = None  # the first of the stages with a weight
        self._curve: tuple[JSONObject, ...] = ()
        self._log: list[LogLine] = []

    def progress(self, progress: Progress) -> None:
        """Tell how far the work is."""
        within = progress.done / progress.total if progress.total else 0.0
        with self._lock:
            if progress.stage != self._stage:
                self._stage = progress.stage
                self._add_line(progress.stage)
            if not self._weights:
                self._share, self._left = within, progress.seconds_left
            elif progress.stage in self._weights:
                self._weigh(progress.stage, within)
            elif self._began is None:
                self._first_part = FIRST_PART
                self._share, self._left = FIRST_PART * within, progress.seconds_left

    def curve(self, points: Sequence[CurvePoint]) -> None:
        """Tell the training curve as far as it is known, in place of that of before."""
        found = tuple(asdict(each) for each in points)
        with self._lock:
            self._curve = found

    def note(self, text: str) -> None:
        """Add a line to the log."""
        with self._lock:
            self._add_line(text)

    def told(self) -> JobProgress:
        """Return all that was told so far."""
        with self._lock:
            log = tuple(self._log[-MOST_LINES:])
            return JobProgress(self._share, self._stage, self._left, self._curve, log)

    def _add_line(self, text: str) -> None:
        self._log.append(LogLine(datetime.now(UTC).isoformat(timespec="milliseconds"), text))

    def _weigh(self, stage: str, within: float) -> None:
        names = list(self._weights)
        before = sum(self._weights[each] for each in names[: names.index(stage)])
        share = (before + self._weights[stage] * within) / sum(self._weights.values())
        now = time.monotonic()
        self._began = now if self._began is None else self._began
        self._left = (now - self._began) * (1 - share) / share if share > EARLY else None
        self._share = self._first_part + (1 - self._first_part) * share
