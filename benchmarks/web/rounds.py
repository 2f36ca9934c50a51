"""Sums up the times of the engines, which are measured in rounds: one turn each per round."""

from __future__ import annotations

import statistics

from contestants import US

Rounds = dict[str, list[list[float]]]


def summed_up(rounds: Rounds, us: str = US) -> dict[str, dict[str, float]]:
    """Sum up the times of each engine.

    Returns:
        The median and the 95th percentile of all times, and the median over the rounds of the
        ratio to Vizsla's time.

    """
    found = {}
    for name, each in rounds.items():
        times = [one for some in each for one in some]
        found[name] = {
            "median": statistics.median(times),
            "p95": statistics.quantiles(times, n=20)[-1],
        }
        if us in rounds:
            found[name]["to_us"] = statistics.median(
                statistics.median(theirs) / statistics.median(ours)
                for theirs, ours in zip(each, rounds[us], strict=True)
            )
    return found


def progress(what: str) -> None:
    """Print the measurement that begins."""
    print(f"measuring: {what}", flush=True)
