"""`flask serve`: prepare everything, then serve with gunicorn and one task consumer, which stop together."""

import gc
import socket
import time
from http.client import HTTPConnection, HTTPException

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import static_files
from app.cli.consume import do_tasks
from app.cli.database import upgrade
from app.cli.supervision import Supervisor
from app.cli.web import WebServer
from app.extensions import db, huey
from app.services import settings
from config import DEMO, ROOT

START_LIMIT = 60.0  # seconds that the web server may take to answer
SERVER_ERROR = 500
LOADED = "seeds_loaded"
"""Setting with the fingerprint of the files that were loaded last."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@with_appcontext
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, workers: int) -> None:
    """Migrate, load reference data (and, in demo mode, the invented world) and serve until Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own idiom.
    refuse_taken_port(host, port)
    if not app.config["NAMED"]:
        app.config["SERVER_NAME"] = f"localhost:{port}"
    prepare(ctx, app)
    close_everything()
    with Supervisor() as supervisor:
        supervisor.start("gunicorn", WebServer(app, host, port, workers).run)
        supervisor.start("consumer", do_tasks)
        wait_until_it_answers(supervisor, host, port)
        if not supervisor.asked_to_stop:
            shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104  # Only compared.
            click.secho(f"Ruta WeGO: http://{shown}:{port}  (Ctrl-C para terminar / to stop)", bold=True)
            ended = supervisor.wait()
            if ended is not None:
                raise click.ClickException(f"{ended} terminó por sí solo. / {ended} ended by itself.")


def prepare(ctx: click.Context, app: Flask) -> None:
    """Bring the database to what this version of the program needs; what is already there stays."""
    ctx.invoke(upgrade)
    load_seeds(ctx, app)
    if app.config["MODE"] == DEMO:
        _invoke(ctx, app, "demo", if_empty=True)
    static_files.build(app)


def load_seeds(ctx: click.Context, app: Flask) -> None:
    """Load the reference data, unless the same files were loaded before: looking at each row takes most of a start."""
    version = static_files.fingerprint(ROOT / "seeds")
    if settings.find(LOADED) != version:
        _invoke(ctx, app, "seed")
        settings.keep(LOADED, version)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise a message that helps if another program listens on `port`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As gunicorn does: a port that a program left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"No se puede usar {host}:{port} ({error.strerror}). Elija otro puerto: make run PORT={port + 1} / "
                f"Cannot use it; choose another port."
            ) from error


def close_everything() -> None:
    """Close what must not be carried over a fork, and keep what is loaded out of the rounds of garbage collection."""
    db.session.close()
    db.engine.dispose()
    huey.close()
    gc.collect()
    gc.freeze()


def wait_until_it_answers(supervisor: Supervisor, host: str, port: int) -> None:
    """Return once the first page comes back, or a signal came. Raises if a process ended, or nothing came in time."""
    limit = time.monotonic() + START_LIMIT
    while not supervisor.asked_to_stop and not answers(host, port):
        ended = supervisor.ended()
        if ended:
            raise click.ClickException(f"{ended} no pudo arrancar. / {ended} could not start.")
        if time.monotonic() > limit:
            raise click.ClickException("El servidor no responde. / The server does not answer.")
        time.sleep(0.05)


def answers(host: str, port: int) -> bool:
    """Say whether the first page comes back. Raises if it is an error of ours."""
    connection = HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=START_LIMIT)  # noqa: S104
    try:
        connection.request("GET", "/", headers={"Host": current_app.config["TRUSTED_HOSTS"][0]})
        status = connection.getresponse().status
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    if status >= SERVER_ERROR:
        raise click.ClickException(f"La página de inicio responde {status}. / The first page answers {status}.")
    return True


def _invoke(ctx: click.Context, app: Flask, name: str, **options: object) -> None:
    """Run another of our commands in this process: starting one anew would cost a second."""
    command = app.cli.get_command(ctx, name)
    if command is None:
        raise click.ClickException(f"unknown command {name}")
    ctx.invoke(command, **options)
