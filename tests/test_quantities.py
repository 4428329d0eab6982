"""Quantities on invented sentences: the words, the bounds, the unit; and what is no quantity."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.quantities import find_quantities, words_value
from recoupe.annotate.reading import Reading, parse
from recoupe.annotate.times import find_times_and_ages
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    Anchor,
    Article,
    Attribution,
    Manner,
    Quantity,
    Role,
    SaidModality,
    TimeExpression,
    TimeType,
    Zone,
)


def read(text: str, language: str = "fr") -> Reading:
    zones = (Zone(start=0, end=len(text), role=Role.BODY),) if text.strip() else ()
    reading = next(parse([Reading(Article(id="a", text=text), language, zones)]))
    reading.ages = find_times_and_ages(reading)[1]
    return reading


def found_in(text: str, language: str = "fr") -> list[Quantity]:
    return find_quantities(read(text, language))


# (text, words of the quantity, minimum, maximum, unit)
AMOUNTS = [
    ("Un colonel et huit sergents ont disparu.", "Un colonel et huit sergents", 9, 9, "personne"),
    ("Le niveau pourrait dépasser 5 mètres.", "dépasser 5 mètres", 5, None, "m"),
    ("La dette dépasse les 40 millions d'euros.", "dépasse les 40 millions d'euros", 40e6, None, "EUR"),
    ("L'hôpital a porté à 57 le nombre de blessés.", "57", 57, 57, "personne"),
    ("Plusieurs centaines de millions d'euros manquent.", "Plusieurs centaines de millions d'euros", 2e8, None, "EUR"),
    ("Le taux ira de 50 % à 60 % au port.", "50 % à 60 %", 50, 60, "%"),
    ("Le coût ne dépassera pas 300 euros.", "ne dépassera pas 300 euros", None, 300, "EUR"),
    ("La hausse frôle les 3 %.", "frôle les 3 %", 3, 3, "%"),
    ("Le débit atteint 900 mètres cubes par seconde.", "900 mètres cubes par seconde", 900, 900, "m3/s"),
    ("Une personne a été tuée et sept blessées.", "sept blessées", 7, 7, "personne"),
    ("Le lac retient 40 mètres cubes d'eau.", "40 mètres cubes d'eau", 40, 40, "m3"),
    ("Le vent a soufflé à 130 kilomètres-heure.", "130 kilomètres-heure", 130, 130, "km/h"),
    ("Le nombre de morts s'élève à 41.", "41", 41, 41, "personne"),
    ("Le nombre de blessés est passé à 41.", "41", 41, 41, "personne"),
    ("Le nombre de navires bloqués atteint désormais 130.", "130", 130, 130, "navire"),
    ("Le bilan est passé de 12 à 17 morts.", "17 morts", 17, 17, "personne"),
    ("La cour l'a condamné à trois ans de prison.", "trois ans", 3, 3, "an"),
    ("Ses trois avocats ont plaidé.", "trois avocats", 3, 3, "avocat"),
    ("L'explosion a fait douze morts.", "douze morts", 12, 12, "personne"),
    ("On compte 47 blessés dans le port.", "47 blessés", 47, 47, "personne"),
    ("Plus de 120 missiles ont touché la digue.", "Plus de 120 missiles", 120, None, "missile"),
    ("Au moins trente soldats ont déserté.", "Au moins trente soldats", 30, None, "personne"),
    ("Pas moins de 12 navires ont coulé.", "Pas moins de 12 navires", 12, None, "navire"),
    ("Moins de 200 habitants restent au village.", "Moins de 200 habitants", None, 200, "personne"),
    ("Jusqu'à 500 réfugiés dorment dans la salle.", "Jusqu'à 500 réfugiés", None, 500, "personne"),
    ("Près de 3 000 manifestants ont défilé.", "Près de 3 000 manifestants", 3000, 3000, "personne"),
    ("Environ 15 camions sont partis.", "Environ 15 camions", 15, 15, "camion"),
    ("Quelque 80 maisons ont brûlé.", "Quelque 80 maisons", 80, 80, "maison"),
    ("Une dizaine d'otages ont été libérés.", "Une dizaine d'otages", 10, 10, "personne"),
    ("Une vingtaine de drones survolaient la baie.", "Une vingtaine de drones", 20, 20, "drone"),
    ("Plus d'une centaine de villages sont isolés.", "Plus d'une centaine de villages", 100, None, "village"),
    ("Des centaines de manifestants ont crié.", "Des centaines de manifestants", 200, None, "personne"),
    ("Des milliers de bouteilles flottent.", "Des milliers de bouteilles", 2000, None, "bouteille"),
    ("Plusieurs dizaines de maisons ont été inondées.", "Plusieurs dizaines de maisons", 20, None, "maison"),
    ("Entre 20 et 30 pêcheurs manquent.", "Entre 20 et 30 pêcheurs", 20, 30, "pêcheur"),
    ("De 40 à 50 arbres sont tombés.", "40 à 50 arbres", 40, 50, "arbre"),
    ("Le pont coûte 1,5 million d'euros.", "1,5 million d'euros", 1_500_000, 1_500_000, "EUR"),
    ("La perte atteint 3 milliards de dollars.", "3 milliards de dollars", 3e9, 3e9, "USD"),
    ("Il a payé 250 € la nuit.", "250 €", 250, 250, "EUR"),
    ("L'amende est de 12.500 euros.", "12.500 euros", 12500, 12500, "EUR"),
    ("La hausse est de 3,4 %.", "3,4 %", 3.4, 3.4, "%"),
    ("Il a obtenu 62 % des voix.", "62 % des voix", 62, 62, "%"),
    ("Quinze pour cent des élèves étaient absents.", "Quinze pour cent des élèves", 15, 15, "%"),
    ("La plupart des tirs ont manqué la cible.", "La plupart des tirs", 50, None, "%"),
    ("La quasi-totalité des barques ont coulé.", "La quasi-totalité des barques", 90, 100, "%"),
    ("La moitié des récoltes est perdue.", "La moitié des récoltes", 50, 50, "%"),
    ("Plus de la moitié des bateaux sont partis.", "Plus de la moitié des bateaux", 50, None, "%"),
    ("Les deux tiers des habitants ont fui.", "Les deux tiers des habitants", 66.6, 66.7, "%"),
    ("Un quart des routes est coupé.", "Un quart des routes", 25, 25, "%"),
    ("Le village est à 12 kilomètres.", "12 kilomètres", 12, 12, "km"),
    ("Le feu a détruit 800 hectares de forêt.", "800 hectares de forêt", 800, 800, "ha"),
    ("Le vent a soufflé à 130 km/h.", "130 km/h", 130, 130, "km/h"),
    ("Le convoi porte 40 tonnes de farine.", "40 tonnes de farine", 40, 40, "t"),
    # where it was taken from is not what it is
    ("Le régisseur a pris 900 euros de la recette du cirque.", "900 euros", 900, 900, "EUR"),
    ("La réunion a duré environ une heure.", "environ une heure", 1, 1, "heure"),
    ("La trêve tiendra pendant dix jours.", "dix jours", 10, 10, "jour"),
    ("Il risque vingt ans de prison.", "vingt ans", 20, 20, "an"),
    ("Ils ont négocié pendant une semaine.", "une semaine", 1, 1, "semaine"),
    ("Un capitaine et six autres officiers ont péri.", "Un capitaine et six autres officiers", 7, 7, "personne"),
    ("Une infirmière et trois autres soignants ont été blessés.", "Une infirmière et trois autres soignants", 4, 4, "personne"),
    ("Plus de 300 drones et missiles ont été tirés.", "Plus de 300 drones et missiles", 300, None, "drone et missile"),
    ("Quatre-vingt-dix-sept passagers sont saufs.", "Quatre-vingt-dix-sept passagers", 97, 97, "personne"),
    ("Trois cent douze soldats sont partis.", "Trois cent douze soldats", 312, 312, "personne"),
    ("Deux mille cinq cents tentes sont arrivées.", "Deux mille cinq cents tentes", 2500, 2500, "tente"),
    ("Vingt et un députés ont voté contre.", "Vingt et un députés", 21, 21, "député"),
    ("Deux sources proches du port confirment.", "Deux sources proches", 2, 2, "source"),
    ("Le choc a fait un mort.", "un mort", 1, 1, "personne"),
    ("Cinq autres personnes sont portées disparues.", "Cinq autres personnes", 5, 5, "personne"),
    ("Il reste 19.000 habitants.", "19.000 habitants", 19000, 19000, "personne"),
    ("On a livré 90 millions de masques.", "90 millions de masques", 90e6, 90e6, "masque"),
    ("Les secours ont trouvé douze blessés au moins.", "douze blessés au moins", 12, None, "personne"),
    ("Il a perdu 7 kilos.", "7 kilos", 7, 7, "kg"),
    ("Le tunnel descend à 300 mètres.", "300 mètres", 300, 300, "m"),
    ("Le chantier emploie 45 ouvriers et apprentis.", "45 ouvriers et apprentis", 45, 45, "personne et apprenti"),
    ("L'usine a perdu presque 400 emplois.", "presque 400 emplois", 400, 400, "emploi"),
    ("Elle a couru 42,195 km.", "42,195 km", 42.195, 42.195, "km"),
    ("Six enfants ont été soignés.", "Six enfants", 6, 6, "personne"),
    ("Cent policiers gardent la place.", "Cent policiers", 100, 100, "personne"),
    ("Mille bougies brûlent.", "Mille bougies", 1000, 1000, "bougie"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), AMOUNTS, ids=[c[0][:40] for c in AMOUNTS])
def test_an_amount_has_its_words_bounds_and_unit(
    text: str, words: str, low: float | None, high: float | None, unit: str
) -> None:
    quantities = found_in(text)
    assert [text[q.start : q.end] for q in quantities] == [words]
    assert (quantities[0].minimum, quantities[0].maximum, quantities[0].unit) == (low, high, unit)


NOT_AMOUNTS = [
    "Les conseillers négocient depuis six semaines.",
    "Oona Marsel et son mari (56 ans) se taisent.",
    "Les dockers, qui avaient entre 59 et 75 ans, se taisent.",
    "Il a plaidé contre une bibliothèque, et contre une école.",
    "La moitié ouest du pays est sèche.",
    "Ses deux avocats ont plaidé.",
    "Le G7 se réunit à Lugny.",
    "L'A380 a décollé.",
    "L'article 49 de la loi le permet.",
    "Lire en page 12.",
    "Il vit au numéro 14.",
    "Le 14 avril, le pont a rouvert.",
    "En 2019, le pont a fermé.",
    "La séance reprend à 15 heures.",
    "Ilda Marsan, 52 ans, est élue.",
    "Une femme âgée de 40 ans témoigne.",
    "Un homme de 33 ans a été entendu.",
    "Lugny a gagné 3-1.",
    "La 2e division recule.",
    "Un homme attend une réponse.",
    "Les deux dirigeants se sont vus.",
    "Le Covid-19 recule.",
    "Appelez le 01 23 45 67 89.",
    "La résolution 1701 est en vigueur.",
    "Le vol 815 a disparu.",
    "Le premier ministre est venu.",
    "Il habite 12 rue des Saules.",
    "Le F-16 a décollé.",
    "Elle avait 17 ans.",
    "La phase 2 commence.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_names_dates_ages_numbers_and_scores_are_no_amounts(text: str) -> None:
    assert [text[q.start : q.end] for q in found_in(text)] == []


def test_two_amounts_of_one_sentence_are_two() -> None:
    text = "Le bilan est de deux morts et trois blessés graves."
    assert [(q.minimum, q.what) for q in found_in(text)] == [(2, "morts"), (3, "blessés graves")]


def test_the_qualifier_is_the_words_that_make_the_bound() -> None:
    assert [q.qualifier for q in found_in("Plus de 20 bateaux, près de 30 barques et 4 radeaux.")] == [
        "plus de",
        "près de",
        None,
    ]


def test_what_is_counted_is_in_the_words_of_the_article() -> None:
    assert [q.what for q in found_in("Il a intercepté 99 % des missiles ennemis.")] == ["missiles ennemis"]


def test_a_bare_number_counts_what_the_one_before_it_did():
    """ "80 navires, contre moins de 60": the second counts ships."""
    for text, low, high, unit in (
        ("Le raid a tué douze soldats et en a blessé une trentaine.", 30, 30, "personne"),
        ("Le port reçoit 80 navires, contre moins de 60 l'an passé.", None, 60, "navire"),
        ("Le raid a fait 57 blessés, dont sept grièvement atteints.", 7, 7, "personne"),
        ("Quatre marins sont morts, deux autres manquent à l'appel.", 2, 2, "personne"),
    ):
        last = found_in(text)[-1]
        assert (last.minimum, last.maximum, last.unit) == (low, high, unit), text
    assert len(found_in("Le port reçoit 80 navires contre le 60 de la rue.")) == 1


def test_who_is_dead_is_read_past_a_day():
    """ "sont mortes lundi" tells of deaths, whatever the parser takes for the head."""
    assert next(q.what for q in found_in("Quatre personnes sont mortes lundi à Brest.")).startswith("morts")


NUMBERS = [
    ("vingt et un", 21),
    ("soixante-dix", 70),
    ("soixante et onze", 71),
    ("quatre-vingts", 80),
    ("quatre-vingt-onze", 91),
    ("cent", 100),
    ("deux cents", 200),
    ("cent quatre-vingt-deux", 182),
    ("mille", 1000),
    ("trois mille quatre cent cinq", 3405),
    ("deux millions", 2_000_000),
    ("un million deux cent mille", 1_200_000),
    ("nonante-neuf", 99),
]


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_numbers_in_words(words: str, value: int) -> None:
    assert words_value(words, word_list("fr", "quantities")["numbers"]) == value


def test_the_innermost_attribution_that_holds_an_amount_owns_it() -> None:
    text = "Selon le maire, le préfet affirme que douze personnes ont péri."
    reading = read(text)
    outer, inner = text.index("le préfet"), text.index("douze")

    def said(start: int) -> Attribution:
        return Attribution(
            start=start, end=len(text) - 1, kind=Manner.INDIRECT, speaker=None, cue=None, addressee=None,
            via=(), modality=SaidModality.ASSERTED, act=Act.STATEMENT,
        )  # fmt: skip

    reading.attributions = [said(outer), said(inner)]
    assert [q.attribution for q in find_quantities(reading)] == [1]
    reading.attributions = []
    assert [q.attribution for q in find_quantities(reading)] == [None]


def test_a_clock_time_tells_as_of_when() -> None:
    text = "À 15 heures, le bilan était de douze morts."
    reading = read(text)
    clock = TimeExpression(
        start=0, end=11, type=TimeType.TIME, value="2031-05-04T15:00", earliest="2031-05-04T15:00",
        latest="2031-05-04T15:59", anchor=Anchor.PUBLISHED,
    )  # fmt: skip
    reading.times = [clock]
    assert [(q.minimum, q.as_of) for q in find_quantities(reading)] == [(12, "2031-05-04T15:00")]


def test_a_number_inside_a_date_is_no_amount() -> None:
    text = "Le port rouvre dans dix jours."
    reading = read(text)
    start = text.index("dans")
    reading.times = [
        TimeExpression(
            start=start, end=len(text) - 1, type=TimeType.DATE, value="P10D", anchor=Anchor.PUBLISHED
        )
    ]
    assert find_quantities(reading) == []


def test_english_amounts_without_a_parser() -> None:
    text = "More than 300 drones were launched and 12 per cent fell."
    assert [(q.minimum, q.maximum, q.unit) for q in found_in(text, "en")] == [
        (300, None, "drone"),
        (12, 12, "%"),
    ]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("The storm cut power to 41,500 homes.", [(41500, 41500, "home")]),
        ("It cost 1.4 billion euros.", [(1400000000, 1400000000, "EUR")]),
        ("Norway lent three tug boats and seven Danish divers.", [(3, 3, "boat"), (7, 7, "person")]),
        ("Two dead, nine missing after the blast.", [(2, 2, "person"), (9, 9, "person")]),
        ("An estimated 90 women and eleven children were aboard.", [(90, 90, "person"), (11, 11, "person")]),
        ("Dozens of villagers fled; hundreds stayed.", [(24, None, "person")]),
        ("As many as 6,000 sheep drowned.", [(None, 6000, "sheep")]),
        ("Not less than 30 of those aboard swam.", [(30, None, "person")]),
        ("Prices rose 4 pct.", [(4, 4, "%")]),
        ("Both sides kept the two ferries.", []),
    ],
)
def test_english_amounts_of_the_press(
    text: str, amounts: list[tuple[float | None, float | None, str]]
) -> None:
    assert [(q.minimum, q.maximum, q.unit) for q in found_in(text, "en")] == amounts


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["12", "1,5 ", "millions ", "d'", "euros ", "plus de ", "une dizaine de ", "et ", "à ", "%", "morts ", " ", ".", "٣", "①", "½", "\n", "de ", "la moitié des ", "entre ", "İ"]),
        max_size=20,
    )
)  # fmt: skip
def test_quantities_lie_in_the_text_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    quantities = found_in(text)
    assert all(0 <= q.start < q.end <= len(text) and q.what and q.unit for q in quantities)
    assert all(left.end <= right.start for left, right in pairwise(quantities))
    assert all(q.minimum is None or q.maximum is None or q.minimum <= q.maximum for q in quantities)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 40 + " morts",
        "9" * 5000,
        "1 000 " * 3000,
        "cent " * 5000,
        "plus de " * 5000,
        "un soldat et " * 3000 + "six autres soldats",
        "entre 1 et " * 3000,
    ],
    ids=["40 digits", "digits", "groups", "words", "qualifiers", "coordination", "ranges"],
)
def test_hostile_numbers_cost_little_time(text: str) -> None:
    reading = Reading(Article(id="a", text=text), "fr", (Zone(start=0, end=len(text), role=Role.BODY),))
    reading.paragraphs = list(reading.zones)
    begun = time.perf_counter()
    find_quantities(reading)
    assert time.perf_counter() - begun < 3


COUNTED = [
    # (text, what each quantity counts)
    ("Neuf personnes ont été tuées à Marnoze.", ["morts à Marnoze"]),
    ("Un bilan de quinze morts circule.", ["morts"]),
    ("On déplore plus de 40 blessés dans l'ensemble du pays.", ["blessés dans l'ensemble du pays"]),
    ("Douze soldats ont péri.", ["morts (soldats)"]),
    ("Une dizaine de personnes ont perdu la vie dans l'incendie.", ["morts"]),
    ("Le raid a tué un colonel et quatre autres militaires.", ["morts (militaires)"]),
    ("Au moins 200 personnes ont été déplacées par les combats.", ["déplacés"]),
    ("La police a interpellé trente personnes.", ["arrêtés"]),
    ("Cinq autres personnes sont portées disparues.", ["disparus"]),
    ("Le défilé a réuni environ 300 personnes selon la police, 900 selon les organisateurs.", ["manifestants", "manifestants"]),
    ("Le nombre de morts à Marnoze est disputé : neuf selon le port, quinze selon l'hôpital.", ["morts à Marnoze", "morts à Marnoze"]),
    ("Trente drones ont été abattus.", ["drones"]),
    ("Six camions ont été vendus à Marnoze.", ["camions"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), COUNTED, ids=[c[0][:40] for c in COUNTED])
def test_what_is_counted_begins_with_what_became_of_them(text: str, what: list[str]) -> None:
    assert [q.what for q in found_in(text)] == what


@pytest.mark.parametrize(
    "text",
    [
        "Deux mois plus tard, le port rouvrait.",
        "Trois jours après, il pleuvait.",
        "Dix ans auparavant, rien.",
    ],
)
def test_a_length_of_time_that_dates_is_no_quantity(text: str) -> None:
    assert found_in(text) == []


def test_a_count_brought_up_to_date_has_its_owner_and_place() -> None:
    reading = read("Le ministère de la Santé a porté lundi à 57 le nombre de blessés dans toute la région.")
    reading.attributions = find_attributions(reading)
    (found,) = find_quantities(reading)
    assert (found.what, found.minimum, found.maximum) == ("blessés dans toute la région", 57, 57)
    assert found.attribution == 0


def test_a_count_that_a_participle_adds_is_of_who_speaks() -> None:
    reading = read("Le toit s'est effondré lundi, ont précisé les pompiers en faisant état de douze blessés.")
    reading.attributions = find_attributions(reading)
    (found,) = find_quantities(reading)
    assert found.minimum == 12
    assert reading.attributions[found.attribution or 0].speaker is not None and found.attribution is not None


def test_more_of_the_next_count_is_no_bound_of_this_one() -> None:
    first, second = found_in("Le feu a fait deux morts et plus de vingt blessés.")
    assert (first.minimum, first.maximum) == (2, 2)
    assert (second.minimum, second.maximum) == (20, None)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Le port a compté 34 malades. Le syndicat en recense 61.", [("malades", 34), ("malades", 61)]),
        ("La police compte 900 marcheurs. La ligue, elle, en annonce 4 000.", [("marcheurs", 900), ("marcheurs", 4000)]),
        ("Le bilan est de 17 blessés. Vingt, corrige la maire.", [("blessés", 17), ("blessés", 20)]),
        ("Le chantier a livré 12 bateaux. Le port en comptera 3 de plus.", [("bateaux", 12)]),
        ("La hausse est de 3 %. Le maire en annonce 5.", [("%", 3)]),
        ("Le port a compté 34 malades.\nLe syndicat en recense 61.", [("malades", 34)]),
        ("On compte 17 blessés. Douze, rue des Moulins.", [("blessés", 17)]),
    ],
)  # fmt: skip
def test_the_next_sentence_counts_anew_by_a_bare_number(text: str, counted: list[tuple[str, int]]) -> None:
    assert [(found.what, found.minimum) for found in found_in(text)] == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Combien de blessés à Roqueval ? Douze, répond le maire, Luc Arnal.", [("blessés à Roqueval", 12)]),
        (
            "Combien étaient-ils au défilé ? 4 000 d'après la mairie, 9 000 à en croire le syndicat.",
            [("manifestants", 4000), ("manifestants", 9000)],
        ),
        (
            "Ils étaient 700 à marcher samedi, selon la mairie, 200 d'après la police.",
            [("manifestants", 700), ("manifestants", 200)],
        ),
        ("Les blessés de Roqueval sont désormais 23, indique l'hôpital.", [("blessés à Roqueval", 23)]),
        ("Point de situation. Disparus : 14, selon la gendarmerie.", [("disparus", 14)]),
        ("L'avocate chiffre à 90 les arrestations de la semaine.", [("arrêtés", 90)]),
        ("La ligue a porté son décompte des arrestations à 130.", [("arrêtés", 130)]),
        ("Restent les morts de la tempête. La préfecture en annonçait six, lundi soir.", [("morts", 6)]),
        (
            "Huit personnes sont mortes à Roqueval, d'après l'institut, qui en déplore 19 dans tout le pays.",
            [("morts à Roqueval", 8), ("morts dans tout le pays", 19)],
        ),
        (
            "Trois soldats ont été arrêtés. L'armée n'en reconnaît que deux.",
            [("arrêtés (soldats)", 3), ("arrêtés (soldats)", 2)],
        ),
        (
            "Des milliers de personnes ont défilé à Brive : 2 000 selon la police, 7 000 selon le collectif.",
            [("manifestants à Brive", 2000), ("manifestants à Brive", 2000), ("manifestants à Brive", 7000)],
        ),
        (
            "L'observatoire donne au séisme une magnitude de 5,8, contre 6,1 pour l'institut.",
            [("magnitude", 5.8), ("magnitude", 6.1)],
        ),
        (
            "Le port évaluait à 2 100 hectares la zone noircie. Il faut lire 2 900, rectifie l'observatoire Géonord.",
            [("hectares", 2100), ("hectares", 2900)],
        ),
        (
            "Le pont a coûté 44 millions d'euros, calcule la Cour des comptes. La facture atteint trente-sept millions, corrige le maire, Roland Vasseur.",
            [("euros", 44_000_000), ("euros", 37_000_000)],
        ),
        (
            "Combien de classes fermées dans la vallée ? Le recteur en annonce neuf, dont deux à Orval.",
            [("classes", 9), ("classes", 2)],
        ),
        ("« Nous avons fermé en vol 94 % des vannes », se félicite le pilote, Jean Brun.", [("vannes", 94)]),
        (
            "Quarante-sept navires attendent au large. L'état-major n'en dénombre que dix-neuf.",
            [("navires", 47), ("navires", 19)],
        ),
        (
            "Le port compte 23 disparus. Nous en cherchons soixante et un, dit Solange Roux.",
            [("disparus", 23), ("disparus", 61)],
        ),
        (
            "Deux personnes ont péri à Valbrune et cinq autres y ont été blessées.",
            [("morts à Valbrune", 2), ("blessés à Valbrune", 5)],
        ),
        ("Le poids des poissons morts est passé à 19 tonnes.", [("poissons", 19)]),
        ("Le port évalue à 12 mètres cubes la quantité de fioul déversée.", [("fioul", 12)]),
        ("La surface de forêt brûlée atteint, selon le préfet, 300 hectares.", [("forêt", 300)]),
        ("Le camion transporte 12 tonnes.", [("tonnes", 12)]),
    ],
)
def test_a_number_alone_counts_what_is_told_elsewhere(text: str, counted: list[tuple[str, float]]) -> None:
    found = found_in(text)
    assert [(quantity.what, quantity.minimum) for quantity in found] == counted


@pytest.mark.parametrize(
    "text",
    [
        "Combien de temps encore ? Le 12, le conseil votera.",
        "Ils étaient 3 contre 2 à la mi-temps.",
        "Les règles sont les mêmes. Il en parle 2 fois.",
        "Résultats : 3-1, selon l'arbitre.",
        "Le vol 94 pour Orval est retardé.",
    ],
)
def test_a_number_alone_that_counts_nobody_stays_alone(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "La scierie supprime 240 postes, annonce sa direction ; 410, rétorque la Fédération du bois.",
            [("postes", 240), ("postes", 410)],
        ),
        (
            "Sept ont été blessés depuis dimanche, d'après le port ; dix-neuf, soutient le syndicat des grutiers.",
            [("blessés", 7), ("blessés", 19)],
        ),
    ],
)
def test_another_voice_counts_the_same_by_a_bare_number(text: str, counted: list[tuple[str, float]]) -> None:
    [annotation] = annotate([Article(id="a", text=text, language="fr")])
    assert [(quantity.what, quantity.minimum) for quantity in annotation.quantities] == counted
    voices = {quantity.attribution for quantity in annotation.quantities}
    assert len(voices) == 2 and None not in voices


def test_a_number_behind_a_heading_of_its_own_counts_what_that_tells() -> None:
    text = (
        "Le port compte 57 blessés. Le nombre de morts est disputé : six, selon la mairie, neuf, dit le port."
    )
    [annotation] = annotate([Article(id="a", text=text, language="fr")])
    counted = [(quantity.what, quantity.minimum) for quantity in annotation.quantities]
    assert counted == [("blessés", 57), ("morts", 6), ("morts", 9)]
