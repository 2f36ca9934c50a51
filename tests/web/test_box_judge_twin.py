"""Python and JavaScript judge boxes alike."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vizsla
from vizsla.answer import Box
from vizsla.functions.box_judge import BoxJudge, own_share
from vizsla.functions.judging_rules import judging_rules

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = judging_rules()
LINES = vizsla.load("detect-objects").manifest.box_scores
assert LINES is not None
CLASSES = 12
LABELS = ("person", "dog", "cat", "bird", "sheep", "giraffe", "cup", "car", "scissors", "kite")
SCORES = st.sampled_from([0.0, 0.02, 0.3, 0.6, 0.8])
KINDS = sorted(
    {RULES.animal, "n01677366"}
    | {each for ids in (*RULES.animals.values(), *RULES.things.values()) for each in ids}
)

boxes = st.builds(
    Box,
    st.sampled_from(LABELS),
    st.floats(0.1, 1),
    st.integers(0, 300).map(float),
    st.integers(0, 300).map(float),
    st.integers(1, 300).map(float),
    st.integers(1, 300).map(float),
)


def test_both_languages_judge_alike(twin: Callable[[str], Callable[[object], Any]]) -> None:
    ask = twin("boxJudge")

    @settings(max_examples=200, deadline=None)
    @given(
        given_boxes=st.lists(boxes, max_size=8),
        above=st.lists(
            st.frozensets(st.sampled_from(KINDS), max_size=3),
            min_size=CLASSES,
            max_size=CLASSES,
        ),
        scores=st.lists(
            st.lists(
                st.sampled_from([0.0, 0.02, 0.3, 0.6, 0.8]), min_size=CLASSES, max_size=CLASSES
            ),
            min_size=RULES.most_crops,
            max_size=RULES.most_crops,
        ),
    )
    def check(
        given_boxes: list[Box], above: list[frozenset[str]], scores: list[list[float]]
    ) -> None:
        given_boxes = sorted(given_boxes, key=lambda box: -box.score)
        judge = BoxJudge(RULES, LINES, above)
        left = iter(scores)
        judged = judge.judge(given_boxes, lambda _: next(left))
        found = ask(
            {
                "lines": {**asdict(LINES), "sureNothing": LINES.sure_nothing},
                "above": [sorted(each) for each in above],
                "boxes": [box.to_dict() for box in given_boxes],
                "scores": scores,
            }
        )
        assert found["asked"] == len(scores) - len(list(left))
        theirs = [Box(**each) for each in found["judged"]]
        assert [replace(each, score=0) for each in theirs] == [
            replace(each, score=0) for each in judged
        ]
        assert [each.score for each in theirs] == pytest.approx([each.score for each in judged])
        own = [own_share(box, LINES, RULES) for box in given_boxes]
        assert found["own"] == pytest.approx(own)
        hidden = max((each.score for each in judged if each.score < LINES.shown), default=0.0)
        assert found["nothing"]["score"] == pytest.approx(judge.nothing(hidden)[0])

    check()
