"""Two processes that live and die together: start them, wait until one ends or a signal comes, stop them all.

They are forked, not started anew: what this process has loaded is shared, so a start imports the program once.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextvars import Context
from multiprocessing.context import ForkProcess
from types import FrameType, TracebackType
from typing import Self

FORK = multiprocessing.get_context("fork")
PATIENCE = 20.0  # seconds that all may take together to finish what they are doing
WAKE = 0.25  # seconds after which a signal, or an end, is noticed at the latest
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Supervisor:
    """Runs named pieces of work, each in a process. Use as a context manager: leaving it stops whatever still runs.

    Nothing that must not be shared may be open when a process is started: no database connection, no thread.
    """

    def __init__(self) -> None:
        """Prepare; nothing is started yet."""
        self.processes: dict[str, ForkProcess] = {}
        self.asked_to_stop = False
        # Nobody writes to it: that its end closes tells the processes that we are gone, even if we were killed.
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

    def start(self, name: str, work: Callable[[], object]) -> None:
        """Start `work` in a process of its own."""
        process = FORK.Process(target=self._work, args=(work,), name=name)
        # A signal that comes before the process has its own handlers waits for them.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        self.processes[name] = process

    def wait(self) -> str | None:
        """Wait. Return the name of the process that ended by itself, or None when a signal asked to stop."""
        while not self.asked_to_stop:
            ended = self.ended()
            if ended is not None:
                return ended
            time.sleep(WAKE)
        return None

    def ended(self) -> str | None:
        """Return the name of a process that is not running any more, or None if all are.

        Asked of the system: a sentinel stays open for as long as what the process started lives on.
        """
        return next((name for name, process in self.processes.items() if not process.is_alive()), None)

    def stop(self) -> None:
        """Ask every process and what it started to finish, wait, and kill those that do not."""
        limit = time.monotonic() + PATIENCE
        for process in self.processes.values():
            _send(process, signal.SIGTERM)
        for process in self.processes.values():
            process.join(max(0, limit - time.monotonic()))
            if process.is_alive():
                _send(process, signal.SIGKILL)
                process.join()

    def _work(self, work: Callable[[], object]) -> None:
        """Do `work`, in the new process."""
        # Out of reach of the terminal's Ctrl-C: it reaches the supervisor, which ends the processes in order.
        os.setsid()
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        os.close(self._writes)
        threading.Thread(target=end_at_close, args=(self._reads,), daemon=True).start()
        # Without the application context of the command: requests must not share one.
        Context().run(work)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        """Note that we were asked to stop."""
        self.asked_to_stop = True


def end_at_close(descriptor: int) -> None:
    """Ask this process to stop once the other end of the pipe is closed, so that no port stays taken."""
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _send(process: ForkProcess, number: signal.Signals) -> None:
    """Signal the whole group that `process` began: a web worker outlives its killed master and keeps the port."""
    try:
        os.killpg(process.ident or 0, number)
    except ProcessLookupError:
        # Nothing of the group is left, or it isn't there yet: then the signal waits until the process listens.
        if process.is_alive():
            os.kill(process.ident or 0, number)
