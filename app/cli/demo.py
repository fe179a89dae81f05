"""`flask demo`: fill an empty demo database with an invented world, and print the accounts that open it."""

from datetime import date, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from app import auth
from app.cli.database import needs_database
from app.labels import label
from app.services import demo as world
from app.services.demo.accounts import PASSWORD, present
from app.services.occasion import LIMA
from config import DEMO


@click.command()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day as of which the world is made; today by default.")
@click.option("--if-empty", is_flag=True, help="Do nothing but print the accounts where there are applications.")
@with_appcontext
@needs_database
def demo(today: datetime | None, if_empty: bool) -> None:
    """Make some 40 invented applications in every state, dated back from --today; the same day, the same world."""
    if current_app.config["MODE"] != DEMO:
        raise click.ClickException("Solo en RUTA_MODE=demo. / Only in RUTA_MODE=demo.")
    if world.is_empty():
        day = today.date() if today else lima_today()
        count = world.build(day, auth.hashed_password(PASSWORD))
        click.echo(f"Mundo de demostración: {count} expedientes al {day:%d/%m/%Y}. / Demo world: {count} applications.")
    elif not if_empty:
        raise click.ClickException("Ya hay expedientes. / There are applications already.")
    show_accounts()


def lima_today() -> date:
    """Return the day it is in Lima."""
    now: datetime = current_app.config["CLOCK"]()
    return now.astimezone(LIMA).date()


def show_accounts() -> None:
    """Print the demo accounts, one per role, and their password."""
    click.echo(f"Cuentas de demostración / demo accounts (contraseña / password: {PASSWORD})")
    for account in present():
        click.echo(f"  {account.email:<30} {label(account.role)}")
