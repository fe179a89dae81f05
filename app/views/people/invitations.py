"""Invitations: giving somebody a place in the program, sending the mail again, taking the invitation back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import InputError
from app.forms.invitations import InvitationForm
from app.forms.reviews import put
from app.services import invitations
from app.services.invitations import ADMINISTRATION, Desk, Place

bp = Blueprint("invitations", __name__, url_prefix="/invitaciones")
LONGEST_SEARCH = 200


@bp.route("", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """Ask where to, then whom to invite; list the invitations nobody has accepted yet."""
    desk = invitations.desk(asked("gobierno"), asked("oficina"), asked("q"), occasion())
    form = InvitationForm(desk.roles)
    if not desk.chosen and form.is_submitted():
        form.form_errors.append(_("Primero elija de dónde es la persona."))
    elif desk.chosen and form.validate_on_submit():
        try:
            invitations.invite(form.guest(desk.chosen), occasion())
        except InputError as error:
            put(form, error)
        else:
            flash(_("La invitación va en camino a %(email)s.", email=form.email.data), "success")
            return redirect(url_for(".index", **scope(desk.chosen)), 303)
    return page(desk, form), 422 if form.errors else 200


@bp.post("/<int(max=2147483647):invitation_id>/reenviar")
def resend(invitation_id: int) -> ResponseReturnValue:
    """Send the mail of an invitation again, with a new link."""
    email = invitations.resend(invitation_id, occasion())
    flash(_("Se envió de nuevo a %(email)s, con un enlace nuevo.", email=email), "success")
    return redirect(url_for(".index"), 303)


@bp.post("/<int(max=2147483647):invitation_id>/anular")
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    email = invitations.withdraw(invitation_id, occasion())
    flash(_("La invitación a %(email)s se anuló: su enlace ya no sirve.", email=email), "success")
    return redirect(url_for(".index"), 303)


def asked(name: str) -> str:
    """Return a parameter of the address; nobody types more than a line."""
    return request.args.get(name, "")[:LONGEST_SEARCH]


def page(desk: Desk, form: InvitationForm) -> str:
    """Render the page of invitations."""
    return render_template(
        "invitations/index.html",
        desk=desk,
        form=form,
        words=asked("q"),
        found=[{"name": item.name, "place": item.place, "url": address(gobierno=item.code)} for item in desk.found],
        places=[{"name": name_of(place), "url": address(**scope(place))} for place in desk.places],
        chosen=name_of(desk.chosen) if desk.chosen else "",
        here=address(**scope(desk.chosen)) if desk.chosen else "",
    )


def scope(place: Place) -> dict[str, Any]:
    """Return the parameters that choose a place."""
    if place.organization_code:
        return {"gobierno": place.organization_code}
    return {"oficina": place.office_code or ADMINISTRATION}


def address(**scope: Any) -> str:
    """Return the address of the page for a chosen place."""
    return url_for("invitations.index", **scope)


def name_of(place: Place) -> str:
    """Return what a place is called."""
    return place.name or str(_("Administración del programa"))
