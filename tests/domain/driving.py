"""Taking an application from wherever it stands to full membership by the plainest way: proof that a way is left."""

from app.domain.access import Actor
from app.domain.process.answers import problems_in
from app.domain.process.catalog import Moment
from app.domain.process.definition import Act, Evidence, Step
from app.domain.progress.actions import ActionKind
from app.domain.progress.papers import SHEET
from app.domain.vocabulary import Party, Status
from tests.domain import seeds
from tests.domain.stories import ANALYST, COORDINATOR, CUSCO, EMBASSY, PREPARER, SIGNATORY, Story

RECORDERS = {
    Party.ORGANIZATION: PREPARER,
    Party.SECRETARIAT: EMBASSY,
    Party.EXCOM: EMBASSY,
}
"""Who finishes the steps on the way, by their holder; the office's review has an action of its own."""

MOST_STEPS = 40


def drive(story: Story) -> None:
    """Go on until the applicant is a member; fails where nobody has an action that moves the way forward."""
    for _ in range(MOST_STEPS):
        state = story.state
        if state.status is Status.FULL:
            return
        if state.side:
            back = ActionKind.RESUME if state.side.status is Status.SUSPENDED else ActionKind.REOPEN
            story.take(COORDINATOR, back, reason="Sigue adelante.")
        else:
            assert state.current is not None
            go_on(story, state.current)
    raise AssertionError(f"no way from {story.state.status} to the end")


def go_on(story: Story, step: Step) -> None:
    """Do whatever `step` wants from whoever holds it."""
    if step.act is Act.REVIEW:
        story.take(ANALYST if story.state.office_id == CUSCO else COORDINATOR, ActionKind.ENDORSE)
        return
    if not story.state.is_sent:
        mend(story, PREPARER)
    if step.act is Act.SUBMIT:
        finish_reports(story)
        certify(story, ActionKind.SUBMIT)
    elif step.act is Act.RESUBMIT:
        answer(story, step)
        certify(story, ActionKind.RESUBMIT)
    elif story.state.current == step:
        story.finish(RECORDERS[step.holder], step.key)


def mend(story: Story, actor: Actor) -> None:
    """Answer rightly what isn't yet, English included, and touch nothing else."""
    for section in seeds.catalog(story.key).form_sections:
        answers = dict(story.state.answers.get(section.key, {}))
        while wrong := problems_in(section, answers, Moment.SIGNED):
            answers |= {problem.code: seeds.right_value(section.by_code[problem.code]) for problem in wrong}
        story.save(actor, section.key, **answers)


def finish_reports(story: Story) -> None:
    """Finish what the review wants beside the form, and what that rests on."""
    review = story.definition.acting(Act.REVIEW)
    wanted = story.definition.leading_to(review.key) if review else frozenset()
    for step in story.definition.application_steps:
        if step.key in wanted and step.act is not Act.SUBMIT and not story.state.steps[step.key].is_settled:
            story.finish(PREPARER, step.key)


def answer(story: Story, step: Step) -> None:
    """Answer the round, and bring back the papers that were taken away during it."""
    for item in story.state.rounds[-1].observations:
        story.take(PREPARER, ActionKind.ANSWER, item.key, text="Corregido.")
    for key in story.definition.leading_to(step.within or ""):
        if story.definition[key].evidence is Evidence.REQUIRED:
            story.paper(PREPARER, f"step:{key}")


def certify(story: Story, kind: ActionKind) -> None:
    """Certify as a second person, or, where no signatory is left, by the mayor's signed sheet."""
    if not story.signatories:
        story.paper(PREPARER, SHEET).take(PREPARER, kind)
        return
    if not story.offers(SIGNATORY, kind):
        permission = story.state.answers["commitment"].get("image_permission")
        story.save(PREPARER, "commitment", image_permission=not permission)
    story.take(SIGNATORY, kind)
