"""Where it stands, in one plain sentence: where, with whom, since when, what is missing, by when."""

from datetime import date

import pytest

from app.domain.access import Actor
from app.domain.bilingual import Text
from app.domain.process.definition_file import definition_from
from app.domain.progress.actions import ActionKind
from app.domain.progress.category import category, shown_status
from app.domain.progress.missing import missing
from app.domain.progress.replay import replay
from app.domain.progress.standing import Standing, applicant_name, party_name, standing
from app.domain.vocabulary import MembershipCategory, Party, Status
from tests.domain import seeds
from tests.domain.stories import COORDINATOR, EMBASSY, HEAD, MONDAY, PREPARER, SIGNATORY, Story

OFFICE = "Oficina Desconcentrada en Cusco"
CATEGORIES = {
    "local-government": ["full", "to_confirm"],
    "company": ["corporate", "friendship", "full", "to_confirm"],
    "institution": ["corporate", "friendship", "full", "to_confirm"],
}
"""What WeGO may decide by the categories of 2018, written by hand."""
WHY = {"reason": "Así lo decidimos."}


def said(story: Story) -> Standing:
    return standing(story.state, story.around, {}, OFFICE)


def shown(story: Story) -> Status | MembershipCategory:
    return shown_status(story.state.status, category(story.state))


def test_a_new_application_says_who_has_to_do_what_by_when() -> None:
    found = said(Story())
    assert found.sentence == Text(
        "Está en el paso 3, «Abrir el expediente y designar el punto focal»: lo tiene el gobierno postulante desde el "
        "2 de marzo de 2026; falta completar la sección «Puntos focales» y dar el paso por hecho; el plazo vence el "
        "5 de marzo de 2026.",
        "It is at step 3, “Open the file and name the focal point”: the applying government has held it since "
        "2 March 2026; what is missing is to complete the section “Focal points” and mark the step done; the term ends "
        "on 5 March 2026.",
    )
    assert (found.holder, found.holder_name.es) == (Party.ORGANIZATION, "el gobierno postulante")
    assert (found.since, found.due_on, found.is_overdue, found.is_stopped) == (MONDAY, date(2026, 3, 5), False, False)
    assert found.step == seeds.definition()["opening"]


def test_an_office_is_called_by_its_name_and_an_expired_term_is_told() -> None:
    found = said(Story().submitted().on(date(2026, 3, 12)))
    assert "lo tiene la oficina que acompaña (Oficina Desconcentrada en Cusco) desde" in found.sentence.es
    assert found.sentence.es.endswith(
        "falta dar la conformidad o enviar las observaciones; el plazo venció el 11 de marzo de 2026."
    )
    assert "the term ended on 11 March 2026" in found.sentence.en
    assert (found.is_overdue, found.holder_name) == (True, Text(OFFICE, OFFICE))


def test_holidays_move_the_end_of_the_term() -> None:
    story = Story().submitted()
    holidays = {date(2026, 3, 11): Text("Feriado", "Holiday")}
    assert standing(story.state, story.around, holidays, OFFICE).due_on == date(2026, 3, 12)


def test_a_round_says_how_many_observations_wait() -> None:
    story = Story().submitted().observed("field:ruc", "field:reasons_es").save(PREPARER, "profile", staff=None)
    assert [text.es for text in said(story).missing] == [
        "Responder 2 observaciones",
        "Completar la sección «Perfil»",
        "Volver a presentar la solicitud",
    ]
    story.take(PREPARER, ActionKind.ANSWER, "1.1", text="Va.")
    assert said(story).missing[0].en == "Answer 1 observation"
    story.take(PREPARER, ActionKind.ANSWER, "1.2", text="Va.").save(PREPARER, "profile", staff=5)
    assert [text.en for text in said(story).missing] == ["Submit the form again"]


def test_after_a_resubmission_the_office_has_it_since_then() -> None:
    story = Story().submitted().on(date(2026, 3, 4)).observed().on(date(2026, 3, 9)).answered()
    assert said(story).since == date(2026, 3, 9)


def test_the_certification_names_what_is_missing_and_counts_the_rest() -> None:
    story = Story()
    whole = missing(story.state, story.definition["membership_form"], story.around)
    assert whole[0].es.startswith("Completar la sección")
    assert [text.es for text in whole[-4:]] == [
        "Terminar el paso «Preparar el informe técnico»",
        "Terminar el paso «Preparar el informe presupuestal»",
        "Terminar el paso «Obtener la opinión legal»",
        "Certificar la solicitud",
    ]
    story = Story().prepared()
    for section in ("government", "authority", "motivation"):
        story.save(PREPARER, section, **dict.fromkeys(story.state.answers[section]))
    assert "y 2 más; el plazo" in said(story).sentence.es
    assert "and 2 more; the term" in said(story).sentence.en


def test_a_paper_that_is_missing_is_called_by_its_name() -> None:
    assert [text.es for text in said(Story().endorsed()).missing] == [
        "Subir «Acuerdo de concejo»",
        "Registrar los datos de «Acuerdo de concejo»",
    ]
    story = Story("company")
    assert missing(story.state, story.definition["excom"], story.around)[0].en.startswith("Receive WeGO's answer")


def test_a_step_proven_by_any_paper_asks_for_one() -> None:
    data = seeds.raw("process/local-government")
    next(step for step in data["steps"] if step["key"] == "opening")["evidence"] = "required"
    story = Story()
    step = definition_from(data)["opening"]
    upload = Text("Subir el documento que lo prueba", "Upload the document that proves it")
    assert upload in missing(story.state, step, story.around)
    story.paper(PREPARER, "step:opening")
    assert upload not in missing(story.state, step, story.around)


