"""Draws charts and pages of text, which packages hold too few of to learn them from."""

# ruff: noqa: S311, PLR2004 - drawn at random, and secret to nobody
from __future__ import annotations

import io
import random
from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image, ImageDraw, ImageFont

mpl.use("Agg")
import matplotlib.pyplot as plt

__all__ = ["charts", "pages"]

COUNT = 70
FONTS = sorted(
    each
    for pattern in ("DejaVu*.ttf", "STIXGeneral*.ttf", "cmr10.ttf")
    for each in (Path(mpl.get_data_path()) / "fonts" / "ttf").glob(pattern)
)
SIZES = ((600, 800), (620, 877), (800, 600), (500, 400), (900, 700))
PAPERS = ((255, 255, 255),) * 4 + ((250, 245, 230), (235, 235, 235))
STYLES = ("default", "ggplot", "bmh", "fivethirtyeight", "dark_background", "grayscale", "classic")


def charts() -> list[bytes]:
    """Return charts of eight kinds in several styles, as PNG files; the same ones every time."""
    rng, numbers = random.Random(3), np.random.default_rng(3)
    found = []
    for number in range(COUNT):
        plt.style.use(STYLES[number % len(STYLES)])
        figure, axes = plt.subplots(figsize=(rng.uniform(4, 8), rng.uniform(3, 6)), dpi=80)
        _draw(number % 8, axes, rng, numbers)
        if rng.random() < 0.7:
            axes.set_title(_words(rng, 3))
        stream = io.BytesIO()
        figure.savefig(stream, format="png")
        plt.close(figure)
        found.append(stream.getvalue())
    return found


def _draw(kind: int, axes: plt.Axes, rng: random.Random, numbers: np.random.Generator) -> None:
    count = rng.randint(4, 12)
    heights = numbers.uniform(1, 9, count)
    if kind == 0:
        for _ in range(rng.randint(1, 4)):
            axes.plot(np.cumsum(numbers.normal(size=60)), label=_words(rng, 1))
        axes.legend()
    elif kind == 1:
        axes.bar(range(count), heights, color=rng.choice(["C0", "C1", "teal", "tomato"]))
        axes.set_xticks(range(count), [_words(rng, 1) for _ in heights], rotation=45)
    elif kind == 2:
        axes.pie(heights, labels=[_words(rng, 1) for _ in heights])
    elif kind == 3:
        places = numbers.normal(size=(2, 80))
        axes.scatter(*places, c=numbers.uniform(size=80), s=numbers.uniform(5, 60, 80))
    elif kind == 4:
        axes.hist(numbers.normal(size=300), bins=20, color=rng.choice(["C2", "C3", "grey"]))
    elif kind == 5:
        axes.barh(range(count), heights)
    elif kind == 6:
        axes.fill_between(range(40), np.abs(np.cumsum(numbers.normal(size=40))), alpha=0.5)
    else:
        axes.boxplot([numbers.normal(size=30) * rng.uniform(0.5, 2) for _ in range(5)])


def pages() -> list[bytes]:
    """Return pages of text in several fonts and sizes, as PNG files; the same ones every time."""
    rng = random.Random(3)
    return [_page(number, rng) for number in range(COUNT)]


def _page(number: int, rng: random.Random) -> bytes:
    width, height = rng.choice(SIZES)
    paper, size, margin = (
        rng.choice(PAPERS),
        rng.choice([9, 11, 12, 14, 16, 20]),
        rng.randint(20, 60),
    )
    image = Image.new("RGB", (width, height), paper)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(rng.choice(FONTS), size)
    top, columns = margin, rng.choice([1, 1, 2])
    if rng.random() < 0.5:
        large = ImageFont.truetype(rng.choice(FONTS), size * 2)
        draw.text((margin, margin), _words(rng, 3), font=large, fill=(20, 20, 20))
        top += size * 4
    room = (width - 2 * margin - 20 * (columns - 1)) // columns
    bottom = height - margin if rng.random() < 0.7 else int(height * rng.uniform(0.4, 0.9))
    for column in range(columns):
        y = top
        while y < bottom:
            line = _words(rng, 1)
            while rng.random() > 0.02:
                longer = f"{line} {_words(rng, 1)}"
                if draw.textlength(longer, font=font) > room:
                    break
                line = longer
            grey = rng.randint(0, 70)
            draw.text((margin + column * (room + 20), y), line, font=font, fill=(grey,) * 3)
            y += int(size * 1.3) + (size if rng.random() < 0.08 else 0)
    if number % 3 == 0:
        angle = rng.uniform(-4, 4)
        image = image.rotate(angle, fillcolor=paper, resample=Image.Resampling.BILINEAR)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _words(rng: random.Random, count: int) -> str:
    return " ".join(
        "".join(rng.choice("eeetttaaooinnshrrdlucmfwypvbgk") for _ in range(rng.randint(1, 9)))
        for _ in range(count)
    )
