"""Passages that stand in two places: found, with exact spans, of the right kind, in the right order."""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.crosscheck import reuse
from recoupe.crosscheck.boilerplate import Places, Shelf, find_boilerplate
from recoupe.crosscheck.direction import (
    Version,
    find_credit,
    judge_direction,
    published_as_stated,
    same_agency,
)
from recoupe.crosscheck.originality import copying_table, originality_rates
from recoupe.crosscheck.reuse import match_articles, match_passages
from recoupe.crosscheck.runs import find_runs
from recoupe.crosscheck.shingles import fold_character, read_words
from recoupe.model import (
    Annotation,
    Article,
    Basis,
    Direction,
    Granularity,
    MatchKind,
    PassageMatch,
    Published,
    Role,
    Zone,
)

PASSAGE = (
    "La préfète de Tarvel a ordonné jeudi l'évacuation du quartier des Salines après la rupture d'une vanne "
    "à l'entrepôt Morvan, où cent vingt cœurs de métier se relaient depuis l'aube"
)
OWN = {
    "a": "Le vent tombait quand les premiers camions ont quitté la place du marché sous les yeux des riverains.",
    "b": "Devant la gare, personne ne savait encore combien de temps durerait l'attente ni où dormir ce soir.",
    "c": "Les commerçants de la rue haute, eux, comptent déjà leurs pertes et réclament une aide rapide.",
}


def article(name: str, text: str, **known: str | None) -> Article:
    return Article(id=name, text=text, language="fr", **known)  # type: ignore[arg-type]


def day(value: str | None) -> Published:
    if value is None:
        return Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
    return Published(
        earliest=value,
        latest=value,
        granularity=Granularity.DAY,
        basis=Basis.STATED,
        because="",
        stated=value,
    )


def annotation(
    held: Article, published: str | None = None, zones: tuple[Zone, ...] | None = None
) -> Annotation:
    if zones is None:
        zones = (Zone(start=0, end=len(held.text), role=Role.BODY),)
    return Annotation(article=held, language="fr", sha256="0", published=day(published), zones=zones)


def words_of(texts: dict[str, str], match: PassageMatch) -> tuple[str, str]:
    earlier, later = match.earlier, match.later
    return texts[earlier.id][earlier.start : earlier.end], texts[later.id][later.start : later.end]


# --------------------------------------------------------------------------- words


def test_words_lose_case_accents_ligatures_and_soft_hyphens() -> None:
    one = read_words(["L'Œuvre ÉTAIT sœur, déjà co\u00adopérative"])
    other = read_words(["l’oeuvre etait soeur de\u0301ja\u0300 cooperative"])
    accented = read_words(["e\u0301te\u0301"])
    assert one.hashes[:4].tolist() == other.hashes[:4].tolist()
    assert one.hashes[5] == other.hashes[5]
    assert accented.hashes.tolist() == read_words(["été"]).hashes.tolist()


def test_different_words_differ() -> None:
    hashes = read_words(["digue digues gide guide 12 21 1 2 a b"]).hashes
    assert len(set(hashes.tolist())) == 10


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(deadline=None, max_examples=80)
def test_word_spans_lie_in_their_text(texts: list[str]) -> None:
    words = read_words(texts)
    assert words.first[0] == 0 and words.first[-1] == len(words.hashes)
    for number, text in enumerate(texts):
        rows = range(words.first[number], words.first[number + 1])
        spans = [(int(words.start[row]), int(words.end[row])) for row in rows]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start].isalnum() and fold_character(ord(text[end - 1])) > 1 for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_a_word_reads_the_same_in_any_company() -> None:
    alone = read_words([PASSAGE]).hashes
    among = read_words(["x" * 3_000_000, PASSAGE, OWN["a"]])
    assert np.array_equal(among.hashes[among.first[1] : among.first[2]], alone)


# --------------------------------------------------------------------------- passages


@pytest.mark.parametrize(
    "variant",
    [
        PASSAGE,
        PASSAGE.upper(),
        PASSAGE.replace("'", "’").replace(" ", "\u00a0"),
        PASSAGE.replace("é", "e\u0301").replace("œ", "oe"),
        PASSAGE.replace("ordonné", "décidé")
        .replace("jeudi", "hier matin")
        .replace("cent vingt", "cent trente"),
    ],
    ids=["verbatim", "capitals", "typography", "decomposed", "edited"],
)
def test_a_passage_is_found_with_exact_spans(variant: str) -> None:
    texts = {"a": f"{OWN['a']} {PASSAGE}. {OWN['b']}", "b": f"{OWN['c']}\n\n{variant}, dit-on."}
    matches = match_articles([article("a", texts["a"]), article("b", texts["b"])])
    assert len(matches) == 1
    here, there = words_of(texts, matches[0])
    assert here == PASSAGE
    assert there == variant


