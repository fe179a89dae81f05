"""Pages anybody may read: what this is, the steps, the form on paper, the register of members, the language."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.briefs.pictures.maps import departments_map, notice
from app.domain.vocabulary import OrganizationType
from app.forms.answers.layout import groups
from app.languages import CHOSEN
from app.services import publications
from app.services.applications.telling import forms

bp = Blueprint("public", __name__)
KINDS = {
    "": OrganizationType.DISTRICT_MUNICIPALITY,
    "empresa": OrganizationType.COMPANY,
    "institucion": OrganizationType.INSTITUTION,
}
"""Whose form is printed, by the word in the address."""


@bp.get("/")
def home() -> str:
    """Say what Ruta WeGO is, for whom, and how to begin."""
    return render_template("public/home.html", facts=publications.facts(), members=publications.members())


@bp.get("/como-se-postula")
def process() -> str:
    """Explain the steps of a local government's application."""
    return render_template("public/process.html", definition=publications.process("local-government"))


@bp.get("/solicitud-en-blanco")
def blank() -> str:
    """Show the empty form to print and fill in by hand, in both languages."""
    kind = KINDS.get(request.args.get("tipo", "")) or abort(404)
    definition, catalog = forms.published(kind)
    return render_template("public/blank.html", definition=definition, catalog=catalog, kind=kind, groups=groups)


@bp.get("/miembros")
def members() -> str:
    """Show the register of Peruvian members, each with source and year, and where they are."""
    listed = publications.members()
    departments = {member.department_code for member in listed if member.department_code}
    language = get_locale().language
    drawing = departments_map(departments, language) if departments else None
    return render_template("public/members.html", members=listed, map=drawing, map_note=notice(language))


@bp.post("/idioma")
def language() -> ResponseReturnValue:
    """Keep the language the person chose and go back to where they were."""
    chosen = request.form.get("language", "")
    if chosen not in current_app.config["LANGUAGES"]:
        abort(422)
    session[CHOSEN] = chosen
    return redirect(safe_path(request.form.get("next", "/")), 303)


def safe_path(path: str) -> str:
    """Return `path` if it stays on this site, the first page otherwise."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path and path.isprintable()
    return path if inside else "/"
