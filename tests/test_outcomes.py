"""What became of what was foreseen: deeds, the sentences that tell them done or not, closed and broken items; no parser needed."""

from __future__ import annotations

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.deeds import (
    condition_deed,
    future_verb,
    in_plain_verbs,
    noun_deed,
    read_deed,
    split_condition,
)
from recoupe.crosscheck.verbs import verb_stem
from recoupe.model import (
    Act,
    ConditionStatus,
    EventModality,
    EventType,
    LedgerRow,
    PartStatus,
    SaidModality,
)

FILLER = " Les habitants du bourg attendaient la suite sur les quais noirs de suie."


def items(*drafts: Draft) -> list[LedgerRow]:
    account = build_account([draft.done() for draft in drafts])
    return [row for row in account.rows if isinstance(row, LedgerRow)]


def status(rows: list[LedgerRow], aspect: str = "event") -> list[PartStatus]:
    return [part.status for row in rows for part in row.parts if part.aspect == aspect]


@pytest.mark.parametrize(
    "forms",
    [
        ("rendra", "rendait", "rendue", "rendre"),
        ("reprendra", "repris", "reprise", "reprises"),
        ("rouvrira", "rouvert", "rouverte"),
        ("éteindra", "éteint", "éteinte"),
        ("promettra", "promis", "promise"),
        ("interdira", "interdire", "interdit", "interdite"),
        ("interrompra", "interrompre", "interrompu"),
        ("rejoindra", "rejoindre", "rejoint", "rejointe"),
        ("secourra", "secourir", "secouru"),
        ("convaincra", "convaincre", "convaincu"),
        ("requerra", "requérir", "requis", "requise"),
        ("inscrira", "inscrire", "inscrit", "inscrite"),
    ],
)
def test_the_forms_of_a_verb_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({verb_stem(form, "fr") for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("les pêcheurs iront en justice", "les pêcheurs saisiront"),
        ("la régie a mis hier en ligne le plan", "la régie a publié hier le plan"),
        ("la scierie fermera ses portes", "la scierie fermera"),
        ("le juge a rendu son tablier", "le juge a démissionné"),
        ("le juge a rendu son avis", "le juge a rendu son avis"),
    ],
)
def test_an_idiom_is_its_plain_verb_in_the_same_form(text: str, plain: str) -> None:
    assert in_plain_verbs(text, "fr") == plain


def test_a_noun_behind_a_promise_names_the_deed() -> None:
    deed = noun_deed("de nouveaux bancs pour le quai", "fr")
    assert deed is not None
    assert (deed.verb, deed.beside, deed.named) == ("banc", {"quai"}, True)


@pytest.mark.parametrize(
    ("words", "verb", "negated"),
    [
        ("la mairie rouvrira les bains", "rouvrir", False),
        ("la digue ne cédera pas", "céder", True),
        ("les bains seront fermés au public", "fermer", False),
        ("le syndicat ferait appel du jugement", "appel", False),
        ("verser mille couronnes aux familles", "verser", False),
    ],
)
def test_a_deed_is_its_main_verb(words: str, verb: str, negated: bool) -> None:
    deed = read_deed(words, "fr")
    assert deed is not None
    assert (deed.verb, deed.negated) == (verb_stem(verb, "fr"), negated)


def test_a_name_in_front_is_no_verb() -> None:
    deed = read_deed("Dora Lind fera appel", "fr")
    assert deed is not None
    assert deed.verb == "appel"


def test_what_follows_a_noun_is_no_infinitive() -> None:
    assert read_deed("vendredi sur son compte Flotter", "fr") is None


def test_nothing_hangs_on_what_is_conceded() -> None:
    text = "la régie ouvrira le port même s'il pleut"
    assert split_condition(text, "fr") == (text, None)


