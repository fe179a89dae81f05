"""Keeps a paper to the characters its face can draw.

People type emoji, control characters and scripts the bundled face hasn't. A missing glyph breaks PDF/UA-1 (ISO 14289-1,
7.21.8) and makes text unreadable to machines; marks that turn the reading direction make a line read as what it isn't.
"""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from app.briefs.assets import STATIC

FACES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-It.ttf")
STAND_IN = "□"
LINE_ENDS = frozenset("\t\n\r")
NOTHING_TO_DRAW = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
MARKS_ON_LETTERS = {"Mn", "Me"}


def drawable(text: str) -> str:
    """Return `text` with `STAND_IN` for what has no glyph, a space for controls, and nothing for lone marks."""
    strange = {ord(mark): _instead(mark) for mark in set(text) - LINE_ENDS if ord(mark) not in _covered()}
    return text.translate(strange)


def _instead(mark: str) -> str:
    """Return what is drawn for one character that the face hasn't."""
    category = unicodedata.category(mark)
    if category in MARKS_ON_LETTERS:
        return ""
    return " " if category in NOTHING_TO_DRAW else STAND_IN


@cache
def _covered() -> frozenset[int]:
    """Return the code points that all of the faces have."""
    return frozenset.intersection(*map(_glyphs_of, FACES))


def _glyphs_of(face: str) -> frozenset[int]:
    """Return the code points of one face."""
    with TTFont(STATIC / "fonts" / "ttf" / face, lazy=True) as font:
        return frozenset(font["cmap"].getBestCmap())
