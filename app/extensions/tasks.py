"""The queue of background tasks: huey, bound to the application late, each task inside an application context."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, Protocol

from flask import Flask, has_app_context
from huey import Huey
from huey.serializer import SignedSerializer
from huey.storage import BaseStorage, MemoryStorage, RedisStorage, SqliteStorage

P = ParamSpec("P")


class Task(Protocol[P]):
    """A function that is put in the queue when it is called."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        """Put it in the queue; done at once where `HUEY_IMMEDIATE` is set."""

    def call_local(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it here and now, whatever the settings; what it raises comes through."""


class TaskQueue(Huey):  # type: ignore[misc]  # huey has no type information
    """A huey that knows where to keep its tasks once `init_app` has told it, and not before."""

    app: Flask | None = None

    def __init__(self, name: str) -> None:
        """Make a queue that keeps nothing yet. Outcomes are not kept: a task writes what became of it in its row."""
        super().__init__(name, results=False, storage_class=MemoryStorage)

    def init_app(self, app: Flask) -> None:
        """Keep tasks in Redis, or in a SQLite file of the instance folder; run them at once if `HUEY_IMMEDIATE`."""
        self.app = app
        # Tasks are pickled: the signature keeps who can write to Redis from running code here.
        self.serializer = SignedSerializer(secret=app.config["SECRET_KEY"], salt="ruta-tasks")
        if app.config["REDIS_URL"]:
            self.storage_class, self.storage_kwargs = RedisStorage, {"url": app.config["REDIS_URL"]}
        else:
            path = Path(app.instance_path, "tasks.sqlite3")
            path.parent.mkdir(parents=True, exist_ok=True)
            self.storage_class, self.storage_kwargs = SqliteStorage, {"filename": str(path), "fsync": True}
        self._immediate = app.config["HUEY_IMMEDIATE"]
        self._storage: BaseStorage | None = None

    @property
    def storage(self) -> BaseStorage:
        """The store, opened at first use: a connection must not be carried over the web server's fork."""
        if self._storage is None:
            self._storage = Huey.create_storage(self)
        return self._storage

    @storage.setter
    def storage(self, store: BaseStorage) -> None:
        """Replace the store; huey itself does when it changes to running tasks at once and back."""
        self._storage = store

    def create_storage(self) -> BaseStorage | None:
        """Leave the store unopened until somebody asks for it."""
        return None

    def close(self) -> None:
        """Close the store; the next use opens it again."""
        if self._storage is not None:
            self._storage.close()
            self._storage = None

    def task(self, *args: Any, **options: Any) -> Callable[[Callable[P, None]], Task[P]]:
        """Return the decorator that makes a function a task; `retries`, `retry_delay`, `retry_backoff` as in huey."""
        decorator: Callable[[Callable[P, None]], Task[P]] = super().task(*args, **options)
        return decorator

    def periodic_task(self, *args: Any, **options: Any) -> Callable[[Callable[P, None]], Task[P]]:
        """Return the decorator that has a function called whenever its `crontab` says so, by the consumer."""
        decorator: Callable[[Callable[P, None]], Task[P]] = super().periodic_task(*args, **options)
        return decorator

    def execute(self, task: Any, timestamp: datetime | None = None) -> Any:
        """Run a task in an application context: the caller's own when it runs at once, a new one in the consumer."""
        app = self.app
        if has_app_context() or app is None:
            return super().execute(task, timestamp)
        with app.app_context():
            return super().execute(task, timestamp)