def test_a_condition_is_an_imperfect_and_no_conditional() -> None:
    deed = condition_deed("si la mairie retirait son arrêté", "fr")
    assert deed is not None
    assert deed.verb == verb_stem("retiré", "fr")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("le conseil votera son budget", "votera"),
        ("les bains seront fermés", "seront"),
        ("une caméra filme l'opéra", None),
        ("le conseil a voté", None),
        ("la mairie de Nesdra a voté", None),
        ("Noméra a réuni les fonds", None),
        ("Seront fermés les bains", "Seront"),
        ("nous voterons le budget", None),
    ],
)
def test_the_future_of_the_third_person(text: str, word: str | None) -> None:
    assert future_verb(text, "fr") == (text.index(word) if word else None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Nous ne le voterons pas", "voterons"),
        ("demain, je l'ouvrirai", "ouvrirai"),
        ("nos patrons et nous, aux environs", None),
        ("nous verrons demain", "verrons"),
    ],
)
def test_the_future_of_who_speaks(text: str, word: str | None) -> None:
    assert future_verb(text, "fr", own=True) == (text.index(word) if word else None)


FORESEEN = "Le conseil de Valme rouvrira les bains municipaux avant la fin du mois."


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Le conseil de Valme a rouvert les bains municipaux jeudi.", PartStatus.CONFIRMED),
        ("Le conseil de Valme a renoncé à rouvrir les bains municipaux.", PartStatus.REFUTED),
        ("Les bains municipaux de Valme n'ont pas été rouverts et ne le seront pas.", PartStatus.REFUTED),
        ("Les bains municipaux de Valme accueilleront une exposition.", PartStatus.OPEN),
    ],
)
def test_what_later_sentences_make_of_a_promise(later: str, expected: PartStatus) -> None:
    said = Draft("a", f"{FORESEEN[:-1]}, a promis Ilda Marsan.{FILLER}", "2031-03-14").said(
        FORESEEN.rstrip("."), "ilda-marsan", modality=SaidModality.PREDICTION, act=Act.COMMITMENT
    )
    rows = items(said, Draft("b", later, "2031-03-20"))
    assert expected in status([row for row in rows if row.evidence[0].id == "a"])


@pytest.mark.parametrize(
    ("foreseen", "later", "expected"),
    [
        ("La société versera une prime aux pêcheurs.", "Les pêcheurs ont reçu la prime.", PartStatus.CONFIRMED),
        ("La digue de Valme ne cédera pas.", "La digue de Valme a tenu.", PartStatus.CONFIRMED),
        ("La digue de Valme ne cédera pas.", "La digue de Valme a cédé.", PartStatus.REFUTED),
        ("Un accord sur la pêche est imminent.", "Les deux villes ont signé un accord sur la pêche.", PartStatus.CONFIRMED),
        ("La ville prévoit une seconde crue.", "La seconde crue annoncée n'a pas eu lieu.", PartStatus.REFUTED),
        ("La mairie fermera la plage par arrêté.", "La mairie a signé un arrêté qui ferme la plage.", PartStatus.CONFIRMED),
        ("La mairie interdira la pêche au lac.", "La mairie a pris un arrêté interdisant la pêche au lac.", PartStatus.CONFIRMED),
        ("Un arrêté est imminent sur la pêche.", "La mairie a loué l'arrêté qui protège le lac.", PartStatus.OPEN),
        ("Les pêcheurs iront en justice contre la régie.", "Les pêcheurs ont porté plainte contre la régie.", PartStatus.CONFIRMED),
        ("La régie rompra le contrat de la scierie.", "La régie a résilié le contrat de la scierie.", PartStatus.CONFIRMED),
    ],
)  # fmt: skip
def test_a_sentence_that_foresees_is_an_item_of_its_own(
    foreseen: str, later: str, expected: PartStatus
) -> None:
    rows = items(Draft("a", foreseen, "2031-03-14"), Draft("b", later, "2031-03-20"))
    assert status(rows) == [expected]


UNLIKE = (
    "Le musée de Brave expose des horloges peintes par un moine ; les visiteurs patientent devant la caisse."
)


def test_what_articles_about_another_thing_tell_settles_nothing() -> None:
    foreseen = Draft("a", f"La régie publiera un plan du lac.{FILLER}", "2031-03-14")
    alike = Draft("b", f"La régie a publié un plan du lac.{FILLER}", "2031-03-20")
    unlike = Draft("c", f"{UNLIKE} Une revue a publié un plan. {UNLIKE}", "2031-03-20")
    assert status(items(foreseen, alike)) == [PartStatus.CONFIRMED]
    assert PartStatus.CONFIRMED not in status(items(foreseen, unlike))


