"""`flask brief …`: the papers in PDF from the command line, as Lima sees them."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from app.briefs.city import city_brief
from app.briefs.gathering.city import gather
from app.cli.database import needs_database
from app.domain.access import Actor, Mandate
from app.domain.vocabulary import Role
from app.services.occasion import Occasion
from config import DEMO

brief = AppGroup("brief", help="Write briefs in PDF.")

LIMA_READS = Actor(None, (Mandate(Role.COORDINATOR),))
"""Who runs the program on its own machine reads what Lima reads."""


@brief.command("city")
@click.argument("code")
@click.option("--lang", type=click.Choice(["es", "en"]), default="es", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="PDF to write.")
@needs_database
def city(code: str, lang: str, output: Path) -> None:
    """Write the brief of the government CODE (ubigeo, two digits for a region, RUC for a company)."""
    config = current_app.config
    try:
        data = gather(code, lang, Occasion(LIMA_READS, config["CLOCK"]()), is_demo=config["MODE"] == DEMO)
    except NoResultFound as error:
        raise click.ClickException(f"{code}: no está en el registro / not in the registry") from error
    try:
        output.write_bytes(city_brief(data))
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error
    click.echo(f"{output}: {output.stat().st_size / 1024:.0f} kB")