def test_the_signature_names_the_english_texts_it_waits_for() -> None:
    story = Story().prepared().save(PREPARER, "motivation", reasons_en=None).take(SIGNATORY, ActionKind.SUBMIT)
    texts = missing(story.state, story.definition["signature"], story.around)
    assert texts[0].es == "Completar los textos en inglés de «Motivación»"


def test_while_wego_answers_there_is_no_term_and_nothing_for_the_city_to_do() -> None:
    story = Story().sent()
    found = said(story)
    assert found.sentence.es.endswith(
        "lo tiene la Secretaría de WeGO desde el 2 de marzo de 2026; falta recibir la respuesta de WeGO y registrarla "
        "con su documento; no hay un plazo conocido."
    )
    assert (found.due_on, found.is_overdue) == (None, False)
    assert said(story.paper(PREPARER, "step:acceptance")).missing == (
        Text("Confirmar la respuesta recibida de WeGO", "Confirm the answer received from WeGO"),
    )
    assert "el Comité Ejecutivo de WeGO (EXCOM)" in said(story.finish(EMBASSY, "acceptance")).sentence.es


def test_a_city_that_went_on_without_endorsement_is_said_to() -> None:
    story = Story().submitted().take(SIGNATORY, ActionKind.PROCEED, **WHY)
    assert said(story).sentence.es.endswith("; sigue sin la conformidad de la oficina.")
    assert "without the office's endorsement" in said(story.finish(PREPARER, "council_resolution")).sentence.en


def test_a_step_without_a_term_says_so() -> None:
    data = seeds.raw("process/company")
    next(step for step in data["steps"] if step["key"] == "opening")["term"] = "none"
    story = Story("company")
    state = replay(definition_from(data), story.events)
    assert "; no tiene plazo." in standing(state, story.around, {}, OFFICE).sentence.es


def test_a_suspended_application_says_where_it_stopped_and_that_nothing_runs() -> None:
    found = said(Story().submitted().on(date(2026, 3, 4)).take(HEAD, ActionKind.SUSPEND, **WHY).on(date(2026, 5, 4)))
    assert found.sentence == Text(
        "Está suspendido desde el 4 de marzo de 2026, en el paso 9, «Revisar la solicitud en la oficina que acompaña»: "
        "nadie tiene el turno, los plazos no corren y falta reanudarlo.",
        "It has been suspended since 4 March 2026, at step 9, “Review the form at the accompanying office”: nobody has "
        "the turn, no term runs, and what is missing is to resume it.",
    )
    assert (found.holder, found.is_stopped, found.is_overdue, found.due_on) == (Party.NOBODY, True, False, None)


@pytest.mark.parametrize(
    ("actor", "kind", "words"),
    [
        (SIGNATORY, ActionKind.WITHDRAW, "Terminó: el gobierno postulante desistió el 2 de marzo de 2026"),
        (
            HEAD,
            ActionKind.ARCHIVE,
            "Fue archivado el 2 de marzo de 2026; nadie tiene el turno, y el gobierno postulante",
        ),
        (EMBASSY, ActionKind.NOT_ACCEPT, "Terminó: WeGO no lo aceptó, con respuesta del 2 de marzo de 2026"),
    ],
)
def test_an_ended_application_says_how_and_when(actor: Actor, kind: ActionKind, words: str) -> None:
    found = said(Story().sent().take(actor, kind, attachment=5, happened_on=MONDAY, **WHY))
    assert found.sentence.es.startswith(words)
    assert (found.step, found.missing, found.due_on, found.holder_name.en) == (None, (), None, "nobody")


def test_a_member_is_told_by_its_kind() -> None:
    assert "el gobierno postulante es miembro pleno de WeGO por decisión del" in said(Story().full()).sentence.es
    assert "la empresa es miembro de WeGO" in said(Story("company").full()).sentence.es
    assert "the institution is a member" in said(Story("institution").full()).sentence.en


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_after_every_decision_the_status_is_shown_as_the_category_it_gave(key: str) -> None:
    story = Story(key).associate()
    assert (category(story.state), shown(story)) == (None, story.state.status)
    asked = seeds.catalog(key)["excom_decision"]
    offered = [choice.value for choice in asked.by_code["decision_category"].choices]
    assert offered == CATEGORIES[key]
    for value in offered:
        answers = seeds.right_answers(asked) | {"decision_category": value}
        full = story.copy().finish(EMBASSY, "excom", answers=answers)
        assert full.state.status is Status.FULL
        assert shown(full) is MembershipCategory(value)
        sentence = said(full).sentence
        assert ("pleno" in sentence.es) is (value == "full")
        assert ("la categoría, que queda por confirmar" in sentence.es) is (value == "to_confirm")


def test_every_party_has_a_name() -> None:
    definition = seeds.definition()
    names = {party: party_name(party, definition, OFFICE) for party in Party}
    assert names[Party.OFFICE] == Text(OFFICE, OFFICE)
    assert names[Party.LIMA].es == "la Coordinación en Lima"
    assert all(name.es and name.en for name in names.values())
    assert applicant_name(seeds.definition("institution")).es == "la institución"


def test_lima_is_named_where_it_holds_the_turn() -> None:
    story = Story("company").sent()
    assert party_name(story.definition["notice"].holder, story.definition, OFFICE).en == "the coordination in Lima"
    assert story.offers(COORDINATOR, ActionKind.COMPLETE, "notice")
