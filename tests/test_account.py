"""What stands: claims, standings, relations and the ledger, on small situations annotated by hand."""

from __future__ import annotations

import random
from itertools import permutations

import msgspec
import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import (
    Account,
    Act,
    Annotation,
    EventModality,
    EventRow,
    EventType,
    LedgerRow,
    PartStatus,
    PositionRow,
    QuantityRow,
    RelationKind,
    RelationRow,
    SaidModality,
    SpeakerKind,
    Stance,
    Standing,
    StatementRow,
)

RAID = "La Séranie a attaqué les docks de Valme, en Orvanie, dans la nuit."
RETOLD = "Dans la nuit, des vedettes de la Séranie ont ouvert le feu sur le port orvanien de Valme."
FILLER = " Les habitants racontent une longue attente, puis des sirènes, puis le silence revenu au matin sur les quais noirs de suie."


def raid(
    id: str, text: str = RAID, day: str = "2031-03-14", outlet: str | None = None, **known: object
) -> Draft:
    return Draft(id, text, day, outlet).event(
        text.split(".")[0], EventType.ASSAULT, ["seranie"], ["orvanie"], **known
    )  # type: ignore[arg-type]


def events(account: Account) -> list[EventRow]:
    return [row for row in account.rows if isinstance(row, EventRow)]


def ledger(account: Account) -> list[LedgerRow]:
    return [row for row in account.rows if isinstance(row, LedgerRow)]


def relations(account: Account, kind: RelationKind) -> list[RelationRow]:
    return [row for row in account.rows if isinstance(row, RelationRow) and row.kind is kind]


# --------------------------------------------------------------------------- lineages and standing


def test_two_independent_reports_establish() -> None:
    (row,) = events(build_account([raid("a").done(), raid("b", RETOLD).done()]))
    assert row.standing is Standing.ESTABLISHED
    assert len(row.lineages) == 2
    assert row.grade == 1


def test_a_copy_establishes_nothing() -> None:
    text = RAID + FILLER
    copies = [raid(id, text, outlet=f"Journal {id}").done() for id in "abcde"]
    (row,) = events(build_account(copies))
    assert row.standing is Standing.SINGLE_ORIGIN
    assert len(row.lineages) == 1 and row.lineages[0].articles == ("a", "b", "c", "d", "e")


def test_ten_outlets_with_one_mans_word_are_one_voice() -> None:
    texts = [
        f"{lead} Ilda Marsan, la Séranie a attaqué Valme, en Orvanie."
        for lead in ("Selon", "D'après", "À en croire")
    ]
    drafts = []
    for id, text in zip("abc", texts, strict=True):
        content = "la Séranie a attaqué Valme, en Orvanie"
        draft = Draft(id, text, "2031-03-14", f"Journal {id}").said(content, "ilda-marsan")
        drafts.append(draft.event(content, EventType.ASSAULT, ["seranie"], ["orvanie"], attribution=0).done())
    (row,) = events(build_account(drafts))
    assert row.standing is Standing.CLAIMED
    assert len(row.lineages) == 1
    assert "Ilda Marsan" in row.because


def test_one_newsroom_is_one_origin() -> None:
    (row,) = events(
        build_account([raid("a", outlet="Le Quai").done(), raid("b", RETOLD, outlet="Le Quai").done()])
    )
    assert row.standing is Standing.SINGLE_ORIGIN


def test_an_article_vouches_once_for_what_it_quotes() -> None:
    text = "La Séranie a attaqué Valme\nSelon des pêcheurs, la Séranie a attaqué le port orvanien."
    draft = Draft("a", text, "2031-03-14").said(
        "la Séranie a attaqué le port orvanien", "des pêcheurs", SpeakerKind.ANONYMOUS
    )
    draft.event("La Séranie a attaqué Valme", EventType.ASSAULT, ["seranie"], ["orvanie"])
    draft.event(
        "la Séranie a attaqué le port orvanien", EventType.ASSAULT, ["seranie"], ["orvanie"], attribution=0
    )
    (row,) = events(build_account([draft.done()]))
    assert len(row.lineages) == 1


