"""What a resubmission did with a round: asked and changed, asked and not changed, changed though nobody asked."""

from app.domain.progress.actions import ActionKind
from app.domain.progress.offers import actions
from app.domain.progress.rounds import Change, Comparison, anchor_exists, compare, is_about
from tests.domain import seeds
from tests.domain.stories import ANALYST, PREPARER, Story


def compared(story: Story, number: int = 1) -> Comparison:
    state = story.state
    return compare(state, state.rounds[number - 1], seeds.catalog())


def test_a_resubmission_shows_its_three_lists() -> None:
    story = Story().submitted().observed("field:reasons_es", "field:ruc", "section:profile", "step:technical_report")
    story.save(PREPARER, "motivation", reasons_es="Mejores razones.", can_share_es="Además esto.")
    story.save(PREPARER, "profile", staff=12).paper(PREPARER, "field:technical_report_file").answered()
    found = compared(story)
    assert [(item.anchor, changes) for item, changes in found.asked_changed] == [
        ("field:reasons_es", (Change("field:reasons_es", "Un texto algo más largo.", "Mejores razones."),)),
        ("section:profile", (Change("field:staff", 2, 12),)),
        ("step:technical_report", (Change("field:technical_report_file", 0, 1),)),
    ]
    assert [item.anchor for item in found.asked_unchanged] == ["field:ruc"]
    assert found.unasked == (Change("field:can_share_es", "Un texto algo más largo.", "Además esto."),)


def test_a_round_that_is_still_open_is_compared_with_how_things_stand() -> None:
    story = Story().submitted().observed("field:reasons_es")
    assert compared(story).asked_changed == ()
    story.save(PREPARER, "motivation", reasons_es="Mejores razones.")
    assert len(compared(story).asked_changed) == 1


def test_what_was_changed_and_changed_back_did_not_change() -> None:
    story = Story().submitted().observed("field:reasons_es")
    before = story.state.answers["motivation"]["reasons_es"]
    story.save(PREPARER, "motivation", reasons_es="Otra cosa.").save(PREPARER, "motivation", reasons_es=before)
    story.save(PREPARER, "government", province="Otra").save(PREPARER, "government", province="Texto")
    story.paper(PREPARER, "field:logo_file")
    story.take(PREPARER, ActionKind.REMOVE, "field:logo_file", attachment=story.papers)
    assert compared(story) == Comparison((), story.state.rounds[0].observations, ())


def test_a_replaced_paper_counts_as_one_away_and_one_added() -> None:
    story = Story().submitted().observed("field:reasons_es")
    old = story.state.files_at("step:technical_report")[0]
    story.take(PREPARER, ActionKind.REMOVE, "step:technical_report", attachment=old)
    assert compared(story).unasked == (Change("step:technical_report", 1, 0),)
    story.paper(PREPARER, "step:technical_report")
    assert compared(story).unasked == (Change("step:technical_report", 1, 1),)


def test_each_round_is_compared_with_its_own_changes() -> None:
    story = Story().submitted().observed().save(PREPARER, "motivation", reasons_es="Primera.").answered()
    story.observed(reason="Aún falta.").save(PREPARER, "motivation", reasons_es="Segunda.").answered()
    assert compared(story, 1).asked_changed[0][1][0].after == "Primera."
    assert compared(story, 2).asked_changed[0][1][0].before == "Primera."


def test_a_change_answers_an_observation_of_its_place_its_section_or_its_step() -> None:
    state, catalog = Story().state, seeds.catalog()
    about = [
        ("field:staff", "field:staff", True),
        ("field:staff", "field:ruc", False),
        ("section:profile", "field:staff", True),
        ("section:profile", "field:ruc", False),
        ("section:profile", "step:opening", False),
        ("step:technical_report", "field:technical_report_file", True),
        ("step:technical_report", "field:legal_opinion_file", False),
        ("step:technical_report", "field:staff", False),
    ]
    assert [is_about(anchor, place, state, catalog) for anchor, place, _ in about] == [found for *_, found in about]


def test_each_observation_of_the_open_round_is_offered_to_the_city_to_answer() -> None:
    story = Story().submitted().observed("field:ruc", "section:profile")
    offered = {actor: actions(story.state, actor, story.around) for actor in (PREPARER, ANALYST)}
    answers = {actor: [a.target for a in found if a.kind is ActionKind.ANSWER] for actor, found in offered.items()}
    assert answers == {PREPARER: ["1.1", "1.2"], ANALYST: []}


def test_an_observation_is_anchored_to_a_field_a_section_a_document_or_a_step() -> None:
    definition, catalog = seeds.definition(), seeds.catalog()
    for anchor in ("field:ruc", "field:logo_file", "section:profile", "step:opening"):
        assert anchor_exists(anchor, definition, catalog)
    for anchor in ("field:nothing", "section:nothing", "step:fee", "nothing", "other:ruc"):
        assert not anchor_exists(anchor, definition, catalog)