def test_thirteen_words_are_a_turn_of_phrase() -> None:
    short = "la digue du vieux port sera surveillée jour et nuit par trois équipes"
    longer = f"{short} venues de Tarvel"
    assert match_articles([article("a", f"{OWN['a']} {short}."), article("b", f"{OWN['b']} {short}.")]) == []
    assert (
        len(match_articles([article("a", f"{OWN['a']} {longer}."), article("b", f"{OWN['b']} {longer}.")]))
        == 1
    )


def test_a_repetition_is_an_article_against_itself() -> None:
    text = f"{PASSAGE}.\n{OWN['a']}\n{PASSAGE}."
    (match,) = match_articles([article("a", text)])
    assert match.earlier.id == match.later.id == "a"
    assert match.earlier.end <= match.later.start
    assert words_of({"a": text}, match) == (PASSAGE, PASSAGE)


def test_a_dispatch_costs_two_links_a_copy() -> None:
    rng = random.Random(5)
    held = [
        article(f"d{n:03}", f"{' '.join(str(rng.random()) for _ in range(30))}\n{PASSAGE}.")
        for n in range(60)
    ]
    matches = match_articles(held)
    assert {match.later.id for match in matches} == {item.id for item in held[1:]}
    assert len(matches) <= 2 * len(held)


@pytest.mark.parametrize(
    "text", ["", " \n", "!" * 5_000, "a " * 40_000, "é\u0301" * 9_000, "\ud800 x", "字" * 5_000]
)
def test_hostile_texts_neither_crash_nor_hang(text: str) -> None:
    for match in match_articles([article("a", text), article("b", text)]):
        assert 0 <= match.earlier.start < match.earlier.end <= len(text)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (5_000, f"{PASSAGE}. {OWN['a']}"),
        (2, "digue " * 200_000),
        (2, "digue port " * 100_000),
        (4_000, "! … —"),
    ],
    ids=["one article again and again", "one word", "two words", "no words"],
)
def test_what_is_repeated_costs_linear_time(count: int, text: str) -> None:
    started = time.process_time()
    matches = match_articles(article(f"r{number}", text) for number in range(count))
    assert time.process_time() - started < 30
    assert len(matches) <= 2 * count


def test_each_round_of_a_repetition_is_found() -> None:
    text = "\n".join([PASSAGE + "."] * 3)
    spans = {(match.earlier.start, match.later.start) for match in match_articles([article("a", text)])}
    assert {(0, len(PASSAGE) + 2), (0, 2 * len(PASSAGE) + 4)} <= spans


def test_stretches_that_change_places_are_one_passage() -> None:
    one, two = PASSAGE.split(" après ")
    texts = {"a": f"{OWN['a']} {one} après {two}. {OWN['b']}", "b": f"{OWN['c']} {two}, {one}."}
    (match,) = match_articles([article("a", texts["a"]), article("b", texts["b"])])
    here, there = words_of(texts, match)
    assert (here, there) == (PASSAGE, f"{two}, {one}")


WRITTEN = (
    "Les habitants du quartier des Salines ont regagné leurs maisons dimanche matin après douze heures passées dans le "
    "gymnase municipal, où la Croix d'Ondra leur avait distribué des couvertures et du café. Selon la capitainerie, la rupture "
    "de la digue du vieux port est due à une vanne rouillée que personne n'avait contrôlée depuis l'hiver dernier"
)
REWRITTEN = (
    "Après douze heures dans le gymnase municipal, où la Croix d'Ondra avait apporté des couvertures et du café, les familles "
    "du quartier des Salines ont retrouvé leurs maisons dimanche à l'aube. La rupture de la digue du vieux port serait due, "
    "selon la capitainerie, à une vanne rouillée que nul n'avait contrôlée depuis l'an dernier"
)