def test_a_mention_that_confirms_nothing_is_no_second_origin() -> None:
    """What another article only mentions, unverified, goes with the report of it and adds no origin."""
    told = RAID + " Ilda Marsan et Teo Brandt se parlent de la Séranie."
    mention = "Ilda Marsan, de Séranie, et Teo Brandt ont parlé de l'Orvanie après l'attaque."
    one = Draft("a", told, "2031-03-14").event(RAID[:-1], EventType.ASSAULT, ["seranie"], ["orvanie"])
    other = Draft("b", mention, "2031-03-14").event(
        "l'attaque", EventType.ASSAULT, ["seranie"], modality=EventModality.UNVERIFIED
    )
    (row,) = events(build_account([one.done(), other.done()]))
    assert row.standing is Standing.SINGLE_ORIGIN
    assert len(row.lineages) == 1 and {place.id for place in row.evidence} == {"a", "b"}


def test_an_unconfirmed_report_is_only_claimed() -> None:
    (row,) = events(build_account([raid("a", modality=EventModality.UNVERIFIED).done()]))
    assert row.standing is Standing.CLAIMED


def test_repetition_never_establishes_a_prediction() -> None:
    one, other = (
        raid(id, text, modality=EventModality.PREDICTED).done() for id, text in (("a", RAID), ("b", RETOLD))
    )
    assert {row.standing for row in events(build_account([one, other]))} == {Standing.OPEN}


def test_a_statement_stays_a_claim_however_often_it_is_repeated() -> None:
    texts = [
        f"{w} Ilda Marsan a dit que le port resterait fermé tout l'hiver."
        for w in ("Mardi,", "À Valme,", "Hier,")
    ]
    account = build_account(
        [
            Draft(id, text, "2031-03-14", id)
            .said("le port resterait fermé tout l'hiver", "ilda-marsan")
            .done()
            for id, text in zip("abc", texts, strict=True)
        ]
    )
    (row,) = [row for row in account.rows if isinstance(row, StatementRow)]
    assert row.standing is Standing.CLAIMED
    assert len(row.evidence) == 3


# --------------------------------------------------------------------------- what is one thing and what is two


def test_an_attack_and_the_answer_to_it_are_two_events() -> None:
    answer = "L'Orvanie a bombardé à son tour un dépôt de la Séranie."
    back = Draft("b", answer, "2031-03-14").event(answer[:-1], EventType.ASSAULT, ["orvanie"], ["seranie"])
    assert len(events(build_account([raid("a").done(), back.done()]))) == 2


def test_a_raid_on_another_day_is_another_raid() -> None:
    first = raid("a", earliest="2031-03-13", latest="2031-03-13").done()
    second = raid("b", RETOLD, earliest="2031-03-20", latest="2031-03-20").done()
    assert len(events(build_account([first, second]))) == 2


def test_two_meetings_of_different_people_are_two() -> None:
    heads, ministers = "Ilda Marsan et Teo Brandt se sont vus.", "Ana Lind et Olo Kern se sont vus."
    one = Draft("a", heads, "2031-03-14").event(heads[:-1], EventType.CONSULT, ["ilda-marsan", "teo-brandt"])
    other = Draft("b", ministers, "2031-03-14").event(
        ministers[:-1], EventType.CONSULT, ["ana-lind", "olo-kern"]
    )
    assert len(events(build_account([one.done(), other.done()]))) == 2


def test_a_meeting_of_two_countries_is_that_of_their_heads() -> None:
    heads = "Ilda Marsan et Teo Brandt se sont vus au sommet de Valme sur le blocus du port."
    countries = "La Séranie et l'Orvanie se sont parlé au sommet de Valme sur le blocus du port."
    one = Draft("a", heads, "2031-03-14").event(heads[:-1], EventType.CONSULT, ["ilda-marsan", "teo-brandt"])
    other = Draft("b", countries, "2031-03-14").event(
        countries[:-1], EventType.CONSULT, ["seranie", "orvanie"]
    )
    assert len(events(build_account([one.done(), other.done()]))) == 1


def test_three_statements_of_one_man_are_three() -> None:
    said = ("le port rouvrira jeudi", "aucun navire ne passera", "la médiation a échoué")
    text = "Ilda Marsan a parlé. " + " ".join(f"Elle assure que {words}." for words in said)
    draft = Draft("a", text, "2031-03-14")
    for words in said:
        draft.said(words, "ilda-marsan")
    account = build_account([draft.done()])
    assert sum(isinstance(row, StatementRow) for row in account.rows) == 3


