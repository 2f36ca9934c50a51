"""Measures the live view and the first screens: speed, smoothness, memory."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phone import expect, opened
from PIL import Image

if TYPE_CHECKING:
    from phone import Phone
    from playwright.sync_api import Playwright

CELEBRATION = 2.6  # seconds, of a new breed
FRAMES = """
(seconds) => new Promise((resolve) => {
    const video = document.querySelector("video");
    const [detections, start] = [video.live.counts.detections, performance.now()];
    const [times, places] = [[], []];
    const look = (now) => {
        times.push(now);
        const box = document.querySelector(".box[data-target=true]");
        if (box) places.push(box.style.transform + box.style.width + box.style.height);
        if (now - start < 1000 * seconds) requestAnimationFrame(look);
        else {
            const took = (now - start) / 1000;
            const moved = places.filter((place, at) => place !== places[at - 1]).length;
            resolve({
                frames: times.length / took,
                moves: moved / took,
                detections: (video.live.counts.detections - detections) / took,
                gap: Math.max(...times.slice(1).map((each, at) => each - times[at])),
            });
        }
    };
    requestAnimationFrame(look);
})
"""


def visits(playwright: Playwright, image: Path, rounds: int) -> dict[str, float]:
    """Return the seconds of the first visit, from the click, and of offline starts after it."""
    first, usable, seeing = [], [], []
    for _ in range(rounds):
        with opened(playwright, image) as phone:
            phone.open()
            begin = time.perf_counter()
            phone.button("Get Dog Scope ready").click()
            expect(phone.page.locator(".frame")).to_be_visible()
            first.append(time.perf_counter() - begin)
            phone.allow("camera")
            phone.button("Use the camera").click()
            phone.hint("Hold the paw to catch it")
            expect(phone.page.locator("html[data-offline=ready]")).to_be_attached()
            phone.page.context.set_offline(offline=True)
            begin = time.perf_counter()
            phone.page.reload()
            expect(phone.page.locator(".scope")).to_be_visible()
            usable.append(time.perf_counter() - begin)
            expect(phone.button("Hold to catch")).to_be_visible()
            seeing.append(time.perf_counter() - begin)
    return {
        "first visit": statistics.median(first),
        "offline, the first screen": statistics.median(usable),
        "offline, the live view": statistics.median(seeing),
    }


def smoothness(playwright: Playwright, image: Path, seconds: float) -> dict[str, Any]:
    """Return the frames, box moves and detections a second, and the longest blocked times."""
    with opened(playwright, image) as phone:
        phone.live()
        phone.hint("Hold the paw to catch it")
        phone.page.wait_for_timeout(1000)
        start = phone.now()
        rates: dict[str, float] = phone.page.evaluate(FRAMES, seconds)
        blocked = {"live": phone.blocked(start)}
        start = phone.now()
        phone.hold()
        celebration: dict[str, float] = phone.page.evaluate(FRAMES, CELEBRATION)
        expect(phone.page.locator(".saved")).to_be_visible()
        blocked["hold, catch and celebrate"] = phone.blocked(start)
        start = phone.now()
        phone.sheet.get_by_role("button", name="Share").click()
        # Without `expect`, which reads the whole page again and again, in its own thread.
        phone.page.locator(".share-preview img").wait_for()
        phone.page.wait_for_timeout(1000)
        blocked["a card"] = phone.blocked(start)
        start = phone.now()
        phone.button("Film").click()
        phone.page.locator(".share-preview video").wait_for()
        blocked["a film of it"] = phone.blocked(start)
        phone.close_sheet()
        start = phone.now()
        phone.button("Why?").click()
        expect(phone.page.locator("canvas.heat")).to_be_visible()
        phone.page.wait_for_timeout(1000)
        blocked["why"] = phone.blocked(start)
        phone.sheet.get_by_role("button", name="Close").click()
        with tempfile.TemporaryDirectory() as folder:
            large = Path(folder) / "large.jpg"
            Image.open(image).convert("RGB").resize((4032, 3024)).save(large, quality=90)
            start = phone.now()
            phone.photo(large)
            expect(phone.answer).to_be_visible()
            blocked["a photo of 12 megapixels"] = phone.blocked(start)
            start = phone.now()
            phone.button("Catch it").click()
            expect(phone.page.locator(".saved")).to_be_visible()
            blocked["to catch from it"] = phone.blocked(start)
    return {"a second": rates, "a second of celebration": celebration, "blocked": blocked}


def catch_sample(phone: Phone) -> None:
    """Catch the dog of the sample: Playwright would hold a chosen file's input in memory."""
    phone.button("Try it with a sample photo").click()
    phone.button("Catch it").click()
    expect(phone.page.locator(".saved")).to_be_visible()
    phone.leave()


def memory(
    playwright: Playwright, image: Path, *, frames: int, catches: int
) -> dict[str, list[dict[str, float]]]:
    """Return the page's memory over a number of frames, and over a number of catches."""
    with opened(playwright, image) as phone:
        phone.live()
        phone.hint("Hold the paw to catch it")
        counted = "document.querySelector('video').live.counts.frames"
        over_frames = [{"after": 0.0, **phone.memory()}]
        for part in range(1, 6):
            while phone.page.evaluate(counted) < frames * part / 5:
                phone.page.wait_for_timeout(500)
            over_frames.append({"after": frames * part / 5, **phone.memory()})
    with opened(playwright, None) as phone:
        phone.ready()
        catch_sample(phone)
        over_catches = [{"after": 1.0, **phone.memory()}]
        for number in range(2, catches + 1):
            catch_sample(phone)
            if number % (catches // 5) == 0:
                over_catches.append({"after": float(number), **phone.memory()})
                print(over_catches[-1], flush=True)
    return {"frames": over_frames, "catches": over_catches}
