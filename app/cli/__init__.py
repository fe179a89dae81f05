"""Commands, as thin as views: each reads its options and calls one service."""

from flask import Flask

from app.cli.brief import brief
from app.cli.consume import consume
from app.cli.database import database
from app.cli.demo import demo
from app.cli.people import invite
from app.cli.process import process
from app.cli.seed import seed
from app.cli.serve import serve


def register(app: Flask) -> None:
    """Make the commands available as `flask --app app …`."""
    for command in (database, seed, demo, process, brief, invite, serve, consume):
        app.cli.add_command(command)
