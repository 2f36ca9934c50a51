"""What is said of times that were taken in rounds, in each of which everyone had a turn."""

from __future__ import annotations

import statistics

from contestants import US

Rounds = dict[str, list[list[float]]]


def summed_up(rounds: Rounds, us: str = US) -> dict[str, dict[str, float]]:
    """Sum up the times of each.

    Returns:
        The median and the 95th percentile of all of them, and the median over the rounds of how
        many times as long as ours they took.

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
    """Say what is being done."""
    print(f"measuring: {what}", flush=True)