def test_garbled_wording_never_represents_a_claim() -> None:
    garbled = (
        "La attaque de la Séranie sur Orvanie est arrivée car la armée a voulu que Orvanie recule de Valme."
    )
    bad = Draft("a", garbled, "2031-03-13").event(
        "La attaque de la Séranie sur Orvanie", EventType.ASSAULT, ["seranie"], ["orvanie"]
    )
    (row,) = events(build_account([bad.done(), raid("b").done()]))
    assert "docks de Valme" in row.summary
    assert {place.id for place in row.evidence} == {"a", "b"}


# --------------------------------------------------------------------------- contradiction and supersession


def test_a_report_and_its_denial_are_disputed() -> None:
    denial = "L'Orvanie n'a pas été attaquée par la Séranie à Valme dans la nuit, assure Teo Brandt."
    content = "L'Orvanie n'a pas été attaquée par la Séranie à Valme dans la nuit"
    denied = Draft("b", denial, "2031-03-14").said(content, "teo-brandt", modality=SaidModality.DENIED)
    denied.event(content, EventType.ASSAULT, ["seranie"], ["orvanie"], EventModality.DENIED, attribution=0)
    account = build_account([raid("a").done(), denied.done()])
    assert len(relations(account, RelationKind.CONTRADICTS)) == 1
    assert {row.standing for row in events(account)} == {Standing.DISPUTED}


TOLL = "Le naufrage du bac de Valme a fait {figure} morts, selon {owner}."


def toll(id: str, figure: str, low: float | None, high: float | None, owner: str, day: str) -> Annotation:
    text = TOLL.format(figure=figure, owner={"ilda-marsan": "Ilda Marsan", "teo-brandt": "Teo Brandt"}[owner])
    draft = Draft(id, text, day).said(f"Le naufrage du bac de Valme a fait {figure} morts", owner)
    return draft.quantity(f"{figure} morts", "morts du naufrage", low, high, "personne", attribution=0).done()


@pytest.mark.parametrize(
    ("one", "other", "kind", "standings"),
    [
        (
            ("9", 9, 9, "ilda-marsan", "2031-03-14"),
            ("15", 15, 15, "teo-brandt", "2031-03-14"),
            RelationKind.CONTRADICTS,
            {"disputed"},
        ),
        (
            ("9", 9, 9, "ilda-marsan", "2031-03-14"),
            ("15", 15, 15, "ilda-marsan", "2031-03-15"),
            RelationKind.SUPERSEDES,
            {"superseded", "claimed"},
        ),
        (
            ("plus de 9", 10, None, "ilda-marsan", "2031-03-14"),
            ("15", 15, 15, "teo-brandt", "2031-03-14"),
            RelationKind.REFINES,
            {"claimed"},
        ),
    ],
)
def test_figures(one: tuple, other: tuple, kind: RelationKind, standings: set[str]) -> None:  # type: ignore[type-arg]
    account = build_account([toll("a", *one), toll("b", *other)])
    assert [
        row.kind for row in account.rows if isinstance(row, RelationRow) and row.source.startswith("quantity")
    ] == [kind]
    assert {row.standing for row in account.rows if isinstance(row, QuantityRow)} == standings


def test_a_later_contrary_position_supersedes() -> None:
    first = Draft("a", "La Séranie s'oppose à toute médiation de l'Alcée.", "2031-03-01")
    first.position(
        "La Séranie s'oppose à toute médiation de l'Alcée",
        "seranie",
        Stance.OPPOSE,
        "toute médiation de l'Alcée",
    )
    then = Draft("b", "La Séranie soutient désormais une médiation de l'Alcée.", "2031-04-01")
    then.position(
        "La Séranie soutient désormais une médiation de l'Alcée",
        "seranie",
        Stance.SUPPORT,
        "une médiation de l'Alcée",
    )
    account = build_account([then.done(), first.done()])
    (relation,) = relations(account, RelationKind.SUPERSEDES)
    rows = {row.key: row for row in account.rows if isinstance(row, PositionRow)}
    assert (
        rows[relation.source].stance is Stance.SUPPORT
        and rows[relation.target].standing is Standing.SUPERSEDED
    )


# --------------------------------------------------------------------------- the ledger


def foretold(**known: object) -> Annotation:
    text = "Une attaque imminente de la Séranie contre l'Orvanie, avec des drones mais pas de navires, est attendue, dit Teo Brandt."
    content = "Une attaque imminente de la Séranie contre l'Orvanie"
    draft = Draft("avant", text, "2031-03-12").said(content, "teo-brandt", modality=SaidModality.PREDICTION)
    return draft.event(
        content, EventType.ASSAULT, ["seranie"], ["orvanie"], EventModality.PREDICTED, attribution=0, **known
    ).done()


