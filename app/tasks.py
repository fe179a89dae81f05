"""Background tasks, as thin as views; the queue they wait in is bound here."""

import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import SMTP, SMTP_SSL
from urllib.parse import unquote, urlsplit

import structlog
from flask import Flask, current_app, url_for
from flask_babel import force_locale, gettext
from huey import crontab

from app.extensions import huey
from app.models.outbox import OutboxKind, OutboxRow
from app.services import invitations, outbox
from app.services.outbox import Letter
from config import DEMO

log = structlog.get_logger(__name__)
SMTP_TIMEOUT = 30.0  # seconds that each answer of the mail server is waited for
PORTS = {"smtp": 25, "smtps": 465}


class NoMailServerError(RuntimeError):
    """Production has a letter to send and `RUTA_MAIL_URL` says nowhere to hand it to."""


def register(app: Flask) -> None:
    """Tell the queue where this application keeps its tasks, and the outbox whom to tell of new rows."""
    huey.init_app(app)
    if deliver not in outbox.enqueue:
        outbox.enqueue.append(deliver)


@huey.task()
def deliver(row_id: int) -> None:
    """Do one row of the outbox; what fails waits in its row for `sweep`."""
    try:
        outbox.deliver(row_id, current_app.config["CLOCK"](), WRITERS, send)
    except Exception:
        # The row keeps the error and the next time to try; the log has the whole trace.
        log.exception("outbox_failed", row=row_id)


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Do whatever is due and was not done: a crash between commit and queue, or an earlier failure, loses nothing."""
    for row_id in outbox.due(current_app.config["CLOCK"]()):
        deliver.call_local(row_id)


def invitation_letter(row: OutboxRow) -> Letter | None:
    """Word the mail of an invitation, in Spanish first and English below, with the link that accepts it."""
    ticket = invitations.ticket(row.data["invitation"], row.id, current_app.config["CLOCK"]())
    if ticket is None:
        return None
    # Rendered without the surroundings of a page: nobody is signed in here.
    template = current_app.jinja_env.get_template("emails/invitation.txt")
    link = url_for("acceptance.accept", token=ticket.token, _external=True)
    with force_locale("es"):
        spanish = template.render(invitation=ticket.invitation, link=link)
        subject = gettext("Invitación a Ruta WeGO")
    with force_locale("en"):
        english = template.render(invitation=ticket.invitation, link=link)
    return Letter(ticket.invitation.email, subject, f"{spanish}\n\n--------\n\n{english}\n")


WRITERS = {OutboxKind.INVITATION: invitation_letter}
"""Who words which kind of letter."""


def send(message_id: str, letter: Letter) -> bool:
    """Hand a mail to the server of `RUTA_MAIL_URL` (smtp:// or smtps://); without one it stays in the demo's outbox.

    Returns whether it left. Raises NoMailServerError in production without one, and what smtplib raises.
    """
    url = current_app.config["MAIL_URL"]
    if not url:
        if current_app.config["MODE"] == DEMO:
            return False
        raise NoMailServerError("RUTA_MAIL_URL is not set: nothing can be mailed")
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, PORTS["smtp"])
    tls = ssl.create_default_context()
    with (
        SMTP_SSL(host, port, timeout=SMTP_TIMEOUT, context=tls)
        if parts.scheme == "smtps"
        else SMTP(host, port, timeout=SMTP_TIMEOUT)
    ) as server:
        server.ehlo()
        if parts.scheme != "smtps" and (parts.username or server.has_extn("starttls")):
            server.starttls(context=tls)  # Refused where it isn't offered: a password never goes in the clear.
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message(message_id, letter))
    return True


def message(message_id: str, letter: Letter) -> EmailMessage:
    """Return a letter as mail: from the program, which reads no answers."""
    mail = EmailMessage()
    mail["Message-ID"], mail["To"], mail["Subject"] = message_id, letter.recipient, letter.subject
    mail["From"] = f"Ruta WeGO <no-responder@{current_app.config['SERVER_NAME'].partition(':')[0]}>"
    mail["Date"] = format_datetime(current_app.config["CLOCK"]())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    return mail
