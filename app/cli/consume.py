"""`flask consume`: do the background tasks until asked to stop."""

import click
from flask.cli import with_appcontext

from app.cli.database import needs_database
from app.extensions import db, huey


@click.command()
@with_appcontext
@needs_database
def consume() -> None:
    """Do the background tasks, one after another, until SIGTERM; `serve` does them itself, this adds a helper."""
    db.session.close()
    do_tasks()


def do_tasks() -> None:
    """Do tasks until SIGTERM; the one under way is finished first."""
    # Within a second of the click; the default looks every ten.
    huey.create_consumer(workers=1, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=15.0).run()
