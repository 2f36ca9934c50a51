"""Makes the function of a run in memory, to see what publishing it would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_entries import AccuracyEntry
from vizsla.errors import BundleError
from vizsla.project.publish_checks import REFUSED, CheckedRun, publish_checks
from vizsla.project.publish_run import Wishes, function_of

if TYPE_CHECKING:
    from vizsla.project.embedder import Embedder
    from vizsla.project.publish_checks import PublishCheck
    from vizsla.project.training_run import TrainingRun
    from vizsla.publish.parity import ParityExamples
    from vizsla.workspace import Store

__all__ = ["PublishPreview", "preview_run"]


@dataclass(frozen=True, slots=True)
class PublishPreview:
    """What publishing a run would give.

    Attributes:
        run: the run's number.
        checks: what was checked.
        card: the card in Markdown; empty where there would be no bundle.
        threshold: the least score of a sure answer; None where no answer would be sure.
        trained_threshold: the one that training found.
        size: the bytes of the bundle's files.

    """

    run: int
    checks: tuple[PublishCheck, ...]
    card: str
    threshold: float | None
    trained_threshold: float | None
    size: int

    @property
    def may_publish(self) -> bool:
        """Whether no check refuses the run."""
        return all(each.state != REFUSED for each in self.checks)


def preview_run(
    run: TrainingRun,
    store: Store,
    embedder: Embedder,
    *,
    version: int,
    live: int | None,
    test: AccuracyEntry | None,
    parity: ParityExamples,
    wishes: Wishes,
) -> PublishPreview:
    """Return what publishing a run would give; nothing is written.

    Args:
        run: the training run.
        store: the project's store.
        embedder: the encoder of the run's embeddings.
        version: the number that the version would have.
        live: the live version; None where none is.
        test: the figures of the run's test, or None.
        parity: the examples on which the function and the trainer are compared.
        wishes: what a person chose and wrote.

    """
    manifest, fault, card, size = None, "", "", 0
    try:
        function = function_of(
            run,
            embedder,
            name=store.name,
            version=version,
            test=test,
            parity=parity,
            wishes=wishes,
        )
    except BundleError as error:
        fault = str(error)
    else:
        with function:
            bundle = function.bundle
            manifest, card = bundle.manifest, bundle.card()
            size = sum(each.bytes for each in manifest.files.values())
    counts = store.counts()
    checked = CheckedRun(
        run,
        manifest,
        fault,
        len(parity.vectors),
        test,
        _live_test(store, live),
        live,
        store.changed_since_run(run.number),
        counts.contradictions,
        wishes.notes.purpose,
    )
    return PublishPreview(
        run.number,
        publish_checks(checked),
        card,
        None if manifest is None else manifest.threshold.score,
        run.confidence_threshold.score,
        size,
    )


def _live_test(store: Store, live: int | None) -> AccuracyEntry | None:
    for each in store.versions():
        test = each.figures.get("test")
        if each.number == live and isinstance(test, dict):
            return AccuracyEntry(**test)
    return None
