"""What the factories made once is put back by the same statements, as often as tests want it: twenty times quicker.

The database of a test is the work of the statements sent to it since the reference data were loaded. Those are heard
and hashed; where a factory is asked for the same thing after the same statements, what it wrote then is written again,
parameter for parameter, and the rows are those that the services made.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa

from app.extensions import db

P = ParamSpec("P")
T = TypeVar("T", bound=Hashable)
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a factory returned, the statements it sent, and the next number of a person after it."""

    result: Any
    statements: tuple[tuple[str, Any], ...]
    number: int


class Shelf:
    """Hears the statements of one test. `mark` stands for all of them, `number` for the people made so far."""

    kept: dict[Hashable, Kept] = {}  # noqa: RUF012  # Shared by all tests of a worker, which is the point.

    def __init__(self, connection: sa.Connection) -> None:
        """Begin with the reference data of the connection's database."""
        self.connection = connection
        self.mark = str(connection.engine.url)
        self.number = count(1)
        self.said: list[tuple[str, Any]] | None = None
        self.savepoints: list[bool] = []  # The open ones; True where something was written since.

    def hear(self, *heard: Any) -> None:
        """Hear a statement before it is sent."""
        _connection, _cursor, statement, parameters, _context, _many = heard
        if statement.lstrip().upper().startswith(WRITING):
            self.note_savepoints()
            self.note(statement, repr(parameters))
            if self.said is not None:
                self.said.append((statement, parameters))

    def hear_savepoint(self, *_heard: Any) -> None:
        """Hear that from here on what is written can be taken back."""
        self.savepoints.append(False)

    def hear_release(self, *_heard: Any) -> None:
        """Hear that what was written since the last savepoint stays."""
        if self.savepoints.pop():
            self.note("release")

    def hear_rollback(self, *_heard: Any) -> None:
        """Hear that what was written since the last savepoint is gone."""
        if self.savepoints.pop():
            self.note("rollback")

    def note_savepoints(self) -> None:
        """Let the mark stand for the savepoints, now that something is written after them."""
        for place, is_noted in enumerate(self.savepoints):
            if not is_noted:
                self.note("savepoint")
                self.savepoints[place] = True

    def note(self, *words: str) -> None:
        """Let the mark stand for one more thing that happened."""
        self.mark = hashlib.sha256("\0".join((self.mark, *words)).encode()).hexdigest()

    def give(self, call: Hashable, build: Callable[[], T]) -> T:
        """Return what `build` makes, from the shelf where it was made before in the same circumstances."""
        if self.said is not None:
            return build()  # Part of something that is being made.
        db.session.commit()  # As every use case does first; what was only read leaves no trace in the mark.
        self.note_savepoints()
        mark = self.mark
        found = self.kept.get((mark, call))
        if found is None:
            found = self.kept[mark, call] = self.made(build)
        else:
            self.put_back(found)
        self.mark = mark
        self.note(repr(call))
        result: T = found.result
        return result

    def made(self, build: Callable[[], T]) -> Kept:
        """Make something and keep what it took."""
        self.said = []
        try:
            result = build()
            number = next(self.number)
            self.number = count(number)
            return Kept(result, tuple(self.said), number)
        finally:
            self.said = None

    def put_back(self, kept: Kept) -> None:
        """Write again what was written when it was made."""
        connection = db.session.connection()
        for statement, parameters in kept.statements:
            connection.exec_driver_sql(statement, parameters).close()
        db.session.commit()
        db.session.expire_all()
        self.number = count(kept.number)


shelves: list[Shelf] = []
"""The shelf of the test that runs; empty for one that works on a database of its own."""


@contextmanager
def shelf_of(connection: sa.Connection) -> Iterator[None]:
    """Let the factories keep what they write through `connection`, whose identities begin where they began before."""
    restart_identities(connection)
    shelf = Shelf(connection)
    listeners = (
        ("before_cursor_execute", shelf.hear),
        ("savepoint", shelf.hear_savepoint),
        ("release_savepoint", shelf.hear_release),
        ("rollback_savepoint", shelf.hear_rollback),
    )
    for name, listener in listeners:
        sa.event.listen(connection, name, listener)
    shelves.append(shelf)
    try:
        yield
    finally:
        shelves.pop()
        for name, listener in listeners:
            sa.event.remove(connection, name, listener)


first_identities: dict[str, list[tuple[str, int, bool]]] = {}
"""Where the sequences of each PostgreSQL database stood when it was first used: a rollback doesn't set them back."""


def restart_identities(connection: sa.Connection) -> None:
    """Let new rows have the same numbers in every test, as they have on SQLite."""
    if connection.dialect.name != "postgresql":
        return
    url = str(connection.engine.url)
    if url not in first_identities:
        query = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
        rows = connection.exec_driver_sql(query)
        first_identities[url] = [(name, last or 1, last is not None) for name, last in rows]
    connection.exec_driver_sql("SELECT setval(%s::regclass, %s, %s)", first_identities[url])


def on_the_shelf(factory: Callable[P, T]) -> Callable[P, T]:
    """Keep what a factory writes; what it returns must be plain, no row of a session."""

    @wraps(factory)
    def give(*args: P.args, **kwargs: P.kwargs) -> T:
        if not shelves:
            return factory(*args, **kwargs)
        call = (factory.__name__, args, tuple(sorted(kwargs.items())))
        return shelves[-1].give(call, lambda: factory(*args, **kwargs))

    return give


def next_number(otherwise: Iterator[int]) -> int:
    """Return the number of the next person of this test, or of `otherwise` in a test that has no shelf."""
    return next(shelves[-1].number if shelves else otherwise)
