"""Published processes and forms: reading them from the seeds, publishing a version, finding the one to use."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from app.domain.canonical import canonical
from app.domain.digest import sha256
from app.domain.process.catalog import Catalog, CatalogError, catalog_from
from app.domain.process.definition import Act, Definition
from app.domain.process.definition_file import DefinitionError, definition_from, problems_of
from app.domain.process.fields import CERTIFICATION_SHEET
from app.domain.process.matching import misfits
from app.domain.vocabulary import OrganizationType
from app.models.process import ProcessDefinition
from app.services.transaction import transaction


class ChangedVersionError(ValueError):
    """A published version differs from the file of the same number; the file needs a new version."""


class FolderError(ValueError):
    """Processes or forms can't be used; `problems` says why, a sentence each that begins with the file."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems of all files, so that they are mended in one go."""
        super().__init__("\n".join(problems))
        self.problems = problems


def read_folder(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each process under `folder`/process with its form under `folder`/catalog, as plain data, checked.

    Raises FolderError with every problem of every file, and for a kind of organization without exactly one process.
    """
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    kinds: list[OrganizationType] = []
    problems: list[str] = []
    for path in sorted((folder / "process").glob("*.yaml")):
        try:
            process, catalog = _read(path, folder / "catalog")
            kinds += check(process, catalog)[0].applies_to
            found.append((process, catalog))
        except (DefinitionError, CatalogError) as error:
            problems += [f"{path.name}: {problem}" for problem in error.problems]
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            problems.append(f"{path.name}: {error}")
    if not problems:
        problems = [f"{kind}: {kinds.count(kind)} processes" for kind in OrganizationType if kinds.count(kind) != 1]
    if problems:
        raise FolderError(problems)
    return found


def _read(path: Path, catalogs: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a process and the form it names in `form`, as their files have them."""
    process = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(process, dict) or not isinstance(process.get("form"), str):
        raise DefinitionError(["names no form"])
    return process, yaml.safe_load((catalogs / f"{process['form']}.yaml").read_text(encoding="utf-8"))


def check(process: dict[str, Any], catalog: dict[str, Any]) -> tuple[Definition, Catalog]:
    """Return the process and form typed, in their general words.

    Raises DefinitionError or CatalogError with every problem found, those of the words for one kind only among them.
    """
    form = catalog_from(catalog)
    definition = definition_from(process)
    problems = problems_of(definition, frozenset(form.by_key))
    asking = {"form", *definition.by_key}
    problems += [
        f"{item.key}: asked at an unknown step {item.asked_at}" for item in form.sections if item.asked_at not in asking
    ]
    problems += [
        f"{item.code}: belongs to an unknown step {item.step}" for item in form.documents if item.step not in asking
    ]
    submit, sheet = definition.acting(Act.SUBMIT), form.fields.get(CERTIFICATION_SHEET)
    if submit and (sheet is None or sheet.step != submit.key):
        problems.append(f"{submit.key}: has no document {CERTIFICATION_SHEET}, with which a preparer certifies")
    problems += misfits(definition, form)
    if problems:
        raise DefinitionError(problems)
    for kind in sorted(definition.applies_to):
        definition_from(process, kind)
        catalog_from(catalog, kind)
    return definition, form


def publish(folder: Path, now: datetime) -> int:
    """Publish what `folder` holds and the database doesn't yet; returns how many versions were new.

    Raises FolderError as `read_folder`, and ChangedVersionError where a published version no longer equals its file:
    published versions don't change.
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


_TYPED: dict[tuple[str, OrganizationType | None], tuple[Definition, Catalog]] = {}
"""Published versions already typed, by digest and kind: there are few, and typing one takes longer than a page."""


def typed(row: ProcessDefinition, kind: OrganizationType | None = None) -> tuple[Definition, Catalog]:
    """Return a published version as the domain knows it, in the words for `kind`; in its general ones without."""
    key = (row.digest, kind)
    if key not in _TYPED:
        _TYPED[key] = definition_from(row.process, kind), catalog_from(row.catalog, kind)
    return _TYPED[key]


def latest_for(session: Session, kind: OrganizationType) -> ProcessDefinition:
    """Return the newest version of the process for this kind of organization; raises LookupError when none is."""
    newest: dict[str, ProcessDefinition] = {}
    for row in session.scalars(sa.select(ProcessDefinition).order_by(ProcessDefinition.version)):
        newest[row.key] = row
    for row in newest.values():
        if kind in typed(row)[0].applies_to:
            return row
    raise LookupError(f"no process is published for {kind}")


def typed_for(session: Session, kind: OrganizationType) -> tuple[Definition, Catalog]:
    """Return the newest process and form for this kind of organization, in its words; raises as `latest_for`."""
    return typed(latest_for(session, kind), kind)
