"""The taxpayer number (RUC) of a Peruvian legal person."""

import re

from app.domain.bilingual import Text

_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_SHAPE = re.compile(r"20[0-9]{9}")


WRONG_RUC = Text(
    "Revise el RUC: son 11 cifras sin guiones ni espacios, empieza con 20 y su última cifra debe cuadrar.",
    "Check the RUC: 11 digits without hyphens or spaces, beginning with 20, the last of which must match.",
)


def is_valid_ruc(text: str) -> bool:
    """Say whether `text` can be the RUC of a government, company or institution.

    The rule: 11 digits, the first two 20 (legal persons), the last one a check digit in module 11. The first ten digits
    are multiplied by 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 and added; the check digit is 11 minus the remainder of that sum by
    11, where 10 is written 0 and 11 is written 1. Whether SUNAT has given the number to anybody isn't known here.
    """
    if not _SHAPE.fullmatch(text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return (11 - total % 11) % 10 == int(text[10])
