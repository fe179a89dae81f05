"""The membership form: the list of its pages, one page at a time, checking, and certifying."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.auth import occasion
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Inputs
from app.domain.progress.papers import SHEET
from app.forms.answers import progress
from app.forms.answers.certifying import CertifyForm, Certifying, certifying
from app.forms.answers.papers import papers
from app.forms.answers.progress import Page
from app.forms.answers.sections import posted_version, section_form
from app.forms.reviews import put
from app.services.applications import acting
from app.services.applications.reading import Shown
from app.services.applications.telling import forms
from app.services.occasion import Occasion
from app.views.form.saving import autosave, read, refused_page, save, section_page
from app.views.presenters import answers as presented
from app.views.presenters.papers import slots

bp = Blueprint("form", __name__)
AUTOSAVE = "X-Autosave"
"""The header of a save by js/unsaved.js."""


@bp.get("/expedientes/<number>/solicitud")
def index(number: str) -> str:
    """Show the form as a list of pages, how far each has come, and the papers that go with it."""
    now = occasion()
    shown = read(number, now)
    filled = progress.filled(shown, now)
    return render_template(
        "form/index.html",
        shown=shown,
        filled=filled,
        tasks=presented.tasks(filled, number),
        papers=presented.paper_tasks(papers(shown), number),
        certifying=certifying(shown, now),
    )


@bp.route("/expedientes/<number>/solicitud/<section>", methods=["GET", "POST"])
def section(number: str, section: str) -> ResponseReturnValue:
    """Show one page of the form, and save it."""
    now = occasion()
    shown = read(number, now)
    page = page_or_404(shown, section, now)
    version = posted_version(request.form.get("version", "")) if request.method == "POST" else page.version
    before = progress.started_from(shown, page.section, version)
    form = section_form(page.section, before, version, shown.dossier.around.known)
    if request.method == "POST" and AUTOSAVE in request.headers:
        return autosave(shown, page, form, now)
    if not form.validate_on_submit():
        return section_page(shown, page, form, 422 if form.errors else 200)
    try:
        return save(shown, page, form, now)
    except (NotAllowedError, WrongStepError) as error:
        return refused_page(shown, page, form, error)


def page_or_404(shown: Shown, key: str, now: Occasion) -> Page:
    """Return the page `key` of the form; anything that isn't one doesn't exist."""
    found = shown.dossier.catalog.by_key.get(key)
    if found is None or not found.is_form:
        abort(404)
    return progress.page_of(shown, found, now)


@bp.get("/expedientes/<number>/solicitud/revisar")
def check(number: str) -> str:
    """Show every answer on one page, and what is missing or wrong."""
    now = occasion()
    shown = read(number, now)
    filled = progress.filled(shown, now)
    told = [presented.problems(page, number) for page in filled.pages]
    rows = [presented.rows(page, number) for page in filled.pages]
    return render_template("form/check.html", shown=shown, filled=filled, told=told, rows=rows)


@bp.route("/expedientes/<number>/solicitud/certificar", methods=["GET", "POST"])
def certify(number: str) -> ResponseReturnValue:
    """Explain who certifies, and let whoever may do so."""
    now = occasion()
    shown = read(number, now)
    standing = certifying(shown, now) or abort(404)
    form = CertifyForm(standing.form_hash)
    if form.validate_on_submit():
        try:
            acting.take(number, standing.action, Inputs(form_hash=form.read), now)
        except InputError as error:
            put(form, error)
        else:
            flash(certified_message(number))
            return redirect(url_for("applications.show", number=number), 303)
    status = 409 if form.form_hash.errors else 422 if form.errors else 200
    form.renew()
    return certify_page(shown, standing, form, now), status


def certified_message(number: str) -> Markup:
    """Return what is said after certifying, with the way to the receipt."""
    link = Markup('<a href="{}">{}</a>').format(url_for("briefs.receipt", number=number), _("Descargar el cargo (PDF)"))
    return Markup("{} {}").format(_("La solicitud quedó certificada."), link)


def certify_page(shown: Shown, standing: Certifying, form: CertifyForm, now: Occasion) -> str:
    """Return the page of certification, with the place for the signed sheet."""
    places = slots(shown, standing.step, now.actor.user_id)
    return render_template(
        "form/certify.html",
        shown=shown,
        standing=standing,
        form=form,
        signatories=forms.signatories(shown.dossier.row.number, now),
        sheet=next(place for place in places if place.slot == SHEET),
    )


@bp.get("/expedientes/<number>/solicitud/hoja")
def sheet(number: str) -> str:
    """Show the sheet that the authority signs on paper when nobody else can certify."""
    now = occasion()
    shown = read(number, now)
    standing = certifying(shown, now) or abort(404)
    filled = progress.filled(shown, now)
    rows = [presented.rows(page, number, on_paper=True) for page in filled.pages]
    return render_template("form/sheet.html", shown=shown, standing=standing, filled=filled, rows=rows)
