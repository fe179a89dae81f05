"""Processes and forms: read from the seeds with all that is wrong in them, published once, never changed afterwards."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from app.domain.vocabulary import OrganizationType, Role
from app.models.application import Application
from app.models.process import ProcessDefinition
from app.services import processes
from app.services.applications import opening
from app.services.processes import ChangedVersionError, FolderError
from app.services.transaction import transaction
from config import ROOT
from tests.factories import DISTRICT, NOON, a_user, an_application, occasion_of

Spoil = Callable[[str, Callable[[dict[str, Any]], None]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the processes and forms, to spoil."""
    for name in ("process", "catalog"):
        shutil.copytree(ROOT / "seeds" / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Give the function that changes the data of one file of the copy."""

    def change(file: str, edit: Callable[[dict[str, Any]], None]) -> None:
        path = folder / f"{file}.yaml"
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    return change


def problems(folder: Path) -> list[str]:
    with pytest.raises(FolderError) as caught:
        processes.read_folder(folder)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def without(section: str, field: str) -> Callable[[dict[str, Any]], None]:
    """Return the edit that takes a field out of a section of a form."""

    def edit(data: dict[str, Any]) -> None:
        found = next(one for one in data["sections"] if one["key"] == section)
        found["fields"] = [one for one in found["fields"] if one["code"] != field]

    return edit


def versions(session: Session) -> list[tuple[str, int]]:
    query = sa.select(ProcessDefinition.key, ProcessDefinition.version).order_by(ProcessDefinition.id)
    return [(row.key, row.version) for row in session.execute(query)]


def test_words_for_one_kind_that_lack_a_language_are_found(folder: Path, spoil: Spoil) -> None:
    def one_language(data: dict[str, Any]) -> None:
        data["title"]["for"] = {"regional_government": {"es": "Postulación regional", "en": ""}}

    spoil("process/local-government", one_language)
    (said,) = problems(folder)
    assert "local-government.title: needs exactly es and en, neither empty" in said


def test_a_choice_that_leaves_one_kind_without_any_is_found(folder: Path, spoil: Spoil) -> None:
    def for_mayors_only(data: dict[str, Any]) -> None:
        authority = next(section for section in data["sections"] if section["key"] == "authority")
        title = next(field for field in authority["fields"] if field["code"] == "authority_title")
        title["choices"] = [choice for choice in title["choices"] if choice["value"].startswith("mayor")]

    spoil("catalog/membership-form", for_mayors_only)
    assert problems(folder) == ["local-government.yaml: authority_title: no choices"]


def test_the_three_processes_of_the_seeds_come_with_their_forms() -> None:
    found = processes.read_folder(ROOT / "seeds")
    assert {process["key"]: catalog["key"] for process, catalog in found} == {
        "local-government": "membership-form",
        "company": "organization-form",
        "institution": "organization-form",
    }


def test_everything_wrong_in_every_file_is_told_at_once(folder: Path, spoil: Spoil) -> None:
    def circle(data: dict[str, Any]) -> None:
        data["steps"][2]["needs"] = ["excom"]
        data["steps"][1]["stage"] = "nowhere"

    spoil("process/local-government", circle)
    spoil("process/company", lambda data: data.pop("form"))
    (folder / "process" / "institution.yaml").write_text("key: [", encoding="utf-8")
    told = problems(folder)
    assert {line.partition(":")[0] for line in told} == {"local-government.yaml", "company.yaml", "institution.yaml"}
    assert "company.yaml: names no form" in told
    assert any("circle" in line for line in told)
    assert any("nowhere" in line for line in told)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("process/company.yaml", "", "names no form"),
        ("process/company.yaml", "- a list", "names no form"),
        ("process/company.yaml", "form: absent", "absent.yaml"),
        ("process/company.yaml", "form: [organization-form]", "names no form"),
        ("process/company.yaml", "form: organization-form\nkey: x", "KeyError"),
        ("catalog/membership-form.yaml", "", "TypeError"),
        ("catalog/membership-form.yaml", "key: \t", "local-government.yaml"),
    ],
)
def test_a_file_that_is_no_process_is_told_and_not_a_crash(folder: Path, file: str, text: str, told: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    assert told in "\n".join(problems(folder))


def test_a_file_that_is_not_text_is_told(folder: Path) -> None:
    (folder / "process" / "company.yaml").write_bytes(b"\xff\xfe\x00")
    assert problems(folder)[0].startswith("company.yaml: ")


def test_a_form_that_speaks_of_steps_the_process_does_not_have_is_told(folder: Path, spoil: Spoil) -> None:
    def astray(data: dict[str, Any]) -> None:
        sections = {section["key"]: section for section in data["sections"]}
        sections["signature"]["asked_at"] = "nowhere"
        sections["attachments"]["fields"][0]["step"] = "elsewhere"

    spoil("catalog/membership-form", astray)
    assert problems(folder) == [
        "local-government.yaml: signature: asked at an unknown step nowhere",
        "local-government.yaml: technical_report_file: belongs to an unknown step elsewhere",
    ]


def test_a_form_has_a_place_for_the_sheet_with_which_a_preparer_certifies(folder: Path, spoil: Spoil) -> None:
    spoil("catalog/membership-form", without("attachments", "certification_sheet_file"))
    said = "membership_form: has no document certification_sheet_file, with which a preparer certifies"
    assert problems(folder) == [f"local-government.yaml: {said}"]


def test_the_decision_asks_for_the_category_that_the_register_takes(folder: Path, spoil: Spoil) -> None:
    spoil("catalog/membership-form", without("excom_decision", "decision_category"))
    said = "excom: must ask for decision_category, from which the register takes the category"
    assert problems(folder) == [f"local-government.yaml: {said}"]


def test_each_kind_of_organization_has_exactly_one_process(folder: Path, spoil: Spoil) -> None:
    spoil("process/company", lambda data: data.update(applies_to=["company", "district_municipality"]))
    assert problems(folder) == ["district_municipality: 2 processes"]
    (folder / "process" / "company.yaml").unlink()
    assert problems(folder) == ["company: 0 processes"]


def test_publishing_twice_changes_nothing(session: Session) -> None:
    before = versions(session)
    assert sorted(before) == [("company", 1), ("institution", 1), ("local-government", 1)]
    assert processes.publish(ROOT / "seeds", NOON) == 0
    assert versions(session) == before


def test_a_published_version_that_was_changed_is_refused_and_nothing_of_the_rest_is_published(
    session: Session, folder: Path, spoil: Spoil
) -> None:
    spoil("process/company", lambda data: data.update(version=2))
    spoil("process/local-government", lambda data: data["title"].update(es="Otro título"))
    with pytest.raises(ChangedVersionError, match="local-government 1: published already"):
        processes.publish(folder, NOON)
    assert ("company", 2) not in versions(session)


def test_a_changed_form_needs_a_new_version_of_the_process_too(session: Session, folder: Path, spoil: Spoil) -> None:
    spoil("catalog/membership-form", lambda data: data["sections"][0]["title"].update(en="Another title"))
    with pytest.raises(ChangedVersionError, match="local-government 1"):
        processes.publish(folder, NOON)


def test_a_new_version_is_for_new_applications_and_open_ones_stay_on_theirs(
    session: Session, folder: Path, spoil: Spoil
) -> None:
    journey = an_application(DISTRICT)

    def revise(data: dict[str, Any]) -> None:
        data["version"] = 2
        data["steps"][4]["term"]["days"] = 9

    spoil("process/local-government", revise)
    assert processes.publish(folder, NOON) == 1
    number = opening.open_application("081303", occasion_of(a_user(Role.COORDINATOR)))
    rows = session.scalars(sa.select(Application).order_by(Application.id)).all()
    assert [(row.number, row.definition.version) for row in rows] == [(journey.number, 1), (number, 2)]
    terms = [processes.typed(row.definition)[0]["technical_report"].term for row in rows]
    assert [term.days for term in terms if term] == [7, 9]


def test_the_newest_version_counts_and_not_the_last_published(session: Session, folder: Path, spoil: Spoil) -> None:
    for version in (11, 3):
        spoil("process/company", lambda data, version=version: data.update(version=version))  # type: ignore[misc]
        assert processes.publish(folder, NOON) == 1
    assert processes.latest_for(session, OrganizationType.COMPANY).version == 11


def test_a_kind_without_a_process_is_an_error_of_the_installation(session: Session) -> None:
    with transaction() as writing:
        writing.execute(sa.delete(ProcessDefinition).where(ProcessDefinition.key == "institution"))
    with pytest.raises(LookupError, match="institution"):
        processes.latest_for(session, OrganizationType.INSTITUTION)
