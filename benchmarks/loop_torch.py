"""PyTorch's own tutorial: train the head alone on a frozen backbone, or the whole network.

"Transfer Learning for Computer Vision" (docs.pytorch.org, S. Chilamkurthy): random crops and
mirrored images, SGD at 0.001 with momentum 0.9, a tenth of it after every 7 epochs, batches of
4, the weights of the best epoch on the validation set. The network is the float one that Vizsla's
8-bit backbone was made from.
"""

from __future__ import annotations

import copy
import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from PIL import Image
from torch import nn

from engines.cores import cores
from engines.ordinary import SIDE, normalised
from network import EfficientNetLite0

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BATCH = 4
RATE, MOMENTUM = 0.001, 0.9
STEP, FACTOR = 7, 0.1
WARM_UP = 3  # batches, before any are timed
SHARE = 224 / 256  # of the shorter side, when answering
AREA = (0.08, 1.0)  # of a random crop, of the image's; RandomResizedCrop's defaults
ASPECT = (3 / 4, 4 / 3)


@dataclass(frozen=True)
class ImageFiles:
    """Labelled files.

    Attributes:
        paths: the files.
        targets: their labels' numbers.

    """

    paths: Sequence[Path]
    targets: np.ndarray

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self.paths)

    def part(self, chosen: np.ndarray) -> ImageFiles:
        """Return the files of these numbers."""
        return ImageFiles([self.paths[number] for number in chosen], self.targets[chosen])


