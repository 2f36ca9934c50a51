"""Finds labels that are missing, have too few examples, or many more than others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.explore.label_spelling import same_label_findings, spelling_key
from vizsla.modalities.registry import modality_named
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["label_counts", "label_findings"]

ENOUGH = 10  # examples of a label, below which chance decides what is learned of it
UNBALANCED = 10  # times as many examples of one label as of another
NAMED = 5  # labels in a sentence


def label_counts(explored: ExploredExamples) -> dict[str, int]:
    """Return the number of examples of each label, the largest first; 'none of these' last."""
    counts = Counter(dict.fromkeys(explored.labels, 0))
    counts.update(label for each in explored.examples for label in each.labels)
    return dict(
        sorted(counts.items(), key=lambda item: (item[0] == NONE_OF_THESE, -item[1], item[0]))
    )


def label_findings(explored: ExploredExamples) -> list[Finding]:
    """Find problems with the labels as a whole. Near-duplicates count once."""
    if not explored.examples:
        return [_empty(explored)]
    different = {
        (label, group)
        for each, group in zip(explored.examples, explored.groups.tolist(), strict=True)
        for label in each.labels
        if each.used
    }
    counts = Counter(label for label, _ in different)
    others = counts.pop(NONE_OF_THESE, 0) > 0 or any(
        each.not_labels for each in explored.examples if each.used
    )
    if not counts:
        return [_no_label(explored)]
    found = []
    if len(counts) == 1 and not others:
        found.append(_one_label(explored, next(iter(counts))))
    few = _labels_of_few(counts)
    if few:
        found.append(_few_examples(explored, few))
    same = same_label_findings(explored, counts)
    if not few and not same and max(counts.values()) >= UNBALANCED * min(counts.values()):
        found.append(_unbalanced(explored, counts))
    found.extend(same)
    unlabelled = sum(each.state == "unlabelled" for each in explored.examples)
    if unlabelled:
        found.append(_unlabelled(explored, unlabelled))
    return found


def _labels_of_few(counts: Counter[str]) -> dict[str, int]:
    """Return the labels with too few examples, even if all their spellings were one label."""
    merged = Counter[str]()
    for label, count in counts.items():
        merged[spelling_key(label) or label] += count
    return {
        label: count
        for label, count in counts.items()
        if count < ENOUGH and merged[spelling_key(label) or label] < ENOUGH
    }


def _empty(explored: ExploredExamples) -> Finding:
    folder = modality_named(explored.modality).example_path.partition("/")[0]
    return Finding(
        "empty",
        f"There are no {explored.plural} yet",
        f"Add a folder: the {explored.plural} in {folder}/LABEL are labelled, those in {folder} "
        "are not labelled yet.",
        (),
        suggested_actions.add(f"Add {explored.plural}", f"{folder}/", None, explored.project),
        "must",
    )


def _no_label(explored: ExploredExamples) -> Finding:
    return Finding(
        "unlabelled",
        f"No {explored.singular} has a label yet",
        f"A function learns from labelled examples: at least two labels, with {ENOUGH} or more "
        f"{explored.plural} of each. Begin with {explored.plural} that differ most from each "
        "other.",
        (),
        suggested_actions.suggest("See which to label first", explored.project),
        "must",
    )


def _unlabelled(explored: ExploredExamples, count: int) -> Finding:
    return Finding(
        "unlabelled",
        f"{explored.counted(count, 'has', 'have')} no label yet",
        f"Nothing is learned from {'it until it is' if count == 1 else 'them until they are'} "
        "labelled. A few well-chosen examples teach "
        "more than many others.",
        (),
        suggested_actions.suggest("See which to label next", explored.project),
        "look",
    )


def _one_label(explored: ExploredExamples, label: str) -> Finding:
    return Finding(
        "one-label",
        f"There is only one label, {label!r}",
        f"A function with one label answers {label!r} to everything. Add {explored.plural} of "
        f"other things, with labels of their own or as {NONE_OF_THESE!r}.",
        (),
        suggested_actions.add(
            f"Add {explored.plural} of other things", "others/", NONE_OF_THESE, explored.project
        ),
        "must",
        (label,),
    )


def _few_examples(explored: ExploredExamples, few: dict[str, int]) -> Finding:
    names = sorted(few, key=lambda label: (few[label], label))
    used = [each for each in explored.examples if each.used]
    files = Counter(label for each in used for label in each.labels)
    evidence = [
        Evidence(
            each.id,
            float(few[label]),
            _one_of(label, few[label], files[label]),
        )
        for each in used
        for label in each.labels
        if label in few
    ]
    evidence.sort(key=lambda each: (each.score or 0, each.example))
    alone = 1 in few.values()
    title = (
        f"{names[0]!r} has only {counted(few[names[0]], 'example')}"
        if len(few) == 1
        else f"{len(few):,} labels have fewer than {ENOUGH} examples"
    )
    counts = ", ".join(f"{label!r} {few[label]}" for label in names[:NAMED])
    more = f" and {len(few) - NAMED:,} more" if len(few) > NAMED else ""
    alone_why = "With one example, a label can't be both learned and tested. " if alone else ""
    return Finding(
        "few-examples",
        title,
        f"{alone_why}Different {explored.plural}, near-duplicates counted once: {counts}{more}. "
        f"Below {ENOUGH} examples, chance decides what is learned.",
        tuple(evidence),
        suggested_actions.add(
            f"Add more {explored.plural} of {names[0]!r}", "more/", names[0], explored.project
        ),
        "must" if alone else "should",
        tuple(names),
    )


def _one_of(label: str, different: int, files: int) -> str:
    """Return what an example of a label is, of so many different ones in so many files."""
    if different > 1:
        return f"one of {different} different examples of {label!r}"
    if files > 1:
        return f"one of {files} near-duplicates, which count as one example of {label!r}"
    return f"the only example of {label!r}"


def _unbalanced(explored: ExploredExamples, counts: Counter[str]) -> Finding:
    most = min(counts, key=lambda label: (-counts[label], label))
    least = min(counts, key=lambda label: (counts[label], label))
    evidence = tuple(
        Evidence(each.id, None, f"one of {counts[least]} different examples of {least!r}")
        for each in explored.examples
        if least in each.labels and each.used
    )
    return Finding(
        "unbalanced",
        f"{counts[most] / counts[least]:.0f} times as many examples of {most!r} as of {least!r}",
        f"{most!r} has {counts[most]:,}, {least!r} {counts[least]:,}. Where an example could be "
        "either, the more frequent label wins. That is right if the function will meet them that "
        f"often; otherwise, more examples of {least!r} help.",
        evidence,
        suggested_actions.add(
            f"Add more {explored.plural} of {least!r}", "more/", least, explored.project
        ),
        "look",
        (most, least),
    )
