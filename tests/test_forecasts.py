"""Sentences that say what will be, how they are read, and what later sentences make of them; no parser needed."""

from __future__ import annotations

import doctest

import msgspec
import pytest
from situations import Draft

from recoupe.crosscheck import deeds, foreseen, verbs
from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.deeds import deeds_of, read_deed
from recoupe.crosscheck.forecasts import _clause_start, _fronted_condition
from recoupe.crosscheck.verbs import verb_stem
from recoupe.model import (
    Anchor,
    ConditionStatus,
    EventModality,
    EventType,
    LedgerKind,
    LedgerRow,
    Manner,
    PartStatus,
    TimeExpression,
    TimeType,
)

CONFIRMED, REFUTED, OPEN = PartStatus.CONFIRMED, PartStatus.REFUTED, PartStatus.OPEN


def told(foreseen: str, later: str, day: str = "2031-03-20") -> list[LedgerRow]:
    """The ledger of an article that foresees and a later one."""
    account = build_account([Draft("a", foreseen, "2031-03-14").done(), Draft("b", later, day).done()])
    return [row for row in account.rows if isinstance(row, LedgerRow) and row.evidence[0].id == "a"]


def event(rows: list[LedgerRow]) -> PartStatus:
    return next(part.status for row in rows for part in row.parts if part.aspect == "event")


# (foreseen, told later, what became of it)
CASES = [
    # a future of the plural is the same verb
    ("Les barques de Valme reprendront la mer avant mardi.", "Les barques de Valme ont repris la mer.", CONFIRMED),
    # the subject stands before an apposition
    ("La juge, Ana Lind, rendra son avis.", "La juge, Ana Lind, a rendu son avis.", CONFIRMED),
    # what a pronoun stands for
    ("Les bains de Valme sont clos ; ils rouvriront.", "Les bains n'ont pas rouvert et ne le seront pas.", REFUTED),
    # a noun and its verb
    ("Les pompiers prévoient une extinction complète du feu.", "Le feu a été complètement éteint.", CONFIRMED),
    ("La ville redoute un blocage du canal.", "La menace d'un blocage du canal n'a pas été mise à exécution.", REFUTED),
    # the present tells as well
    ("La ville prévoit que la grève des barques durera un an, mais la grève durera.", "L'accord met fin à la grève des barques.", REFUTED),
    ("La trêve du canal ne tiendra pas, c'est certain.", "La trêve du canal tient toujours.", REFUTED),
    # promised in so many words
    ("La mairie a promis de nouveaux bancs au jardin.", "La mairie a présenté de nouveaux bancs au jardin.", CONFIRMED),
    ("La mairie a promis une enquête sur le canal.", "Il pleut sur le canal.", OPEN),
    # the same deed in another verb, or in several words
    ("La mairie publiera la liste des bancs.", "La liste des bancs a été mise en ligne.", CONFIRMED),
    ("La préfète se rendra au port de Valme.", "La préfète est arrivée au port de Valme.", CONFIRMED),
    # a participle that opens the sentence, and the present that goes on
    ("Les bains de Valme rouvriront lundi.", "Les bains de Valme accueillent de nouveau les nageurs.", CONFIRMED),
    ("Le juge entendra la mairesse de Valme.", "Entendue par le juge, la mairesse de Valme est sortie libre.", CONFIRMED),
    # said by a noun that a passive brings about
    ("Ana Lind, candidate, promet un audit des comptes.", "L'audit des comptes a été lancé.", CONFIRMED),
    # another deed
    ("La mairie a promis une liste des bancs.", "La mairie a repeint les bancs.", OPEN),
]  # fmt: skip


@pytest.mark.parametrize(("foreseen", "later", "expected"), CASES)
def test_what_became_of_what_a_sentence_foresees(foreseen: str, later: str, expected: PartStatus) -> None:
    assert event(told(foreseen, later)) is expected


def test_who_promises_in_an_incise_is_not_what_is_promised() -> None:
    assert told("Les bancs viendront, a promis la maire de Valme.", "La maire de Valme a été reçue.") == []


def test_each_sentence_of_a_quotation_foresees_for_itself() -> None:
    words = "La nuit fut longue. Nous rouvrirons les bains de Valme. Je frapperai le port."
    draft = Draft("a", f"« {words} », a dit Ana Lind.", "2031-03-14")
    foreseen = msgspec.structs.replace(draft.said(words, "ana-lind").done())
    direct = msgspec.structs.replace(foreseen.attributions[0], kind=Manner.DIRECT)
    account = build_account([msgspec.structs.replace(foreseen, attributions=(direct,))])
    rows = [row for row in account.rows if isinstance(row, LedgerRow)]
    assert [(row.kind, row.holder.name if row.holder else None, row.parts[0].what) for row in rows] == [
        (LedgerKind.PROMISE, "Ana Lind", "Nous rouvrirons les bains de Valme"),
        (LedgerKind.THREAT, "Ana Lind", "Je frapperai le port"),
    ]