def test_heavy_rewording_is_found_whatever_the_order_of_clauses() -> None:
    texts = {"a": f"{OWN['a']} {WRITTEN}. {OWN['b']}", "b": f"{OWN['c']}\n{REWRITTEN}."}
    matches = match_articles([article("a", texts["a"]), article("b", texts["b"])])
    covered = sum(match.later.end - match.later.start for match in matches)
    assert covered > 0.7 * len(REWRITTEN)
    assert {match.kind for match in matches} == {MatchKind.NARRATIVE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "La maire de Tarvel, Alma Viret, a annoncé jeudi la fermeture du pont de Sarn aux poids lourds à partir du "
            "3 mai, au grand regret des transporteurs de la vallée.",
            "Jeudi, le pont de Sarn a été au centre des débats : Alma Viret, maire de Tarvel, veut en interdire l'accès "
            "aux camions dès le 3 mai, ce que les artisans du port redoutent.",
        ),
        (
            "Ce soir le directeur général de l'agence régionale de santé de l'Ondra a démenti toute pénurie de lits.",
            "Pour sa part le directeur général de l'agence régionale de santé de l'Ondra recrute vingt infirmiers.",
        ),
    ],
    ids=["one event told twice", "a title with what stands about it"],
)
def test_names_and_titles_alone_make_no_passage(one: str, other: str) -> None:
    assert match_articles([article("a", f"{one} {OWN['a']}"), article("b", f"{OWN['b']} {other}")]) == []


def test_two_passages_with_much_between_them_are_two_matches() -> None:
    texts = [
        f"{own} {PASSAGE}. {between} {SAID}."
        for own, between in (
            (OWN["a"], OWN["c"]),
            (OWN["b"], "Rien d'autre ne bouge dans la ville haute ce soir-là."),
        )
    ]
    matches = match_articles([article("a", texts[0]), article("b", texts[1])])
    assert sorted(words_of({"a": texts[0], "b": texts[1]}, match) for match in matches) == sorted(
        [(PASSAGE, PASSAGE), (SAID, SAID)]
    )


def test_no_words_no_runs() -> None:
    words = read_words([])
    assert len(find_runs(words.hashes, words.first).later) == 0
    assert match_articles([]) == []


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=12)
def test_any_order_of_any_pile_gives_the_same_matches(seed: int) -> None:
    rng = random.Random(seed)
    words = PASSAGE.split()
    held = []
    for number in range(10):
        stretch = [word if rng.random() < 0.9 else rng.choice(words) for word in words]
        own = [f"{rng.choice(words)}{rng.randrange(9)}" for _ in range(rng.randrange(30))]
        said = " ".join(rng.sample([" ".join(stretch), " ".join(own)], 2))
        stated = rng.choice([None, "2031-03", "2031-03-04", "2031-03-05T10:00:00+01:00"])
        held.append(Article(id=f"p{number}", text=said, stated_date=stated))
    mixed = rng.sample(held, len(held))
    assert frozenset(match_articles(held)) == frozenset(match_articles(mixed))


