"""What tests of uploads share: files of each kind, and an application that takes them."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.models.user import User
from app.services import files
from app.services.files import Upload
from tests.factories import DISTRICT, Journey, an_application, occasion_of

REPORT = "field:technical_report_file"
MEGABYTES = 1024 * 1024


def a_jpeg() -> bytes:
    """Return the smallest thing that is built like a photograph, its preview included."""
    preview = b"\xff\xe1\x00\x08\xff\xd8\xff\xd9\x00\x00"
    return b"\xff\xd8" + preview + b"\xff\xdb\x00\x03\x00\xff\xda\x00\x03\x00pixels\xff\xd9"


def kept_files() -> list[str]:
    folder = Path(current_app.config["FILES_URL"].removeprefix("file://"))
    return [path.name for path in folder.rglob("*") if path.is_file()]


def rows(session: Session, table: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def prepared() -> Journey:
    journey = an_application(DISTRICT)
    for section in ("profile", "self_assessment"):
        journey.fill(section)
    journey.take(journey.preparer, ActionKind.COMPLETE, "city_profile")
    return journey


def give(journey: Journey, user: User, content: bytes, name: str = "informe.pdf", slot: str = REPORT) -> None:
    files.upload(journey.number, Upload(slot, name, content), occasion_of(user))


def papers(journey: Journey, slot: str = REPORT) -> tuple[int, ...]:
    return journey.shown(journey.coordinator).dossier.state.files_at(slot)
