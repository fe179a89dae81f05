"""Two processes that live and die together: start them, wait until one ends or a signal comes, stop them all."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType
from typing import Self

DESCRIPTOR = "SUPERVISOR_FD"
"""Environment variable with the file descriptor that closes when the supervisor is gone, even if it was killed."""
PATIENCE = 20.0  # seconds a process may take to finish what it is doing
WAKE = 0.25  # seconds
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Supervisor:
    """Runs named processes. Use as a context manager: leaving it stops whatever still runs."""

    def __init__(self) -> None:
        """Prepare; nothing is started yet."""
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.news: SimpleQueue[str | None] = SimpleQueue()
        self.asked_to_stop = False
        self._reads, self._writes = os.pipe()

    def __enter__(self) -> Self:
        """Take over Ctrl-C and SIGTERM."""
        self._previous = {number: signal.signal(number, self._signalled) for number in STOPPING}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop everything and give the signals back."""
        self.stop()
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        os.close(self._reads)
        os.close(self._writes)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start `command`, apart from the terminal's Ctrl-C, which reaches only us: we end the processes in order."""
        process = subprocess.Popen(  # noqa: S603  # The command is ours, without a shell.
            command,
            env={**environment, DESCRIPTOR: str(self._reads)},
            stdin=subprocess.DEVNULL,
            pass_fds=(self._reads,),
            start_new_session=True,
        )
        self.processes[name] = process
        threading.Thread(target=self._watch, args=(name, process), daemon=True).start()

    def wait(self) -> str | None:
        """Wait. Return the name of the process that ended by itself, or None when a signal asked to stop."""
        while True:
            try:
                # The system may hand a signal to a watching thread; Python then runs the handler only when this one
                # wakes up, so it never sleeps for long.
                return self.news.get(timeout=WAKE)
            except Empty:
                continue

    def ended(self) -> str | None:
        """Return the name of a process that is not running any more, without waiting."""
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask every process and what it started to finish, wait, and kill those that do not."""
        for process in self.processes.values():
            _send(process, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                _send(process, signal.SIGKILL)
                process.wait()

    def _watch(self, name: str, process: subprocess.Popen[bytes]) -> None:
        """Tell when `process` has ended."""
        process.wait()
        self.news.put(name)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        """Note that we were asked to stop."""
        self.asked_to_stop = True
        self.news.put(None)


def _send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the whole group that `process` began: a web worker outlives its killed master and keeps the port."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return  # Nothing of the group is left.


def end_with_supervisor() -> None:
    """In a supervised process: end it when the supervisor is gone, killed included, so that no port stays taken."""
    descriptor = os.environ.get(DESCRIPTOR)
    if descriptor:
        threading.Thread(target=_end_at_close, args=(int(descriptor),), daemon=True).start()


def _end_at_close(descriptor: int) -> None:
    """Wait for the supervisor's end of the pipe to close, and ask this process to stop."""
    os.read(descriptor, 1)
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGTERM)
