"""How gunicorn serves the program; gunicorn reads these names (`--config python:app.cli.gunicorn_config`).

Processes, not threads: two of them answer twice as many pages on two cores as any number of threads in one.
"""

import gc
import sys
from typing import Any

from app.cli.supervision import end_with_supervisor
from app.extensions import db
from app.services import mode

preload_app = True  # Loaded once, shared by the workers: starts faster and takes less memory.
worker_class = "sync"
timeout = 60  # seconds; the longest paper takes some ten
graceful_timeout = 15  # seconds; less than the supervisor's patience
loglevel = "warning"
control_socket_disable = True  # It would be made outside the instance folder, and nothing here uses it.


def on_starting(_server: Any) -> None:
    """Follow the supervisor, if there is one."""
    end_with_supervisor()


def when_ready(server: Any) -> None:
    """Turn away a database of the other mode, and keep what was loaded out of the garbage collector's rounds."""
    app = server.app.wsgi()
    with app.app_context():
        try:
            mode.check(app.config["MODE"])
        except mode.ModeError as error:
            server.log.error(str(error))
            sys.exit(1)
        finally:
            # A connection must not be carried over a fork.
            db.session.close()
            db.engine.dispose()
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Collect garbage less often: with the default the slowest pages wait 23 ms for it, with this 8.5 (measured)."""
    gc.set_threshold(50_000, 20, 20)