@pytest.mark.parametrize(
    ("sample", "asked"),
    [
        ("La digue est gardée par des pompiers que la préfète a vus dans une salle", False),
        ("The dam that they said was not safe has been closed since Monday", False),
        ("Digue rompue, quartier évacué", True),
        ("La digue est gardée par des pompiers, and the mayor has said that it holds", True),
        ("Der Damm wurde des Nachts von du Pré gesperrt", True),
        ("", True),
    ],
)
def test_the_classifier_is_asked_only_where_little_words_leave_a_language_open(
    sample: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    monkeypatch.setattr(reuse, "identify_language", lambda text: questions.append(text) or "xx")
    told = reuse._tell_language(sample)
    assert questions == [sample] * asked
    assert (told == "xx") is asked


# --------------------------------------------------------------------------- kinds

SAID = (
    "Nous n'avons reçu aucune alerte avant quatre heures du matin et nos équipes ont fait tout ce qu'elles "
    "pouvaient avec les pompes dont elles disposaient"
)


def kind_of(one: str, other: str) -> list[MatchKind]:
    return [match.kind for match in match_articles([article("a", one), article("b", other)])]


def test_the_same_quotation_is_no_copied_narrative() -> None:
    one = f"{OWN['a']}\n« {SAID} », a déclaré Alma Viret."
    other = f'{OWN["b"]}\nSelon elle, "{SAID}". {OWN["c"]}'
    assert kind_of(one, other) == [MatchKind.QUOTATION]


def test_a_quotation_within_shared_narrative_is_narrative() -> None:
    shared = f"{PASSAGE}. « Tout le monde est sorti à temps », a précisé Alma Viret"
    assert kind_of(f"{OWN['a']}\n{shared}.", f"{OWN['b']}\n{shared}.") == [MatchKind.NARRATIVE]


def test_words_quoted_on_one_side_only_are_narrative() -> None:
    assert kind_of(f"{OWN['a']}\n« {SAID} », dit-elle.", f"{OWN['b']}\n{SAID}.") == [MatchKind.NARRATIVE]


def test_zones_of_furniture_are_boilerplate() -> None:
    text = f"{OWN['a']}\n{PASSAGE}."
    split = len(OWN["a"]) + 1
    zones = (
        Zone(start=0, end=split - 1, role=Role.BODY),
        Zone(start=split, end=len(text), role=Role.BOILERPLATE),
    )
    (match,) = match_passages(
        [annotation(article("a", text), zones=zones), annotation(article("b", PASSAGE))]
    )
    assert match.kind is MatchKind.BOILERPLATE


def test_an_outlets_footer_is_boilerplate() -> None:
    rng = random.Random(3)
    footer = "Retrouvez chaque matin sur votre écran les nouvelles du pays de Tarvel racontées par vingt reporters de la maison"
    held = [
        article(
            f"f{n}",
            f"{' '.join(str(rng.random()) for _ in range(60))}\n{footer}.",
            outlet="Le Fanal de Tarvel",
        )
        for n in range(6)
    ]
    kinds = {match.kind for match in match_articles(held)}
    assert kinds == {MatchKind.BOILERPLATE}


def places(rows: list[tuple[int, int, int]]) -> Places:
    return Places(*(np.array(column) for column in zip(*rows, strict=True)))


@pytest.mark.parametrize(
    ("words", "days", "verdict"),
    [(50, 1, False), (18, 1, False), (18, 40, True), (50, 40, False)],
    ids=["dispatch", "short dispatch", "stock phrase", "a long text for weeks"],
)
def test_a_dispatch_of_many_outlets_is_no_stock_phrase(words: int, days: int, verdict: bool) -> None:
    count = 30
    shelf = Shelf(np.full(count, 200), np.arange(count), 740_000 + np.arange(count) * days // (count - 1))
    later = places([(number, 60, 60 + words) for number in range(1, count)])
    earlier = places([(0, 40, 40 + words)] * (count - 1))
    found = find_boilerplate(later, earlier, shelf, np.ones(count, dtype=np.int64))
    assert found.stock.tolist() == [verdict] * (count - 1)
    assert not found.footer.any()


STOCK = (
    "une enquête a été ouverte afin d'établir les causes exactes du drame et personne n'a encore été entendu"
)
BACKGROUND = (
    "le barrage de Tarvel a cédé au printemps dernier après trois semaines de pluies sur les hauteurs du pays"
)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [(STOCK, MatchKind.BOILERPLATE), (BACKGROUND, MatchKind.NARRATIVE)],
    ids=["stock", "background"],
)
def test_what_comes_back_for_weeks_is_stock_where_it_names_nothing(phrase: str, kind: MatchKind) -> None:
    rng = random.Random(4)
    held = [
        article(
            f"s{number}",
            " ".join(f"m{rng.getrandbits(60)}" for _ in range(30))
            + f" ce soir {phrase} et "
            + " ".join(f"m{rng.getrandbits(60)}" for _ in range(30)),
            outlet=f"Le Fanal {number}",
            stated_date=f"2031-03-{number + 1:02}",
        )
        for number in range(20)
    ]
    assert {match.kind for match in match_articles(held)} == {kind}


def test_code_that_a_crawl_left_is_boilerplate() -> None:
    code = 'lecteur({"source": "//video.fanal.example/un/deux", "muet": true, "auto": false, "cadre": "etroit", "boucle": false});'
    assert kind_of(f"{OWN['a']} {code} {OWN['b']}", f"{OWN['c']} {code} Rien de plus.") == [
        MatchKind.BOILERPLATE
    ]


def test_a_quoted_scrap_makes_no_quotation() -> None:
    shared = "la mairie de Tarvel, qui se dit « prête à tout pour rouvrir le port », lancera les travaux dès le mois de mai"
    assert kind_of(f"{OWN['a']} Selon nos informations, {shared}.", f"{OWN['b']} Hier encore, {shared}.") == [
        MatchKind.NARRATIVE
    ]


def test_who_said_it_counts_for_neither_side_of_a_quotation() -> None:
    shared = (
        "« La digue tiendra jusqu'au printemps », a assuré mardi la préfète de l'Ondra Alma Viret, ajoutant "
        "que « les pompes tournent toutes »"
    )
    assert kind_of(f"{OWN['a']} {shared}. {OWN['b']}", f"{OWN['c']} {shared}.") == [MatchKind.QUOTATION]


def test_a_word_quoted_in_a_long_sentence_of_who_said_it_is_narrative() -> None:
    shared = (
        "« Jamais », a répondu mardi devant le conseil réuni à huis clos la préfète de l'Ondra Alma Viret"
    )
    assert kind_of(f"{OWN['a']} {shared}. {OWN['b']}", f"{OWN['c']} {shared}.") == [MatchKind.NARRATIVE]


BULLETIN = (
    "La fièvre des marais a touché au moins {} habitants de l'archipel et {} ouvriers du port depuis le début de la saison, selon "
    "le relevé établi par la capitainerie à {} heures"
)


@pytest.mark.parametrize(
    ("figures", "other", "days", "kind"),
    [
        (("1.204", "318", "18"), ("1.377", "402", "18"), (4, 6), MatchKind.BOILERPLATE),
        (("1.204", "318", "18"), ("1.377", "402", "18"), (4, 4), MatchKind.NARRATIVE),
        (("1.204", "318", "18"), ("1.204", "318", "18"), (4, 6), MatchKind.NARRATIVE),
        (("1.204", "318", "18"), ("1.210", "320", "18"), (4, 6), MatchKind.NARRATIVE),
    ],
    ids=["figures of another day", "two figures of one day", "the same figures", "the same figures, rounded"],
)
def test_a_sentence_of_a_bulletin_filled_in_anew_is_boilerplate(
    figures: tuple[str, ...], other: tuple[str, ...], days: tuple[int, int], kind: MatchKind
) -> None:
    texts = (f"{OWN['a']} {BULLETIN.format(*figures)}.", f"{OWN['b']} {BULLETIN.format(*other)}.")
    held = [
        article(name, text, stated_date=f"2031-03-{day:02}")
        for name, text, day in zip("ab", texts, days, strict=True)
    ]
    assert {match.kind for match in match_articles(held)} == {kind}


# --------------------------------------------------------------------------- direction


def directed(one: Annotation, other: Annotation) -> PassageMatch:
    matches = [match_passages(order) for order in ([one, other], [other, one])]
    assert {(m.earlier, m.later, m.direction) for m in matches[0]} == {
        (m.earlier, m.later, m.direction) for m in matches[1]
    }
    return matches[0][0]


def test_dates_decide() -> None:
    match = directed(
        annotation(article("a", f"{OWN['a']} {PASSAGE}."), "2031-03-09"),
        annotation(article("b", f"{OWN['b']} {PASSAGE}."), "2031-03-08"),
    )
    assert (match.earlier.id, match.direction) == ("b", Direction.DATED)
    assert match.because and "2031-03-08" in match.because


def test_hours_of_one_day_decide() -> None:
    here = Version(article("a", ""), "fr", _stated("2031-03-09T08:00:00+02:00"), ())
    there = Version(article("b", ""), "fr", _stated("2031-03-09T06:30:00+00:00"), ())
    assert judge_direction(here, there).first is True


def _stated(moment: str) -> Published:
    return Published(
        earliest=moment[:10], latest=moment[:10], granularity=Granularity.SECOND, basis=Basis.STATED, because="",
        stated=moment,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("prefix", "earliest", "latest"),
    [
        ("2032", "2032-01-01", "2032-12-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-04", "2031-04-01", "2031-04-30"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031-04-14T06:42:00+02:00", "2031-04-14", "2031-04-14"),
        ("hier", None, None),
        ("2031-13", None, None),
        (None, None, None),
    ],
)
def test_a_stated_prefix_is_an_interval(prefix: str | None, earliest: str | None, latest: str | None) -> None:
    published = published_as_stated(prefix)
    assert (published.earliest, published.latest) == (earliest, latest)


def test_a_copy_that_names_its_source_came_later() -> None:
    match = directed(
        annotation(article("a", f"Selon Le Fanal de Tarvel, l'affaire est grave.\n{PASSAGE}.")),
        annotation(article("b", f"{OWN['b']} {PASSAGE}.", outlet="Le Fanal de Tarvel")),
    )
    assert (match.earlier.id, match.direction) == ("b", Direction.INFERRED)


def test_a_copy_that_breaks_off_came_later() -> None:
    match = directed(
        annotation(article("a", f"{OWN['a']} {PASSAGE}")),
        annotation(article("b", f"{OWN['b']} {PASSAGE} et jusqu'au soir.")),
    )
    assert (match.earlier.id, match.direction) == ("b", Direction.INFERRED)


def test_contrary_evidence_decides_nothing() -> None:
    match = directed(
        annotation(
            article("a", f"{OWN['a']} Le Phare de Mervanne l'écrit.\n{PASSAGE}.", outlet="Radio Corvin")
        ),
        annotation(article("b", f"Selon Radio Corvin :\n{PASSAGE}.", outlet="Le Phare de Mervanne")),
    )
    assert (match.earlier.id, match.direction, match.because) == ("a", Direction.UNKNOWN, None)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Le barrage a cédé. (AFP)", "AFP"),
        ("Le barrage a cédé.\nNora Valbert avec Reuters", "Reuters"),
        ("TARVEL (AP) - Le barrage a cédé.", "AP"),
        ("Un porte-parole de l'AFP a été blessé dans la rupture du barrage.", None),
        ("Le barrage a cédé.", None),
        ("TARVEL (ALV) – Le barrage a cédé.", "ALV"),
        ("Tarvel (Agence Littoral-Varenne) – Le barrage a cédé.", "Agence Littoral-Varenne"),
        ("Le barrage a cédé.\n\n(avec ALV)", "ALV"),
        ("Le barrage a cédé.\nRadio Corvin, d’après une dépêche ALV", "ALV"),
        ("Le barrage a cédé.\nLe Fanal, avec Agence Littoral-Varenne", "Agence Littoral-Varenne"),
        ("Le barrage a cédé, selon l'Agence régionale de santé (ARS).", None),
        ("Le barrage a cédé. Le député Paul Orsk (PLV)", None),
        ("La régie travaille avec l'Office du lac.", None),
    ],
)
def test_credits(text: str, agency: str | None) -> None:
    assert find_credit(article("a", text), "fr") == agency


