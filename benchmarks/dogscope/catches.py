"""Measures catches by the live view: a film of each dog's photograph, its answer, and the times."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import seeing
from phone import opened

if TYPE_CHECKING:
    from phone import Phone
    from playwright.sync_api import Playwright

ROOT = Path(__file__).parents[2]
APP = ROOT / "web" / "dogscope" / "src"
UNNAMED = {"dog.jpg"}  # its file does not tell its breed
OTHER_NAMES = {"german shepherd dog": "german shepherd"}

# The times at which the paw is pressed and the answer can be read, by the page's own clock.
WATCH = """() => {
    window.times = {};
    document.querySelector(".catch").addEventListener("pointerdown", () => {
        window.times.press = performance.now();
    });
    const look = () => {
        const { full } = document.querySelector("video")?.live.counts ?? {};
        if (full) window.times.full = full;
        const answer = document.querySelector("dialog[open] .answer");
        if (answer?.getBoundingClientRect().height) window.times.answer = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def breeds_by_name() -> dict[str, str]:
    """Return each breed's WordNet id by its English name in small letters."""
    names = json.loads((APP / "locales" / "en.json").read_text("utf-8"))["breeds"]
    return {name.lower(): wordnet for wordnet, name in names.items()}


def right_names(path: Path) -> set[str]:
    """Return the English names that are right for a photograph, in small letters, or none."""
    if path.name in UNNAMED:
        return set()
    names = breeds_by_name()
    if path.name.startswith("n0"):
        wordnet = path.name.partition("_")[0]
        found = {name for name, each in names.items() if each == wordnet}
    else:
        name = path.stem.rpartition("_")[0].replace("_", " ").lower()
        name = OTHER_NAMES.get(name, name)
        found = {each for each in names if each == name or each.endswith(f" {name}")}
    if not found:
        raise LookupError(f"no breed for {path.name}")
    return found | ({"siberian husky"} if "husky" in found else set())


def catch(phone: Phone) -> dict[str, Any]:
    """Hold the paw on the dog, and return the answer with its times in milliseconds."""
    phone.live()
    phone.hint("Hold the paw to catch it")
    phone.page.wait_for_timeout(1000)  # a user reads the hint, and reaches for the paw
    phone.page.evaluate(WATCH)
    phone.press()
    phone.until("times.answer")
    phone.page.mouse.up()
    times = phone.page.evaluate("times")
    title = phone.answer.inner_text()
    kind = phone.page.locator("article.result").get_attribute("class") or ""
    return {
        "kind": kind.removeprefix("result ").split()[0],
        "answer": title,
        "press to answer": times["answer"] - times["press"],
        "ring to answer": times["answer"] - times["full"] if "full" in times else None,
    }


def is_right(path: Path, found: dict[str, Any]) -> bool | None:
    """Return whether the answer, or one of the two it offers, is right; None where nobody knows."""
    names = right_names(path)
    if not names:
        return None
    offered = found["answer"].lower().removesuffix("?").split(" or ")
    return not names.isdisjoint(offered)


def catches(playwright: Playwright, data: Path, every: int = 1) -> dict[str, Any]:
    """Return the answers about dogs before the camera, and the medians of their times."""
    listed = seeing.readable(seeing.images(data))
    dogs = [path for path, is_dog in listed.items() if is_dog][::every]
    found: dict[str, dict[str, Any]] = {}
    for path in dogs:
        with opened(playwright, path) as phone:
            try:
                found[path.name] = catch(phone)
            except AssertionError as error:
                print(path.name, "was not caught:", str(error).splitlines()[0], flush=True)
                continue
        found[path.name]["right"] = is_right(path, found[path.name])
        print(path.name, found[path.name], flush=True)
    kinds = Counter(each["kind"] for each in found.values())
    named = [each["right"] for each in found.values() if each["kind"] == "named"]
    either = [each["right"] for each in found.values() if each["kind"] == "either"]
    times = ("press to answer", "ring to answer")
    return {
        "of": len(dogs),
        "kinds": dict(kinds),
        "right names": f"{named.count(True)} of {len(named) - named.count(None)}",
        "right choices": f"{either.count(True)} of {len(either) - either.count(None)}",
        "median": {
            name: statistics.median(each[name] for each in found.values() if each[name])
            for name in times
            if any(each[name] for each in found.values())
        },
        "each": found,
    }
