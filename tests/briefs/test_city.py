"""The city brief: what it says, in both languages, of every kind of government."""

from dataclasses import replace
from datetime import date

from app.briefs.city import city_brief, city_brief_html
from app.briefs.city_data import Figures, Milestone, MilestoneState, Standing, TimelineEntry
from config import ROOT
from tests.briefs.examples import CUT_OFF, a_city_brief, a_member_by_the_article
from tests.briefs.papers import MakePaper, made
from tests.briefs.program import english
from tests.briefs.reading import Paper

DAY = date(2026, 11, 20)


def test_the_brief_says_where_the_city_stands() -> None:
    text = made("city-es").text
    assert "Municipalidad Distrital de Ollantaytambo" in text
    assert "Ollantaytambo, Urubamba, Cusco" in text
    assert "2026-CUS-0007" in text
    assert "la municipalidad debe responder 3 observaciones" in text
    assert "30 de noviembre de 2026" in text
    assert "Completar la carta de intención en inglés" in text
    assert "10 Subsanar las observaciones" in text
    assert "10 días hábiles" in text


def test_a_government_is_told_that_its_review_approves_nothing() -> None:
    assert "La revisión de la Cancillería acompaña a quien postula" in made("city-es").text


def test_figures_follow_peruvian_convention_and_name_their_source() -> None:
    text = made("city-es").text
    assert "10,344 habitantes INEI, 2017" in text
    assert "640.25 km²" in text
    assert "2,792 m s. n. m." in text
    assert "S/ 1,850,000.00" in text


def test_a_source_that_names_its_year_is_not_told_it_again() -> None:
    page = city_brief_html(a_city_brief(figures=Figures(10_344, 2017, "INEI, Censo 2017")))
    assert '<span class="aside">INEI, Censo 2017</span>' in page


def test_the_cut_off_is_told_in_lima_time_on_each_page() -> None:
    paper = made("city-es")
    assert all("Datos: 23 de noviembre de 2026, 14:05 (Lima)" in page for page in paper.pages)
    assert "Datos al 23 de noviembre de 2026, 14:05 (hora de Lima)." in paper.pages[0]


def test_each_page_has_its_number_and_later_ones_name_the_city() -> None:
    pages = made("city-es").pages
    assert [f"Página {number} de 2" in page for number, page in enumerate(pages, 1)] == [True, True]
    assert "Municipalidad Distrital de Ollantaytambo" in pages[1]


def test_the_longest_name_of_the_registry_heads_later_pages_whole() -> None:
    name = "Municipalidad Distrital de Coronel Gregorio Albarracin Lanchipa"
    organization = replace(a_city_brief().organization, name=name)
    assert name in Paper(city_brief(a_city_brief(organization=organization))).pages[1]


def test_a_single_event_stays_on_the_page_that_has_room_for_it() -> None:
    brief = a_city_brief()
    first, second = Paper(city_brief(replace(brief, answers=(), timeline=brief.timeline[:1]))).pages
    assert "Qué ha pasado" in first
    assert second.index("WeGO en datos") < second.index("Fuentes y notas")


def test_drafts_and_the_demonstration_say_so_on_each_page() -> None:
    for page in made("city-demo-long-name").pages:
        assert "Documento de trabajo, sin valor oficial" in page
        assert "Demostración: personas y trámites inventados" in page


def test_a_brief_that_is_no_draft_and_no_demonstration_carries_neither_notice() -> None:
    text = made("city-company").text
    assert "Documento de trabajo" not in text
    assert "Demostración" not in text


def test_what_is_not_known_reads_so() -> None:
    assert "Ciudades hermanas No informado" in made("city-es").text
    assert made("member-es").text.count("No informado") == 5


def test_going_on_without_endorsement_is_told_as_a_choice_and_not_a_fault() -> None:
    text = made("city-beside-the-advice").text
    assert "Sin conformidad. El gobierno postulante decidió seguir sin la conformidad de la oficina" in text
    assert "que es una recomendación y no un requisito" in text
    assert "La convocatoria cierra antes" in text
    assert "no corresponde" in text


def test_what_was_done_before_its_turn_is_ahead_and_says_so(brief: MakePaper) -> None:
    ahead = Milestone("Con acuerdo", MilestoneState.AHEAD, date(2026, 11, 20))
    text = brief(milestones=(Milestone("Revisión", MilestoneState.CURRENT), ahead)).text
    assert "Revisión ahora Con acuerdo ya hecho: 20 nov. 2026" in text


