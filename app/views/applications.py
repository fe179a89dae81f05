"""Applications: the list, opening one, the page of one, the terms of its steps."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import NotAllowedError, WrongStepError
from app.forms.applications import FilterForm, OpenForm
from app.labels import text
from app.services import offices
from app.services.applications import candidates, opening, reading
from app.services.applications.timeline import timeline
from app.services.organizations import place_of
from app.views.presenters.history import history, values_words
from app.views.presenters.lists import pages, row
from app.views.presenters.offers import offers
from app.views.presenters.opening import choice
from app.views.presenters.papers import bundles
from app.views.presenters.road import road
from app.views.presenters.standing import where
from app.views.presenters.terms import term_of

bp = Blueprint("applications", __name__)
bp.add_app_template_filter(values_words)


@bp.get("/expedientes")
def index() -> str:
    """List the applications the person may see, narrowed as the address says."""
    now = occasion()
    form = FilterForm(offices.listed())
    page = reading.list_for(now, form.filters(), request.args.get("pagina", 1, type=int))
    return render_template(
        "applications/index.html",
        form=form,
        rows=[row(line, now.today) for line in page.lines],
        page=pages(page, form.address()),
        is_narrowed=bool(form.address()),
        may_open=candidates.opens_some(now.actor),
    )


@bp.get("/expedientes/nuevo")
def new() -> str:
    """Find the organization for which an application is opened."""
    form = OpenForm(request.args, meta={"csrf": True})
    chosen = choice(form, occasion(), request.args.get("codigo", ""))
    return render_template("applications/new.html", form=form, choice=chosen)


@bp.post("/expedientes/nuevo")
def create() -> ResponseReturnValue:
    """Open an application; what is in the way is said on the same page."""
    form, now = OpenForm(), occasion()
    if not form.code.data:
        return refused(form, _("Elija una organización."), 422)
    try:
        number = opening.open_application(form.code.data, now)
    except NotAllowedError as error:
        return refused(form, text(error.because), 403)
    except WrongStepError as error:
        return refused(form, text(error.because), 409)
    flash(_("El expediente quedó abierto con el número %(number)s.", number=number))
    return redirect(url_for(".show", number=number), 303)


def refused(form: OpenForm, why: str, status: int) -> ResponseReturnValue:
    """Say at the choice why no application was opened."""
    form.code.errors = [why]
    chosen = choice(form, occasion(), form.code.data)
    return render_template("applications/new.html", form=form, choice=chosen), status


@bp.get("/expedientes/<number>")
def show(number: str) -> str:
    """Show one application: where it stands, what can be done, its road, papers and history."""
    shown = reading.show(number, occasion())
    return render_template(
        "applications/show.html",
        shown=shown,
        place=place_of(shown.dossier.organization),
        where=where(shown),
        offers=offers(shown),
        road=road(shown),
        bundles=bundles(shown),
        history=history(timeline(shown), shown),
    )


@bp.get("/expedientes/<number>/plazos/<step>")
def terms(number: str, step: str) -> str:
    """Show how the term of a step is counted, day by day."""
    shown = reading.show(number, occasion())
    return render_template("applications/terms.html", shown=shown, term=term_of(shown, step))
