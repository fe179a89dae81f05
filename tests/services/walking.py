"""Walking an application through the services, and holding what pages query against what its history adds up to."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.membership import replay_membership
from app.domain.process.catalog import FieldType
from app.domain.process.definition import Act
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.certifying import signers_term_ended
from app.domain.progress.clocks import clock
from app.domain.progress.papers import RATIFIED, lacking, proof_slots, removable, step_of_slot
from app.domain.progress.replay import replay
from app.domain.vocabulary import StepStatus
from app.models.application import Application
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.user import User
from app.services import files, histories, processes
from app.services.applications import acting, reviews, sections
from app.services.applications.dossier import Dossier, place_calendar
from app.services.files import Upload
from app.services.occasion import LIMA, Occasion
from tests.factories import Journey, a_pdf, filled, occasion_of

REASON = "Así lo pide el caso."
papers = count(1)

Move = Callable[[Journey, Dossier, str, Occasion], None]


def _act(kind: ActionKind, **inputs: Any) -> Move:
    """Return the move that takes an action of `kind` with a reason and these inputs."""

    def move(journey: Journey, _: Dossier, target: str, who: Occasion) -> None:
        acting.take(journey.number, Action(kind, target), Inputs(reason=REASON, **inputs), who)

    return move


def _save(journey: Journey, dossier: Dossier, target: str, who: Occasion) -> None:
    answers = filled(target, catalog=dossier.catalog, registry=dossier.around.registry)
    free = (code for code, field in dossier.catalog[target].by_code.items() if field.type is FieldType.LONG_TEXT)
    answers |= {code: f"Texto {next(papers)}" for code in free if code in answers}
    sections.save_section(journey.number, target, dossier.state.saves.get(target, 0), answers, who)


def _upload(journey: Journey, _: Dossier, target: str, who: Occasion) -> None:
    files.upload(journey.number, Upload(target, "papel.pdf", a_pdf(f"papel {next(papers)}")), who)


def _remove(journey: Journey, dossier: Dossier, target: str, who: Occasion) -> None:
    step = step_of_slot(dossier.definition, dossier.catalog, target)
    assert step is not None
    here = removable(dossier.state, step, target, who.actor.user_id, dossier.roles)
    files.remove(journey.number, target, min(here), who)


def _complete(journey: Journey, dossier: Dossier, target: str, who: Occasion) -> None:
    step = dossier.definition[target]
    slots = [proof_slots(step, dossier.catalog)[0]]
    slots += [f"field:{field.code}" for field in lacking(dossier.state, step, dossier.catalog) if field.accompanies]
    if step.act is Act.SEND and signers_term_ended(dossier.state, who.today):
        slots.append(RATIFIED)
    given = tuple(Upload(slot, "papel.pdf", a_pdf(f"papel {next(papers)}")) for slot in slots)
    answers = filled(step.asks, catalog=dossier.catalog) if step.asks else {}
    inputs = Inputs(answers=answers, happened_on=who.today if step.is_dated else None)
    acting.take(journey.number, Action(ActionKind.COMPLETE, target), inputs, who, given)


def _observe(journey: Journey, _: Dossier, target: str, who: Occasion) -> None:  # as every move
    reviews.observe(journey.number, "field:reasons_es", "Revise esto.", who, is_formal=next(papers) % 2 == 0)


def _issue_round(journey: Journey, dossier: Dossier, target: str, who: Occasion) -> None:
    _observe(journey, dossier, target, who)
    reviews.issue_round(journey.number, REASON, who)


def _endorse(journey: Journey, _: Dossier, target: str, who: Occasion) -> None:  # as every move
    for draft in reviews.drafts(journey.number, who):
        reviews.discard(journey.number, draft.id, who)
    reviews.endorse(journey.number, "", who)


def _transfer(journey: Journey, dossier: Dossier, target: str, who: Occasion) -> None:
    others = sa.select(Office.id).where(Office.code.in_(["ODE-PUN", "ODE-CUS"]), Office.id != dossier.state.office_id)
    office_id = sa.orm.object_session(dossier.row).scalars(others.order_by(Office.id)).first()  # type: ignore[union-attr]
    inputs = Inputs(reason=REASON, office_id=office_id)
    acting.take(journey.number, Action(ActionKind.TRANSFER, target), inputs, who)


def _not_accept(journey: Journey, _: Dossier, target: str, who: Occasion) -> None:
    given = (Upload(files.ANSWER_SLOT, "respuesta.pdf", a_pdf(f"respuesta {next(papers)}")),)
    inputs = Inputs(reason=REASON, happened_on=who.today)
    acting.take(journey.number, Action(ActionKind.NOT_ACCEPT, target), inputs, who, given)


MOVES: Mapping[ActionKind, Move] = {
    **{kind: _act(kind) for kind in ActionKind},
    ActionKind.SAVE: _save,
    ActionKind.UPLOAD: _upload,
    ActionKind.REMOVE: _remove,
    ActionKind.COMPLETE: _complete,
    ActionKind.OBSERVE: _observe,
    ActionKind.ISSUE_ROUND: _issue_round,
    ActionKind.ANSWER: _act(ActionKind.ANSWER, text="Corregido."),
    ActionKind.ENDORSE: _endorse,
    ActionKind.REGISTER: _act(ActionKind.REGISTER, text="MRE-2026-001"),
    ActionKind.TRANSFER: _transfer,
    ActionKind.NOT_ACCEPT: _not_accept,
}
"""How each kind of action is taken through the services with everything it asks for."""


def take_rightly(journey: Journey, user: User, action: Action, now: Any) -> None:
    """Have `user` take `action`, which the page offers, with all it asks for."""
    who = occasion_of(user, now)
    MOVES[action.kind](journey, journey.shown(user, now).dossier, action.target, who)


def told_by_history(session: Session, row: Application) -> dict[str, Any]:
    """Return what the rows of an application should say, worked out here from its events alone."""
    definition, _ = processes.typed(row.definition, row.organization.type)
    events = histories.load(session, histories.application_stream(row.id))
    state = replay(definition, events)
    day = events[-1].recorded_at.astimezone(LIMA).date()
    holidays = place_calendar(session, row.organization, state.opened_on, day)
    dues = {}
    for step in definition.application_steps:
        term = clock(state, step, holidays)
        dues[step.key] = term.due.on if term and state.steps[step.key].done_on is None else None
    current = state.current
    waits_since = state.held_since(current) if current else state.steps["excom"].done_on
    return {
        "office_id": state.office_id,
        "opened_on": state.opened_on,
        "status": state.status,
        "milestone": state.milestone,
        "holder": state.holder,
        "step_key": current.key if current else None,
        "since": state.side.on if state.side else waits_since,
        "due_on": dues[current.key] if current else None,
        "registry_number": state.registry_number,
        "is_open": state.status not in {"full", "withdrawn", "archived", "not_accepted"},
        "is_sent": state.steps["sending"].status is StepStatus.DONE,
        "sequence": len(events),
        "updated_at": events[-1].recorded_at,
        "steps": {
            key: (definition[key].number, step.status, step.open_on, step.done_on, dues[key])
            for key, step in state.steps.items()
        },
        "sections": {key: (state.saves.get(key, 0), dict(answers)) for key, answers in state.answers.items()},
    }


def told_by_rows(row: Application) -> dict[str, Any]:
    """Return what the stored rows of an application say."""
    columns = {column.key for column in sa.inspect(Application).column_attrs}
    identity = {"id", "number", "organization_id", "definition_id", "is_demo"}
    return {
        **{name: getattr(row, name) for name in columns - identity},
        "steps": {step.key: (step.number, step.status, step.open_on, step.done_on, step.due_on) for step in row.steps},
        "sections": {item.section: (item.version, item.answers) for item in row.sections},
    }


def check_application(session: Session, number: str) -> None:
    """Check that the rows of an application say what its history adds up to, and the register's row as well."""
    session.expire_all()
    row = session.scalars(sa.select(Application).where(Application.number == number)).one()
    assert told_by_rows(row) == told_by_history(session, row)
    check_membership(session, row.organization_id)


def check_membership(session: Session, organization_id: int) -> None:
    """Check that the register says of an organization what its membership's history adds up to."""
    membership = replay_membership(histories.load(session, histories.membership_stream(organization_id)))
    entry = membership.current
    row = session.scalar(sa.select(MembershipRow).where(MembershipRow.organization_id == organization_id))
    told = row and (row.category, row.since, row.source, row.year, row.is_confirmed, row.sequence)
    expected = entry and (
        *(entry.category, entry.since, entry.source, entry.year, entry.is_confirmed),
        membership.sequence,
    )
    assert told == expected
