"""`flask process`: check the definitions in seeds/, and draw one."""

import click
from flask.cli import AppGroup

from app.domain.process.definition import Definition
from app.domain.process.diagram import mermaid
from app.services.processes import FolderError, read_folder
from app.services.processes import check as checked
from config import ROOT

process = AppGroup("process", help="Check and draw the processes of seeds/process.")


@process.command("check")
def check() -> None:
    """Validate every process and form in seeds/; say each problem, and end with 1 if there is one."""
    for definition in read():
        click.echo(f"{definition.key} {definition.version}: {len(definition.steps)} pasos / steps")


@process.command("diagram")
@click.argument("key", default="local-government")
@click.option("--lang", type=click.Choice(["es", "en"]), default="en", show_default=True)
def diagram(key: str, lang: str) -> None:
    """Print the process KEY as a Mermaid diagram."""
    found = {definition.key: definition for definition in read()}
    if key not in found:
        raise click.ClickException(f"{key}: no hay tal proceso / no such process ({', '.join(found)})")
    click.echo(mermaid(found[key], lang))


def read() -> list[Definition]:
    """Return the processes of seeds/; ends the command with every problem where there is one."""
    try:
        return [checked(data, form)[0] for data, form in read_folder(ROOT / "seeds")]
    except FolderError as error:
        raise click.ClickException(str(error)) from error