def test_a_prediction_is_settled_part_by_part() -> None:
    after = raid(
        "b",
        "La Séranie a attaqué l'Orvanie avec des drones jeudi.",
        earliest="2031-03-13",
        latest="2031-03-13",
    ).done()
    account = build_account([foretold(), after])
    (row,) = ledger(account)
    statuses = {part.aspect: part.status for part in row.parts}
    assert statuses == {
        "event": PartStatus.CONFIRMED,
        "who": PartStatus.CONFIRMED,
        "whom": PartStatus.CONFIRMED,
        "when": PartStatus.CONFIRMED,
        "means": PartStatus.CONFIRMED,
        "excluded": PartStatus.OPEN,
    }
    assert row.certainty == "certain"
    assert [relation.target for relation in relations(account, RelationKind.SETTLES)] == [row.key]
    assert all(part.evidence for part in row.parts if part.status is PartStatus.CONFIRMED)


def test_not_reported_is_not_refuted() -> None:
    (row,) = ledger(build_account([foretold(), Draft("b", "Rien à signaler à Valme.", "2031-03-20").done()]))
    assert {part.status for part in row.parts} == {PartStatus.OPEN}


def test_what_happened_before_settles_nothing() -> None:
    earlier = raid("b", day="2031-03-01", earliest="2031-02-28", latest="2031-02-28").done()
    (row,) = ledger(build_account([foretold(), earlier]))
    assert {part.status for part in row.parts} == {PartStatus.OPEN}


def test_a_condition_is_met_by_what_it_speaks_of() -> None:
    text = "L'Alcée soutiendra un blocus si la Séranie attaque l'Orvanie."
    draft = Draft("a", text, "2031-03-12").position(
        text[:-1], "alcee", Stance.CONDITION, "un blocus", condition="si la Séranie attaque l'Orvanie"
    )
    draft.event(
        "la Séranie attaque l'Orvanie", EventType.ASSAULT, ["seranie"], ["orvanie"], EventModality.CONDITIONAL
    )
    (open_row,) = ledger(build_account([draft.done()]))
    assert open_row.condition_status == "open"
    (met_row,) = ledger(build_account([draft.done(), raid("b").done()]))
    assert met_row.condition_status == "met"


# --------------------------------------------------------------------------- every row


def whole_situation() -> list[Annotation]:
    return [
        foretold(),
        raid("b").done(),
        raid("c", RETOLD).done(),
        raid("d", RAID + FILLER).done(),
        toll("e", "9", 9, 9, "ilda-marsan", "2031-03-14"),
        toll("f", "15", 15, 15, "teo-brandt", "2031-03-14"),
    ]


def test_the_order_of_articles_changes_nothing() -> None:
    annotations = whole_situation()
    expected = msgspec.json.encode(build_account(annotations))
    orders = list(permutations(range(len(annotations))))
    for order in random.Random(11).sample(orders, 12):
        assert msgspec.json.encode(build_account([annotations[number] for number in order])) == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_row_shows_its_passages_and_says_why(language: str) -> None:
    annotations = {annotation.id: annotation for annotation in whole_situation()}
    account = build_account(list(annotations.values()), language)
    keys = [row.key for row in account.rows]
    assert len(keys) == len(set(keys))
    for row in account.rows:
        assert row.evidence and row.because and row.summary.endswith(".")
        assert "{" not in row.summary + row.because
        for place in row.evidence:
            assert 0 <= place.start < place.end <= len(annotations[place.id].text)
            assert 0 <= place.lineage < len(row.lineages)
    for row in account.rows:
        if isinstance(row, RelationRow):
            assert {row.source, row.target} <= set(keys)


def test_nothing_read_is_an_empty_account() -> None:
    assert build_account([]).rows == ()


def test_act_words_agree_with_denial() -> None:
    text = "Teo Brandt nie que la digue ait cédé."
    draft = Draft("a", text, "2031-03-14").said(
        "la digue ait cédé", "teo-brandt", modality=SaidModality.DENIED, act=Act.STATEMENT
    )
    (row,) = [row for row in build_account([draft.done()]).rows if isinstance(row, StatementRow)]
    assert row.summary == "Teo Brandt nie : « la digue ait cédé »."
