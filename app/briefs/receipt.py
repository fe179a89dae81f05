"""The *cargo*: what a city holds in its hands once its form is certified and handed to review."""

from app.briefs.engine import render
from app.briefs.pages import page
from app.briefs.receipt_data import Receipt


def receipt(data: Receipt) -> bytes:
    """Return the receipt as an accessible PDF; the same data gives the same bytes. Raises BriefError."""
    return render(receipt_html(data))


def receipt_html(data: Receipt) -> str:
    """Return the HTML that the PDF is made of."""
    return page("receipt.html", data.language, receipt=data)
