"""The layers give the bits that whole numbers give, and the values that the functions have."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from vizsla.encoders.text.exact_layers import EXACT, GRID, Attention, Gelu, Linear, Norm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEEDS = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def tensors(text_folder: Path) -> Mapping[str, np.ndarray]:
    found: dict[str, np.ndarray] = load_file(text_folder / "all-minilm-l6-v2.safetensors")
    return found


def made(seed: int, tokens: int, width: int) -> np.ndarray:
    """Return a state with a few large numbers, as real ones have them."""
    drawn = np.random.default_rng(seed)
    found: np.ndarray = np.rint(drawn.standard_t(2, (tokens, width)) * GRID)
    return found


@pytest.mark.parametrize("name", ["0.joint", "3.wide", "5.narrow"])
def test_a_product_has_the_bits_of_whole_numbers(
    name: str, tensors: Mapping[str, np.ndarray]
) -> None:
    weights, scale, bias = (tensors[f"{name}.{each}"] for each in ("weight", "scale", "bias"))
    parts = 2 if "narrow" in name else 1
    state = made(1, 5, weights.shape[1])

    found = Linear(weights, scale, bias, parts=parts)(state)

    expected = np.zeros(found.shape)
    for rows, part in zip(
        np.split(state, parts, axis=1), np.split(weights.astype(np.int64), parts, axis=1),
        strict=True,
    ):  # fmt: skip
        levels = EXACT // int(np.abs(part).sum(axis=1).max())
        largest = np.abs(rows).max(axis=1, keepdims=True)
        whole = np.rint(rows * (levels / largest)).astype(np.int64)
        assert np.abs(whole).max() == levels
        expected += (whole @ part.T) * (largest / levels)
    expected = np.rint(expected * scale.astype(np.float64) + bias.astype(np.float64) * GRID)
    assert np.array_equal(found, expected)


@given(seed=SEEDS)
def test_the_largest_product_is_exact(seed: int) -> None:
    signs = np.random.default_rng(seed).choice([-1, 1], 384)
    weights = np.stack([127 * signs, signs]).astype(np.int8)
    linear = Linear(weights, np.ones(2, np.float32), np.zeros(2, np.float32))
    levels = EXACT // (127 * 384)

    found = linear(signs[None] * float(levels))

    assert found.tolist() == [[127 * 384 * levels, 384 * levels]]


@given(seed=SEEDS)
def test_the_order_of_a_product_s_terms_does_not_matter(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    weights = drawn.integers(-127, 128, (64, 384)).astype(np.int8)
    scale, bias = drawn.random((2, 64), np.float32)
    state, order = made(seed, 3, 384), drawn.permutation(384)

    found = Linear(weights, scale, bias)(state)

    assert np.array_equal(found, Linear(weights[:, order], scale, bias)(state[:, order]))


@given(seed=SEEDS, large=st.sampled_from([1, 2**10, 2**30]))
def test_normalising_has_the_bits_of_single_operations(seed: int, large: int) -> None:
    weight, bias = np.random.default_rng(seed).random((2, 384), np.float32)
    state = made(seed, 1, 384) * large
    clipped = [max(-(2**22), min(2**22, int(each))) for each in state[0]]
    mean = sum(clipped) / 384
    deviation = math.sqrt(max(sum(each * each for each in clipped) / 384 - mean * mean, 1.0))

    (found,) = Norm(weight, bias)(state)

    for at in range(384):
        value = (clipped[at] - mean) / deviation * (float(weight[at]) * GRID)
        assert found[at] == round(value + float(bias[at]) * GRID)


def test_a_state_of_equal_numbers_is_normalised_to_the_bias() -> None:
    norm = Norm(np.ones(384, np.float32), np.full(384, 0.5, np.float32))

    assert set(norm(np.full((1, 384), 7.0))[0]) == {GRID / 2}


def test_gelu_is_that_of_the_normal_distribution(tensors: Mapping[str, np.ndarray]) -> None:
    whole = np.arange(-9000.0, 9001.0, 7.0)

    found = Gelu(tensors["gelu"])(whole) / GRID

    x = whole / 1024
    expected = [each * (1 + math.erf(each / math.sqrt(2))) / 2 for each in x]
    assert np.abs(found - expected).max() <= 0.5 / GRID + 1e-12


@pytest.mark.parametrize("tokens", [1, 2, 17, 256])
def test_attention_is_near_the_function(tokens: int, tensors: Mapping[str, np.ndarray]) -> None:
    state = np.rint(np.random.default_rng(tokens).normal(size=(tokens, 3 * 384)) * GRID)
    queries, keys, values = (state / GRID).reshape(tokens, 3, 12, 32).transpose(1, 2, 0, 3)
    shares = np.exp(queries @ keys.transpose(0, 2, 1) / math.sqrt(32))
    shares /= shares.sum(axis=2, keepdims=True)
    expected = (shares @ values).transpose(1, 0, 2).reshape(tokens, 384)

    found = Attention(tensors["exp"], 12, 384, 256)(state, [(1, tokens)]) / GRID

    assert np.abs(found - expected).max() < 0.02


def test_no_sum_in_attention_is_too_large_to_be_exact(tensors: Mapping[str, np.ndarray]) -> None:
    attention = Attention(tensors["exp"], 12, 384, 256)

    assert 32 * attention._match_levels**2 <= EXACT
    assert (4096 + 256 * Fraction(1, 2)) * attention._value_levels <= EXACT
    assert tensors["exp"].max() == tensors["exp"][0] == 2**15
    assert tensors["exp"][-1] == tensors["gelu"][-1] == 0
