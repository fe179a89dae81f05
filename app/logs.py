"""Where the program's own messages go: standard error, as JSON in production and as readable lines in a demo."""

import logging
import sys

import structlog
from flask import Flask
from structlog.typing import Processor

from config import PRODUCTION


def register(app: Flask) -> None:
    """Set up structlog. Standard output stays free for what commands print."""
    # Three lines at every start that say nothing new; what a revision detects is still told.
    logging.getLogger("alembic.runtime").setLevel(logging.WARNING)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor]
    if app.config["MODE"] == PRODUCTION:
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # Without the values of variables: they hold what people typed.
        plain = structlog.dev.plain_traceback
        last = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    structlog.configure(
        processors=[*shared, *last],
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=not app.testing,
    )
