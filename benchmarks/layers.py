"""The layers of EfficientNet-Lite0, for PyTorch's module and for ONNX's graph."""

from __future__ import annotations

from dataclasses import dataclass

EPSILON = 1e-3  # of the batch normalisations
SIDE = 224


@dataclass(frozen=True)
class Block:
    """An inverted residual: expand, depthwise, project."""

    channels: int
    out: int
    kernel: int
    stride: int
    expansion: int

    @property
    def residual(self) -> bool:
        """Whether the input is added to the output."""
        return self.stride == 1 and self.channels == self.out


def _blocks() -> tuple[Block, ...]:
    # Repeats, kernel, stride of the first, expansion, channels out.
    stages = (
        (1, 3, 1, 1, 16),
        (2, 3, 2, 6, 24),
        (2, 5, 2, 6, 40),
        (3, 3, 2, 6, 80),
        (3, 5, 1, 6, 112),
        (4, 5, 2, 6, 192),
        (1, 3, 1, 6, 320),
    )
    blocks, channels = [], 32
    for repeats, kernel, stride, expansion, out in stages:
        for repeat in range(repeats):
            blocks.append(Block(channels, out, kernel, 1 if repeat else stride, expansion))
            channels = out
    return tuple(blocks)


BLOCKS = _blocks()


def same_padding(kernel: int, stride: int) -> tuple[int, int]:
    """Return TensorFlow's SAME padding before and after, for the even sizes that occur here."""
    total = kernel - stride
    return total // 2, total - total // 2
