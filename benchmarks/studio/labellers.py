"""Measures five people who label at twice a second each, on SQLite, and looks for lost labels.

Seconds from a label to its answer, and from asking for examples to having them. Guesses are made
and pictures embedded meanwhile.
"""

from __future__ import annotations

import io
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import numpy as np
from PIL import Image
from studios import VIZSLA, started

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE, RATE = 5, 2.0  # labels a second, of each
AT_HAND = 16
SIDE = 96  # pixels


def files(count: int) -> list[tuple[str, bytes]]:
    """Return small pictures, no two the same."""
    rng = np.random.default_rng(7)
    made = []
    for number in range(count):
        pixels = rng.integers(0, 256, (8, 8, 3), np.uint8)
        file = io.BytesIO()
        Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(file, "PNG")
        made.append((f"{number}.png", file.getvalue()))
    return made


def label(url: str, who: int, seconds: float) -> dict[str, list[float]]:
    """Label as one person at an even pace; return the times, and the ids."""
    labelled, taken, ids, late = [], [], [], []
    client, hand = f"labeller-number-{who}", []
    with httpx.Client(base_url=url, timeout=60) as http:
        begin = time.perf_counter()
        for turn in range(round(seconds * RATE)):
            if len(hand) < AT_HAND // 2:
                start = time.perf_counter()
                body = {"client": client, "count": AT_HAND}
                page = http.post("/queue:take", json=body).raise_for_status().json()
                taken.append(time.perf_counter() - start)
                hand = [each["example"]["id"] for each in page["examples"]]
            wait = begin + turn / RATE - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            late.append(max(0.0, -wait))
            number = hand.pop(0)
            start = time.perf_counter()
            act = {"examples": [number], "label": f"label {number % 4}"}
            http.post("/labels:set", json=act).raise_for_status()
            labelled.append(time.perf_counter() - start)
            ids.append(float(number))
    return {"label": labelled, "take": taken, "ids": ids, "late": late}


def measured(home: Path, seconds: float) -> dict[str, float]:
    """Return the figures of a new workspace.

    Args:
        home: an empty folder for the workspace.
        seconds: the seconds of labelling.

    """
    with started(VIZSLA, home) as server:
        return _of_server(f"{server.url}/v1/projects", seconds)


def _of_server(projects: str, seconds: float) -> dict[str, float]:
    wanted = round(PEOPLE * RATE * seconds)
    with httpx.Client(timeout=600) as http:
        http.post(projects, json={"name": "walls"}).raise_for_status()
        made = files(wanted + PEOPLE * AT_HAND)
        for start in range(0, len(made), 100):
            form = [("files", each) for each in made[start : start + 100]]
            http.post(f"{projects}/walls/examples", files=form).raise_for_status()
        url = f"{projects}/walls"
        with ThreadPoolExecutor(PEOPLE) as pool:
            work = [pool.submit(label, url, who, seconds) for who in range(PEOPLE)]
            each_one = [each.result() for each in work]
        states = http.get(url).json()["counts"]
    times = {
        name: sorted(value for one in each_one for value in one[name])
        for name in ("label", "take", "ids", "late")
    }
    given = len(times["ids"])
    return {
        "labels": given,
        "labels_stored": states["labelled"],
        "given_twice": given - len(set(times["ids"])),
        "contradictions": states["contradictions"],
        "label_median": statistics.median(times["label"]),
        "label_p95": times["label"][int(0.95 * given)],
        "label_most": times["label"][-1],
        "take_median": statistics.median(times["take"]),
        "take_most": times["take"][-1],
        "late_most": times["late"][-1],
    }
