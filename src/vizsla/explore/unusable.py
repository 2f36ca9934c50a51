"""Pictures that nothing can be seen on: tiny, dark, blank, blurred."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.modalities.image.image_facts import ImageFacts
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["unusable"]

TINY = 32  # pixels of the shorter side: a model is shown it at 224, seven times as large
BLANK = 0.02  # of contrast: a wall, a lens cap; the plainest of 289 photos has 0.076
DARK = 0.2  # of brightness + 2 x contrast, where nearly all is; the darkest of 289 photos has 0.37
BLURRED = 0.55  # of sharpness; see there. One of 289 photos is below, a fork out of focus.
MEASURABLE = 64  # pixels of the shorter side, from which on sharpness can be told
USUAL = 0.5  # what more than this share of the pictures are is how the data is


class _Kind(NamedTuple):
    name: str
    is_so: Callable[[ImageFacts], bool]
    score: Callable[[ImageFacts], float]
    why: Callable[[ImageFacts], str]
    one: str
    many: str
    matters: str


_KINDS = (
    _Kind(
        "tiny",
        lambda facts: min(facts.width, facts.height) < TINY,
        lambda facts: float(min(facts.width, facts.height)),
        lambda facts: f"{facts.width} x {facts.height} pixels",
        "picture is tiny",
        "pictures are tiny",
        f"On fewer than {TINY} pixels there is little to tell things apart by. If you have them "
        "larger, add those instead.",
    ),
    _Kind(
        "dark",
        lambda facts: facts.brightness + 2 * facts.contrast < DARK,
        lambda facts: facts.brightness,
        lambda facts: f"{facts.brightness:.0%} of full brightness",
        "picture is nearly black",
        "pictures are nearly black",
        "Hardly anything can be seen on them. Keep them only if the function will be asked about "
        "pictures as dark as these.",
    ),
    _Kind(
        "blank",
        lambda facts: facts.contrast < BLANK,
        lambda facts: facts.contrast,
        lambda facts: f"one tone all over (contrast {facts.contrast:.3f})",
        "picture is blank",
        "pictures are blank",
        "Nothing is on them: a function learns that an empty picture has their label.",
    ),
    _Kind(
        "blurred",
        lambda facts: min(facts.width, facts.height) >= MEASURABLE and facts.sharpness < BLURRED,
        lambda facts: facts.sharpness,
        lambda facts: f"sharpness {facts.sharpness:.2f}; ordinary photos have 1.4",
        "picture is blurred",
        "pictures are blurred",
        "Their details are gone, or were never there. Keep them only if the function will be asked "
        "about pictures as blurred as these.",
    ),
)


def unusable(explored: ExploredExamples) -> list[Finding]:
    """Find tiny, dark, blank and blurred pictures; each counts as the first that it is.

    Where that is more than half of all pictures, it is how the data is: worth knowing, and no
    reason to drop anything.
    """
    standing = explored.standing()
    found: dict[str, list[Evidence]] = {each.name: [] for each in _KINDS}
    for place, example in enumerate(explored.examples):
        facts = ImageFacts.from_dict(example.facts)
        kind = next((each for each in _KINDS if each.is_so(facts)), None)
        if kind is not None and standing[place]:
            score, why = kind.score(facts), kind.why(facts)
            found[kind.name].append(Evidence(example.id, score, why))
    total = int(standing.sum())
    return [
        _finding(each, found[each.name], total, explored.project)
        for each in _KINDS
        if found[each.name]
    ]


def _finding(kind: _Kind, evidence: list[Evidence], total: int, project: str) -> Finding:
    evidence.sort(key=lambda each: (each.score, each.example))
    count = len(evidence)
    title = counted(count, kind.one, kind.many)
    if count > USUAL * total:
        share = f"{count / total:.0%}"
        why = f"That is {share} of what there is, so it is how this data is. {kind.matters}"
        return Finding(kind.name, title, why, tuple(evidence), None, "look")
    if kind.name == "blank":
        act = suggested_actions.remove("Remove them for good", kind.name, evidence, project)
    else:
        act = suggested_actions.keep_out("Keep them out of training", kind.name, evidence, project)
    return Finding(
        kind.name,
        title,
        kind.matters,
        tuple(evidence),
        act,
        "should" if kind.name == "blank" else "look",
    )
