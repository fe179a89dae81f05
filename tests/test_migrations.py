"""The tables go up, down and up again on both databases, and are then what the models say."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import alembic, db
from app.models.base import RootBase
from tests.conftest import World

HISTORY = "alembic_version"


@pytest.fixture
def empty(world: World, database: str) -> Iterator[Flask]:
    """Give the program on an empty database."""
    app = world.empty(database)
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def tables() -> set[str]:
    """Return the tables that the database has."""
    return set(sa.inspect(db.engine).get_table_names())


def test_the_tables_go_up_down_and_up_and_match_the_models(empty: Flask) -> None:
    alembic.upgrade()
    assert tables() == set(RootBase.metadata.tables) | {HISTORY}
    alembic.downgrade("base")
    assert tables() == {HISTORY}
    alembic.upgrade()
    assert tables() == set(RootBase.metadata.tables) | {HISTORY}
    assert not alembic.needs_upgrade()
    assert alembic.compare_metadata() == []


def test_there_is_one_newest_revision_and_names_sort_by_time(empty: Flask) -> None:
    assert len(alembic.heads()) == 1
    names = [revision.revision for revision in reversed(alembic.log())]
    assert names == sorted(names)
    assert len(alembic.rev_id()) == len("20261123150000")


def test_a_column_type_of_ours_is_written_as_the_database_sees_it(empty: Flask) -> None:
    render = empty.config["ALEMBIC_CONTEXT"]["render_item"]
    types = {type(column.type): column.type for table in RootBase.metadata.tables.values() for column in table.columns}
    ours = {render("type", item, None) for item in types.values() if type(item).__module__.startswith("app.")}
    assert ours == {"sa.Text()", "sa.DateTime(timezone=True)"}
    assert render("type", sa.Integer(), None) is False


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(world: World) -> None:
    app = world.empty("sqlite")
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT)")
            connection.exec_driver_sql(
                "CREATE TABLE note (id INTEGER PRIMARY KEY, city_id INTEGER REFERENCES city (id) ON DELETE CASCADE)"
            )
            connection.exec_driver_sql("INSERT INTO city VALUES (1, 'Cusco')")
            connection.exec_driver_sql("INSERT INTO note VALUES (1, 1)")

        def rebuild(_heads: object, _context: object) -> list[object]:
            with alembic.op.batch_alter_table("city", recreate="always") as table:
                table.alter_column("name", nullable=False)
            return []

        alembic.run_migrations(rebuild)
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        db.engine.dispose()


def test_a_migration_that_leaves_a_reference_to_nothing_is_refused(world: World) -> None:
    app = world.empty("sqlite")
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE city (id INTEGER PRIMARY KEY)")
            connection.exec_driver_sql("CREATE TABLE note (city_id INTEGER REFERENCES city (id))")

        def break_it(_heads: object, _context: object) -> list[object]:
            alembic.op.execute("INSERT INTO note VALUES (7)")
            return []

        with pytest.raises(Exception, match="refer to nothing"):
            alembic.run_migrations(break_it)
        db.engine.dispose()
