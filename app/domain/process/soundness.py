"""Whether a process can be walked: who may do what, in which order, and that every step can be reached."""

from collections.abc import Iterator

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.process.definition import OUTSIDE, Act, Definition, Evidence, Repeats, Step, Stream
from app.domain.vocabulary import Role, Status

PROVEN = frozenset({Act.RESOLVE, Act.SIGN, Act.ASSOCIATE, Act.CONFIRM})
"""Acts that are never taken on somebody's word."""

UNDATED = frozenset({Act.SUBMIT, Act.REVIEW, Act.RESUBMIT})
"""Acts taken in the program itself: they are of the day they are taken."""

RECORDERS = {Act.SUBMIT: CITY_ROLES, Act.RESUBMIT: CITY_ROLES, Act.REVIEW: OFFICE_ROLES}
"""Who must be among those that record an act with rules of its own."""

MILESTONES = frozenset({
    Status.PREPARING, Status.RESOLVED, Status.SIGNED, Status.SENT, Status.ASSOCIATE, Status.FULL,
})  # fmt: skip
"""What a step may lead to; the other statuses come of the review or are side states."""


def problems_of_step(step: Step, definition: Definition, sections: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with one step; `sections` are the keys of the form's sections."""
    if step.stage not in {stage.key for stage in definition.stages}:
        yield f"{step.key}: unknown stage {step.stage}"
    others = (*step.needs, *((step.within,) if step.within else ()))
    yield from (f"{step.key}: needs an unknown step {key}" for key in others if key not in definition.by_key)
    asked = (*step.sections, *((step.asks,) if step.asks else ()))
    yield from (f"{step.key}: unknown section {key}" for key in asked if key not in sections)
    if not step.recorded_by - {Role.ADMINISTRATOR}:
        yield f"{step.key}: nobody may record it"
    if step.act in RECORDERS and not step.recorded_by & RECORDERS[step.act]:
        yield f"{step.key}: who must {step.act} may not record it"
    if (step.act in PROVEN or step.holder in OUTSIDE) and step.evidence is not Evidence.REQUIRED:
        yield f"{step.key}: {step.act} needs evidence"
    if step.holder in OUTSIDE and not step.is_dated:
        yield f"{step.key}: what happens outside is recorded with its day"
    if step.is_dated and (step.act in UNDATED or step.stream is Stream.MEMBERSHIP):
        yield f"{step.key}: its day is not asked"
    if step.may_skip and step.act not in {Act.COMPLETE, Act.RESOLVE}:
        yield f"{step.key}: {step.act} cannot be skipped"
    if step.milestone and step.milestone not in MILESTONES:
        yield f"{step.key}: {step.milestone} is not a milestone"
    yield from _problems_of_stream(step)


def _problems_of_stream(step: Step) -> Iterator[str]:
    """Yield what an application's step has that only a membership's may have, or the other way round."""
    if step.stream is Stream.APPLICATION and step.repeats is not Repeats.NONE:
        yield f"{step.key}: only a step of a membership repeats"
    if step.stream is Stream.APPLICATION and step.settled_by:
        yield f"{step.key}: only a step of a membership is settled by an answer"
    if step.general_term_ends and step.repeats is not Repeats.ON_AUTHORITY_CHANGE:
        yield f"{step.key}: only the change of authorities comes with the end of all terms"
    if step.stream is Stream.MEMBERSHIP and (step.needs or step.milestone or step.act is not Act.COMPLETE):
        yield f"{step.key}: a step of a membership is completed, needs nothing and gives no milestone"


def problems_of_acts(definition: Definition) -> Iterator[str]:
    """Yield what is wrong with the acts: missing, doubled, or not in the place where the program looks for them."""
    for act in Act:
        steps = [step.key for step in definition.application_steps if step.act is act]
        if act is not Act.COMPLETE and len(steps) > 1:
            yield f"{act} finishes more than one step: {', '.join(steps)}"
    for act in (Act.SUBMIT, Act.SIGN, Act.SEND, Act.CONFIRM):
        if definition.acting(act) is None:
            yield f"no step leads to {act}"
    submit, review = definition.acting(Act.SUBMIT), definition.acting(Act.REVIEW)
    correction, confirm = definition.acting(Act.RESUBMIT), definition.acting(Act.CONFIRM)
    if (review is None) != (correction is None):
        yield "a review and the correction of its observations come together"
    if review and correction and correction.within != review.key:
        yield f"{correction.key}: must stand within {review.key}"
    if review and submit and submit.key not in review.needs:
        yield f"{review.key}: must need {submit.key}"
    if confirm and confirm.milestone is not Status.FULL:
        yield f"{confirm.key}: must give the milestone {Status.FULL}, with which an application ends"


def unreachable(definition: Definition) -> list[str]:
    """Return the application's steps, milestones among them, whose turn can never come, by number.

    The form is only certified once all that the review needs beside it is settled, and the correction of observations
    is the review's own loop, so that nothing can wait for it.
    """
    submit, review = definition.acting(Act.SUBMIT), definition.acting(Act.REVIEW)
    also = {submit.key: frozenset(review.needs) - {submit.key}} if submit and review else {}
    left = list(definition.application_steps)
    settled: set[str] = set()
    while ready := [step for step in left if settled >= set(step.needs) | also.get(step.key, frozenset())]:
        settled |= {step.key for step in ready if step.act is not Act.RESUBMIT}
        left = [step for step in left if step not in ready]
    return [step.key for step in left]
