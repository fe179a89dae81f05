"""Accepting an invitation: reading the link changes nothing, the button does."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import auth
from app.auth import occasion
from app.domain.errors import InputError
from app.forms.invitations import AcceptForm, NewAccountForm
from app.forms.reviews import put
from app.services import invitations
from app.services.invitations import Opened

bp = Blueprint("acceptance", __name__)


@bp.route("/invitacion/<token>", methods=["GET", "POST"])
def accept(token: str) -> ResponseReturnValue:
    """Show what an invitation offers; take it once the person says so."""
    opened = invitations.opened(token, occasion())
    if opened is None:
        return render_template("invitations/gone.html"), 404
    form = form_for(opened)
    if form.validate_on_submit():
        try:
            return accepted(token, form)
        except InputError as error:
            put(form, error)
    page = render_template("invitations/accept.html", opened=opened, form=form, token=token)
    return page, 422 if form.errors else 200


def form_for(opened: Opened) -> Any:
    """Return the form that is left to fill in: none but the button where the account exists."""
    if opened.account_id is not None:
        return AcceptForm()
    return NewAccountForm(opened.invitation.email, data={"name": opened.invitation.name})


def accepted(token: str, form: Any) -> ResponseReturnValue:
    """Take the place. Who just chose the password is signed in; who has an account signs in with it."""
    name, post, password = (form.name.data, form.post.data, form.password.data) if "password" in form else ("", "", "")
    done = invitations.accept(token, name, post, auth.hashed_password(password) if password else None, occasion())
    if done.is_new:
        auth.sign_in(done.user_id)
        flash(_("Su cuenta está lista. Bienvenido a Ruta WeGO."), "success")
    else:
        flash(_("Aceptó la invitación. El cargo nuevo ya está en su cuenta."), "success")
    home = auth.account() is not None
    return redirect(url_for("home.index" if home else "security.login"), 303)
