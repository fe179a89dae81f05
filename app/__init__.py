"""Ruta WeGO: Peruvian governments on their way into WeGO. `create_app` puts the parts together, and nothing else."""

from importlib import import_module

from flask import Flask
from jinja2 import StrictUndefined

from app.static_files import static_address
from config import ROOT, Config, from_environment

PARTS = (
    "app.logs",
    "app.extensions",
    "app.languages",
    "app.auth",
    "app.errors",
    "app.receiving",
    "app.views",
    "app.tasks",
    "app.cli",
    "app.headers",
    "app.static_files",
)
"""Modules that have a `register(app)`, in the order in which they are bound."""


def create_app(config: Config | None = None) -> Flask:
    """Return the program, set up by `config` or, without one, by the environment.

    Raises `ConfigurationError` if the settings do not allow a start. It opens no connection: that the database is the
    mode's own is checked by `app.services.mode`, when the program is about to serve or a command to work.
    """
    settings = config or from_environment()
    app = Flask(
        __name__,
        instance_path=settings.INSTANCE_PATH,
        template_folder=str(ROOT / "templates"),
        static_url_path=static_address(),
    )
    app.config.from_object(settings)
    # A misspelt name in a template is an error, not an empty place on the page; block tags leave no blank lines.
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    for name in PARTS:  # Imported here: whoever needs only `app.domain` does not load the web.
        import_module(name).register(app)
    return app
