"""Writes the model card: what a function is for, how well it does, and where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.bundle.promises import why_never_sure
from vizsla.functions.text_terms import WORDS
from vizsla.multi_label_kinds import is_multi_label
from vizsla.publish.card_notes import CardNotes
from vizsla.publish.markdown_text import markdown_paragraphs, markdown_text
from vizsla.publish.multi_label_card import MAY_HAVE_NONE, multi_label_card_figures
from vizsla.training.stranger_sentences import stranger_sentences
from vizsla.wording import counted, listed_plainly, threshold_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import AccuracyEntry, BoxScores, Calibration, Threshold

__all__ = ["NO_NOTES", "known_limits", "strangers_of", "write_card"]

MOST_LABELS_SHOWN = 40
NO_NOTES = CardNotes()
NEVER_NONE = """\
It answers with one of its labels even where none of them is right; `sure` should then be false, \
because the input is unlike the training examples, but no such test catches everything."""
MAY_BE_NONE = """\
It answers None for inputs like those that were labelled as none of its labels; other inputs that \
are none of them may still get a label. `sure` should then be false, but no such test catches \
everything."""
ANSWER, BOX = ("An answer", "answers"), ("A box", "boxes")
KEEPS_WORDS = (
    "It holds the words of its training texts, one by one and in pairs: a name or a number that "
    "should not get out must not be among them."
)
OWN_TEST = "Test it on examples of your own before you rely on it."


def write_card(
    manifest: Manifest, limits: str, features: Sequence[str] = (), notes: CardNotes = NO_NOTES
) -> str:
    """Return the card, in Markdown.

    Args:
        manifest: the function's manifest.
        limits: where the function fails, and what it is not for.
        features: what its features add to the accuracy, in sentences.
        notes: what people wrote: they add to what was measured, and never take its place.

    """
    licences = (f"- {each}" for each in manifest.licences)
    parts = [
        f"# {markdown_text(manifest.name)}",
        markdown_text(manifest.description),
        _note("What it is for", notes.purpose),
        _labels(manifest),
        f"## What it was trained on\n\n{markdown_text(manifest.trained_on)}",
        f"## How well it does\n\n{_figures(manifest)}",
        _features(manifest, features),
        _joined(f"## Where it fails\n\n{limits}", notes.limits),
        _joined("## Licences\n\n" + "\n".join(licences), notes.licence),
        _note("Whom to ask", notes.contact),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def known_limits(manifest: Manifest, encoder_limits: str) -> str:
    """Describe where a trained function fails, for its card.

    Args:
        manifest: the function's manifest.
        encoder_limits: the consequences of the encoder, in sentences; or empty.

    """
    unknown = MAY_BE_NONE if manifest.least_known else NEVER_NONE
    if is_multi_label(manifest.kind):
        unknown = MAY_HAVE_NONE
    kept = KEEPS_WORDS if any(each.kind == WORDS for each in manifest.features) else ""
    parts = (unknown, *strangers_of(manifest), encoder_limits, kept, OWN_TEST)
    return " ".join(each for each in parts if each)


def strangers_of(manifest: Manifest) -> tuple[str, ...]:
    """Return how many things that are none of the labels pass as one, in sentences."""
    novelty = manifest.novelty
    if novelty is None:
        return ()
    far, near = (
        (tried, "" if tried is None else tried.measured_on) for tried in (novelty.far, novelty.near)
    )
    return tuple(stranger_sentences(far, near, sure=manifest.threshold.score is not None))


def _note(title: str, text: str) -> str:
    return f"## {title}\n\n{markdown_paragraphs(text)}" if text.strip() else ""


def _joined(part: str, text: str) -> str:
    return f"{part}\n\n{markdown_paragraphs(text)}" if text.strip() else part


def _labels(manifest: Manifest) -> str:
    names = [markdown_text(each.answer) for each in manifest.labels]
    if not names:
        return ""
    hidden = len(names) - MOST_LABELS_SHOWN
    rest = f", and {hidden} more" if hidden > 0 else ""
    shown = ", ".join(names[:MOST_LABELS_SHOWN])
    return f"It knows {counted(len(names), 'label')}: {shown}{rest}."


def _features(manifest: Manifest, sentences: Sequence[str]) -> str:
    columns = [column.name for each in manifest.features for column in each.columns]
    asked = ""
    if columns:
        asked = (
            f"A call may say what an input has in {counted(len(columns), 'column')} of metadata: "
            f"{listed_plainly(columns, MOST_LABELS_SHOWN)}. What is left out counts as unknown. "
            "The manifest holds their values."
        )
    said = " ".join(each for each in (asked, *sentences) if each)
    return f"## What it looks at besides\n\n{markdown_text(said)}" if said else ""


def _figures(manifest: Manifest) -> str:
    nouns = BOX if manifest.box_scores else ANSWER
    sure = why_never_sure(manifest) or _promise("sure", manifest.threshold, nouns)
    if is_multi_label(manifest.kind):
        return multi_label_card_figures(manifest, sure)
    likely = () if manifest.likely is None else (_likely(manifest.likely, manifest.threshold),)
    boxes = manifest.box_scores
    calibrated = _boxes(boxes) if boxes else _calibrated(manifest.calibration)
    return "\n".join((_test(manifest.test), sure, *likely, calibrated))


def _test(test: AccuracyEntry | None) -> str:
    if test is None:
        return "It was not tested."
    return (
        f"{test.accuracy:.1%} right on {counted(test.examples, 'example')} (95 % interval "
        f"{test.low:.1%} to {test.high:.1%}): {test.measured_on}."
    )


def _likely(likely: Threshold, sure: Threshold) -> str:
    if likely.score is None:
        return "No answer is likely, either: that is a weaker promise, and needs fewer examples."
    if likely.score == sure.score:
        return "Every likely answer is sure."
    return _promise("likely", likely)


def _promise(word: str, threshold: Threshold, nouns: tuple[str, str] = ANSWER) -> str:
    """Return what a word promises of an answer or a box, and how that was measured."""
    one, many = nouns
    start = f"{one} is {word} from a score of {threshold_text(threshold.score or 0)}"
    if threshold.precision is None:
        return f"{start}; how often {word} {many} are right was not measured."
    measured = (
        f"{start}: {threshold.precision:.1%} of {threshold.examples} {word} {many} were right, on "
        f"{threshold.measured_on}."
    )
    if threshold.share is None:
        return measured
    measured = f"{measured} That is {threshold.share:.0%} of all answers."
    if threshold.target is None or threshold.confidence is None:
        return measured
    return (
        f"{measured} On examples like these, at least {threshold.target:.0%} of the {word} answers "
        f"are right, with {threshold.confidence:.0%} confidence."
    )


def _boxes(scores: BoxScores) -> str:
    sure = "That nothing is there is never sure."
    if scores.sure_nothing is not None:
        sure = f"That nothing is there is sure from a score of {scores.sure_nothing:.2f}."
    return (
        f"A box is shown from a score of {scores.shown:.2f}. An answer is as sure as its best box. "
        f"{sure} The score of a box is "
        f"calibrated: its expected calibration error is {scores.error:.3f} on {scores.examples} "
        f"{scores.measured_on}; perfectly calibrated scores would show "
        f"{scores.error_by_chance:.3f} there by chance."
    )


def _calibrated(calibration: Calibration | None) -> str:
    if calibration is None:
        return (
            "The score is not calibrated: a higher score is more likely to be right, but the "
            "score is not that probability."
        )
    return (
        f"The score is calibrated. Its expected calibration error is {calibration.error:.3f} on "
        f"the examples it was calibrated on ({calibration.measured_on}); a perfectly calibrated "
        f"score would show {calibration.error_by_chance:.3f} there by chance."
    )
