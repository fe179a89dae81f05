"""The papers in PDF: a government's brief and an application's receipt."""

from flask import Blueprint, Response, current_app, make_response, request
from flask_babel import get_locale

from app.auth import occasion
from app.briefs.city import city_brief
from app.briefs.gathering.city import gather
from app.briefs.gathering.receipt import receive
from app.briefs.receipt import receipt as receipt_pdf
from config import DEMO

bp = Blueprint("briefs", __name__)


@bp.get("/gobiernos/<code>/ficha.pdf")
def city(code: str) -> Response:
    """Hand out the brief of a government, as far as the reader may see."""
    language = asked_language()
    data = gather(code, language, occasion(), is_demo=is_demo())
    return pdf(city_brief(data), f"ficha-{code}-{language}.pdf")


@bp.get("/expedientes/<number>/cargo.pdf")
def receipt(number: str) -> Response:
    """Hand out the receipt of the application's last certification, or of the one asked for."""
    language = asked_language()
    sequence = request.args.get("registro", type=int)
    data = receive(number, language, occasion(), is_demo=is_demo(), sequence=sequence)
    return pdf(receipt_pdf(data), f"cargo-{number}-{language}.pdf")


def asked_language() -> str:
    """Return the language asked for in the address, the page's own otherwise."""
    asked = request.args.get("idioma", "")
    if asked in current_app.config["LANGUAGES"]:
        return asked
    return "en" if str(get_locale()).startswith("en") else "es"


def is_demo() -> bool:
    """Whether the paper has to say that its world is invented."""
    return bool(current_app.config["MODE"] == DEMO)


def pdf(content: bytes, name: str) -> Response:
    """Return a PDF as a file to keep."""
    response = make_response(content)
    response.mimetype = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
