"""`flask seed`: load the reference data, the processes and the known members, as often as one likes."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.database import needs_database
from app.services import memberships, processes
from app.services.applications import recounting
from app.services.occasion import system_occasion
from app.services.seeding import SeedError, seed_reference
from config import DEMO, ROOT

ANEW = (
    "Si la base de demostración es de otra versión del programa, borre la carpeta {folder} y repita. / "
    "If the demo database is of another version of the program, remove that folder and repeat."
)


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
    except (SeedError, processes.FolderError) as error:
        raise click.ClickException(str(error)) from error
    except processes.ChangedVersionError as error:
        anew = f"\n{ANEW.format(folder=current_app.instance_path)}" if current_app.config["MODE"] == DEMO else ""
        raise click.ClickException(f"{error}{anew}") from error
