"""`flask invite`: give somebody a place in the program from the machine it runs on; so the first person gets in."""

import click
from flask import current_app, url_for
from flask.cli import with_appcontext
from sqlalchemy.exc import NoResultFound

from app.cli.database import needs_database
from app.domain.errors import DomainError
from app.domain.vocabulary import Role
from app.services import invitations
from app.services.invitations import Guest
from app.services.occasion import system_occasion


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="Given names and surnames.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="The role offered.")
@click.option("--organization", metavar="CODE", help="Ubigeo, department or RUC: for preparer and signatory.")
@click.option("--office", metavar="CODE", help="ODE-CUS, LIMA, EMB-SEL…: for the offices' roles.")
@with_appcontext
@needs_database
def invite(email: str, name: str, role: str, organization: str | None, office: str | None) -> None:
    """Invite EMAIL to a role and print the link that accepts it; it is also mailed, and shown nowhere again."""
    guest = Guest(email, name, Role(role), organization, office)
    try:
        token = invitations.invite_by_command(guest, system_occasion(current_app.config["CLOCK"]()))
    except DomainError as error:
        raise click.ClickException(f"{error.because.es} / {error.because.en}") from error
    except NoResultFound as error:
        raise click.ClickException(
            "No hay organización u oficina activa con ese código. / No organization or active office has that code."
        ) from error
    click.echo("Enlace para aceptar, de un solo uso / Link to accept, for one use:")
    click.echo(url_for("acceptance.accept", token=token, _external=True))
