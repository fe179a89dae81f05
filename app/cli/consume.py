"""`flask consume`: do the background tasks until asked to stop."""

import click
from flask.cli import with_appcontext

from app.cli.database import needs_database
from app.cli.supervision import end_with_supervisor
from app.extensions import db, huey


@click.command()
@with_appcontext
@needs_database
def consume() -> None:
    """Do the background tasks, one after another, until SIGTERM; the one under way is finished first."""
    db.session.close()
    end_with_supervisor()
    # Within a second of the click; the default looks every ten.
    huey.create_consumer(workers=1, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=15.0).run()
