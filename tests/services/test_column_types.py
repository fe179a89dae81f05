"""Our column types give back what they were given, on every database."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app.domain.vocabulary import Status
from app.models.base import CanonicalJson, RootBase, UtcDateTime

LIMA = timezone(timedelta(hours=-5))
THING = sa.Table(
    "thing", sa.MetaData(), sa.Column("at", UtcDateTime), sa.Column("data", CanonicalJson), prefixes=["TEMPORARY"]
)


@pytest.fixture
def connection(session: Session) -> sa.Connection:
    """Give a connection to a database with one table of both types."""
    connection = session.connection()
    THING.create(connection)
    return connection


def kept(connection: sa.Connection, **values: Any) -> Any:
    """Write one row and read it."""
    connection.execute(sa.insert(THING).values(**values))
    return connection.execute(sa.select(THING)).one()


def test_an_instant_comes_back_aware_and_in_utc(connection: sa.Connection) -> None:
    at = kept(connection, at=datetime(2026, 12, 31, 20, 30, tzinfo=LIMA)).at
    assert (at, at.tzinfo) == (datetime(2027, 1, 1, 1, 30, tzinfo=UTC), UTC)


def test_instants_are_compared_as_instants_whatever_their_zone(connection: sa.Connection) -> None:
    kept(connection, at=datetime(2026, 12, 31, 20, 30, tzinfo=LIMA))
    same = sa.select(THING.c.at).where(THING.c.at == datetime(2027, 1, 1, 1, 30, tzinfo=UTC))
    assert connection.scalar(same) is not None


def test_an_instant_without_a_zone_is_refused(connection: sa.Connection) -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        kept(connection, at=datetime(2026, 12, 31))  # noqa: DTZ001 - the very mistake that is refused


def test_json_is_stored_as_its_canonical_text(connection: sa.Connection) -> None:
    assert kept(connection, data={"ñ": ["Ñuñoa"], "a": None}).data == {"a": None, "ñ": ["Ñuñoa"]}
    assert connection.scalar(sa.select(sa.type_coerce(THING.c.data, sa.Text))) == '{"a":null,"ñ":["Ñuñoa"]}'


def test_what_is_empty_stays_empty(connection: sa.Connection) -> None:
    assert kept(connection, at=None, data=None) == (None, None)


def test_words_are_stored_by_value_in_forty_letters_without_a_check() -> None:
    kind = RootBase.registry._resolve_type(Status)  # noqa: SLF001 - what an annotation becomes
    assert isinstance(kind, sa.Enum)
    assert (kind.native_enum, kind.create_constraint, kind.length) == (False, False, 40)
    assert kind.enums == [status.value for status in Status]
