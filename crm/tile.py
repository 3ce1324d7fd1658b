"""
The face of a contact: a 2x2 tile drawn from the visitor ID, the same everywhere and for ever.

Changing the recipe changes every contact's face, so its output is pinned by tests.
"""

from hashlib import sha256
from typing import NamedTuple

# Eight shapes of a cell whose corner is at (x, y): four quarter discs, a disc, a square and two leaves.
SHAPES = [
    "M{x} {y}h1a1 1 0 0 1-1 1z",
    "M{x} {y}h1v1a1 1 0 0 1-1-1z",
    "M{right} {y}v1h-1a1 1 0 0 1 1-1z",
    "M{x} {y}v1h1a1 1 0 0 0-1-1z",
    "M{x} {middle}a.5.5 0 1 1 1 0a.5.5 0 1 1-1 0z",
    "M{x} {y}h1v1h-1z",
    "M{x} {y}a1 1 0 0 1 1 1a1 1 0 0 1-1-1z",
    "M{right} {y}a1 1 0 0 1-1 1a1 1 0 0 1 1-1z",
]
CELLS = [(0, 0), (1, 0), (0, 1), (1, 1)]


class Tile(NamedTuple):
    hue: int
    solid: str
    faint: str


def tile_for(seed):
    """The tile of a visitor ID: a UUID, or its dashed text in any case."""
    digest = sha256(str(seed).lower().encode()).digest()
    layers = {True: "", False: ""}
    for (x, y), shape, weight in zip(CELLS, digest[1:5], digest[5:9], strict=True):
        layers[weight % 3 != 0] += SHAPES[shape % 8].format(x=x, y=y, right=x + 1, middle=y + 0.5)
    return Tile(hue=digest[0] % 12 * 30 + 10, solid=layers[True], faint=layers[False])
