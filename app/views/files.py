"""Papers: uploading one to its place, taking one away, handing one out."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import InputError
from app.forms.files import RemoveForm, UploadForm
from app.forms.reviews import put
from app.receiving import takes_files
from app.services import files
from app.views.presenters.papers import upload_page
from app.views.public import safe_path

bp = Blueprint("files", __name__)
SANDBOX = "sandbox; default-src 'none'"
"""What an uploaded file may do in a browser that opens it all the same: nothing."""


@bp.post("/expedientes/<number>/archivos")
@takes_files
def upload(number: str) -> ResponseReturnValue:
    """Attach a file to a slot and go back to the page that asked for it."""
    form = UploadForm()
    page = upload_page(number, form.slot.data or "", form.next.data or "", occasion())
    try:
        files.upload(number, form.upload(), occasion())
    except InputError as error:
        put(form, error)
        return render_template("files/upload.html", form=form, page=page), 422
    flash(_("El archivo quedó guardado."))
    return redirect(safe_path(page.back), 303)


@bp.post("/expedientes/<number>/archivos/<int(max=2147483647):attachment_id>/retirar")
def remove(number: str, attachment_id: int) -> ResponseReturnValue:
    """Take a paper away and go back; one that somebody took away already is told so."""
    form = RemoveForm()
    page = upload_page(number, form.slot.data or "", form.next.data or "", occasion())
    try:
        files.remove(number, page.slot, attachment_id, occasion())
        flash(_("El archivo se retiró. El historial conserva que estuvo aquí."))
    except InputError:
        flash(_("Ese archivo ya no estaba aquí."), "warning")
    return redirect(safe_path(page.back), 303)


@bp.get("/archivos/<int(max=2147483647):attachment_id>")
def download(attachment_id: int) -> Response:
    """Hand out a file to keep, never to run: under a safe name, as what it was found to be, shut in a sandbox."""
    found = files.download(attachment_id, occasion())
    response = send_file(
        BytesIO(found.content), mimetype=found.media_type, as_attachment=True, download_name=found.name
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
