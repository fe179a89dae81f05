"""`flask process`: check the definitions in seeds/, and draw one."""

import click
import yaml
from flask.cli import AppGroup

from app.domain.process.catalog import CatalogError
from app.domain.process.definition_file import DefinitionError
from app.domain.process.diagram import mermaid
from app.services.processes import check as checked
from app.services.processes import read_folder
from config import ROOT

process = AppGroup("process", help="Check and draw the processes of seeds/process.")


@process.command("check")
def check() -> None:
    """Validate every process and form in seeds/; say each problem, and end with 1 if there is one."""
    try:
        found = read_folder(ROOT / "seeds")
    except (DefinitionError, CatalogError, OSError, yaml.YAMLError) as error:
        raise click.ClickException(str(error)) from error
    for data, form in found:
        definition, _ = checked(data, form)
        click.echo(f"{definition.key} {definition.version}: {len(definition.steps)} pasos / steps")


@process.command("diagram")
@click.argument("key", default="local-government")
@click.option("--lang", type=click.Choice(["es", "en"]), default="en", show_default=True)
def diagram(key: str, lang: str) -> None:
    """Print the process KEY as a Mermaid diagram."""
    for data, form in read_folder(ROOT / "seeds"):
        if data["key"] == key:
            click.echo(mermaid(checked(data, form)[0], lang))
            return
    raise click.ClickException(f"{key}: no hay tal proceso / no such process")