def test_a_credit_may_stand_in_the_signature() -> None:
    assert find_credit(article("a", "Le barrage a cédé.", author="Rédaction avec ALV"), "fr") == "ALV"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ALV", "Agence Littoral-Varenne", True),
        ("AFP", "Agence France-Presse", True),
        ("AFP", "afp", True),
        ("ALV", "AFP", False),
        ("ALV", "Agence Varenne-Littoral", False),
    ],
)
def test_an_agency_goes_by_its_name_or_its_first_letters(one: str, other: str, same: bool) -> None:
    assert same_agency(one, other) is same


# --------------------------------------------------------------------------- what is one's own


def test_originality_and_copying_table() -> None:
    one = annotation(article("a", PASSAGE + ".", outlet="Radio Corvin"), "2031-03-08")
    other = annotation(article("b", f"{PASSAGE}. {OWN['b']}", outlet="Le Phare"), "2031-03-09")
    matches = match_passages([one, other])
    rates = originality_rates([one, other], matches)
    passage, whole = len(read_words([PASSAGE]).hashes), len(read_words([other.text]).hashes)
    assert rates == {"a": 1.0, "b": round(1 - passage / whole, 4)}
    (row,) = copying_table([one, other], matches)
    assert (row.source, row.target, row.words, row.known) == ("Radio Corvin", "Le Phare", passage, True)


