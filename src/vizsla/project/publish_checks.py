"""What is checked before a run is published, and what of it would refuse the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.wording import between, counted, percent, threshold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import AccuracyEntry
    from vizsla.project.training_run import TrainingRun

__all__ = ["PASSED", "REFUSED", "WARNING", "CheckedRun", "PublishCheck", "publish_checks"]

PASSED, WARNING, REFUSED = "passed", "warning", "refused"
FEW = 30  # examples of a test, below which its accuracy says little


@dataclass(frozen=True, slots=True)
class PublishCheck:
    """One check.

    Attributes:
        name: its name: ``tested``, ``answers``, ``test-size``, ``changed``, ``settled``, ``sure``,
            ``overfitting``, ``live`` or ``described``.
        state: ``passed``; ``warning``, which hinders nothing; or ``refused``.
        text: what was found, and what to do, in a sentence.
        values: the figures in that sentence, by name.

    """

    name: str
    state: str
    text: str
    values: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedRun:
    """A run before it is published, with what its checks need.

    Attributes:
        run: the run.
        manifest: the manifest that its bundle would have; None where the bundle answers otherwise
            than the run.
        fault: why there is none.
        compared: the number of examples on which the answers of both were compared.
        test: the figures of its test; None where it was not tested.
        live_test: those of the live version; None where there is none.
        live: the number of the live version; None where there is none.
        changed: the labelled examples that changed since the run.
        contradictions: the examples whose labels contradict each other.
        purpose: what the card says the function is for.

    """

    run: TrainingRun
    manifest: Manifest | None
    fault: str
    compared: int
    test: AccuracyEntry | None
    live_test: AccuracyEntry | None
    live: int | None
    changed: int
    contradictions: int
    purpose: str


def publish_checks(found: CheckedRun) -> tuple[PublishCheck, ...]:
    """Return the checks, those that can refuse the run first."""
    return (
        _tested(found),
        _answers(found),
        *_test_size(found),
        *_against_live(found),
        _sure(found),
        _overfitting(found),
        _changed(found),
        _settled(found),
        _described(found),
    )


def _tested(found: CheckedRun) -> PublishCheck:
    number, test = found.run.number, found.test
    if test is None:
        return PublishCheck(
            "tested",
            REFUSED,
            f"Run {number} was not tested, so nobody knows how often it is right: test it first.",
            {"run": number},
        )
    values: dict[str, float | str] = {
        "run": number,
        "accuracy": test.accuracy,
        "low": test.low,
        "high": test.high,
        "examples": test.examples,
    }
    text = f"{percent(test.accuracy)} right on {counted(test.examples, 'example')} of the test."
    return PublishCheck("tested", PASSED, text, values)


def _answers(found: CheckedRun) -> PublishCheck:
    if found.manifest is None:
        return PublishCheck("answers", REFUSED, found.fault, {"reason": found.fault})
    return PublishCheck(
        "answers",
        PASSED,
        f"The function gives the same answers as in training, on "
        f"{counted(found.compared, 'example')}.",
        {"examples": found.compared},
    )


def _test_size(found: CheckedRun) -> Iterator[PublishCheck]:
    test = found.test
    if test is not None and test.examples < FEW:
        yield PublishCheck(
            "test-size",
            WARNING,
            f"The test has only {counted(test.examples, 'example')}: the share of right answers "
            f"may be anywhere {between(test.low, test.high)}. Label more, and train again.",
            {"examples": test.examples, "low": test.low, "high": test.high},
        )


def _against_live(found: CheckedRun) -> Iterator[PublishCheck]:
    if found.live is None or found.live_test is None or found.test is None:
        return
    own, other = found.test.accuracy, found.live_test.accuracy
    values: dict[str, float | str] = {"version": found.live, "accuracy": own, "live": other}
    live = f"the live version {found.live} was right on {percent(other)} when it was published"
    if own < other:
        text = f"This run is right on {percent(own)}; {live}: compare both first."
        yield PublishCheck("live", WARNING, text, values)
    else:
        yield PublishCheck("live", PASSED, f"It is right on {percent(own)}; {live}.", values)


def _sure(found: CheckedRun) -> PublishCheck:
    threshold = None if found.manifest is None else found.manifest.threshold
    if threshold is None or threshold.score is None:
        more = None if threshold is None else threshold.more
        text = "No answer will be sure yet"
        if more:
            return PublishCheck(
                "sure",
                WARNING,
                f"{text}: label about {counted(more, 'more example', 'more examples')}.",
                {"more": more},
            )
        return PublishCheck("sure", WARNING, f"{text}: label more examples.")
    score = threshold.score
    values: dict[str, float | str] = {"score": score}
    if threshold.share is not None:
        values["share"] = threshold.share
    return PublishCheck(
        "sure",
        PASSED,
        f"Answers are sure from a score of {threshold_text(score)} on"
        + ("." if threshold.share is None else f": {percent(threshold.share)} of all answers."),
        values,
    )


def _overfitting(found: CheckedRun) -> PublishCheck:
    diagnosis = found.run.figures["diagnosis"]
    kind, sentences = str(diagnosis["kind"]), diagnosis["sentences"]
    is_good = kind in {"no overfitting", "more examples would help", "slight overfitting"}
    text = sentences[0] if sentences else kind
    return PublishCheck("overfitting", PASSED if is_good else WARNING, text, {"kind": kind})


def _changed(found: CheckedRun) -> PublishCheck:
    count, number = found.changed, found.run.number
    values: dict[str, float | str] = {"count": count, "run": number}
    if not count:
        text = f"No label has changed since run {number}."
        return PublishCheck("changed", PASSED, text, values)
    text = (
        f"{counted(count, 'labelled example has', 'labelled examples have')} changed since run "
        f"{number}: train again to use them."
    )
    return PublishCheck("changed", WARNING, text, values)


def _settled(found: CheckedRun) -> PublishCheck:
    count = found.contradictions
    if not count:
        return PublishCheck("settled", PASSED, "No labels contradict each other.", {"count": 0})
    text = (
        f"{counted(count, 'example has', 'examples have')} labels that contradict each other: "
        "settle them, and train again."
    )
    return PublishCheck("settled", WARNING, text, {"count": count})


def _described(found: CheckedRun) -> PublishCheck:
    if found.purpose.strip():
        return PublishCheck("described", PASSED, "The card says what the function is for.")
    text = "The card does not say yet what the function is for: write a sentence."
    return PublishCheck("described", WARNING, text)
