"""Text as people search it: without accents, in any case, with any spacing."""

import unicodedata


def fold(text: str) -> str:
    """Reduce `text` to what two spellings of the same name share, so that *nunoa* finds *Ñuñoa*.

    Accents and tildes go, case goes, punctuation counts as a space and runs of spaces become one; the result has no
    space at its ends.
    """
    # Twice: some letters only have a lower case once taken apart, and some come apart only in lower case.
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
