"""`flask seed`: load the reference data, the processes and the known members, as often as one likes."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.database import needs_database
from app.services import memberships, processes
from app.services.applications import recounting
from app.services.occasion import system_occasion
from app.services.seeding import SeedError, seed_reference
from config import ROOT


@click.command()
@with_appcontext
@needs_database
def seed() -> None:
    """Load what seeds/ holds: departments, governments, offices, holidays, facts, processes, known members."""
    now = current_app.config["CLOCK"]()
    try:
        holidays = seed_reference(ROOT / "seeds" / "reference").tables["holiday"]
        if holidays.created or holidays.changed:
            recounting.recount(now)
        processes.publish(ROOT / "seeds", now)
        memberships.seed_known(ROOT / "seeds" / "reference", system_occasion(now))
    except (SeedError, processes.FolderError, processes.ChangedVersionError) as error:
        raise click.ClickException(str(error)) from error
