"""The tables; importing this package makes all of them known to the metadata."""

from app.models import (
    application,
    cooperation,
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
    seed_record,
    setting,
    territory,
    user,
)

__all__ = [
    "application",
    "cooperation",
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
    "seed_record",
    "setting",
    "territory",
    "user",
]
