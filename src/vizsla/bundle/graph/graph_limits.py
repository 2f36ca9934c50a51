"""How much a stranger's graph may hold, compute and take; ``contract/limits.json`` has the same.

The limits are five to twenty times what the largest graph takes that Vizsla ships, or a package
of an encoder.
"""

from __future__ import annotations

MOST_CODES = 1000
MOST_TENSORS = 10_000
MOST_OUTPUTS = 100
MOST_ENDS = 4 * 2**20  # elements of the input, and of all outputs: an image of 1,180 x 1,180
MOST_COMPUTED = 128 * 2**20  # bytes of all tensors but the constants
MOST_MULTIPLICATIONS = 20_000_000_000
MOST_WINDOWS = 16 * 2**20  # an engine keeps a pointer for each place that a window looks at
MOST_PATCH = 64 * 2**20  # elements: one may copy what all windows of an operator look at
