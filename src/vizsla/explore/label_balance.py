"""Labels that are missing, too few, unbalanced, or the same in other words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["label_counts", "label_findings"]

ENOUGH = 10  # examples of a label, below which what is learned of it is chance
UNBALANCED = 10  # times as many examples of one label as of another
PLURAL = 3  # letters that a word must have for its final s to be a plural's
NAMED = 5  # labels that a sentence lists


def label_counts(explored: ExploredExamples) -> dict[str, int]:
    """Return how many examples each label has, the most first; 'none of these' last."""
    counts = Counter(dict.fromkeys(explored.labels, 0))
    counts.update(each.label for each in explored.examples if each.label is not None)
    return dict(
        sorted(counts.items(), key=lambda item: (item[0] == NONE_OF_THESE, -item[1], item[0]))
    )


def label_findings(explored: ExploredExamples) -> list[Finding]:
    """Find what is wrong with the labels as a whole. Near-duplicates count once."""
    if not explored.examples:
        return [_empty(explored)]
    seen = {
        (each.label, group)
        for each, group in zip(explored.examples, explored.groups.tolist(), strict=True)
        if each.label is not None and each.used
    }
    counts = Counter(label for label, _ in seen)
    others = counts.pop(NONE_OF_THESE, 0) > 0 or any(
        each.not_labels for each in explored.examples if each.used
    )
    if not counts:
        return [_unlabelled(explored)]
    found = []
    if len(counts) == 1 and not others:
        found.append(_one_label(explored, next(iter(counts))))
    spelt = Counter[str]()
    for label, count in counts.items():
        spelt[_plain(label) or label] += count
    # What has enough examples once its spellings are one needs that, and no more pictures.
    few = {
        label: count
        for label, count in counts.items()
        if count < ENOUGH and spelt[_plain(label) or label] < ENOUGH
    }
    if few:
        found.append(_few(explored, few))
    alike = _alike(explored, counts)
    most, least = max(counts.values()), min(counts.values())
    if not few and not alike and most >= UNBALANCED * least:
        found.append(_unbalanced(explored, counts))
    found.extend(alike)
    waiting = [each for each in explored.examples if each.state == "unlabelled"]
    if waiting:
        found.append(_waiting(explored, len(waiting)))
    return found


def _empty(explored: ExploredExamples) -> Finding:
    return Finding(
        "empty",
        "There are no pictures yet",
        "Add a folder of them: photos/LABEL/* is labelled, photos/* is not yet.",
        (),
        suggested_actions.add("Add pictures", "photos/", None, explored.project),
        "must",
    )


def _unlabelled(explored: ExploredExamples) -> Finding:
    return Finding(
        "unlabelled",
        "No picture has a label yet",
        "A function learns from examples of what it should tell apart: at least two labels, with "
        f"{ENOUGH} or more pictures of each. Begin with those that are most unlike each other.",
        (),
        suggested_actions.suggest("See which to label first", explored.project),
        "must",
    )


def _waiting(explored: ExploredExamples, count: int) -> Finding:
    return Finding(
        "unlabelled",
        f"{counted(count, 'picture has', 'pictures have')} no label yet",
        "They teach nothing until they have one. A few that are chosen well teach more than many.",
        (),
        suggested_actions.suggest("See which to label next", explored.project),
        "look",
    )


def _one_label(explored: ExploredExamples, label: str) -> Finding:
    return Finding(
        "one-label",
        f"There is only one label, {label!r}",
        f"A function that knows nothing else will call everything {label!r}. Add pictures of what "
        "it is to be told from, under their own labels, or as 'none of these'.",
        (),
        suggested_actions.add(
            "Add pictures of other things", "others/", NONE_OF_THESE, explored.project
        ),
        "must",
    )


def _few(explored: ExploredExamples, few: dict[str, int]) -> Finding:
    names = sorted(few, key=lambda label: (few[label], label))
    evidence = [
        Evidence(
            each.id,
            float(few[each.label]),
            f"the only example of {each.label!r}"
            if few[each.label] == 1
            else f"one of {few[each.label]} different examples of {each.label!r}",
        )
        for each in explored.examples
        if each.label in few and each.used
    ]
    evidence.sort(key=lambda each: (each.score or 0, each.example))
    alone = sum(count == 1 for count in few.values())
    title = (
        f"{names[0]!r} has only {counted(few[names[0]], 'example')}"
        if len(few) == 1
        else f"{len(few):,} labels have fewer than {ENOUGH} examples"
    )
    counts = ", ".join(f"{label!r} {few[label]}" for label in names[:NAMED])
    more = f" and {len(few) - NAMED:,} more" if len(few) > NAMED else ""
    alone_why = "With one example, a label can't be learned and tested both. " if alone else ""
    return Finding(
        "few-examples",
        title,
        f"{alone_why}Different pictures, copies counted once: {counts}{more}. From fewer than "
        f"{ENOUGH}, chance decides what is learned.",
        tuple(evidence),
        suggested_actions.add(
            f"Add more pictures of {names[0]!r}", "more/", names[0], explored.project
        ),
        "must" if alone else "should",
    )


def _unbalanced(explored: ExploredExamples, counts: Counter[str]) -> Finding:
    most = min(counts, key=lambda label: (-counts[label], label))
    least = min(counts, key=lambda label: (counts[label], label))
    evidence = tuple(
        Evidence(each.id, None, f"one of {counts[least]} different examples of {least!r}")
        for each in explored.examples
        if each.label == least and each.used
    )
    return Finding(
        "unbalanced",
        f"{counts[most] / counts[least]:.0f} times as many examples of {most!r} as of {least!r}",
        f"{most!r} has {counts[most]:,}, {least!r} {counts[least]:,}. Where a picture could be "
        "either, the frequent label wins. That is right if you will meet them as often; if not, "
        "more examples of the rare one help.",
        evidence,
        suggested_actions.add(f"Add more pictures of {least!r}", "more/", least, explored.project),
        "look",
    )


def _alike(explored: ExploredExamples, counts: Counter[str]) -> list[Finding]:
    spelt: dict[str, list[str]] = {}
    for label in sorted(counts, key=lambda label: (-counts[label], label)):
        spelt.setdefault(_plain(label), []).append(label)
    same = [labels for plain, labels in spelt.items() if plain and len(labels) > 1]
    if not same:
        return []
    into, *sources = same[0]
    told = "; ".join(" and ".join(repr(each) for each in labels) for labels in same[:NAMED])
    return [
        Finding(
            "same-label",
            f"{counted(len(same), 'label is', 'labels are')} spelt in several ways",
            f"{told}. What differs only in spelling is learned as different things.",
            tuple(
                Evidence(each.id, None, f"labelled {each.label!r}", None, labels[0])
                for labels in same
                for each in explored.examples
                if each.label in labels[1:]
            ),
            suggested_actions.merge(f"Make them one: {into!r}", sources, into, explored.project),
            "should",
        )
    ]


def _plain(label: str) -> str:
    folded = unicodedata.normalize("NFKC", label).casefold()
    letters = "".join(each for each in folded if each.isalnum())
    plural = len(letters) > PLURAL and letters.endswith("s") and not letters.endswith("ss")
    return letters[:-1] if plural else letters
