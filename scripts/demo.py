"""Shows the main job, from photographs and texts to published functions: ``make demo``.

The photographs are scikit-image's, the texts those of the tests: it needs no other data.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import skimage
from PIL import Image
from rich.console import Console
from rich.progress import track

import vizsla

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from shop_sentences import SENTENCES, STRANGE, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(skimage.__file__).parent / "data"
PHOTOGRAPHS = ("astronaut.png", "chelsea.png", "coffee.png")
TEXTURES = ("brick", "grass", "gravel")
SIDE = 96  # of the crops, in pixels of the photographs of 512 x 512
TRAINING = 384  # columns to the left are for training, those to the right for testing
TEXT = "Two vets at 7pm next Friday, about $40 each, call 555 123 4567"
CALL = "import sys, vizsla; print(*vizsla.load(sys.argv[1])(sys.argv[2]))"

console = Console(highlight=False)


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """Return a call's result, and its time in milliseconds."""
    start = time.perf_counter()
    result = call()
    return result, 1000 * (time.perf_counter() - start)


def pretrained() -> None:
    """Describe, classify and detect in three photographs."""
    console.print("[bold]Pretrained functions[/bold], offline")
    for function in (vizsla.describe_image, vizsla.classify_image, vizsla.detect_objects):
        function.warm_up()
    for name in PHOTOGRAPHS:
        path = DATA / name
        described, took = timed(lambda path=path: vizsla.describe_image(path))
        answer, score = described
        console.print(f"\n{name}: [bold]{answer}[/bold], {score:.2f}  ({took:.0f} ms)")
        best, took = timed(lambda path=path: vizsla.classify_image(path, top=3))
        listed = ", ".join(f"{each.answer} {each.score:.2f}" for each in best.alternatives)
        console.print(f"  classified: {listed}  ({took:.0f} ms)")
        found, took = timed(lambda path=path: vizsla.detect_objects(path))
        for box in found.boxes:
            console.print(
                f"  detected: {box.label} {box.score:.2f} at x={box.x:.0f} y={box.y:.0f}, "
                f"{box.width:.0f} x {box.height:.0f} pixels"
            )
        console.print(f"  ({len(found.boxes)} found in {took:.0f} ms)")


def crop_textures(folder: Path) -> None:
    """Cut the photographs of textures into ``folder/learn/LABEL`` and ``folder/test/LABEL``.

    The test's crops come from other columns of the photographs than those for training.
    """
    rng = np.random.default_rng(0)
    for label in TEXTURES:
        photograph = Image.open(DATA / f"{label}.png")
        parts = (("learn", 40, 0, TRAINING), ("test", 20, TRAINING, 512))
        for part, count, left, right in parts:
            target = folder / part / label
            target.mkdir(parents=True)
            for number in range(count):
                x = int(rng.integers(left, right - SIDE + 1))
                y = int(rng.integers(0, 512 - SIDE + 1))
                photograph.crop((x, y, x + SIDE, y + SIDE)).save(target / f"{number:02}.png")


def own(folder: Path) -> None:
    """Train a function, test it, publish it, and call it in a new process."""
    console.print("\n[bold]A function of your own[/bold]: brick, grass or gravel")
    crop_textures(folder)
    bundle = folder / "textures"
    with console.status("learning"):
        function, took = timed(lambda: vizsla.learn(folder / "learn", save=bundle))
    tested = function.manifest.test
    console.print(
        f"  learned from 40 crops of each, in {took / 1000:.1f} s; "
        f"{tested.accuracy:.0%} right on a test set of {tested.examples}"
    )
    right = total = 0
    for path in track(sorted((folder / "test").rglob("*.png")), "  testing", console=console):
        answer, _ = function(path)
        right += answer == path.parent.name
        total += 1
    console.print(f"  {right} of {total} right on other parts of the photographs")
    size = sum(each.stat().st_size for each in bundle.iterdir())
    console.print(f"  published: {bundle.name}/, {size / 1e6:.1f} MB")
    test = folder / "test" / "gravel" / "00.png"
    command = [sys.executable, "-c", CALL, str(bundle), str(test)]
    called, took = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    answer, score = called.stdout.decode().split()
    console.print(
        f"  called in a new process: [bold]{answer}[/bold], {float(score):.2f}  ({took:.0f} ms)"
    )
    photo = function(DATA / "chelsea.png")
    sure = "sure" if photo.sure else "not sure"
    console.print(f"  asked about a cat: {photo.answer}, {photo.score:.2f}, and {sure}")


def texts() -> None:
    """Find what is in a text, and train a function that tells what a customer wants."""
    console.print("\n[bold]Texts[/bold]")
    found, took = timed(lambda: vizsla.recognize_text(TEXT))
    console.print(f"  {TEXT}")
    for each in found.entities:
        console.print(f"  [bold]{each.text}[/bold]: {each.kind} {_meaning(each.value)}")
    console.print(f"  (in {took:.0f} ms)")
    count = sum(map(len, SENTENCES.values()))
    with console.status("learning"):
        function, took = timed(lambda: vizsla.learn(SENTENCES))
    tested = function.manifest.test
    console.print(
        f"  learned {', '.join(SENTENCES)} from {count} sentences, in {took / 1000:.1f} s; "
        f"{tested.accuracy:.0%} right on a test set of {tested.examples}"
    )
    for text in (*(each[0] for each in UNSEEN.values()), STRANGE[0]):
        answer, took = timed(lambda text=text: function(text))
        sure = "likely" if answer.likely else "not sure"
        console.print(f"  {text}: [bold]{answer.answer}[/bold], {answer.score:.2f}, {sure}")


def _meaning(value: Any) -> str:  # noqa: ANN401 - the fields are the kind's
    first = (value.get("values") or [value])[0]
    return " ".join(str(each) for key, each in first.items() if key not in {"score", "subtype"})


if __name__ == "__main__":
    pretrained()
    with tempfile.TemporaryDirectory() as scratch:
        own(Path(scratch))
    texts()
    vizsla_command = Path(sys.executable).parent.relative_to(Path.cwd()) / "vizsla"
    console.print(
        "\n[bold]Dog Scope[/bold], an app of three functions. To open it:\n"
        f"  {vizsla_command} dogscope\n"
        "\n[bold]The studio[/bold], to make a function by looking. To open it:\n"
        f"  {vizsla_command} studio\n"
        "\nTo type vizsla alone, in this terminal:\n"
        f'  export PATH="{Path(sys.executable).parent}:$PATH"',
        soft_wrap=True,
    )
