"""Points in the plane that lie as far apart as wished: stress majorisation.

What another processor may end in other last bits (linear algebra, sines, powers) is rounded before
it is used: those bits would grow with every step, into another map.
"""

from __future__ import annotations

import numpy as np

# So many decimals are the same on every processor.
SURE = 9


def gaps(points: np.ndarray) -> np.ndarray:
    """The distances of all pairs of points: (n, n)."""
    x, y = points[:, 0], points[:, 1]
    return np.asarray(np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2))


def stress(distances: np.ndarray, rng: np.random.Generator, rounds: int = 150) -> np.ndarray:
    """Points whose mutual distances come closest to `distances` (all finite), by majorisation."""
    count = len(distances)
    weight = 1 / np.maximum(distances, 1e-9) ** 2
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    # Adding a constant makes the Laplacian invertible without moving the outcome.
    inverse = np.linalg.inv(laplacian + 1 / count)
    wished = weight * distances
    points = _scaled(distances) + rng.normal(scale=0.01, size=(count, 2))
    for _ in range(rounds):
        ratio = wished / np.maximum(gaps(points), 1e-9)
        np.fill_diagonal(ratio, 0.0)
        # einsum, not @: on a busy machine the threads of BLAS cost more than they bring here.
        pulled = ratio.sum(axis=1)[:, None] * points - np.einsum("ij,jk->ik", ratio, points)
        step = np.einsum("ij,jk->ik", inverse, pulled)
        moved = float(np.abs(step - points).max())
        points = step
        if moved < 1e-3:
            break
    return np.asarray(np.round(points - points.mean(axis=0), 3))


def _scaled(distances: np.ndarray) -> np.ndarray:
    """Classical scaling (Torgerson 1952) to two dimensions; the sign of each axis is fixed."""
    squares = distances**2
    centred = -0.5 * (
        squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    )
    values, vectors = np.linalg.eigh(centred)
    points = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1e-6))
    for axis in range(2):
        if points[np.abs(np.round(points[:, axis], 6)).argmax(), axis] < 0:
            points[:, axis] *= -1
    return np.asarray(points)


def upright(points: np.ndarray) -> np.ndarray:
    """`points` turned so that they are longest from top to bottom, as the page is."""
    covariance = np.cov(points.T)
    angle = 0.5 * np.arctan2(2 * covariance[0, 1], covariance[0, 0] - covariance[1, 1])
    turn = np.pi / 2 - angle
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(np.round(points @ rotation.T, SURE))
