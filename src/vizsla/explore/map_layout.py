"""Places embeddings on a map of two dimensions, similar ones close to each other."""

from __future__ import annotations

import numpy as np

from vizsla.evenly_spread import evenly_spread

__all__ = ["map_points"]

MOST = 2000  # embeddings for t-SNE, some seconds on one thread; the others are placed among them
COMPONENTS = 50
PERPLEXITY = 30.0
ITERATIONS = 500
FEWEST = 6  # fewer are placed by their principal components
KNOWN = 2 / 3  # the share of embeddings from which on an earlier map is kept
NEIGHBOURS = 3  # among which each of the others is placed
ROWS = 2048
SAME = 1e-8  # the square of a distance that is only rounding
SEED = 0


def map_points(unit: np.ndarray, before: np.ndarray | None = None) -> np.ndarray:
    """Return a point for each embedding, (embeddings, 2) float32, 0 to 1.

    The first 50 principal components are placed by t-SNE (van der Maaten and Hinton, Visualizing
    Data using t-SNE, 2008). Of a larger number of embeddings, 2,000 evenly chosen ones are placed
    by t-SNE, and each of the others among its three nearest, weighted by their distances. Only
    short distances mean anything: neither the distance between two clusters nor the size of a
    cluster does. The same embeddings always give the same map.

    Args:
        unit: (embeddings, dimensions) float32, of length 1.
        before: (embeddings, 2) the points of an earlier map, NaN for new embeddings. Where two
            thirds are known they stay, and the new ones are placed among them.

    """
    count = len(unit)
    if before is not None:
        known = ~np.isnan(before).any(axis=1)
        if known.sum() >= max(FEWEST, KNOWN * count):
            return _extended(unit, before, known)
    if count == 0:
        return np.zeros((0, 2), np.float32)
    chosen = evenly_spread(count, MOST)
    centre = unit[chosen].mean(axis=0)
    sample = unit[chosen] - centre
    if float(np.vecdot(sample, sample).max()) < SAME:
        return np.full((count, 2), 0.5, np.float32)
    # Imported here: a second that only exploring needs.
    from sklearn.decomposition import PCA  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    components = min(COMPONENTS, *sample.shape)
    with threadpool_limits(1):  # many short loops: more threads are slower
        reducer = PCA(components, svd_solver="randomized", random_state=SEED).fit(sample)
        reduced = reducer.transform(sample)
        placed = _place(reduced)
    points = np.empty((count, 2))
    points[chosen] = placed
    rest = np.setdiff1d(np.arange(count), chosen)
    for start in range(0, len(rest), ROWS):
        own = rest[start : start + ROWS]
        points[own] = _place_among(reducer.transform(unit[own] - centre), reduced, placed)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = float((high - low).max()) or 1.0
    scaled: np.ndarray = ((points - (low + high) / 2) / scale + 0.5).astype(np.float32)
    np.clip(scaled, 0, 1, out=scaled)
    return scaled


def _extended(unit: np.ndarray, before: np.ndarray, known: np.ndarray) -> np.ndarray:
    points = before.astype(np.float32)
    new = np.flatnonzero(~known)
    if len(new):
        there = np.flatnonzero(known)
        chosen = there[evenly_spread(len(there), MOST)]
        for start in range(0, len(new), ROWS):
            own = new[start : start + ROWS]
            points[own] = _place_among(unit[own], unit[chosen], before[chosen])
    return points


def _place(reduced: np.ndarray) -> np.ndarray:
    if len(reduced) < FEWEST or reduced.shape[1] < 3:  # noqa: PLR2004 - two dimensions already
        flat = np.zeros((len(reduced), 2))
        flat[:, : min(2, reduced.shape[1])] = reduced[:, :2]
        return flat
    from sklearn.manifold import TSNE  # noqa: PLC0415 - as above

    placed: np.ndarray = TSNE(
        perplexity=min(PERPLEXITY, (len(reduced) - 1) / 3),
        init="pca",
        learning_rate="auto",
        max_iter=ITERATIONS,
        random_state=SEED,
        n_jobs=1,
    ).fit_transform(reduced)
    return placed.astype(np.float64)


def _place_among(values: np.ndarray, reduced: np.ndarray, placed: np.ndarray) -> np.ndarray:
    squares = (values**2).sum(axis=1)[:, None] + (reduced**2).sum(axis=1) - 2 * values @ reduced.T
    nearest = np.argpartition(squares, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    weights = 1 / (np.take_along_axis(squares, nearest, axis=1).clip(min=0) + 1e-6)
    weights /= weights.sum(axis=1, keepdims=True)
    found: np.ndarray = (placed[nearest] * weights[..., None]).sum(axis=1)
    return found
