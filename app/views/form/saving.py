"""Saving one page of the membership form: what was typed comes back whole where it can't be saved as it is."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.errors import DomainError, NotAllowedError
from app.forms.answers import conflicts, progress
from app.forms.answers.layout import groups
from app.forms.answers.progress import Page
from app.forms.answers.sections import SectionForm
from app.labels import text
from app.services.applications import reading, sections
from app.services.applications.reading import Shown
from app.services.occasion import Occasion
from app.views.presenters import answers as presented

LIST = "list"
"""The button that goes back to the list instead of on to the next page."""


def read(number: str, now: Occasion) -> Shown:
    """Return the application; raises NotAllowedError for whoever sees its status and not what it says (rule 11)."""
    shown = reading.show(number, now)
    if not shown.contents.allowed:
        raise NotAllowedError(shown.contents.because)
    return shown


def save(shown: Shown, page: Page, form: SectionForm, now: Occasion) -> ResponseReturnValue:
    """Save what was sent, unless somebody must first decide between two answers or accept what is lost."""
    number, section = shown.dossier.row.number, page.section
    choosing = conflicts.choosing_form(section, request.form.get("conflicts", "").split())
    if not choosing.validate():
        return conflict_page(number, page, form, now)
    given = choosing.kept(form.answers())
    after = progress.merged(shown, section, form.started_from, given)
    lost = progress.takes_back(shown, section, dict(after.values) | {c.code: c.mine for c in after.conflicts}, now)
    if lost and not form.understood.data:
        form.understood.errors = [_("Marque que entiende lo que queda sin efecto, o vuelva sin cambiar nada.")]
        return section_page(shown, page, form, 422)
    saved = sections.save_section(number, section.key, form.started_from, given, now)
    if saved.conflicts:
        return conflict_page(number, page, form, now)
    tell(page, withdrew=saved.withdrew)
    return redirect(next_url(shown, page, now), 303)


def tell(page: Page, *, withdrew: bool) -> None:
    """Say what was saved, and what it took back."""
    flash(_("Se guardó «%(title)s».", title=text(page.section.title)))
    if withdrew:
        flash(_("La certificación anterior quedó sin efecto: hay que certificar la solicitud de nuevo."), "warning")


def next_url(shown: Shown, page: Page, now: Occasion) -> str:
    """Return where the button leads: to the list, to the next page, or after the last one to all the answers."""
    number = shown.dossier.row.number
    if request.form.get("then") == LIST:
        return url_for(".index", number=number)
    following = progress.filled(shown, now).after(page.section)
    if following is None:
        return url_for(".check", number=number)
    return url_for(".section", number=number, section=following.section.key)


def autosave(shown: Shown, page: Page, form: SectionForm, now: Occasion) -> ResponseReturnValue:
    """Save while the person types, only where nobody else saved meanwhile and nothing certified is at stake.

    Anything else waits for the button, whose page can ask; the answer then is 409 and nothing was written.
    """
    stale = form.started_from != page.version
    if page.refused or stale or progress.may_take_back(shown) or not form.validate():
        return {"version": page.version}, 409
    number = shown.dossier.row.number
    saved = sections.save_section(number, page.section.key, page.version, form.answers(), now)
    return {"version": saved.version}, 409 if saved.conflicts else 200


def section_page(shown: Shown, page: Page, form: SectionForm, status: int) -> ResponseReturnValue:
    """Return one page of the form to fill in; to read, for whoever can't change it and typed nothing."""
    is_read = page.refused is not None and request.method == "GET"
    body = render_template(
        "form/section.html",
        shown=shown,
        page=page,
        form=form,
        groups=groups(page.section),
        rows=presented.rows(page, shown.dossier.row.number) if is_read else None,
        takes_back=page.refused is None and progress.may_take_back(shown),
        observations=progress.observations_on(shown, page.section),
    )
    return body, status


def refused_page(shown: Shown, page: Page, form: SectionForm, error: DomainError) -> ResponseReturnValue:
    """Return the page with what was typed still in it, and why it wasn't saved."""
    form.form_errors.append(text(error.because))
    return section_page(shown, page, form, 403 if isinstance(error, NotAllowedError) else 409)


def conflict_page(number: str, page: Page, form: SectionForm, now: Occasion) -> ResponseReturnValue:
    """Return the page that asks which of two answers to keep; everything typed goes along with it."""
    shown = read(number, now)
    given = form.answers()
    after = progress.merged(shown, page.section, form.started_from, given)
    asked = [code for code in request.form.get("conflicts", "").split() if code in given]
    choosing = conflicts.choosing_form(page.section, [*asked, *(conflict.code for conflict in after.conflicts)])
    if asked:
        choosing.validate()
    found = conflicts.choosing(shown, page.section, given, choosing.codes)
    body = render_template(
        "form/conflict.html",
        shown=shown,
        page=progress.page_of(shown, page.section, now),
        form=choosing,
        found=found,
        carried=conflicts.carried(page.section, given, after),
        understood=form.understood.data,
    )
    return body, 409