class Tutorial:
    """The tutorial's script, for one set.

    Args:
        state: the pretrained weights, a state dict saved by PyTorch.
        labels: the number of labels.
        seed: the seed of the weights, the order and the crops.

    """

    def __init__(self, state: Path, labels: int, seed: int = 0) -> None:
        torch.set_num_threads(cores())
        torch.manual_seed(seed)
        self._rng = np.random.default_rng(seed)
        self.network = EfficientNetLite0()
        self.network.load_state_dict(torch.load(state, weights_only=True))
        self.network._fc = nn.Linear(1280, labels)  # noqa: SLF001 - the checkpoint's own name

    def train(self, shown: ImageFiles, aside: ImageFiles, epochs: int) -> None:
        """Fine-tune all of the network.

        Args:
            shown: the training set.
            aside: the validation set, on which the best epoch is chosen.
            epochs: the number of epochs.

        """
        optimiser = torch.optim.SGD(self.network.parameters(), RATE, MOMENTUM)
        schedule = torch.optim.lr_scheduler.StepLR(optimiser, STEP, FACTOR)
        best, kept = -1, self.network.state_dict()
        for _ in range(epochs):
            self._epoch(optimiser, shown)
            schedule.step()
            right = int((self.answers(aside) == aside.targets).sum())
            if right >= best:
                best, kept = right, copy.deepcopy(self.network.state_dict())
        self.network.load_state_dict(kept)

    def _epoch(
        self, optimiser: torch.optim.Optimizer, shown: ImageFiles, most: int | None = None
    ) -> None:
        self.network.train()
        for values, targets in self._batches(shown, self._random, most):
            optimiser.zero_grad()
            nn.functional.cross_entropy(self.network(values), targets).backward()
            optimiser.step()

    def train_seconds(self, shown: ImageFiles, batches: int) -> float:
        """Fine-tune all of the network on some batches; return the seconds of an image."""
        optimiser = torch.optim.SGD(self.network.parameters(), RATE, MOMENTUM)
        self._epoch(optimiser, shown, WARM_UP)
        start = time.perf_counter()
        self._epoch(optimiser, shown, batches)
        return (time.perf_counter() - start) / min(batches * BATCH, len(shown))

    def frozen_seconds(self, shown: ImageFiles, batches: int) -> float:
        """Run the frozen network on some batches; return the seconds of an image."""
        self.network.eval()
        with torch.no_grad():
            for count in (WARM_UP, batches):
                start = time.perf_counter()
                for values, _ in self._batches(shown, self._random, count):
                    self.network(values)
        return (time.perf_counter() - start) / min(batches * BATCH, len(shown))

    def train_head(
        self,
        features: tuple[torch.Tensor, torch.Tensor],
        targets: tuple[np.ndarray, np.ndarray],
        epochs: int,
        rates: Sequence[float],
    ) -> None:
        """Fit the head alone to features that were computed once.

        Args:
            features: those of the training set, and of the validation set.
            targets: their labels' numbers.
            epochs: the number of epochs at each rate.
            rates: the learning rates to choose from.

        """
        best, kept = -1, self._head.state_dict()
        start = copy.deepcopy(kept)
        (shown, aside), (wanted, wanted_aside) = features, map(torch.from_numpy, targets)
        for rate in rates:
            self._head.load_state_dict(start)
            optimiser = torch.optim.SGD(self._head.parameters(), rate, MOMENTUM)
            schedule = torch.optim.lr_scheduler.StepLR(optimiser, STEP, FACTOR)
            for _ in range(epochs):
                for chosen in torch.from_numpy(self._rng.permutation(len(shown))).split(BATCH):
                    optimiser.zero_grad()
                    loss = nn.functional.cross_entropy(self._head(shown[chosen]), wanted[chosen])
                    loss.backward()
                    optimiser.step()
                schedule.step()
                with torch.no_grad():
                    right = int((self._head(aside).argmax(1) == wanted_aside).sum())
                # Of equal epochs the later one: with few validation images, most are equal.
                if right >= best:
                    best, kept = right, copy.deepcopy(self._head.state_dict())
        self._head.load_state_dict(kept)

    @property
    def _head(self) -> nn.Linear:
        return self.network._fc  # noqa: SLF001 - the checkpoint's own name

    def features(self, images: ImageFiles) -> torch.Tensor:
        """Return the head's input for images, (images, 1280)."""
        held, self.network._fc = self.network._fc, nn.Identity()  # noqa: SLF001 - as above
        try:
            return self._run(images)
        finally:
            self.network._fc = held  # noqa: SLF001 - as above

    def answers(self, images: ImageFiles) -> np.ndarray:
        """Return the number of each image's likeliest label."""
        return self._run(images).argmax(1).numpy()

    def _run(self, images: ImageFiles) -> torch.Tensor:
        self.network.eval()
        with torch.inference_mode():
            found = [self.network(values) for values, _ in self._batches(images, _middle)]
        return torch.cat(found).clone()

    def _batches(
        self, images: ImageFiles, cut: Callable[[Image.Image], Image.Image], most: int | None = None
    ) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Iterate over batches, with the next ones prefetched; random crops in random order."""
        numbers = np.arange(len(images))
        if cut is not _middle:
            self._rng.shuffle(numbers)
        every = [numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH)][:most]
        with ThreadPoolExecutor(1) as pool:
            ready = pool.map(lambda chosen: _read(images.part(chosen), cut), every)
            yield from ready

    def _random(self, image: Image.Image) -> Image.Image:
        """Cut as RandomResizedCrop and RandomHorizontalFlip do."""
        width, height = image.size
        area = width * height * self._rng.uniform(*AREA)
        aspect = math.exp(self._rng.uniform(*map(math.log, ASPECT)))
        across = min(width, max(1, round(math.sqrt(area * aspect))))
        down = min(height, max(1, round(math.sqrt(area / aspect))))
        left = int(self._rng.integers(width - across + 1))
        top = int(self._rng.integers(height - down + 1))
        cut = image.resize(
            (SIDE, SIDE), Image.Resampling.BILINEAR, (left, top, left + across, top + down)
        )
        mirrored = self._rng.random() < 0.5  # noqa: PLR2004 - one of two
        return cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else cut


def _middle(image: Image.Image) -> Image.Image:
    width, height = image.size
    side = min(width, height) * SHARE
    left, top = (width - side) / 2, (height - side) / 2
    box = (left, top, left + side, top + side)
    return image.resize((SIDE, SIDE), Image.Resampling.BICUBIC, box)


def _read(
    images: ImageFiles, cut: Callable[[Image.Image], Image.Image]
) -> tuple[torch.Tensor, torch.Tensor]:
    values = [normalised(np.asarray(cut(_opened(path)))) for path in images.paths]
    return torch.from_numpy(np.concatenate(values)), torch.from_numpy(images.targets)


def _opened(path: Path) -> Image.Image:
    """Open an image; alpha is laid over white, as in Vizsla."""
    with Image.open(path) as image:
        if "A" not in image.getbands() and "transparency" not in image.info:
            return image.convert("RGB")
        whole = image.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(white, whole).convert("RGB")
