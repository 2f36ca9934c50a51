"""EfficientNet-Lite0 in PyTorch: an nn.Module, run eagerly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from layers import BLOCKS, EPSILON, Block, same_padding

if TYPE_CHECKING:
    import numpy as np


def _conv(channels: int, out: int, kernel: int, stride: int, groups: int = 1) -> nn.Module:
    before, after = same_padding(kernel, stride)
    if before == after:
        return nn.Conv2d(channels, out, kernel, stride, before, groups=groups, bias=False)
    # nn.Conv2d pads both sides alike; TensorFlow's SAME, of the training, does not.
    return _PaddedConv(channels, out, kernel, stride, groups, (before, after, before, after))


class _PaddedConv(nn.Conv2d):
    """A convolution that pads its input, so that its weights keep their name."""

    def __init__(
        self,
        channels: int,
        out: int,
        kernel: int,
        stride: int,
        groups: int,
        pads: tuple[int, int, int, int],
    ) -> None:
        super().__init__(channels, out, kernel, stride, groups=groups, bias=False)
        self.pads = pads

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pad, then convolve."""
        return super().forward(nn.functional.pad(x, self.pads))


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=EPSILON)


class _Block(nn.Module):
    """An inverted residual."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        inner = block.channels * block.expansion
        if block.expansion > 1:
            self._expand_conv = _conv(block.channels, inner, 1, 1)
            self._bn0 = _norm(inner)
        self._depthwise_conv = _conv(inner, inner, block.kernel, block.stride, inner)
        self._bn1 = _norm(inner)
        self._project_conv = _conv(inner, block.out, 1, 1)
        self._bn2 = _norm(block.out)
        self.expands, self.residual = block.expansion > 1, block.residual

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Compute the block."""
        y = x
        if self.expands:
            y = nn.functional.relu6(self._bn0(self._expand_conv(y)))
        y = nn.functional.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.residual else y


class EfficientNetLite0(nn.Module):
    """Normalised images (n, 3, 224, 224) to logits (n, 1000); the checkpoint's own names."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = _conv(3, BLOCKS[0].channels, 3, 2)
        self._bn0 = _norm(BLOCKS[0].channels)
        self._blocks = nn.ModuleList(_Block(each) for each in BLOCKS)
        self._conv_head = _conv(BLOCKS[-1].out, 1280, 1, 1)
        self._bn1 = _norm(1280)
        self._fc = nn.Linear(1280, 1000)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Compute the logits."""
        x = nn.functional.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks:
            x = block(x)
        x = nn.functional.relu6(self._bn1(self._conv_head(x)))
        return self._fc(x.mean((2, 3)))


def load(state: dict[str, np.ndarray]) -> EfficientNetLite0:
    """Return the network with a checkpoint's weights, in evaluation mode."""
    network = EfficientNetLite0()
    network.load_state_dict({name: torch.from_numpy(each.copy()) for name, each in state.items()})
    return network.eval()
