from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


def test_embeddings_come_in_the_order_of_ids(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(9)])]
    found, sums = store.embeddings("m")
    assert (found.dtype, sums.dtype, sums.shape) == (np.int64, np.int16, (9, 32))
    assert found.tolist() == ids
    for n in range(9):
        assert np.array_equal(sums[n], new(n).sums)
    some, own = store.embeddings("m", [ids[5], ids[1]])
    assert some.tolist() == [ids[1], ids[5]]
    assert np.array_equal(own, sums[[1, 5]])
    nothing, none = store.embeddings("another")
    assert len(nothing) == len(none) == 0


def test_every_model_has_its_own(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(0), new(1, sums=None, model=None)])]
    missing = store.without_embedding("m")
    assert [each.id for each in missing] == ids[1:]
    assert [each.id for each in store.without_embedding("larger")] == ids
    extremes = np.array([-32768, 32767, 0], np.int16)
    store.put_embeddings("larger", [(each.sha256, extremes) for each in store.examples()])
    store.put_embeddings("m", [(missing[0].sha256, np.ones(32, np.int16))])
    assert store.without_embedding("m") == store.without_embedding("larger") == []
    assert store.embeddings("larger")[1].tolist() == [extremes.tolist()] * 2
    store.put_embeddings("larger", [(missing[0].sha256, -extremes - 1)])
    assert store.embeddings("larger")[1].tolist() == [extremes.tolist(), (-extremes - 1).tolist()]


def test_what_was_removed_meanwhile_gets_none(store: Store, new: New) -> None:
    store.add([new(0)])
    store.put_embeddings("m", [("0" * 64, np.ones(32, np.int16))])
    assert len(store.embeddings("m")[0]) == 1


def test_other_shapes_and_types_are_refused(store: Store, new: New) -> None:
    store.add([new(0)])
    (example,) = store.examples()
    for wrong in (np.ones(32), np.ones((1, 32), np.int16), [1, 2]):
        with pytest.raises(errors.OptionError, match="int16"):
            store.put_embeddings("m", [(example.sha256, wrong)])  # type: ignore[list-item]


def test_embeddings_that_do_not_fit_together_are_told(store: Store, new: New) -> None:
    store.add([new(0), new(1, sums=np.ones(3, np.int16))])
    with pytest.raises(errors.WorkspaceDamagedError, match="'m'"):
        store.embeddings("m")