def test_a_promise_of_a_thing_is_a_promise() -> None:
    (row,) = told("La mairie a promis une enquête sur le canal.", "Il pleut.")
    assert row.kind is LedgerKind.PROMISE


@pytest.mark.parametrize(
    ("foreseen", "later", "expected"),
    [
        ("Si les eaux sont mauvaises, la régie fermera les puits.", "L'eau s'est révélée mauvaise et la régie a fermé les puits.", ConditionStatus.HONOURED),
        ("La régie fermera les puits si le conseil renonce aux filtres.", "Le conseil a renoncé aux filtres.", ConditionStatus.MET),
        ("La régie fermera les puits si le conseil renonce aux filtres.", "Le conseil a acheté une barque.", ConditionStatus.OPEN),
    ],
)  # fmt: skip
def test_conditions_in_front_and_in_the_present(foreseen: str, later: str, expected: ConditionStatus) -> None:
    assert [row.condition_status for row in told(foreseen, later)] == [expected]


def dated(draft: Draft, words: str, day: str):
    """The annotation of a draft with a day told in its words."""

    start = draft.text.index(words)
    time = TimeExpression(
        start=start,
        end=start + len(words),
        type=TimeType.DATE,
        value=day,
        earliest=day,
        latest=day,
        anchor=Anchor.ABSOLUTE,
    )
    done = draft.done()
    return msgspec.structs.replace(done, times=(*done.times, time))


def test_not_that_day_but_another() -> None:
    foreseen = "Le tribunal de Valme ne rendra pas son avis jeudi, mais le 20 mars."
    draft = Draft("a", foreseen, "2031-03-12")
    first = dated(draft, "le 20 mars", "2031-03-20")
    later = dated(
        Draft("b", "Le tribunal de Valme a rendu son avis jeudi.", "2031-03-21"), "jeudi", "2031-03-20"
    )
    rows = [row for row in build_account([first, later]).rows if isinstance(row, LedgerRow)]
    assert [(part.aspect, part.status) for part in rows[0].parts] == [
        ("event", CONFIRMED),
        ("when", CONFIRMED),
    ]


@pytest.mark.parametrize(("day", "expected"), [("2031-03-20", CONFIRMED), ("2031-03-22", OPEN)])
def test_what_is_reported_on_the_day_foreseen_without_a_day_came_that_day(
    day: str, expected: PartStatus
) -> None:
    first = dated(Draft("a", "Les barques reprendront la mer jeudi.", "2031-03-18"), "jeudi", "2031-03-20")
    later = Draft("b", "Les barques ont repris la mer.", day).done()
    rows = [row for row in build_account([first, later]).rows if isinstance(row, LedgerRow)]
    assert [part.status for part in rows[0].parts if part.aspect == "when"] == [expected]


@pytest.mark.parametrize(
    ("text", "verb", "start"),
    [
        ("la juge, ana lind, rendra son avis", "rendra", 0),
        ("il pleut, la juge rendra son avis", "rendra", len("il pleut,")),
        ("elle dit qu'elle rendra son avis", "rendra", len("elle dit qu'")),
        (
            "il exige un bac, faute de quoi il fermera le quai",
            "fermera",
            len("il exige un bac, faute de quoi"),
        ),
    ],
)
def test_where_the_clause_of_a_verb_begins(text: str, verb: str, start: int) -> None:
    assert _clause_start(text, text.index(verb), "fr") == start


def test_a_condition_opens_the_sentence_or_is_none() -> None:
    assert _fronted_condition("si le vent tombe, ", "fr") == "si le vent tombe"
    assert _fronted_condition("elle sait que le vent tombe, ", "fr") is None


def test_a_name_is_no_verb() -> None:
    deed = read_deed("La maire, Dora Lisk, réunira le conseil", "fr")
    assert deed is not None
    assert deed.verb == verb_stem("réunir", "fr")


def test_a_condition_in_the_present_may_name_any_of_its_words() -> None:
    assert verb_stem("renoncé", "fr") in {
        deed.verb for deed in deeds_of("si le conseil renonce aux filtres", "fr")
    }


