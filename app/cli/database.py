"""`flask db …`: Alembic's commands, and the stamp that keeps demo and production apart."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_alembic.cli import cli as library_group

from app.extensions import alembic
from app.services import mode

P = ParamSpec("P")
R = TypeVar("R")


def needs_database(work: Callable[P, R]) -> Callable[P, R]:
    """Run a command only on a database that is ready and of this mode; say what to do otherwise, and end with 1."""

    @wraps(work)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            mode.check(current_app.config["MODE"])
        except mode.ModeError as error:
            raise click.ClickException(str(error)) from error
        return work(*args, **kwargs)

    return checked


@click.group("db", commands=dict(library_group.commands))
@click.pass_context
def database(ctx: click.Context) -> None:
    """Prepare the database and move it from one version of its tables to the next."""
    ctx.obj = alembic


@database.command("upgrade")
@click.argument("target", default="heads")
@with_appcontext
def upgrade(target: str) -> None:
    """Bring the tables up to TARGET (the newest by default) and stamp a new database with the mode."""
    try:
        mode.check_before_upgrade(current_app.config["MODE"])
        alembic.upgrade(target)
        mode.claim(current_app.config["MODE"])
    except mode.ModeError as error:
        raise click.ClickException(str(error)) from error
