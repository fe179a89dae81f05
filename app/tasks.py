"""Background tasks, as thin as views; the queue they wait in is bound here."""

from email.message import EmailMessage
from smtplib import SMTP, SMTP_SSL
from urllib.parse import unquote, urlsplit

import structlog
from flask import Flask, current_app, render_template, url_for
from flask_babel import force_locale, gettext
from huey import crontab

from app.extensions import huey
from app.models.user import Invitation
from app.services import invitations, outbox
from app.services.outbox import Letter

log = structlog.get_logger(__name__)
SMTP_TIMEOUT = 30.0  # seconds


def register(app: Flask) -> None:
    """Tell the queue where this application keeps its tasks, and the outbox whom to tell of new rows."""
    huey.init_app(app)
    if deliver not in outbox.enqueue:
        outbox.enqueue.append(deliver)


@huey.task()
def deliver(row_id: int) -> None:
    """Do one row of the outbox; what fails waits in its row for `sweep`."""
    try:
        outbox.deliver(row_id, current_app.config["CLOCK"](), invitation_letter, send, invitations.hashed)
    except Exception:
        # The row keeps the error and the next time to try; the log has the whole trace.
        log.exception("outbox_failed", row=row_id)


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Do whatever is due and was not done: a crash between commit and queue, or an earlier failure, loses nothing."""
    for row_id in outbox.due(current_app.config["CLOCK"]()):
        deliver.call_local(row_id)


def invitation_letter(invitation: Invitation, token: str) -> Letter:
    """Word the mail of an invitation, in Spanish first and English below, with the link that accepts it."""
    with current_app.test_request_context(), force_locale("es"):
        link = url_for("invitations.accept", token=token, _external=True)
        body = render_template("emails/invitation.txt", invitation=invitation, link=link)
        subject = gettext("Invitación a Ruta WeGO")
    return Letter(invitation.email, subject, body)


def send(message_id: str, letter: Letter) -> bool:
    """Hand a mail to the server of `RUTA_MAIL_URL` (smtp:// or smtps://); False, and nothing sent, without one."""
    url = current_app.config["MAIL_URL"]
    if not url:
        return False
    parts = urlsplit(url)
    message = EmailMessage()
    message["Message-ID"], message["To"], message["Subject"] = message_id, letter.recipient, letter.subject
    message["From"] = f"Ruta WeGO <no-responder@{current_app.config['SERVER_NAME'].partition(':')[0]}>"
    message.set_content(letter.body)
    kind = SMTP_SSL if parts.scheme == "smtps" else SMTP
    with kind(parts.hostname or "localhost", parts.port or 25, timeout=SMTP_TIMEOUT) as server:
        if parts.username:
            server.starttls() if kind is SMTP else None
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
    return True
