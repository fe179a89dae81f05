"""Inviting a person: a place with a role, a mailed link that works once and for a time, an account at the end."""

from app.services.invitations.accepting import SOMEBODY_ELSE, Accepted, Opened, accept, opened, weak_password
from app.services.invitations.desk import ADMINISTRATION, Desk, Pending, desk
from app.services.invitations.links import GONE, Ticket, ticket
from app.services.invitations.places import Place
from app.services.invitations.sending import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    Guest,
    invite,
    invite_by_command,
    resend,
    withdraw,
)

__all__ = [
    "ADMINISTRATION",
    "GONE",
    "LONGEST_EMAIL",
    "LONGEST_NAME",
    "SOMEBODY_ELSE",
    "Accepted",
    "Desk",
    "Guest",
    "Opened",
    "Pending",
    "Place",
    "Ticket",
    "accept",
    "desk",
    "invite",
    "invite_by_command",
    "opened",
    "resend",
    "ticket",
    "weak_password",
    "withdraw",
]
