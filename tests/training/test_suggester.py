from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.one_thread import one_thread
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.softmax_regression import fit_softmax, outputs
from vizsla.training.suggester import Suggester

if TYPE_CHECKING:
    from .conftest import Make


def test_suggested_examples_train_a_better_head_than_random_ones(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    embeddings, targets = digits
    pool, rest = training_set(np.arange(900)), slice(900, None)
    components = PrincipalComponents.fit(pool.embeddings)
    points, others = components.project(pool.embeddings), components.project(embeddings[rest])

    def accuracy(chosen: np.ndarray) -> float:
        with one_thread():
            fit = fit_softmax(
                points[chosen], pool.allowed[chosen], components.eigenvalues * 0.1, 0.1
            )
        return float((outputs(others, fit).argmax(axis=1) == targets[rest]).mean())

    start = np.zeros(900, bool)
    for each in range(10):
        start[np.flatnonzero(targets[:900] == each)[0]] = True
    known, suggester = start.copy(), Suggester(points, components.eigenvalues)
    for _ in range(10):
        guesses = suggester.suggest(pool.allowed, known, ~known, 10, 0.1)
        assert len({each.number for each in guesses}) == 10
        assert not any(known[each.number] for each in guesses)
        known[[each.number for each in guesses]] = True
    chance = []
    for seed in range(5):
        drawn = start.copy()
        drawn[np.random.default_rng(seed).choice(np.flatnonzero(~start), 100, replace=False)] = True
        chance.append(accuracy(drawn))
    assert accuracy(known) > np.mean(chance) + 0.01


def test_one_example_of_each_of_two_labels_is_enough_for_suggestions_of_both(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    for pair in combinations(range(10), 2):
        own = np.flatnonzero(np.isin(digits[1][:900], pair))
        pool, truth = training_set(own), digits[1][own]
        components = PrincipalComponents.fit(pool.embeddings)
        suggester = Suggester(components.project(pool.embeddings), components.eigenvalues)
        known = np.zeros(len(own), bool)
        known[[np.flatnonzero(truth == each)[0] for each in pair]] = True
        suggested = [each.number for each in suggester.suggest(pool.allowed, known, ~known, 8)]
        assert min((truth[suggested] == each).sum() for each in pair) >= 2, pair


def test_suggestions_go_on_where_all_images_are_alike(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    first = [np.flatnonzero(digits[1] == each)[0] for each in (0, 1)]
    pool = training_set(np.repeat(first, 50))
    components = PrincipalComponents.fit(pool.embeddings)
    suggester = Suggester(components.project(pool.embeddings), components.eigenvalues)
    known = np.arange(100) % 50 == 0
    suggested = suggester.suggest(pool.allowed, known, ~known, 98)
    assert {each.number for each in suggested} == set(np.flatnonzero(~known).tolist())


def test_suggestions_from_a_large_pool_differ_from_each_other(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    pool = training_set(np.tile(np.arange(900), 4))
    components = PrincipalComponents.fit(pool.embeddings)
    suggester = Suggester(components.project(pool.embeddings), components.eigenvalues)
    known = np.zeros(3600, bool)
    known[[np.flatnonzero(digits[1] == each)[0] for each in range(10)]] = True
    suggested = [each.number for each in suggester.suggest(pool.allowed, known, ~known, 40)]
    assert len({each % 900 for each in suggested}) == 40
    every = [each.number for each in suggester.suggest(pool.allowed, known, ~known, 3590)]
    assert sorted(every) == np.flatnonzero(~known).tolist()


def test_suggestions_without_labels_differ_from_each_other(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    pool = training_set(np.arange(500))
    components = PrincipalComponents.fit(pool.embeddings)
    suggester = Suggester(components.project(pool.embeddings), components.eigenvalues)
    nothing = np.zeros(500, bool)
    guesses = suggester.suggest(pool.allowed, nothing, ~nothing, 20)
    assert all(each.row is None for each in guesses)
    assert len({int(digits[1][each.number]) for each in guesses}) >= 7


def test_no_more_examples_are_suggested_than_are_unlabelled(training_set: Make) -> None:
    pool = training_set(np.arange(30))
    components = PrincipalComponents.fit(pool.embeddings)
    suggester = Suggester(components.project(pool.embeddings), components.eigenvalues)
    known = np.arange(30) < 27
    assert len(suggester.suggest(pool.allowed, known, ~known, 10)) == 3
    assert suggester.suggest(pool.allowed, ~none_of(known), none_of(known), 10) == []


def none_of(mask: np.ndarray) -> np.ndarray:
    return np.zeros_like(mask)
