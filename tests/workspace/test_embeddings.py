from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sqlalchemy as sa

from vizsla import errors
from vizsla.workspace import EncoderSpec
from vizsla.workspace.schema import embedding

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]

M = EncoderSpec("m", "int16", 32, 0.5)


def test_embeddings_come_in_the_order_of_ids(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(9)])]
    found, vectors = store.embeddings("m")
    assert (found.dtype, vectors.dtype, vectors.shape) == (np.int64, np.int16, (9, 32))
    assert found.tolist() == ids
    for n in range(9):
        assert np.array_equal(vectors[n], new(n).embedding)
    some, own = store.embeddings("m", [ids[5], ids[1]])
    assert some.tolist() == [ids[1], ids[5]]
    assert np.array_equal(own, vectors[[1, 5]])
    nothing, none = store.embeddings("another")
    assert len(nothing) == len(none) == 0


def test_each_encoder_has_embeddings_of_its_own(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(0), new(1, embedding=None, encoder=None)])]
    missing = store.without_embedding("m")
    assert [each.id for each in missing] == ids[1:]
    assert [each.id for each in store.without_embedding("larger")] == ids
    larger = EncoderSpec("larger", "int16", 3)
    extremes = np.array([-32768, 32767, 0], np.int16)
    store.put_embeddings(larger, [(each.sha256, extremes) for each in store.examples()])
    store.put_embeddings(M, [(missing[0].sha256, np.ones(32, np.int16))])
    assert store.without_embedding("m") == store.without_embedding("larger") == []
    assert store.embeddings("larger")[1].tolist() == [extremes.tolist()] * 2
    store.put_embeddings(larger, [(missing[0].sha256, -extremes - 1)])
    assert store.embeddings("larger")[1].tolist() == [extremes.tolist(), (-extremes - 1).tolist()]


@pytest.mark.parametrize(
    ("dtype", "values"),
    [
        ("uint8", [0, 255]),
        ("uint16", [0, 65535]),
        ("int32", [-(2**31), 2**31 - 1]),
        ("float16", [-65504.0, 6.1e-5]),
        ("float32", [-3.4e38, 1e-38]),
        ("float64", [-1.7e308, 2.2e-308]),
    ],
)
def test_embeddings_of_any_type_come_back_bit_for_bit(
    store: Store, new: New, dtype: str, values: list[float]
) -> None:
    spec = EncoderSpec(f"e {dtype}", dtype, 2, 1 / 3)
    vector = np.array(values, dtype)
    store.add([new(0, encoder=spec, embedding=vector)])
    _, found = store.embeddings(spec.name)
    assert found.dtype == np.dtype(dtype)
    assert found[0].tobytes() == vector.tobytes()
    assert store.encoder_spec(spec.name) == spec
    assert store.encoder_spec("another") is None


def test_files_that_were_removed_meanwhile_get_no_embedding(store: Store, new: New) -> None:
    store.add([new(0)])
    store.put_embeddings(M, [("0" * 64, np.ones(32, np.int16))])
    assert len(store.embeddings("m")[0]) == 1


def test_embeddings_of_another_shape_or_type_are_refused(store: Store, new: New) -> None:
    store.add([new(0)])
    (example,) = store.examples()
    for wrong in (np.ones(32), np.ones((1, 32), np.int16), np.ones(31, np.int16), [1, 2]):
        with pytest.raises(errors.OptionError, match="int16"):
            store.put_embeddings(M, [(example.sha256, wrong)])  # type: ignore[list-item]
        with pytest.raises(errors.OptionError, match=r"photos/1\.png"):
            store.add([new(1, embedding=wrong)])
    with pytest.raises(errors.OptionError, match="encoder"):
        store.add([new(1, encoder=None)])
    floats = EncoderSpec("f", "float32", 2)
    with pytest.raises(errors.OptionError, match="finite"):
        store.put_embeddings(floats, [(example.sha256, np.array([1, np.nan], np.float32))])


def test_an_encoder_that_changed_its_numbers_needs_another_name(store: Store, new: New) -> None:
    store.add([new(0)])
    (example,) = store.examples()
    for other in (
        EncoderSpec("m", "int32", 32, 0.5),
        EncoderSpec("m", "int16", 16, 0.5),
        EncoderSpec("m", "int16", 32, 0.25),
    ):
        vector = np.ones(other.dimension, other.dtype)
        with pytest.raises(errors.OptionError, match="another name"):
            store.put_embeddings(other, [(example.sha256, vector)])
    assert store.encoder_spec("m") == M


def test_numbers_that_would_overflow_are_refused_rather_than_stored() -> None:
    sums = np.array([40_000.0, -3.0])
    assert EncoderSpec("e", "int32", 2).cast(sums).tolist() == [40_000, -3]
    assert EncoderSpec("e", "float32", 2).cast(sums).dtype == np.float32
    for dtype in ("int16", "uint16", "uint32"):
        with pytest.raises(errors.OptionError, match="40000"):
            EncoderSpec("e", dtype, 2).cast(sums)
    with pytest.raises(errors.OptionError, match="whole"):
        EncoderSpec("e", "int32", 2).cast(sums / 7)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"dtype": "complex64"}, {"dtype": ">i2"}, {"dimension": 0}, {"scale": 0.0}],
    ids=str,
)
def test_an_encoder_with_a_value_out_of_its_range_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(errors.OptionError):
        replace(M, **wrong)  # type: ignore[arg-type]


def test_embeddings_that_were_cut_off_are_reported_as_damage(store: Store, new: New) -> None:
    store.add([new(0), new(1)])
    with store.database.write() as connection:
        cut = sa.update(embedding).where(embedding.c.content_id == 1)
        connection.execute(cut.values(vector=b"\0\0\0"))
    with pytest.raises(errors.WorkspaceDamagedError, match="'m'"):
        store.embeddings("m")
