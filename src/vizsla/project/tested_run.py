"""A run with its newest test: the figures, the answers, and what has changed since."""

from __future__ import annotations

import threading
from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.errors import NotFoundError
from vizsla.project.stored_report import read_stored_report
from vizsla.project.training_run import TrainingRun
from vizsla.testing.answer_choice import choose_answers
from vizsla.testing.caveats import Caveat, multi_label_caveats, report_caveats
from vizsla.testing.checked_answer import checked_answers
from vizsla.testing.multi_label import MultiLabelReport
from vizsla.workspace.json_text import object_from_text
from vizsla.workspace.label_state import LABELLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.testing import Report
    from vizsla.testing.answer_choice import AnswerChoice
    from vizsla.testing.checked_answer import CheckedAnswer
    from vizsla.workspace import LabelState, Store

__all__ = ["TestedRun", "TestedRuns"]

MOST_HELD = 8  # reports; one of 10,000 examples takes some 10 MB
DIAGNOSES = {"overfitting", "slight overfitting", "repeated scenes", "too few examples"}


class TestedRun:
    """A run with its newest test.

    Args:
        store: the project's store.
        number: the run's number.
        report: the report of the test.

    """

    __test__ = False  # pytest takes a class called Test... for tests

    def __init__(self, store: Store, number: int, report: Report | MultiLabelReport) -> None:
        self._store = store
        self.number = number
        self.report = report

    @cached_property
    def answers(self) -> tuple[CheckedAnswer, ...]:
        """The answers to the tested examples, in the report's order."""
        return checked_answers(self.report)

    def choose(self, choice: AnswerChoice) -> list[CheckedAnswer]:
        """Return the answers that fit a choice, in its order."""
        return choose_answers(self.answers, choice)

    def label_threshold(self, label: str) -> float | None:
        """Return the least score at which training found a label sure; None where it found none."""
        promises = TrainingRun(self._store, self._store.run(self.number)).trained.label_promises
        return next((each.sure.score for each in promises if each.label == label), None)

    def caveats(self) -> list[Caveat]:
        """Return what to keep in mind about the test, as the project is now."""
        figures = TrainingRun(self._store, self._store.run(self.number)).figures
        diagnosis = figures["diagnosis"]["kind"]
        found = []
        if diagnosis in DIAGNOSES:
            shares = {each: figures[each] for each in ("training_accuracy", "validation_accuracy")}
            found.append(Caveat(diagnosis, shares))
        if isinstance(self.report, MultiLabelReport):
            found += multi_label_caveats(self.report)
        else:
            found += report_caveats(self.report)
        states = self.label_states()
        relabelled = sum(
            self.is_relabelled(each, states[each.key][1])
            for each in self.answers
            if each.key in states
        )
        elsewhere = len(self.answers) - len(states)
        if relabelled:
            found.append(Caveat("relabelled", {"examples": relabelled}))
        if elsewhere:
            found.append(Caveat("elsewhere", {"examples": elsewhere}))
        return found

    def label_states(self) -> Mapping[str, tuple[int, LabelState]]:
        """Return the ids and the labels, as they are now, of the examples that are in the project.

        Returns:
            The pairs by the examples' keys.

        """
        return self._store.label_states(each.key for each in self.answers)

    def is_relabelled(self, answer: CheckedAnswer, now: LabelState) -> bool:
        """Return whether an example has other labels now than in the test."""
        if answer.not_labels:
            return bool(now.labels) or set(answer.not_labels) != set(now.not_labels)
        known = set(now.labels).intersection(self.report.labels)
        return now.state != LABELLED or known != set(answer.truth)


class TestedRuns:
    """Reads the tests of runs, and keeps the last ones: a long one takes a while to read."""

    __test__ = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[int, int, bytes], Report | MultiLabelReport] = OrderedDict()

    def get(self, store: Store, number: int) -> TestedRun:
        """Return a run with its newest test.

        Raises:
            NotFoundError: there is no such run, or it was not tested.

        """
        text = store.report_text(number)
        if text is None:
            raise NotFoundError(f"run {number} of {store.name!r} was not tested")
        # An example that is removed goes out of the text, too.
        key = store.row_id, number, sha256(text.encode()).digest()
        with self._lock:
            report = self._held.get(key)
        if report is None:
            report = read_stored_report(object_from_text(text, "a test report"))
        with self._lock:
            self._held[key] = report
            self._held.move_to_end(key)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return TestedRun(store, number, report)
