"""Groups that an article calls again by another noun, and families by their name."""

import pytest
from actor_stage import actors_of

CALLED_AGAIN = [
    ("Trois hommes cagoulés ont attaqué la banque de Lugny. Les malfaiteurs ont fui.", "hommes-cagoules", "Les malfaiteurs"),
    ("Deux cents ouvriers ont bloqué le port. Les salariés réclament une prime.", "ouvriers", "Les salariés"),
    ("Les agents en grève ont défilé à Lugny. Les grévistes refusent de céder.", "agents", "Les grévistes"),
    ("Une trentaine d'exilés ont quitté le camp. Les migrants ont marché toute la nuit.", "exiles", "Les migrants"),
    ("Des agriculteurs ont envahi la place. Les paysans dénoncent la réforme.", "agriculteurs", "Les paysans"),
    ("Soixante détenus ont incendié la prison. Les mutins ont relâché un gardien.", "detenus", "Les mutins"),
    ("La police a dispersé la foule. Les forces de l'ordre ont arrêté un homme.", "police", "Les forces de l'ordre"),
    ("Otto Kern et sa fille ont quitté Lugny. Les Kern possèdent trois fermes. La famille Kern se tait.", "les-kern", "La famille Kern"),
    ("Otto Kern est mort. Oona Marsel a écrit aux Kern. La famille refuse de parler.", "les-kern", "La famille"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), CALLED_AGAIN, ids=[case[2] for case in CALLED_AGAIN])
def test_a_group_is_called_again_by_another_noun(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions[key], mentions


LEFT_ALONE = [
    ("Des ouvriers ont défilé. Des dockers ont bloqué le port. Les salariés réclament une prime.", "ouvriers", "Les salariés"),
    ("Des agriculteurs ont défilé. Les malfaiteurs ont fui.", "agriculteurs", "Les malfaiteurs"),
    ("Otto Kern a quitté Lugny. Les Kern possèdent trois fermes.", "otto-kern", "Les Kern"),
    ("Les salariés ont défilé. Des ouvriers ont tenu la porte.", "salaries", "Des ouvriers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), LEFT_ALONE, ids=[case[2] for case in LEFT_ALONE])
def test_another_group_is_not(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words not in mentions[key], mentions
