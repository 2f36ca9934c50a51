"""Small multi-label examples: complaints that name one thing or several, and halved photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {
    "bill": (
        "I was charged twice for it",
        "your invoice has the wrong sum",
        "please refund my payment",
        "the amount on my card is too high",
        "why was my account debited again",
        "I did not agree to this price",
    ),
    "delay": (
        "the parcel never arrived",
        "delivery is a week late",
        "the courier missed the agreed day",
        "tracking has not moved since Monday",
        "when will my package come",
        "I am still waiting for the shipment",
    ),
    "damage": (
        "the screen is cracked",
        "one leg was broken off",
        "the lid has a deep scratch",
        "it came out of the box in pieces",
        "the handle is bent",
        "there is a hole in the fabric",
    ),
}
NEITHER = (
    "what are your opening hours",
    "do you have a shop in Leeds",
    "who designs your chairs",
    "can I change my password",
    "I would like your newsletter",
    "is there a car park near by",
)
ENDS = ("Thanks.", "Regards, Sam.", "Please reply.", "Bye.", "")


def complaints(count: int, seed: int = 0) -> dict[str, tuple[str, ...]]:
    """Return texts with their labels, none for some."""
    rng = np.random.default_rng(seed)
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < count:
        count_of_labels = int(rng.choice((0, 1, 1, 2, 2, 3)))
        labels = rng.choice(sorted(PARTS), count_of_labels, replace=False).tolist()
        parts = [str(rng.choice(PARTS[each])) for each in labels] or [str(rng.choice(NEITHER))]
        text = f"{', and '.join(parts)}. {rng.choice(ENDS)}".strip()
        found[text] = tuple(sorted(labels))
    return found


def paint_halves(textures: Path, target: Path) -> dict[str, tuple[str, ...]]:
    """Write images whose halves are photographs of one or two materials; return their labels.

    Args:
        textures: a folder of square photographs in one sub-folder for each material.
        target: the folder to write to.

    """
    target.mkdir(parents=True)
    names = sorted(each.name for each in textures.iterdir() if each.is_dir())
    files = {name: sorted((textures / name).iterdir()) for name in names}
    rng = np.random.default_rng(3)
    found: dict[str, tuple[str, ...]] = {}
    for number in range(72):
        pair = (names[number % len(names)], names[number // len(names) % len(names)])
        halves = [Image.open(files[each][rng.integers(len(files[each]))]) for each in pair]
        made = Image.new("RGB", (224, 224))
        for place, half in enumerate(halves):
            size = int(rng.integers(112, 200))
            left = half.convert("RGB").resize((224, 224)).crop((0, 0, size, size))
            made.paste(left.resize((112, 224)), (112 * place, 0))
        name = f"{number:02}.png"
        made.save(target / name)
        found[name] = tuple(sorted(set(pair)))
    return found
