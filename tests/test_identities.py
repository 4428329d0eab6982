"""Joining the actors of invented articles: who is one, who stays apart, and that the order of articles never matters."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.identities import Identities, join_actors
from recoupe.crosscheck.sketches import sketch_article
from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    ActorRow,
    Annotation,
    Article,
    Attribution,
    Basis,
    Event,
    EventModality,
    EventType,
    Granularity,
    Manner,
    Mention,
    Published,
    Relay,
    SaidModality,
    Speaker,
    SpeakerKind,
)

UNDATED = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")


def day(iso: str) -> Published:
    return Published(earliest=iso, latest=iso, granularity=Granularity.DAY, basis=Basis.STATED, because="")


def person(name: str, key: str | None = None, country: str | None = None, office: str | None = None) -> Actor:
    key = key or name.lower().replace(" ", "-")
    return Actor(key=key, name=name, kind=ActorKind.PERSON, country=country, office=office)


def thing(name: str, kind: ActorKind, country: str | None = None) -> Actor:
    return Actor(key=name.lower().replace(" ", "-"), name=name, kind=kind, country=country)


def article(
    name: str,
    *actors: Actor,
    forms: dict[str, list[str]] | None = None,
    date: Published = UNDATED,
    via: str = "",
) -> Annotation:
    """An annotation whose text is the forms of its actors, one after the other; each actor speaks once, through ``via``."""
    text, mentions, said = "", [], []
    for actor in actors:
        for form in (forms or {}).get(actor.key, [actor.name]):
            mentions.append(Mention(start=len(text), end=len(text) + len(form), actor=actor.key))
            text += form + " "
        relays = (Relay(start=0, end=1, name=via, kind=SpeakerKind.MEDIA),) if via else ()
        speaker = Speaker(start=0, end=1, name=actor.name, kind=SpeakerKind.ANONYMOUS, actor=actor.key)
        said.append(
            Attribution(
                start=0, end=1, kind=Manner.INDIRECT, speaker=speaker, cue=None, addressee=None, via=relays,
                modality=SaidModality.ASSERTED, act=Act.STATEMENT,
            )
        )  # fmt: skip
    return Annotation(
        article=Article(id=name, text=text), language="fr", sha256=name, published=date, actors=tuple(actors),
        mentions=tuple(mentions), attributions=tuple(said),
    )  # fmt: skip


def join(*annotations: Annotation) -> Identities:
    return join_actors([sketch_article(a) for a in annotations], {a.id: a.published for a in annotations})


def one(identities: Identities, *members: tuple[str, str]) -> bool:
    return len({identities.key(*member) for member in members}) == 1


def test_spellings_of_a_full_name_are_one_person() -> None:
    found = join(article("a", person("Benyamin Kassirou")), article("b", person("Benjamin Kasiru")))
    assert one(found, ("a", "benyamin-kassirou"), ("b", "benjamin-kasiru"))


def test_a_family_name_joins_the_only_person_of_that_name() -> None:
    found = join(article("a", person("Otto Kern")), article("b", person("Kern")))
    assert one(found, ("a", "otto-kern"), ("b", "kern"))
    assert found.actor("b", "kern").name == "Otto Kern"


def test_a_family_name_of_two_persons_is_a_doubt() -> None:
    found = join(
        article("a", person("Otto Kern")), article("b", person("Ilda Kern")), article("c", person("Kern"))
    )
    assert len({found.key("a", "otto-kern"), found.key("b", "ilda-kern"), found.key("c", "kern")}) == 3
    pairs = {frozenset((c.first, c.second)) for c in found.candidates}
    alone = found.key("c", "kern")
    assert frozenset(("otto-kern", alone)) in pairs and frozenset(("ilda-kern", alone)) in pairs


def test_a_key_does_not_change_with_what_comes_between() -> None:
    some = [article(id, person("Kern")) for id in "bd"]
    kerns = (person("Otto Kern"), person("Ilda Kern"))
    before = join(*(article(f"z{n}", one) for n, one in enumerate(kerns)), *some)
    after = join(
        *(article(f"z{n}", one) for n, one in enumerate(kerns)),
        *some,
        *(article(id, person("Kern")) for id in "ac"),
    )
    assert before.key("b", "kern") != before.key("d", "kern")
    assert all(after.keys[member] == key for member, key in before.keys.items())


def test_another_country_contradicts_a_family_name() -> None:
    found = join(
        article("a", person("Otto Kern", country="DNK")), article("b", person("Kern", country="NOR"))
    )
    assert not one(found, ("a", "otto-kern"), ("b", "kern"))
    assert [(c.first, c.second) for c in found.candidates] == [("kern", "otto-kern")]


def test_first_names_that_begin_alike_are_a_doubt_and_no_join() -> None:
    found = join(article("a", person("Ilda Kern")), article("b", person("Ilona Kern")))
    assert not one(found, ("a", "ilda-kern"), ("b", "ilona-kern"))
    assert len(found.candidates) == 1


def test_countries_join_by_code_whatever_the_words() -> None:
    usa = Actor(key="etats-unis", name="États-Unis", kind=ActorKind.COUNTRY, country="USA")
    found = join(
        article("a", usa, forms={"etats-unis": ["les États-Unis", "Washington"]}),
        article("b", Actor(key="us", name="United States", kind=ActorKind.COUNTRY, country="USA")),
    )
    assert one(found, ("a", "etats-unis"), ("b", "us"))
    assert set(found.actor("a", "etats-unis").names) == {"États-Unis", "Washington", "United States"}


def test_bodies_join_by_name() -> None:
    found = join(
        article("a", thing("Unesco", ActorKind.ORGANISATION)),
        article("b", thing("Unesco", ActorKind.ORGANISATION)),
    )
    assert one(found, ("a", "unesco"), ("b", "unesco"))


def test_a_common_noun_alone_joins_nothing() -> None:
    police = thing("police", ActorKind.INSTITUTION)
    found = join(article("a", police), article("b", police))
    assert not one(found, ("a", "police"), ("b", "police"))


def test_a_common_noun_with_its_country_joins() -> None:
    army = thing("armée danoise", ActorKind.INSTITUTION, "DNK")
    found = join(article("a", army), article("b", army))
    assert one(found, ("a", "armée-danoise"), ("b", "armée-danoise"))


@pytest.mark.parametrize(
    ("left", "right", "joined"), [("", "", False), ("Gazette", "Gazette", True), ("Gazette", "Phare", False)]
)
def test_unnamed_sources_join_only_through_the_same_relay(left: str, right: str, joined: bool) -> None:
    source = thing("source danoise", ActorKind.ANONYMOUS, "DNK")
    found = join(article("a", source, via=left), article("b", source, via=right))
    assert one(found, ("a", source.key), ("b", source.key)) is joined


@pytest.mark.parametrize(("second", "joined"), [("2031-05-04", True), ("2031-05-05", False)])
def test_documents_join_by_issuer_and_day(second: str, joined: bool) -> None:
    paper = thing("communiqué de la Capitainerie", ActorKind.DOCUMENT)
    found = join(article("a", paper, date=day("2031-05-04")), article("b", paper, date=day(second)))
    assert one(found, ("a", paper.key), ("b", paper.key)) is joined


TITLE = person("président américain", "president-usa", "USA", "président américain")


def test_a_title_is_its_holder_at_the_articles_date() -> None:
    found = join(
        article("a", TITLE, date=day("2022-03-01")),
        article("b", TITLE, date=day("2018-03-01")),
        article("c", person("Joe Biden", country="USA")),
    )
    assert one(found, ("a", "president-usa"), ("c", "joe-biden"))
    assert found.actor("b", "president-usa").name == "Donald Trump"


def test_a_title_without_date_stays_unnamed() -> None:
    found = join(article("a", TITLE), article("c", person("Joe Biden", country="USA")))
    assert not one(found, ("a", "president-usa"), ("c", "joe-biden"))


def test_a_title_joins_the_person_whom_another_article_of_the_month_names() -> None:
    minister = person("ministre danois des Ports", "ministre-ports-dnk", "DNK", "ministre danois des Ports")
    named = person("Otto Kern", country="DNK", office="ministre danois des Ports")
    near = join(article("a", minister, date=day("2031-05-04")), article("b", named, date=day("2031-05-20")))
    assert one(near, ("a", minister.key), ("b", "otto-kern"))
    far = join(article("a", minister, date=day("2031-05-04")), article("b", named, date=day("2029-05-20")))
    assert not one(far, ("a", minister.key), ("b", "otto-kern"))
    assert len(far.candidates) == 1


PREFECT = person("préfet", "prefet", None, "préfet")
VALME, NORE = thing("Valme", ActorKind.PLACE), thing("Nore", ActorKind.PLACE)


def test_a_local_title_is_the_last_holder_whom_an_article_of_the_same_places_names() -> None:
    first = person("Olo Kern", office="préfet de l'Orne-Basse")
    second = person("Ana Lind", office="préfète")
    found = join(
        article("a", first, VALME, NORE, date=day("2031-05-02")),
        article("b", PREFECT, VALME, NORE, date=day("2031-05-04")),
        article("c", second, VALME, NORE, date=day("2031-05-06")),
        article("d", PREFECT, VALME, NORE, date=day("2031-05-08")),
        article("e", PREFECT, VALME, date=day("2031-05-08")),
    )
    assert one(found, ("a", "olo-kern"), ("b", "prefet"))
    assert one(found, ("c", "ana-lind"), ("d", "prefet"))
    assert found.key("e", "prefet") not in (found.key("a", "olo-kern"), found.key("c", "ana-lind"))


@pytest.mark.parametrize(
    ("title", "joined"),
    [("ministre de la Mer", True), ("nouveau ministre de la Mer", False), ("ancien ministre de la Mer", False), ("directeur", False), ("directeur de campagne", False), ("directeur du Port de Valme", True), ("chef de file du Parti", False)],
)  # fmt: skip
def test_a_title_without_country_joins_where_it_tells_an_office(title: str, joined: bool) -> None:
    named = person("Olo Kern", office="ministre de la Mer" if "ministre" in title else title)
    found = join(
        article("a", named, VALME, NORE, date=day("2031-05-02")),
        article("b", person(title, "titre", None, title), VALME, NORE, date=day("2031-05-04")),
    )
    assert one(found, ("a", "olo-kern"), ("b", "titre")) is joined


def test_a_title_is_nobody_whom_its_article_names_beside_it() -> None:
    named = person("Olo Kern", office="ministre de la Mer")
    title = person("ministre de la Mer", "ministre-mer", None, "ministre de la Mer")
    found = join(
        article("a", named, date=day("2031-05-02")),
        article("b", title, person("Olo Kern"), date=day("2031-05-04")),
    )
    assert not one(found, ("a", "olo-kern"), ("b", "ministre-mer"))


def test_offices_come_from_the_table_and_from_the_articles() -> None:
    found = join(article("a", person("Joe Biden", country="USA", office="président américain")))
    offices = found.actor("a", "joe-biden").offices
    assert [(o.title, o.since, o.until) for o in offices] == [
        ("président (États-Unis)", "2021-01-20", "2025-01-20"),
        ("président américain", None, None),
    ]


def test_names_are_the_forms_met_without_articles_and_pronouns_most_frequent_first() -> None:
    forms = {"otto-kern": ["Otto Kern", "M. Kern", "Il", "M. Kern", "le ministre Kern"]}
    found = join(article("a", person("Otto Kern"), forms=forms))
    assert found.actor("a", "otto-kern").names == ("M. Kern", "Otto Kern", "ministre Kern")


def test_no_articles_no_actors() -> None:
    assert join().actors == {}


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [
        article("a", person("Otto Kern"), thing("source danoise", ActorKind.ANONYMOUS, "DNK"), via="Gazette"),
        article("b", person("Kern"), TITLE, date=day("2022-03-01")),
        article("c", person("Ilda Kern"), thing("source danoise", ActorKind.ANONYMOUS, "DNK"), via="Gazette"),
        article("d", person("Joe Biden", country="USA"), thing("police", ActorKind.INSTITUTION)),
        article("e", thing("police", ActorKind.INSTITUTION), person("Ilda Kern")),
    ]
    first = join(*articles)
    for order in permutations(articles):
        found = join(*order)
        assert found == first
        assert list(found.actors) == list(first.actors)


def test_every_actor_of_every_article_has_one_account_key() -> None:
    found = join(article("a", person("Otto Kern"), TITLE), article("b", person("Kern")))
    assert set(found.keys) == {("a", "otto-kern"), ("a", "president-usa"), ("b", "kern")}
    assert {m for actor in found.actors.values() for m in actor.members} == set(found.keys)


def side(name: str, key: str, acts_for: str, office: str | None = None) -> Actor:
    return Actor(key=key, name=name, kind=ActorKind.PERSON, office=office or name, acts_for=acts_for)


def country(name: str) -> Actor:
    return thing(name, ActorKind.COUNTRY)


@pytest.mark.parametrize("other", ["Saldovia", "SALDOVIE", "Saldôvie"])
def test_a_country_without_code_joins_over_accents_and_endings(other: str) -> None:
    found = join(article("a", country("Saldovie")), article("b", country(other)))
    assert one(found, ("a", "saldovie"), ("b", other.lower()))


def test_countries_of_other_names_stay_apart() -> None:
    found = join(article("a", country("Saldovie")), article("b", country("Saldanie")))
    assert not one(found, ("a", "saldovie"), ("b", "saldanie"))


@pytest.mark.parametrize("kind", [ActorKind.PLACE, ActorKind.ORGANISATION, ActorKind.PERSON])
def test_a_name_taken_for_something_else_is_the_country_of_the_dossier(kind: ActorKind) -> None:
    found = join(article("a", country("Saldovie")), article("b", thing("Saldovie", kind)))
    assert one(found, ("a", "saldovie"), ("b", "saldovie"))
    assert found.actor("b", "saldovie").kind is ActorKind.COUNTRY


def test_a_family_name_never_joins_a_country() -> None:
    found = join(
        article("a", country("Saldovie")),
        article("b", person("Ilda Saldovie")),
        article("c", person("Saldovie")),
    )
    assert one(found, ("b", "ilda-saldovie"), ("c", "saldovie"))
    assert not one(found, ("a", "saldovie"), ("c", "saldovie"))


def test_a_single_name_is_the_town_that_another_article_shows() -> None:
    found = join(article("a", thing("Marnoze", ActorKind.PLACE)), article("b", person("Marnoze")))
    assert one(found, ("a", "marnoze"), ("b", "marnoze"))


def test_a_president_acts_for_his_country() -> None:
    vint = Actor(
        key="vint", name="Orlo Vint", kind=ActorKind.PERSON, office="président saldovien", acts_for="saldovie"
    )
    found = join(article("a", country("Saldovie"), vint), article("b", person("Orlo Vint")))
    assert found.actor("b", "orlo-vint").acts_for == "saldovie"


def test_words_of_an_office_tell_the_side_where_the_article_does_not() -> None:
    ministry = thing("ministère saldovien des Ports", ActorKind.INSTITUTION)
    found = join(article("a", country("Saldovie")), article("b", ministry), article("c", ministry))
    assert found.actor("b", ministry.key).acts_for == "saldovie"
    assert one(found, ("b", ministry.key), ("c", ministry.key))


def test_a_title_joins_its_holder_whose_office_another_article_words_otherwise() -> None:
    titled = side("Première ministre saldovienne", "premier-ministre-saldovie", "saldovie")
    named = person("Oona Tresk", office="cheffe du gouvernement")
    told = Actor(
        key="oona-tresk",
        name="Oona Tresk",
        kind=ActorKind.PERSON,
        office="Première ministre",
        acts_for="saldovie",
    )
    found = join(
        article("a", country("Saldovie"), titled, date=day("2031-05-04")),
        article("b", named, date=day("2031-05-05")),
        article("c", country("Saldovie"), told, date=day("2031-05-06")),
    )
    assert one(found, ("a", titled.key), ("b", "oona-tresk"), ("c", "oona-tresk"))


def test_the_same_title_of_another_country_is_another_person() -> None:
    titled = side("président saldovien", "president-saldovie", "saldovie")
    other = Actor(
        key="orlo",
        name="Orlo Vint",
        kind=ActorKind.PERSON,
        office="président merlandais",
        acts_for="merlande",
    )
    found = join(
        article("a", country("Saldovie"), titled, date=day("2031-05-04")),
        article("b", country("Merlande"), other, date=day("2031-05-05")),
    )
    assert not one(found, ("a", titled.key), ("b", "orlo"))


def test_a_doubt_stands_in_the_rows_of_both_actors() -> None:
    kern = Event(
        start=0, end=1, type=EventType.CONSULT, modality=EventModality.OCCURRED, actors=("otto-kern",), recipients=()
    )  # fmt: skip
    other = msgspec.structs.replace(kern, actors=("kern",))
    left = msgspec.structs.replace(article("a", person("Otto Kern", country="DNK")), events=(kern,))
    right = msgspec.structs.replace(article("b", person("Kern", country="NOR")), events=(other,))
    rows = {row.key: row for row in build_account([left, right]).rows if isinstance(row, ActorRow)}
    assert [(doubt.key, doubt.name) for doubt in rows["kern"].candidates] == [("otto-kern", "Otto Kern")]
    assert [doubt.key for doubt in rows["otto-kern"].candidates] == ["kern"]
    assert rows["kern"].candidates[0].because == "même nom de famille, autre pays"
