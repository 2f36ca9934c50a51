"""Learns what words and runs of letters say of labels: naive Bayes beside the embedding's head.

The table of terms is made anew from the training examples of each fold, so that what is measured in
cross-validation knows no word of the validation set. (The idea to weight a text's terms by the
logarithms of their shares: Wang and Manning, Baselines and Bigrams, ACL 2012.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse

from vizsla.bundle.term_table import MOST_IDF, TermTable
from vizsla.functions.text_terms import COUNTS, UNIT, letters_of, words_of
from vizsla.prefetch import prefetch
from vizsla.training.softmax_regression import log_probabilities
from vizsla.training.temperature_scaling import find_temperature

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

__all__ = ["TermCounts", "TermFit", "choose_term_weight", "choose_weight", "table_outputs"]

MOST_TERMS = 8192  # of a table: on Banking77 as good as twice as many
MOST_WEIGHTS = 2**19  # bytes of a table: with many labels it has fewer terms
MOST_CANDIDATES = 60_000  # the most frequent of a block; the table's are chosen among them
SMOOTHING = 0.1
LEVELS = 127  # of int8
IDF_UNIT = 256
# Factors of the terms' outputs, against those of the embedding.
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.45, 0.7, 1.0)
FEW = 1000  # texts
SURE = 1.0  # standard errors by which the log loss must fall for terms to be taken up


class TermCounts:
    """How often each term is in each of some texts.

    Args:
        words: the words of each text in order.

    """

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self.blocks = tuple(_Block.of(words, count) for count in (words_of, letters_of))

    def fit(self, which: np.ndarray, truth: np.ndarray, rows: int) -> TermFit:
        """Make the table of terms of some texts.

        Args:
            which: (texts,) bool, the texts to learn from.
            truth: (texts,) the row of each; below 0 for those of which no row is known. Or, for
                texts that may have several labels, as for ``fit_each``.
            rows: the number of the head's rows.

        """
        if truth.ndim > 1:
            return self.fit_each(which, truth)
        chosen = np.flatnonzero(which & (truth >= 0))
        members = scipy.sparse.csr_matrix(
            (np.ones(len(chosen)), (truth[chosen], np.arange(len(chosen)))), (rows, len(chosen))
        )
        return self._table(chosen, members)

    def fit_each(self, which: np.ndarray, truth: np.ndarray) -> TermFit:
        """Make the table of terms of some texts that may have several labels.

        A term's weight for a label is the logarithm of its share among the texts that have the
        label, less that of its share among the texts that do not.

        Args:
            which: (texts,) bool, the texts to learn from.
            truth: (texts, rows) 1 where a text has the row's label, 0 where it has not, below 0
                where that is not known.

        """
        chosen = np.flatnonzero(which)
        known = truth[chosen].T
        members, others = (
            scipy.sparse.csr_matrix((known == fact).astype(float)) for fact in (1, 0)
        )
        return self._table(chosen, members, others)

    def _table(
        self,
        chosen: np.ndarray,
        members: scipy.sparse.csr_matrix,
        others: scipy.sparse.csr_matrix | None = None,
    ) -> TermFit:
        """Make the table of some texts.

        Args:
            chosen: the texts' numbers.
            members: (rows, chosen) 1 where the row is right for a text.
            others: (rows, chosen) 1 where it is wrong; None for all rows together.

        """
        rows = members.shape[0]
        blocks = [each.learn(chosen, members, others) for each in self.blocks]
        gains = np.concatenate([gain for _, _, gain in blocks])
        most = np.zeros(len(gains), bool)
        count = min(MOST_TERMS, MOST_WEIGHTS // rows)
        most[np.argsort(-gains, kind="stable")[:count]] = True
        own = np.split(most, [len(blocks[0][0])])
        columns = tuple(each[kept] for (each, _, _), kept in zip(blocks, own, strict=True))
        shares = np.concatenate([each for _, each, _ in blocks], axis=1)[:, most]
        largest = np.maximum(np.abs(shares).max(axis=1, initial=0), 1e-9)
        scale = (largest / LEVELS).astype(np.float32).astype(np.float64)
        weights = np.clip(np.rint(shares / scale[:, None]), -LEVELS, LEVELS).astype(np.int8)
        learnt = list(zip(self.blocks, columns, strict=True))
        idf = [block.idf(chosen)[numbers] for block, numbers in learnt]
        words, letters = (tuple(block.terms[n] for n in numbers) for block, numbers in learnt)
        table = TermTable(words, letters, np.concatenate(idf), weights, scale)
        return TermFit(self, table, columns)


@dataclass(frozen=True, slots=True, eq=False)
class TermFit:
    """A table of terms, and the texts whose terms it may be asked of.

    Attributes:
        counts: the terms of all texts.
        table: the table.
        columns: the table's terms, by their numbers in each block.

    """

    counts: TermCounts
    table: TermTable
    columns: tuple[np.ndarray, ...]

    def outputs(self, which: np.ndarray) -> np.ndarray:
        """Return what the terms of some texts add to the outputs, (texts, rows) float64.

        They are the same as those of ``TermScores``.
        """
        chosen = np.flatnonzero(which)
        total = np.zeros((len(chosen), len(self.table.scale)))
        start = 0
        for block, columns in zip(self.counts.blocks, self.columns, strict=True):
            end = start + len(columns)
            numbers = block.numbers(chosen, columns, self.table.idf[start:end])
            total += numbers @ self.table.weights[:, start:end].T.astype(np.float64)
            start = end
        total *= self.table.scale / UNIT
        return total

    def scaled(self, factor: float | np.ndarray) -> TermTable:
        """Return the table whose outputs are multiplied by a factor, or by one a row."""
        scale = (self.table.scale * factor).astype(np.float32).astype(np.float64)
        return replace(self.table, scale=scale)


def table_outputs(table: TermTable, words: Sequence[Sequence[str]]) -> np.ndarray:
    """Return what the terms of new texts add to the outputs, (texts, rows) float64.

    Args:
        table: the table.
        words: the words of each text in order.

    """
    counts = TermCounts(words)
    columns, places, start = [], [], 0
    for block, terms in zip(counts.blocks, (table.words, table.letters), strict=True):
        number = {term: n for n, term in enumerate(block.terms)}
        known = [(number[term], n) for n, term in enumerate(terms, start) if term in number]
        columns.append(np.array([each for each, _ in known], int))
        places += [each for _, each in known]
        start += len(terms)
    part = replace(table, idf=table.idf[places], weights=table.weights[:, places])
    return TermFit(counts, part, tuple(columns)).outputs(np.ones(len(words), bool))


class _Block:
    """The terms of one kind: words, or runs of letters.

    Args:
        terms: the terms, the most frequent first.
        counts: (texts, terms) how often each is in each text, at most as often as counts.

    """

    def __init__(self, terms: list[str], counts: scipy.sparse.csr_matrix) -> None:
        self.terms = terms
        self._counts = counts

    @classmethod
    def of(
        cls, texts: Sequence[Sequence[str]], count: Callable[[Sequence[str]], Counter[str]]
    ) -> _Block:
        numbers: dict[str, int] = {}
        starts, columns, values = [0], [], []
        for each in texts:
            found = count(each)
            columns += [numbers.setdefault(term, len(numbers)) for term in found]
            values += [min(times, len(COUNTS) - 1) for times in found.values()]
            starts.append(len(columns))
        shape = (len(texts), len(numbers))
        counts = scipy.sparse.csr_matrix((np.array(values, np.int64), columns, starts), shape)
        frequent = np.bincount(counts.indices, minlength=shape[1])
        terms = np.array(list(numbers), object)
        # Of equally frequent ones by the alphabet: the order of the texts changes nothing.
        order = np.lexsort((np.array(list(numbers)), -frequent))[:MOST_CANDIDATES]
        return cls(terms[order].tolist(), counts[:, order].tocsr())

    def idf(self, chosen: np.ndarray) -> np.ndarray:
        """Return how rare each term is among some texts, (terms,) whole numbers from 256."""
        frequent = np.bincount(self._counts[chosen].indices, minlength=len(self.terms))
        rare: np.ndarray = np.log((1 + len(chosen)) / (1 + frequent))
        found: np.ndarray = np.minimum(np.rint(IDF_UNIT * (1 + rare)), MOST_IDF)
        whole: np.ndarray = found.astype(np.int64)
        return whole

    def numbers(
        self, chosen: np.ndarray, columns: np.ndarray, idf: np.ndarray
    ) -> scipy.sparse.csr_matrix:
        """Return the numbers of some texts' terms, of length ``UNIT``: (chosen, columns)."""
        found = self._counts[chosen][:, columns].tocsr()
        values = np.array(COUNTS)[found.data] * idf[found.indices]
        row_of = np.repeat(np.arange(len(chosen)), np.diff(found.indptr))
        lengths = np.sqrt(np.bincount(row_of, (values * values).astype(np.float64), len(chosen)))
        whole = np.rint(values * UNIT / lengths[row_of])
        return scipy.sparse.csr_matrix((whole, found.indices, found.indptr), found.shape)

    def learn(
        self,
        chosen: np.ndarray,
        members: scipy.sparse.csr_matrix,
        others: scipy.sparse.csr_matrix | None = None,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the terms of some texts, their weights (rows, terms), and what each tells."""
        frequent = np.bincount(self._counts[chosen].indices, minlength=len(self.terms))
        # In many texts a term that is there once tells next to nothing.
        columns = np.flatnonzero(frequent >= (1 if len(chosen) < FEW else 2))
        numbers = self.numbers(chosen, columns, self.idf(chosen)[columns])
        sums = (members @ numbers).toarray() / UNIT
        shares = _log_shares(sums)
        if others is None:
            shares -= shares.mean(axis=0)
        else:
            shares -= _log_shares((others @ numbers).toarray() / UNIT)
        return columns, shares, (sums * shares).sum(axis=0)


def _log_shares(sums: np.ndarray) -> np.ndarray:
    shares: np.ndarray = np.log(sums + SMOOTHING)
    shares -= np.log((sums + SMOOTHING).sum(axis=1, keepdims=True))
    return shares


def choose_term_weight(
    values: np.ndarray, added: np.ndarray, truth: np.ndarray, groups: np.ndarray
) -> float:
    """Return the factor of the terms' outputs that gives the least log loss, or 0.

    Only factors count with which the loss falls by more than a standard error.

    Args:
        values: (examples, rows) out-of-fold outputs of the embedding's head.
        added: (examples, rows) out-of-fold outputs of the terms.
        truth: (examples,) the right rows.
        groups: (examples,) the same number for near-duplicates, which count as one.

    """

    def losses_of(weight: float) -> np.ndarray:
        total = values + weight * added
        logs = log_probabilities(total / find_temperature(total, truth))
        losses: np.ndarray = -logs[np.arange(len(truth)), truth]
        return losses

    return choose_weight(losses_of, groups)


def choose_weight(losses_of: Callable[[float], np.ndarray], groups: np.ndarray) -> float:
    """Return the factor with the least log loss, or 0; see ``choose_term_weight``.

    Args:
        losses_of: returns the log loss of each example with a factor, (examples,).
        groups: (examples,) the same number for near-duplicates, which count as one.

    """
    found = dict(zip(WEIGHTS, prefetch(losses_of, WEIGHTS), strict=True))
    group = np.unique(groups, return_inverse=True)[1]

    def is_gain(weight: float) -> bool:
        by_group = np.bincount(group, found[0.0] - found[weight])
        error = float(by_group.std()) * math.sqrt(len(by_group))
        return float(by_group.sum()) > SURE * error

    gains = [each for each in WEIGHTS if each and is_gain(each)]
    return min(gains, key=lambda each: float(found[each].mean()), default=0.0)
