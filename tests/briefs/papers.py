"""Every kind of paper in every shape, each made once."""

from collections.abc import Callable
from functools import cache
from typing import Any

from app.briefs.city import city_brief
from app.briefs.receipt import receipt
from app.briefs.receipt_data import CertifiedBy, Follows, Receipt
from tests.briefs.examples import (
    COMPANY,
    LONG_NAME,
    a_brief_beside_the_advice,
    a_city_brief,
    a_company_brief,
    a_lima_with_cooperation,
    a_member_by_the_article,
    a_receipt,
)
from tests.briefs.reading import Paper

MakePaper = Callable[..., Paper]


PAPERS: dict[str, Callable[[], Any]] = {
    "city-es": a_city_brief,
    "city-en": lambda: a_city_brief("en"),
    "city-demo-long-name": lambda: a_city_brief(organization=LONG_NAME, department_code="17", is_demo=True),
    "city-beside-the-advice": a_brief_beside_the_advice,
    "city-company": a_company_brief,
    "member-es": a_member_by_the_article,
    "member-en": lambda: a_lima_with_cooperation("en"),
    "receipt-es": a_receipt,
    "receipt-en": lambda: a_receipt("en", is_demo=True),
    "receipt-signed-sheet": lambda: a_receipt(
        certified_how=CertifiedBy.SIGNED_SHEET, documents=(), term=None, due_on=None, round_number=1
    ),
    "receipt-unendorsed": lambda: a_receipt(follows=Follows.NO_ENDORSEMENT, term=None, due_on=None),
    "receipt-company": lambda: a_receipt(
        organization=COMPANY,
        certified_how=CertifiedBy.SIGNED_SHEET,
        follows=Follows.NO_REVIEW,
        office="Coordinación en Lima",
        term=None,
        due_on=None,
    ),
}


def printed(name: str) -> bytes:
    """Print one of the papers."""
    data = PAPERS[name]()
    return receipt(data) if isinstance(data, Receipt) else city_brief(data)


@cache
def made(name: str) -> Paper:
    """Print one of the papers at the first call and keep it."""
    return Paper(printed(name))
