from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.bundle.term_table import read_term_table, write_term_table
from vizsla.functions.text_terms import TermScores
from vizsla.progress import ProgressReporter
from vizsla.training.logistic_regression import fit_logistic, log_losses, sigmoid
from vizsla.training.multi_label_decision import decide_labels
from vizsla.training.multi_label_set import MultiLabelSet, label_table
from vizsla.training.multi_label_split import choose_multi_label_split, deal_multi_label_folds
from vizsla.training.platt_scaling import find_platt
from vizsla.training.softmax_regression import outputs
from vizsla.training.term_features import TermCounts, table_outputs
from vizsla.training.train_multi_label import train_multi_label
from vizsla.training.trained_file import read_trained, write_trained


def made_set(count: int = 300, labels: int = 4, seed: int = 0) -> MultiLabelSet:
    """Return examples whose labels are linear in their embeddings, and noise."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(count, 24))
    directions = rng.normal(size=(24, labels))
    values = points @ directions - 2 + rng.normal(size=(count, labels))
    return MultiLabelSet(
        tuple("abcdefgh"[:labels]),
        np.rint(100 * points).astype(np.int16),
        0.01,
        (values > 0).astype(np.int8),
        np.arange(count),
        tuple(f"{n:064x}" for n in rng.permutation(count)),
    )


def test_what_is_known_of_labels_depends_on_negative_labels() -> None:
    table = label_table(
        ("a", "b", "c"), [("a",), ("b",), (), ()], [None, ("c", "none of these"), ("a",), None]
    )
    assert table.tolist() == [[1, 0, 0], [-1, 1, 0], [0, -1, -1], [0, 0, 0]]


def test_a_regression_of_one_label_is_that_of_scikit_learn() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    made = made_set(labels=1)
    points = made.embeddings.astype(np.float32) * np.float32(0.01)
    fitted = fit_logistic(points, made.truth, (points**2).sum(axis=0), 0.5)
    theirs = linear_model.LogisticRegression(C=0.5, tol=1e-8).fit(points, made.truth[:, 0])
    assert fitted[0, :-1] == pytest.approx(theirs.coef_[0], abs=0.02)
    assert fitted[0, -1] == pytest.approx(theirs.intercept_[0], abs=0.02)


def test_what_is_not_known_of_a_label_changes_nothing() -> None:
    made = made_set()
    points = made.embeddings.astype(np.float32) * np.float32(0.01)
    squares = (points**2).sum(axis=0)
    unknown = made.truth.copy()
    unknown[::2, 1] = -1
    fitted = fit_logistic(points, unknown, squares, 0.1)
    alone = fit_logistic(points[1::2], made.truth[1::2], squares, 0.1)
    assert fitted[1] == pytest.approx(alone[1], abs=0.02)
    assert log_losses(outputs(points, fitted), unknown)[::2, 1].tolist() == [0] * 150


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sets(st.sampled_from("abcde")), min_size=1, max_size=60),
    st.integers(2, 5),
    st.integers(0, 9),
)
def test_folds_are_dealt_by_labels_and_near_duplicates_stay_together(
    labels: list[set[str]], folds: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    names = tuple(sorted(set().union(*labels)))
    made = MultiLabelSet(
        names,
        np.zeros((len(labels), 2), np.int16),
        1.0,
        label_table(names, [tuple(each) for each in labels], [None] * len(labels)),
        rng.integers(0, max(1, len(labels) * 2 // 3), len(labels)),
        tuple(f"{n:064x}" for n in range(len(labels))),
    )
    dealt = deal_multi_label_folds(made, folds)
    assert np.array_equal(dealt, deal_multi_label_folds(made, folds))
    for group in np.unique(made.groups):
        assert len(set(dealt[made.groups == group].tolist())) == 1
    for row in range(len(names)):
        has = np.unique(made.groups[made.truth[:, row] == 1])
        in_folds = {int(dealt[made.groups == group][0]) for group in has}
        assert len(has) != 1 or in_folds == {-1}, "the only group of a label is trained on"
        if len(has) > 1:
            assert in_folds != {0}, "a label is never in one validation set alone"


def test_folds_have_nearly_equal_shares_of_each_label() -> None:
    made = made_set(500, 6)
    dealt = deal_multi_label_folds(made, 5)
    for row in range(6):
        counts = np.bincount(dealt[made.truth[:, row] == 1], minlength=5)
        assert counts.max() - counts.min() <= 3


def test_the_test_set_has_its_share_of_each_label_and_keeps_earlier_ones() -> None:
    made = made_set(400, 5)
    labels = [tuple(np.array(made.labels)[own == 1]) for own in made.truth]
    none = [None] * len(labels)
    first = choose_multi_label_split(made.keys, labels, made.groups, none, 0.2)
    tested = np.array([each == "test" for each in first])
    for row in range(5):
        has = made.truth[:, row] == 1
        assert tested[has].mean() == pytest.approx(0.2, abs=0.04)
    again = choose_multi_label_split(made.keys, labels, made.groups, first, 0.5)
    assert all(one == other for one, other in zip(first, again, strict=True))
    some = [each if n < 200 else None for n, each in enumerate(first)]
    more = choose_multi_label_split(made.keys, labels, made.groups, some, 0.2)
    assert more[:200] == first[:200]
    assert sum(each == "test" for each in more) == pytest.approx(80, abs=12)
    rare = choose_multi_label_split(
        ("1" * 64, "2" * 64, "3" * 64), [("x",), ("x",), ("y",)], np.arange(3), [None] * 3, 0.2
    )
    assert sorted(rare[:2]) == ["test", "train"]
    assert rare[2] == "train"
    assert "test" not in choose_multi_label_split(made.keys, labels, made.groups, none, 0)


def test_platt_scaling_undoes_a_wrong_scale_and_a_shift() -> None:
    rng = np.random.default_rng(1)
    right = rng.normal(0, 2, (4000, 1)) - 1
    truth = (rng.random((4000, 1)) < sigmoid(right)).astype(np.int8)
    slopes, intercepts = find_platt(3 * right + 1.5, truth)
    assert slopes[0] == pytest.approx(1 / 3, rel=0.1)
    assert intercepts[0] == pytest.approx(-0.5, abs=0.15)
    assert find_platt(right[:5], np.ones((5, 1), np.int8)) == ([1.0], [0.0])


def test_the_score_of_none_is_that_no_label_holds() -> None:
    rows, scores = decide_labels(np.array([[0.4, 0.3], [0.5, 0.2], [0.6, 0.9]]))
    assert rows.tolist() == [2, 0, 1]
    assert scores == pytest.approx([0.6 * 0.7, 0.5, 0.9])


def test_a_head_keeps_its_promises_and_is_written_and_read() -> None:
    made = made_set(900)
    head = train_multi_label(made, ProgressReporter(), target=0.9)
    assert head.calibrated
    assert [each.label for each in head.label_promises] == list(made.labels)
    assert head.gap is not None
    assert head.gap.validation_accuracy > 0.5
    assert head.learning_curve
    scores = head.label_scores
    assert scores is not None
    for row, each in enumerate(head.label_promises):
        assert each.sure.score is not None
        sure = scores[:, row] >= each.sure.score
        assert made.truth[sure, row].mean() > 0.9
    again = read_trained(write_trained(head), "a head")
    assert again.label_promises == head.label_promises
    assert np.array_equal(again.weights, head.weights)
    assert np.array_equal(scores, again.label_scores, equal_nan=True)


def test_the_order_of_the_examples_changes_no_bit_of_a_head() -> None:
    made = made_set()
    order = np.random.default_rng(2).permutation(len(made))
    one = train_multi_label(made, ProgressReporter())
    other = train_multi_label(made.take(order), ProgressReporter())
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.bias, other.bias)
    assert one.label_promises == other.label_promises


def test_terms_weigh_for_each_label_alone() -> None:
    texts = [("red", "ball"), ("red", "big", "ball"), ("big", "ball"), ("small", "ball")] * 5
    truth = np.array([[1, 0], [1, 1], [0, 1], [0, 0]] * 5, np.int8)
    fit = TermCounts(texts).fit_each(np.ones(20, bool), truth)
    found = table_outputs(fit.table, [("red",), ("big",), ("ball",)])
    assert found[0, 0] > 1
    assert found[0, 1] < 0
    assert found[1, 1] > 1
    assert found[1, 0] < 0
    assert (found[2] < found[[0, 1], [0, 1]]).all(), "what all texts have says less"
    read = read_term_table(write_term_table(fit.table), "terms", 2)
    assert TermScores(read).outputs(("red",)) == pytest.approx(found[0])