ENGLISH = [
    ("The court of Valme will give its ruling on the canal.", "The court of Valme gave its ruling on the canal.", CONFIRMED),
    ("The council will reopen the public baths.", "The public baths have been reopened by the council.", CONFIRMED),
    ("The council will reopen the public baths.", "The council has dropped plans to reopen the public baths.", REFUTED),
    ("The dyke of Valme will not break, that is certain.", "The dyke of Valme held.", CONFIRMED),
    ("An agreement on fishing is imminent.", "The two towns signed an agreement on fishing.", CONFIRMED),
    ("The town expects a flood.", "The flood has not taken place and will not.", REFUTED),
    ("The council promised an inquiry into the canal.", "It rains on the canal.", OPEN),
]  # fmt: skip


def english(draft: Draft):
    return msgspec.structs.replace(draft.done(), language="en")


@pytest.mark.parametrize(("foreseen", "later", "expected"), ENGLISH)
def test_what_became_of_what_an_english_sentence_foresees(
    foreseen: str, later: str, expected: PartStatus
) -> None:
    drafts = [english(Draft("a", foreseen, "2031-03-14")), english(Draft("b", later, "2031-03-20"))]
    rows = [row for row in build_account(drafts, "en").rows if isinstance(row, LedgerRow)]
    assert event([row for row in rows if row.evidence[0].id == "a"]) is expected


def test_what_did_not_happen_in_time_is_refuted_in_english() -> None:
    words = "The council will reopen the public baths on 17 March."
    first = msgspec.structs.replace(
        dated(Draft("a", words, "2031-03-14"), "17 March", "2031-03-17"), language="en"
    )
    later = english(Draft("b", "The council did not reopen the public baths.", "2031-03-18"))
    rows = [row for row in build_account([first, later], "en").rows if isinstance(row, LedgerRow)]
    assert event(rows) is REFUTED


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        (("close", "closed", "closes"), "en"),
        (("give", "gave", "given"), "en"),
        (("withdraw", "withdrew", "withdrawn"), "en"),
        (("reprendront", "reprendra", "repris"), "fr"),
        (("recevrons", "recevoir", "reçues"), "fr"),
        (("éliront", "élira", "élus"), "fr"),
    ],
)
def test_one_stem_for_all_forms(forms: tuple[str, ...], language: str) -> None:
    assert len({verb_stem(form, language) for form in forms}) == 1


def test_the_examples_of_the_docstrings_hold() -> None:
    assert [doctest.testmod(module).failed for module in (foreseen, deeds, verbs)] == [0, 0, 0]


def threat(words: str, **known: object) -> Draft:
    draft = Draft("a", f"{words}. La Séranie et l'Orvanie se font face à Valme.", "2031-03-10")
    return draft.event(words, EventType.THREATEN, ["seranie"], ["orvanie"], EventModality.THREATENED, **known)


def attack(author: str, day: str) -> Draft:
    name = {"seranie": "La Séranie", "orvanie": "L'Orvanie"}[author]
    words = f"{name} a bombardé le port"
    draft = Draft("b", f"{words} de Valme. La Séranie et l'Orvanie se font face à Valme.", day)
    other = "orvanie" if author == "seranie" else "seranie"
    return draft.event(words, EventType.ASSAULT, [author], [other], earliest=day, latest=day)


@pytest.mark.parametrize(
    ("words", "later", "expected"),
    [
        ("La Séranie a juré de frapper l'Orvanie", attack("seranie", "2031-03-14"), CONFIRMED),
        ("La Séranie a juré de frapper l'Orvanie", attack("orvanie", "2031-03-14"), OPEN),
        ("La Séranie a juré de frapper l'Orvanie", attack("seranie", "2031-03-02"), OPEN),
        ("La Séranie a menacé de fermer le canal à l'Orvanie", attack("seranie", "2031-03-14"), OPEN),
    ],
)
def test_an_attack_carries_out_a_threat_to_do_harm(words: str, later: Draft, expected: PartStatus) -> None:
    rows = build_account([threat(words).done(), later.done()]).rows
    items = [row for row in rows if isinstance(row, LedgerRow) and row.evidence[0].id == "a"]
    assert event(items) is expected


def test_days_before_the_article_are_not_those_foreseen() -> None:
    draft = threat("La Séranie a juré de venger le raid", earliest="2031-03-03", latest="2031-03-05")
    rows = [row for row in build_account([draft.done()]).rows if isinstance(row, LedgerRow)]
    assert [part.aspect for part in rows[0].parts if part.aspect == "when"] == []
