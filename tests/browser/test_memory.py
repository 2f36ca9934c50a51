"""Memory is freed. The benchmark has 2,000 answers and 50 rounds; these tests have fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANSWERS = """async (count) => {
  const classify = await vizsla.load("classify-image");
  for (let each = 0; each < count; each++) {
    const width = 50 + ((each * 37) % 900);
    const height = 50 + ((each * 91) % 700);
    await classify(new ImageData(width, height));
  }
  classify.dispose();
  return (await vizsla.engine()).memoryBytes;
}"""
ROUNDS = """async (count) => {
  for (let each = 0; each < count; each++) {
    const detect = await vizsla.load("detect-objects");
    const breed = await vizsla.load("dog-breeds");
    await Promise.all([detect(new ImageData(80, 60)), breed(new ImageData(60, 80))]);
    detect.dispose();
    breed.dispose();
  }
  return (await vizsla.engine()).memoryBytes;
}"""


def heap(page: Page) -> int:
    """Return the bytes that the page's own objects take."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: int = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


def test_many_answers_take_no_more_memory_than_a_few(desk: Page) -> None:
    engine, page = desk.evaluate(ANSWERS, 30), heap(desk)
    assert desk.evaluate(ANSWERS, 150) == engine
    assert heap(desk) < page + 1_000_000


def test_loading_and_closing_many_times_takes_no_more_memory(desk: Page) -> None:
    engine, page = desk.evaluate(ROUNDS, 3), heap(desk)
    assert desk.evaluate(ROUNDS, 8) == engine
    assert heap(desk) < page + 1_000_000
