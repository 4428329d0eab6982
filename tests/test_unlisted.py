"""Names that no table holds, on invented sentences: countries and their adjectives, towns, bodies, papers, who belongs to whom."""

from __future__ import annotations

import pytest
from actor_stage import actors_of

from recoupe.annotate.actors.unlisted import demonyms

SALDOVIA = "La Saldovie a fermé ses ports. "


@pytest.mark.parametrize(
    ("name", "adjective"),
    [
        ("saldovie", "saldovien"), ("saldovie", "saldoviennes"), ("merlande", "merlandais"), ("ostrague", "ostraguois"),
        ("berlone", "berlonaise"), ("marnoze", "marnozeen"), ("lugre", "lugrois"), ("tchalo", "tchalolais"), ("arvique", "arvicain"),
    ],
)  # fmt: skip
def test_an_adjective_is_made_of_a_name_by_french_endings(name: str, adjective: str) -> None:
    assert adjective in demonyms(name)


@pytest.mark.parametrize(
    ("name", "word"), [("saldovie", "saldovage"), ("merlande", "marlandais"), ("lac", "lacien")]
)
def test_other_words_are_not(name: str, word: str) -> None:
    assert (word in demonyms(name)) is (name == "lac")


COUNTRIES = [
    # (text, key, mentions)
    ("L'armée saldovienne a tiré. La Saldovie dément.", "saldovie", ["La Saldovie"]),
    ("La Saldovie a tiré sur le port. Les Saldoviens fuient.", "saldovie", ["La Saldovie", "Les Saldoviens"]),
    ("Une délégation merlandaise arrive. Le voyage coûte cher à la Merlande.", "merlande", ["merlandaise", "la Merlande"]),
    ("Le gouvernement du Tchalo hésite. Des députés tchalolais protestent.", "tchalo", ["Tchalo"]),
    ("Le pont relie la Méroza au continent. La Meroza a menacé ses voisins.", "meroza", ["la Méroza", "La Meroza"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), COUNTRIES, ids=[c[0][:40] for c in COUNTRIES])
def test_a_country_is_told_by_the_article(text: str, key: str, words: list[str]) -> None:
    actors, mentions = actors_of(text)
    assert (actors[key].kind.value, actors[key].country) == ("country", None)
    assert [word for word in mentions[key] if word[0] != "d"] == words


@pytest.mark.parametrize(
    "text",
    [
        "La Bourse a refusé de céder.",
        "La Poste annonce un retard.",
        "La Capitainerie a protesté.",
        "Le Rivage a gagné le match.",
        "Ensemble, ils ont refusé. Selon elle, la Chambre exige un vote.",
    ],
)
def test_a_common_noun_with_a_capital_is_no_country(text: str) -> None:
    actors, _ = actors_of(text)
    assert all(actor.kind.value != "country" for actor in actors.values())


@pytest.mark.parametrize(
    "text",
    ["Selon lui, tout va bien.", "Mais rien ne presse.", "Ensemble, nous irons.", "Toutefois, la mer monte."],
)
def test_a_word_that_only_opens_its_sentence_is_no_name(text: str) -> None:
    assert actors_of(text)[0] == {}


BELONGING = [
    (SALDOVIA + "Le président saldovien, Orlo Vint, se tait.", "orlo-vint"),
    (SALDOVIA + "Le ministère saldovien de la Pêche se tait.", "ministere-saldovien-de-la-peche"),
    (SALDOVIA + "Oona Tresk, porte-parole de la diplomatie saldovienne, se tait.", "oona-tresk"),
    (SALDOVIA + "Son président, Orlo Vint, se tait.", "orlo-vint"),
    (SALDOVIA + "Le Premier ministre saldovien est Orlo Vint, dit-on.", "premier-ministre-saldovie"),
    (SALDOVIA + "À Marnoze, la capitale saldovienne, le vent souffle.", "marnoze"),
    (SALDOVIA + "Le gouvernement Tresk tient. Oona Tresk, Première ministre saldovienne, le dit.", "gouvernement-tresk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), BELONGING, ids=[key for _, key in BELONGING])
def test_who_acts_for_a_country_without_code(text: str, key: str) -> None:
    actors, _ = actors_of(text)
    assert (actors[key].acts_for, actors[key].country) == ("saldovie", None)


def test_a_listed_country_needs_no_key() -> None:
    actors, _ = actors_of("Le Danemark attend. Le ministre danois de la Pêche, Otto Kern, se tait.")
    assert (actors["otto-kern"].country, actors["otto-kern"].acts_for) == ("DNK", None)


TOWNS = [
    ("Il vit à Marnoze. Marnoze est calme.", {"place"}),
    ("Il vit à Marnoze. Hier encore, Marnoze exigeait des excuses.", {"place", "government"}),
    ("La ville de Marnoze est calme. Le maire a quitté Marnoze.", {"place"}),
]


@pytest.mark.parametrize(("text", "kinds"), TOWNS, ids=[t[0][:40] for t in TOWNS])
def test_a_town_is_a_government_where_it_wills(text: str, kinds: set[str]) -> None:
    actors, _ = actors_of(text)
    assert {a.kind.value for a in actors.values() if a.name == "Marnoze"} == kinds


BODIES = [
    ("Les Brigades du Levant ont tiré.", "brigades-du-levant", "armed_group", ["Les Brigades du Levant"]),
    ("Le chef des Brigades du Levant, Orlo Vint, se cache.", "brigades-du-levant", "armed_group", ["Brigades du Levant"]),
    ("Les Brigades du Levant, une milice, ont tiré. La milice nie.", "brigades-du-levant", "armed_group", ["Les Brigades du Levant", "La milice"]),
    ("Hier, le Conseil des marées a siégé. Le Conseil a voté.", "conseil-des-marees", "institution", ["le Conseil des marées", "Le Conseil"]),
    ("Le Conseil des marées (CM) siège. Le Conseil des marées vote. Le CM part.", "conseil-des-marees", "institution", ["Le Conseil des marées", "CM", "Le Conseil des marées", "Le CM"]),
    ("La compagnie Orvex a perdu un navire.", "compagnie-orvex", "organisation", ["La compagnie Orvex"]),
    ("Selon le Courrier de Marnoze, la route est coupée.", "courrier-de-marnoze", "media", ["le Courrier de Marnoze"]),
    ("Le col de Tournoze est fermé.", "col-de-tournoze", "place", ["Le col de Tournoze"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "kind", "words"), BODIES, ids=[c[0][:40] for c in BODIES])
def test_a_body_goes_by_its_own_name(text: str, key: str, kind: str, words: list[str]) -> None:
    actors, mentions = actors_of(text)
    assert actors[key].kind.value == kind
    assert mentions[key] == words


def test_a_full_name_set_off_by_commas_is_the_holder_of_the_office() -> None:
    actors, mentions = actors_of("Le port ferme. Sa secrétaire générale, Oona Tresk, a démissionné.")
    assert actors["oona-tresk"].kind.value == "person"
    assert mentions["oona-tresk"] == ["Sa secrétaire générale", "Oona Tresk"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le Conseil des marées a protesté dans un communiqué.", "communiqué du Conseil des marées"),
        ("Oona Tresk a protesté dans un communiqué.", "communiqué d'Oona Tresk"),
        (SALDOVIA + "La Saldovie a protesté dans un communiqué.", "communiqué de la Saldovie"),
    ],
)
def test_a_document_is_named_after_who_speaks_through_it(text: str, name: str) -> None:
    assert name in {actor.name for actor in actors_of(text)[0].values()}


def test_english_countries_are_told_by_their_endings() -> None:
    actors, mentions = actors_of(
        "The army of Saldovia fired. A Saldovian minister spoke with Julia.", language="en"
    )
    assert actors["saldovia"].kind.value == "country"
    assert mentions["saldovia"] == ["Saldovia", "Saldovian"]