def test_a_deed_not_done_on_which_another_hung_is_shown_by_that_other() -> None:
    first = "Si le bac ne reprend pas ses traversées, la mairie fermera le quai du lac."
    (row,) = items(
        Draft("a", first + FILLER, "2031-03-14"),
        Draft("b", "La mairie a fermé le quai du lac.", "2031-03-20"),
    )
    assert row.condition_status is ConditionStatus.HONOURED
    (row,) = items(
        Draft("a", first + FILLER, "2031-03-14"), Draft("b", "La mairie a repeint le quai.", "2031-03-20")
    )
    assert row.condition_status is ConditionStatus.OPEN


def test_a_copy_of_what_foresees_settles_nothing() -> None:
    text = FORESEEN + FILLER * 3
    rows = items(Draft("a", text, "2031-03-14"), Draft("b", text, "2031-03-15"))
    assert set(status(rows)) <= {PartStatus.OPEN}


def test_what_a_position_hung_on_a_condition_is_broken_when_it_is_given_up() -> None:
    words = "rouvrira les bains municipaux si la Séranie paie les travaux"
    said = Draft("a", f"Ilda Marsan {words}.{FILLER}", "2031-03-14").said(
        words, "ilda-marsan", modality=SaidModality.CONDITIONAL, act=Act.COMMITMENT
    )
    later = Draft("b", "Ilda Marsan a renoncé à rouvrir les bains municipaux.", "2031-03-20")
    assert [row.condition_status for row in items(said, later)] == [ConditionStatus.BROKEN]


def test_what_nothing_settled_in_its_time_is_closed_and_says_so() -> None:
    words = "La mairie rouvrira les bains municipaux lundi 17 mars"
    text = f"{words}, a promis Ilda Marsan.{FILLER}"
    said = Draft("a", text, "2031-03-14").said(
        words,
        "ilda-marsan",
        modality=SaidModality.PREDICTION,
        act=Act.COMMITMENT,
        earliest="2031-03-17",
        latest="2031-03-17",
    )
    (alone,) = items(said)
    assert not alone.closed
    (row,) = items(said, Draft("b", "Le marché de Valme a eu lieu sous la pluie.", "2031-03-25"))
    assert row.closed
    assert "2031-03-17" in row.because
    assert "clos" in row.summary
    assert set(status([row])) == {PartStatus.OPEN}


def talks(article: str, words: str, day: str, modality: EventModality, on: str) -> Draft:
    draft = Draft(article, f"{words}.{FILLER}", day)
    return draft.event(words, EventType.CONSULT, modality=modality, earliest=on, latest=on)


@pytest.mark.parametrize(
    ("place", "expected"), [("Séranie", PartStatus.CONFIRMED), ("Orvanie", PartStatus.OPEN)]
)
def test_an_event_without_parties_settles_a_day_in_no_other_place(place: str, expected: PartStatus) -> None:
    first = talks("a", "des assises en Séranie", "2031-03-14", EventModality.PREDICTED, "2031-03-17")
    later = talks("b", f"une rencontre en {place}", "2031-03-20", EventModality.OCCURRED, "2031-03-17")
    assert status(items(first, later)) == [expected]


@pytest.mark.parametrize(
    ("day", "expected"), [("2031-03-20", PartStatus.CONFIRMED), ("2031-03-10", PartStatus.OPEN)]
)
def test_what_is_reported_before_is_no_outcome_whatever_last_day_it_has(
    day: str, expected: PartStatus
) -> None:
    first = Draft("a", f"La Séranie attaquera l'Orvanie.{FILLER}", "2031-03-14").event(
        "La Séranie attaquera l'Orvanie", EventType.ASSAULT, ["seranie"], ["orvanie"], EventModality.PREDICTED
    )
    later = Draft("b", f"L'Orvanie dénonce le raid de la Séranie.{FILLER}", day).event(
        "le raid de la Séranie",
        EventType.ASSAULT,
        ["seranie"],
        ["orvanie"],
        earliest="2031-01-01",
        latest="2031-12-31",
    )
    assert status(items(first, later)) == [expected]
