"""English names without a parser: invented sentences with the actors that must be found, look-alikes, any text."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.model import Article


def actors(text: str) -> dict[str, str]:
    (found,) = annotate([Article(id="a", text=text, language="en")])
    return {actor.name: actor.kind.value for actor in found.actors}


CASES = [
    ("Lena Marsh said on Monday that the gate was shut.", {"Lena Marsh": "person"}),
    ("The gate was shut by Joran Blek, who leads the watch.", {"Joran Blek": "person"}),
    ("The council met the Harbour Union near Melk.", {"Harbour Union": "organisation", "Melk": "place"}),
    ("The port of Dorn was closed.", {"Dorn": "place"}),
    ("The Dawn Brigades hold the north.", {"Dawn Brigades": "armed_group"}),
    ("Tavaria denied it. Tavarian troops had left.", {"Tavaria": "country"}),
    ("The Norwegian government resigned.", {"Norwegian government": "government"}),
    ("Hugo Weiss left. Weiss paid a fine.", {"Hugo Weiss": "person"}),
    ("The Bakers' League struck.", {"Bakers' League": "organisation"}),
    ("Green Tide, a rescue charity, sued. Then Green Tide left.", {"Green Tide": "organisation"}),
    ("Ellen Brook, the union's secretary, sued.", {"Ellen Brook": "person"}),
    ("Zed Arlow, a union leader who left, sued.", {"Zed Arlow": "person"}),
    ("Nordgas, which operates the line, denied it.", {"Nordgas": "organisation"}),
    ("Nurses for Calm counted them.", {"Nurses for Calm": "organisation"}),
    ("It reported to Radio Dorn and Team Alder.", {"Radio Dorn": "media", "Team Alder": "organisation"}),
    ("Two boats sank in the Helm Strait off Cape Orno.", {"Helm Strait": "place", "Cape Orno": "place"}),
    ("The Altonian coastguard towed it.", {"Altonian coastguard": "institution"}),
    ("Tovian police left. Tovia denied it.", {"Tovia": "country"}),
    ("Energy Minister Jonas Wirth left. Then Wirth spoke.", {"Jonas Wirth": "person", "Wirth": None}),
    ("Saldovia is ready.", {"Saldovia": "country"}),
    ("Malaria is back.", {"Malaria": None}),
    ("Vexa Motors left. Vexa spoke.", {"Vexa Motors": "organisation"}),
    ("Ina Storr, however, spoke.", {"Ina Storr": "person"}),
    ("He wrote to the Liberals.", {"Liberals": "organisation"}),
    ("Green Tide, which rejected it, left.", {"Green Tide": "organisation"}),
    ("Energy Minister Jonas Wirth spoke.", {"Jonas Wirth": "person"}),
]
NOBODY = [
    "On Monday the Summer Fair opened.",
    "Rain fell in April and in May.",
    "However, nothing moved. Several Old Houses burned.",
    "She had an interest in Baroque.",
    "Lunch, which runs long, was cold.",
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_is_named(text: str, wanted: dict[str, str | None]) -> None:
    found = actors(text)
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_only_have_a_capital_name_nobody(text: str) -> None:
    assert actors(text) == {}


def test_a_last_name_is_the_person_named_in_full() -> None:
    (found,) = annotate([Article(id="a", text="Hugo Weiss left. Weiss paid.", language="en")])
    assert [mention.actor for mention in found.mentions] == ["hugo-weiss", "hugo-weiss"]


@pytest.mark.parametrize("text", ["Ada " * 3000, "A B " * 3000, "In Melk, " * 2000, "Ada Pell and " * 2000])
def test_long_texts_do_no_harm(text: str) -> None:
    assert isinstance(actors(text), dict)
