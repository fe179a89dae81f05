"""Published processes and forms: reading them from the seeds, publishing a version, finding the one to use."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from app.domain.canonical import canonical
from app.domain.digest import sha256
from app.domain.process.catalog import Catalog, catalog_from
from app.domain.process.definition import Definition
from app.domain.process.definition_file import DefinitionError, definition_from, problems_of
from app.domain.vocabulary import OrganizationType
from app.models.process import ProcessDefinition
from app.services.transaction import transaction


class ChangedVersionError(ValueError):
    """A published version differs from the file of the same number; the file needs a new version."""


def read_folder(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each process under `folder`/process with its form under `folder`/catalog, as plain data, checked.

    Raises DefinitionError or CatalogError with every problem, and OSError or yaml.YAMLError for a file that can't be
    read.
    """
    found = []
    for path in sorted((folder / "process").glob("*.yaml")):
        process = yaml.safe_load(path.read_text(encoding="utf-8"))
        catalog = yaml.safe_load(catalog_path(folder, process).read_text(encoding="utf-8"))
        check(process, catalog)
        found.append((process, catalog))
    return found


def catalog_path(folder: Path, process: dict[str, Any]) -> Path:
    """Return the file of the form that goes with `process`, which names it in `form`."""
    return folder / "catalog" / f"{process['form']}.yaml"


def check(process: dict[str, Any], catalog: dict[str, Any]) -> tuple[Definition, Catalog]:
    """Return the process and form typed; raises DefinitionError or CatalogError with every problem found."""
    form = catalog_from(catalog)
    definition = definition_from(process)
    if problems := problems_of(definition, frozenset(form.by_key)):
        raise DefinitionError(problems)
    return definition, form


def publish(folder: Path, now: datetime) -> int:
    """Publish what `folder` holds and the database doesn't yet; returns how many versions were new.

    Raises ChangedVersionError where a published version no longer equals its file: published versions don't change.
    """
    with transaction() as session:
        new = 0
        for process, catalog in read_folder(folder):
            row = _find(session, process["key"], process["version"])
            if row is None:
                session.add(
                    ProcessDefinition(
                        key=process["key"],
                        version=process["version"],
                        process=process,
                        catalog=catalog,
                        digest=digest(process, catalog),
                        published_at=now,
                    )
                )
                new += 1
            elif row.digest != digest(process, catalog):
                raise ChangedVersionError(
                    f"{process['key']} {process['version']}: published already with other contents; raise its version"
                )
    return new


def _find(session: Session, key: str, version: int) -> ProcessDefinition | None:
    return session.scalar(
        sa.select(ProcessDefinition).where(ProcessDefinition.key == key, ProcessDefinition.version == version)
    )


def digest(process: dict[str, Any], catalog: dict[str, Any]) -> str:
    """Return what tells one published content from another."""
    return sha256(canonical([process, catalog]))


_TYPED: dict[str, tuple[Definition, Catalog]] = {}
"""Published versions already typed, by their digest: there are few, and typing one takes longer than a page."""


def typed(row: ProcessDefinition) -> tuple[Definition, Catalog]:
    """Return a published version as the domain knows it."""
    if row.digest not in _TYPED:
        _TYPED[row.digest] = definition_from(row.process), catalog_from(row.catalog)
    return _TYPED[row.digest]


def latest_for(session: Session, kind: OrganizationType) -> ProcessDefinition:
    """Return the newest version of the process for this kind of organization; raises LookupError when none is."""
    newest: dict[str, ProcessDefinition] = {}
    for row in session.scalars(sa.select(ProcessDefinition).order_by(ProcessDefinition.version)):
        newest[row.key] = row
    for row in newest.values():
        if kind in typed(row)[0].applies_to:
            return row
    raise LookupError(f"no process is published for {kind}")
