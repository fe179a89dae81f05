"""Text as people search it, without accents, in any case, with any spacing; and whether a text says anything."""

import unicodedata

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category that nobody sees: Korean fillers and the empty braille cell."""


def fold(text: str) -> str:
    """Reduce `text` to what two spellings of the same name share, so that *nunoa* finds *Ñuñoa*.

    Accents and tildes go, case goes, punctuation counts as a space and runs of spaces become one; the result has no
    space at its ends.
    """
    # Twice: some letters only have a lower case once taken apart, and some come apart only in lower case.
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def trimmed(text: str) -> str:
    """Return `text` without space at its ends; nothing where no sign of it can be seen.

    A text copied from a page can be nothing but a zero-width space, which `str.strip` leaves.
    """
    return text.strip() if any(_is_seen(sign) for sign in text) else ""


def _is_seen(sign: str) -> bool:
    """Whether a sign shows by itself: no space, no control or format character, no loose accent."""
    return unicodedata.category(sign)[0] not in "ZCM" and sign not in BLANK
