"""What certification and review do to the running total."""

from dataclasses import replace

from app.domain.process.definition import Act
from app.domain.progress.events import Event
from app.domain.progress.folding.total import Fold
from app.domain.progress.state import Certification, Endorsement, Observation, Round


def submitted(fold: Fold, event: Event) -> bool:
    """Certify the form and hand it over: the office's term begins (rules 2 and 4)."""
    step, review = fold.definition.acting(Act.SUBMIT), fold.definition.acting(Act.REVIEW)
    if step is None or not fold.is_waiting(step):
        return False
    others = tuple(key for key in review.needs if key != step.key) if review else ()
    if not fold.are_settled(others):
        return False
    fold.finished[step.key] = event
    _certify(fold, event)
    return True


def _certify(fold: Fold, event: Event) -> None:
    sheet = event.data.get("sheet", False)
    fold.certification = Certification(event.sequence, event.actor_id, event.happened_on, sheet)
    fold.editors = frozenset()


def round_issued(fold: Fold, event: Event) -> bool:
    """Open a round: the office's term stops and the city's begins."""
    if not fold.is_under_review or fold.open_round:
        return False
    observations = tuple(
        Observation(item["key"], item["anchor"], item["text"], item["is_formal"]) for item in event.data["observations"]
    )
    issued = Round(len(fold.rounds) + 1, event.happened_on, event.sequence, observations, event.data.get("reason", ""))
    fold.rounds = (*fold.rounds, issued)
    return True


def answered(fold: Fold, event: Event) -> bool:
    """Keep the city's answer to one observation of the open round; a later answer replaces it."""
    current = fold.open_round
    if current is None or all(item.key != event.data["observation"] for item in current.observations):
        return False
    observations = tuple(
        replace(item, answer=event.data["answer"]) if item.key == event.data["observation"] else item
        for item in current.observations
    )
    fold.rounds = (*fold.rounds[:-1], replace(current, observations=observations))
    return True


def resubmitted(fold: Fold, event: Event) -> bool:
    """Close the round with a new certification: the office's term runs on."""
    if fold.open_round is None:
        return False
    _close_round(fold, fold.open_round, event)
    _certify(fold, event)
    return True


def _close_round(fold: Fold, current: Round, event: Event) -> None:
    closed = replace(current, resubmitted_on=event.happened_on, resubmitted_at=event.sequence)
    fold.rounds = (*fold.rounds[:-1], closed)


def endorsed(fold: Fold, event: Event) -> bool:
    """End the review with the office's endorsement, which speaks of the form as its hash has it."""
    if not fold.is_under_review or fold.open_round:
        return False
    fold.endorsement = Endorsement(event.sequence, event.happened_on, event.data["form_hash"])
    return True


def proceeded(fold: Fold, event: Event) -> bool:
    """End the review without endorsement (rule 1); what changed since the certification is certified with it."""
    if not fold.is_under_review:
        return False
    fold.endorsement = Endorsement(event.sequence, event.happened_on, None, event.data["reason"])
    if fold.editors:
        _certify(fold, event)
    if fold.open_round:
        _close_round(fold, fold.open_round, event)
    return True


def withdrawn(fold: Fold, event: Event) -> bool:
    """Take back what rested on the earlier text: endorsement, certification and signature (rule 5).

    The city's turn and, with the next submission, the office's begin anew.
    """
    if fold.certification is None:
        return False
    fold.endorsement = None
    fold.certification = None
    for act in (Act.SUBMIT, Act.REVIEW, Act.SIGN):
        if step := fold.definition.acting(act):
            fold.finished.pop(step.key, None)
            fold.extensions.pop(step.key, None)
            fold.taken_back[step.key] = event.happened_on
    return True
