"""Rule 12: titles and words come from the organization's type, as the seeds give them."""

from typing import Any

import pytest

from app.domain.process.catalog import CatalogError, catalog_from
from app.domain.process.definition_file import DefinitionError, definition_from
from app.domain.process.kinds import worded_for
from app.domain.vocabulary import Certainty, OrganizationType
from tests.domain import seeds

REGION = OrganizationType.REGIONAL_GOVERNMENT
PROVINCE, DISTRICT = OrganizationType.PROVINCIAL_MUNICIPALITY, OrganizationType.DISTRICT_MUNICIPALITY
WORDS = {"es": "Concejo", "en": "Council", "for": {"regional_government": {"es": "Consejo", "en": "Assembly"}}}


def texts(data: Any) -> list[str]:
    """Return all that plain data of the seeds says."""
    if isinstance(data, dict):
        return [word for value in data.values() for word in texts(value)]
    if isinstance(data, list):
        return [word for value in data for word in texts(value)]
    return [data] if isinstance(data, str) else []


def test_a_text_has_the_words_of_the_kind_and_otherwise_its_general_ones() -> None:
    assert worded_for([{"title": WORDS}], REGION) == [{"title": {"es": "Consejo", "en": "Assembly"}}]
    for kind in (None, DISTRICT):
        assert worded_for([{"title": WORDS}], kind) == [{"title": {"es": "Concejo", "en": "Council"}}]


def test_what_a_kind_has_no_words_for_is_as_for_all() -> None:
    choice = {"value": "council"} | WORDS
    assert worded_for(choice, REGION) == {"value": "council", "es": "Consejo", "en": "Assembly"}


def test_a_choice_is_offered_to_the_kinds_it_names() -> None:
    choices = [{"value": "governor", "only": ["regional_government"]}, {"value": "other"}]
    assert worded_for(choices, REGION) == worded_for(choices, None) == [{"value": "governor"}, {"value": "other"}]
    assert worded_for(choices, PROVINCE) == [{"value": "other"}]


@pytest.mark.parametrize("kind", [PROVINCE, DISTRICT, REGION])
def test_titles_belong_to_the_kind_of_government(kind: OrganizationType) -> None:
    catalog = catalog_from(seeds.raw("catalog/membership-form"), kind)
    expected = ["governor_m", "governor_f"] if kind is REGION else ["mayor_m", "mayor_f"]
    for code in ("authority_title", "new_authority_title"):
        assert [choice.value for choice in catalog.fields[code].choices] == expected


def test_a_regional_government_passes_a_regional_resolution() -> None:
    definition = definition_from(seeds.raw("process/local-government"), REGION)
    catalog = catalog_from(seeds.raw("catalog/membership-form"), REGION)
    step = definition["council_resolution"]
    assert step.title.es == "Adoptar el acuerdo regional"
    assert step.doer.es == "Consejo Regional"
    assert step.source.certainty is Certainty.C, "the law of the regional governments wasn't read"
    assert catalog.fields["council_resolution_file"].label.es == "Acuerdo regional"
    assert catalog["resolution"].title.es == "Acuerdo regional"
    assert definition["signature"].doer.es == "Gobernador o gobernadora, o su delegado"


def test_a_regional_government_reads_no_municipal_word() -> None:
    process = worded_for(seeds.raw("process/local-government"), REGION)
    for step in process["steps"]:
        del step["source"]  # WeGO's own rules and the law quoted speak of mayors.
    form = worded_for(seeds.raw("catalog/membership-form"), REGION)
    said = [word for data in (process, form) for word in texts(data)]
    municipal = ("concejo", "alcald", "teniente", "mayor's", "municipal council")
    assert [word for word in said if any(part in word.lower() for part in municipal)] == []


def test_a_municipality_reads_of_its_own_council_and_mayor() -> None:
    for kind in (PROVINCE, DISTRICT):
        definition = definition_from(seeds.raw("process/local-government"), kind)
        assert definition["council_resolution"].title.es == "Adoptar el acuerdo de concejo"
        assert definition["council_resolution"].doer.es == "Concejo Municipal"
        assert definition["signature"].doer.es == "Alcalde o alcaldesa, o su delegado"


@pytest.mark.parametrize("words", [{"kingdom": {"es": "Corte", "en": "Court"}}, "regional_government"])
def test_words_for_a_kind_there_is_not_are_an_error(words: Any) -> None:
    data = seeds.raw("process/local-government")
    data["title"]["for"] = words
    with pytest.raises(DefinitionError):
        definition_from(data)


def test_a_choice_for_a_kind_there_is_not_is_an_error() -> None:
    data = seeds.raw("catalog/membership-form")
    data["sections"][0]["fields"][3]["choices"][0]["only"] = ["kingdom"]
    with pytest.raises(CatalogError):
        catalog_from(data)
