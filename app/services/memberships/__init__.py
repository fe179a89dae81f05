"""The register of members, and what goes on while a membership lasts: fee, yearly follow-up, change of authorities."""

from app.services.memberships.reading import Happening, Member, StepPage, correction_page, get, step_page
from app.services.memberships.recognizing import (
    LONGEST_SOURCE,
    Recognition,
    recognizable,
    recognize,
    record_existing,
    seed_known,
)
from app.services.memberships.recording import correct_record, record_step, skip_step

__all__ = [
    "LONGEST_SOURCE",
    "Happening",
    "Member",
    "Recognition",
    "StepPage",
    "correct_record",
    "correction_page",
    "get",
    "recognizable",
    "recognize",
    "record_existing",
    "record_step",
    "seed_known",
    "skip_step",
    "step_page",
]
