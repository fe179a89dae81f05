"""The registry of governments and other organizations: searching, one's page, adding companies and institutions."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import InputError
from app.forms.organizations import OrganizationForm
from app.forms.reviews import put
from app.services import organizations
from app.services.organizations import MOST_FOUND, profiles
from app.views.presenters.organizations import registry_lines

bp = Blueprint("organizations", __name__)
MOST_SUGGESTED = 8
LONGEST_SEARCH = 200


@bp.get("/gobiernos")
def index() -> str:
    """Search the registry by name or place, without caring about accents or case."""
    words = searched()
    found = [result(item) for item in organizations.search(words)]
    return render_template(
        "organizations/index.html",
        words=words,
        found=found,
        is_cut=len(found) == MOST_FOUND,
        may_create=organizations.may_create(occasion().actor),
    )


@bp.get("/gobiernos/buscar.json")
def suggest() -> ResponseReturnValue:
    """Return the first results of a search for programs: name, place and address of each."""
    return jsonify([result(item) for item in organizations.search(searched(), most=MOST_SUGGESTED)])


@bp.get("/gobiernos/<code>")
def show(code: str) -> str:
    """Show what the registry knows of one organization, and what can be done with it."""
    profile = profiles.show(code, occasion())
    return render_template("organizations/show.html", profile=profile, lines=registry_lines(profile))


@bp.route("/gobiernos/nuevo", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Add a company or an institution, one per RUC; Lima does it."""
    if not organizations.may_create(occasion().actor):
        abort(404)
    form = OrganizationForm()
    if form.validate_on_submit():
        try:
            code = organizations.create(
                form.chosen_kind(), form.ruc.data or "", form.name.data or "", form.address.data or "", occasion()
            )
        except InputError as error:
            put(form, error)
        else:
            flash(_("La organización ya está en el registro."), "success")
            return redirect(url_for(".show", code=code), 303)
    return render_template("organizations/create.html", form=form), 422 if form.errors else 200


def searched() -> str:
    """Return the words searched for; nobody types more than a line."""
    return request.args.get("q", "")[:LONGEST_SEARCH]


def result(item: organizations.Found) -> dict[str, Any]:
    """Return one result as the list and the suggestions show it."""
    return {
        "code": item.code,
        "name": item.name,
        "place": item.place,
        "url": url_for("organizations.show", code=item.code),
    }
