"""The tables; importing this package makes all of them known to the metadata."""

from app.models import (
    application,
    event,
    fact,
    file,
    holiday,
    membership,
    observation,
    office,
    organization,
    outbox,
    process,
    setting,
    territory,
    user,
)

__all__ = [
    "application",
    "event",
    "fact",
    "file",
    "holiday",
    "membership",
    "observation",
    "office",
    "organization",
    "outbox",
    "process",
    "setting",
    "territory",
    "user",
]