# --------------------------------------------------------------------------- the benchmark, small


def test_benchmark_floors() -> None:
    path = Path(__file__).parent.parent / "benchmarks" / "reuse.py"
    spec = importlib.util.spec_from_file_location("benchmark_reuse", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    corpus = module.make_corpus(600, seed=11)
    scores = module.score(corpus, match_articles(corpus.articles))
    assert scores["precision"] >= 0.98
    floors = {
        "verbatim": 1.0,
        "typography": 0.99,
        "edit 5 %": 0.99,
        "edit 20 %": 0.98,
        "edit 40 %": 0.85,
        "dispatch": 0.99,
    }
    assert {kind: scores[kind] >= floor for kind, floor in floors.items()} == dict.fromkeys(floors, True), (
        scores
    )


# --------------------------------------------------------------------------- the real reports

REPORTS = Path(__file__).parent.parent.parent / "shared" / "reports"


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the five reports are not here")
def test_the_five_reports() -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))}
    matches = match_articles(article(name, text) for name, text in texts.items())
    copied = {(m.earlier.id, m.later.id) for m in matches if m.kind is MatchKind.NARRATIVE}
    assert {("000", "001"), ("003", "003")} <= copied
    assert not any("003" in pair or "004" in pair for pair in copied - {("003", "003")})
