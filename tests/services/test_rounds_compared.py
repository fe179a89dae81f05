"""After a resubmission: what was asked and changed, asked and left, and changed though nobody asked."""

from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.services.applications import reviews
from app.services.applications.reviewing import reading
from app.services.applications.reviewing.rounds import Told
from tests.factories import Journey, an_application, occasion_of

REPORT = "field:technical_report_file"


def observed(*anchors: str) -> Journey:
    """Return an application with one round on these places."""
    journey = an_application(at="in_review")
    for anchor in anchors:
        reviews.observe(journey.number, anchor, f"Revise {anchor}.", occasion_of(journey.officer), is_formal=False)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    return journey


def handed_back(journey: Journey) -> Told:
    """Answer all, hand back, and return the round as the office reads it."""
    state = journey.shown(journey.preparer).dossier.state
    for item in state.rounds[-1].observations:
        journey.take(journey.preparer, ActionKind.ANSWER, item.key, text="Revisado.")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    return reading.review(journey.number, occasion_of(journey.officer)).rounds[0]


def test_each_observation_tells_what_changed_where_it_was_asked(session: Session) -> None:
    journey = observed("field:reasons_es", "field:authority_name")
    before = journey.shown(journey.preparer).dossier.state.answers["motivation"]["reasons_es"]
    journey.fill("motivation", reasons_es="Para ordenar las visitas.")
    told = handed_back(journey)
    changed, left = sorted(told.asked, key=lambda asked: not asked.changes)
    (change,) = changed.changes
    assert (changed.place.anchor, change.place.anchor) == ("field:reasons_es", "field:reasons_es")
    assert (change.before, change.after) == (before, "Para ordenar las visitas.")
    assert (left.place.anchor, left.changes) == ("field:authority_name", ())
    assert told.unasked == ()


def test_what_changed_unasked_is_told_apart(session: Session) -> None:
    journey = observed("field:reasons_es")
    journey.fill("government", address="Plaza de Armas 100")
    told = handed_back(journey)
    assert [asked.changes for asked in told.asked] == [()]
    (change,) = told.unasked
    assert (change.place.anchor, change.after) == ("field:address", "Plaza de Armas 100")


def test_a_change_undone_again_is_no_change(session: Session) -> None:
    journey = observed("field:reasons_es")
    before = journey.shown(journey.preparer).dossier.state.answers["motivation"]["reasons_es"]
    journey.fill("motivation", reasons_es="Otra cosa.")
    journey.fill("motivation", reasons_es=before)
    told = handed_back(journey)
    assert [asked.changes for asked in told.asked] == [()]
    assert told.unasked == ()


def test_an_observation_of_a_section_covers_each_of_its_questions(session: Session) -> None:
    journey = observed("section:motivation")
    journey.fill("motivation", reasons_es="Otra.", reasons_en="Another.")
    told = handed_back(journey)
    assert {change.place.anchor for change in told.asked[0].changes} == {"field:reasons_es", "field:reasons_en"}


def test_a_report_can_be_replaced_during_the_round_and_counts(session: Session) -> None:
    journey = observed(REPORT)
    old = journey.shown(journey.preparer).dossier.state.files_at(REPORT)[0]
    journey.upload(journey.preparer, REPORT, name="informe-firmado.pdf", content=b"%PDF-1.4\n% firmado\n%%EOF\n")
    journey.take(journey.preparer, ActionKind.REMOVE, REPORT, attachment=old)
    (asked,) = handed_back(journey).asked
    (change,) = asked.changes
    assert (change.place.step, change.before, change.after) == ("technical_report", 1, 1)


def test_while_the_round_is_open_the_changes_so_far_are_told(session: Session) -> None:
    journey = observed("field:reasons_es")
    journey.fill("motivation", reasons_es="Para ordenar las visitas.")
    current = reading.review(journey.number, occasion_of(journey.preparer)).current
    assert current is not None
    assert [len(asked.changes) for asked in current.asked] == [1]
    assert (current.issued_by, current.resubmitted_by, current.left) == ("Ana Flores", "", 1)


def test_rounds_are_told_newest_first_each_with_its_own_changes(session: Session) -> None:
    journey = observed("field:reasons_es")
    journey.fill("motivation", reasons_es="Primera vez.")
    handed_back(journey)
    reviews.observe(journey.number, "field:address", "Falta el número.", occasion_of(journey.officer), is_formal=False)
    reviews.issue_round(journey.number, "Apareció después.", occasion_of(journey.officer))
    journey.fill("government", address="Plaza de Armas 100")
    handed_back(journey)
    second, first = reading.review(journey.number, occasion_of(journey.head)).rounds
    assert [told.round.number for told in (second, first)] == [2, 1]
    assert [change.place.anchor for change in second.asked[0].changes] == ["field:address"]
    assert [change.place.anchor for change in first.asked[0].changes] == ["field:reasons_es"]
    assert (first.issued_by, first.resubmitted_by) == ("Ana Flores", "Rosa Quispe")


def test_an_entry_shows_what_was_observed_there_before(session: Session) -> None:
    journey = observed("field:reasons_es")
    handed_back(journey)
    review = reading.review(journey.number, occasion_of(journey.officer))
    entries = {entry.place.anchor: entry for part in review.parts for entry in part.entries}
    assert [item.key for item in entries["field:reasons_es"].observations] == ["1.1"]
    assert entries["field:address"].observations == ()
