"""What every page knows: the links of the person's roles, who is signed in, and whether this is the demo."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from app import auth
from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.vocabulary import Role
from app.labels import label
from config import DEMO


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the navigation."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as the header names them."""

    name: str
    role: str


def register(app: Flask) -> None:
    """Give every template its surroundings."""

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        user = auth.account()
        actor = auth.occasion().actor
        roles = sorted({label(role) for role in actor.roles})
        return {
            "demo_mode": current_app.config["MODE"] == DEMO,
            "account": Account(user.name, ", ".join(roles)) if user else None,
            "navigation": links(actor) if user else [],
            "this_page": this_page(),
        }


def this_page() -> str:
    """Return the address to come back to after a change of language; the first page where it can't be shown."""
    address: str = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return address if address.isprintable() else "/"


def links(actor: Actor) -> list[Link]:
    """Return the links of the person's roles, the home first."""
    places = [("home.index", _("Inicio"))]
    officials = OFFICE_ROLES | {Role.COORDINATOR, Role.EMBASSY}
    if actor.roles & officials:
        places.append(("applications.index", _("Expedientes")))
    if actor.roles & (officials | CITY_ROLES):
        places.append(("organizations.index", _("Gobiernos")))
        places.append(("public.members", _("Miembros")))
    if actor.roles - {Role.EMBASSY}:
        places.append(("invitations.index", _("Invitaciones")))
    if current_app.config["MODE"] == DEMO:
        places.append(("outbox.index", _("Correo saliente")))
    return [Link(words, url_for(endpoint), request.endpoint == endpoint) for endpoint, words in places]
