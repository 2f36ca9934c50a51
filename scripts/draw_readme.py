"""Draws docs/images/describe.png for the README and shepherd.webp for the docs, of real answers.

The photograph is Hans Kemperman's, and in the public domain (tests/images/SOURCES.json).
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import vizsla

ROOT = Path(__file__).parents[1]
PHOTOGRAPH = ROOT / "tests" / "images" / "things" / "german_shepherd.jpg"
TARGET = ROOT / "docs" / "images" / "describe.png"
PHOTOGRAPH_ALONE = TARGET.with_name("shepherd.webp")
SIDE, WIDTH, PAD = 420, 1180, 36
GROUND, INK, FAINT, ACCENT = "#14161b", "#f2f0ea", "#9aa0ab", "#ffb454"


def main() -> None:
    """Describe the photograph, detect the things in it, and draw both."""
    described = vizsla.describe_image(PHOTOGRAPH)
    found = vizsla.detect_objects(PHOTOGRAPH)
    picture = Image.new("RGB", (WIDTH, SIDE), GROUND)
    photograph = Image.open(PHOTOGRAPH).convert("RGB")
    scale = SIDE / photograph.height
    picture.paste(photograph.resize((round(photograph.width * scale), SIDE)))
    draw = ImageDraw.Draw(picture)
    small, large, huge = (ImageFont.load_default(size) for size in (19, 22, 30))
    for box in found.boxes:
        left, top = box.x * scale, box.y * scale
        corner = (left + box.width * scale - 2, top + box.height * scale - 2)
        draw.rectangle((left, top, *corner), outline=ACCENT, width=3)
        text = f"{box.label}  {box.score:.2f}"
        width = draw.textlength(text, font=small)
        draw.rectangle((left, top, left + width + 16, top + 30), fill=ACCENT)
        draw.text((left + 8, top + 4), text, fill=GROUND, font=small)
    right = round(photograph.width * scale)
    picture.crop((0, 0, right, SIDE)).save(PHOTOGRAPH_ALONE, quality=75)
    x = right + PAD
    lines = (
        (60, "import vizsla", FAINT, large),
        (110, "answer, score =", FAINT, large),
        (142, 'vizsla.describe_image("park.jpg")', INK, large),
        (226, f"\u2018{described.answer}\u2019", ACCENT, huge),
        (276, f"{described.score:.2f}", INK, huge),
        (348, "offline, on the CPU, nothing is sent anywhere", FAINT, small),
    )
    for y, text, colour, font in lines:
        draw.text((x, y), text, fill=colour, font=font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(192).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
