"""A real mail server on loopback, with one mailbox for everybody."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """What the server at `url` has received."""

    def __init__(self, host: str, port: int) -> None:
        """Begin empty."""
        self.url = f"smtp://{host}:{port}"
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep a mail."""
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Message accepted"

    def wait_for(self, count: int, seconds: float) -> None:
        """Return once there are `count` mails; raises AssertionError after so many seconds."""
        limit = time.monotonic() + seconds
        while len(self.mails) < count:
            assert time.monotonic() < limit, "no mail came"
            time.sleep(0.05)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a mail server until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    box = Mailbox(host, port)
    controller = Controller(box, hostname=host, port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