def test_nothing_is_cut_where_saying_so_would_take_as_much_room(brief: MakePaper) -> None:
    step = a_city_brief().next_step
    assert step is not None
    for size, is_cut in ((740, False), (741, True)):
        text = brief(next_step=replace(step, guidance="x" * size), answers=()).text
        assert (f"texto recortado; tiene {size} caracteres" in text) is is_cut


def test_a_mark_that_was_left_out_shows_no_day(brief: MakePaper) -> None:
    text = brief(milestones=(Milestone("Publicado", MilestoneState.SKIPPED, date(2026, 11, 20)),)).text
    assert "Publicado no corresponde" in text


def test_a_company_is_not_told_of_a_review() -> None:
    text = made("city-company").text
    assert "La Cancillería acompaña a quien postula" in text
    assert "La revisión de la Cancillería" not in text


def test_what_is_late_says_so_in_words() -> None:
    assert "20 de noviembre de 2026 VENCIDO" in made("city-beside-the-advice").text
    assert "VENCIDO" not in made("city-es").text


def test_a_side_state_takes_the_place_of_the_status(brief: MakePaper) -> None:
    standing = Standing("El expediente está suspendido.", "En revisión", "Nadie", side_state="Suspendido")
    text = brief(standing=standing).text
    assert "Estado Turno de Desde cuándo Plazo hasta Suspendido Nadie No informado Sin plazo" in text
    assert "En revisión" not in text


def test_a_voided_event_stays_and_is_marked() -> None:
    text = made("city-es").text
    assert "2 oct. 2026 Anulado: Se recibió la opinión legal" in text
    assert "registrado el 5 oct. 2026" in text


def test_the_latest_events_come_first_whatever_their_order(brief: MakePaper) -> None:
    days = [date(2026, 3, day) for day in (5, 1, 9)]
    events = tuple(TimelineEntry(day, day, f"Hecho del {day.day}", "Municipalidad") for day in days)
    text = brief(timeline=events).text
    assert text.index("Hecho del 9") < text.index("Hecho del 5") < text.index("Hecho del 1")


def test_facts_that_are_not_established_are_marked() -> None:
    text = made("city-es").text
    assert "Existe; el monto vigente no se ha confirmado Conocimiento general, por confirmar" in text


def test_cusco_has_a_brief_although_it_never_applied_here() -> None:
    paper = made("member-es")
    assert "Miembro de WeGO Categoría por confirmar" in paper.text
    assert "No tiene expediente en Ruta WeGO. Ya figura como miembro" in paper.text
    assert "Fecha de ingreso: no informada." in paper.text
    assert len(paper.pages) == 1


def test_a_government_with_nothing_at_all_has_a_brief() -> None:
    paper = Paper(city_brief(a_member_by_the_article(membership=None, department_code=None, sources=())))
    assert "Puede empezar con una manifestación de interés" in paper.text
    assert paper.figures == []
    assert "MPL-2.0" not in paper.text


def test_cooperation_received_is_told_with_its_year_and_source() -> None:
    text = made("member-en").text
    assert "Destino turístico inteligente" in text
    assert "2022" in text


def test_the_map_comes_with_its_label_and_licence_notice() -> None:
    text = made("city-es").text
    assert "Límites referenciales" in text
    assert "juaneladio/peru-geojson; datos bajo licencia MPL-2.0." in text


def test_the_english_brief_is_english_and_marks_what_was_typed_in_spanish() -> None:
    paper = made("city-en")
    assert paper.title == "Brief: District Municipality of Ollantaytambo"
    assert paper.catalog["/Lang"] == "en"
    assert "Municipalidad Distrital de Ollantaytambo" in paper.text
    assert "23 November 2026, 14:05 (Lima time)" in paper.text
    assert "(text in Spanish)" in paper.text
    assert "Page 1 of 2" in paper.pages[0]


def test_an_english_paper_holds_no_text_of_the_program_in_spanish() -> None:
    translated = {str(message.id): str(message.string) for message in english() if message.id}
    sources = [*(ROOT / "templates" / "briefs").rglob("*.html"), *(ROOT / "app" / "briefs").rglob("*.py")]
    own = " ".join(" ".join(path.read_text(encoding="utf-8") for path in sources).split())
    long = [text for text, other in translated.items() if "%" not in text and len(text) > 12 and other != text]
    spanish = [text for text in long if " ".join(text.split()) in own]
    assert len(spanish) > 20
    read = made("city-en").text + made("member-en").text + made("receipt-en").text
    assert [text for text in spanish if text in read] == []


def test_the_html_is_what_the_engine_gets_and_needs_no_style_or_script() -> None:
    html = city_brief_html(a_city_brief())
    assert html.startswith("<!doctype html>")
    assert "style=" not in html
    assert "<script" not in html
    assert f'content="{CUT_OFF.isoformat()}"' in html
