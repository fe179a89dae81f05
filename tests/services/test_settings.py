"""What the program keeps about its own database."""

from sqlalchemy.orm import Session

from app.services import settings


def test_a_value_is_kept_and_replaced(session: Session) -> None:
    assert settings.find("test") is None
    settings.keep("test", "first")
    settings.keep("test", "second")
    assert settings.find("test") == "second"
    assert session.is_active
