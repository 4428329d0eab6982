"""Two voices of which one denies what the other says; and what only looks like it."""

import doctest

import pytest
from situations import Draft

from recoupe.crosscheck import denials, kin, negations, relations
from recoupe.crosscheck.account import build_account
from recoupe.model import EventModality, EventType, SaidModality, Span

# (what Ana Lind says, what Olo Kern says, whether Kern denies it by his verb of saying)
CONTRARY = [
    ("les vannes étaient hors service depuis avril", "les vannes aient été en panne", True),
    ("les gardes ont fait usage de gaz contre les mineurs", "aucun gaz n'a été utilisé", False),
    ("la direction a refusé toute discussion depuis avril", "nous n'avons jamais refusé de négocier", False),
    ("les boues étaient toxiques", "les boues ne présentent rien de toxique", False),
    ("des fichiers de malades ont été dérobés", "aucune donnée de patient n'a été volée", False),
    ("on a trouvé closes les portes du refuge", "les portes étaient restées ouvertes", False),
    ("des examens de juin révélaient des bactéries", "nos contrôles n'ont jamais rien décelé", False),
    ("la mairie cache un déficit de six millions de couronnes", "il n'y a pas de trou", False),
    ("le recteur a été averti en avril", "personne ne m'a prévenu, ni par lettre, ni à dîner", False),
    (
        "les plongeurs ont prévenu le rectorat le 9 avril",
        "aucun signalement ne lui est parvenu",
        False,
    ),
    ("ni le port ni moi n'avons versé un sou", "le port a versé de l'argent", False),
    ("le wagon de grain a quitté la gare à 14 heures", "le wagon n'a quitté la gare qu'à 17 heures", False),
    ("la coulée de boue est due à la carrière", "la coulée de boue vient d'un fossé mal curé", False),
    ("la ligne était sous tension", "la ligne était hors tension", False),
    ("les grilles étaient ouvertes", "la porte nord était cadenassée", False),
]
COMPATIBLE = [
    ("le refuge était fermé", "le refuge n'était pas ouvert", False),
    ("les vannes coûtaient trop cher", "les vannes n'étaient pas obligatoires", False),
    ("le refuge nord était fermé", "la piscine restera ouverte", False),
    ("l'alerte a été donnée à midi", "nous avons pas eu alerte", False),
    ("les vannes étaient en panne", "les vannes du canal sud ont été livrées en avril", False),
    ("les boues ne sont pas toxiques", "les boues n'ont jamais été toxiques", False),
    ("opposée à la fermeture du canal", "fermer le canal", True),
    ("les plongeurs ont prévenu le rectorat le 9 avril", "aucun bateau ne lui est parvenu", False),
    # asked, supposed, or what was told before
    ("les vannes étaient fermées", "les vannes n'étaient-elles pas fermées ?", False),
    ("les vannes étaient fermées", "si les vannes n'étaient pas fermées", False),
    ("les accusations visent la mairie", "ces accusations", True),
]


def contradictions(said, answer, by_verb):
    modality = SaidModality.DENIED if by_verb else SaidModality.ASSERTED
    text = f"Ana Lind affirme : {said}. Olo Kern répond : {answer}."
    draft = Draft("a", text, "2031-03-14").said(said, "ana-lind").said(answer, "olo-kern", modality=modality)
    rows = build_account([draft.done()]).rows
    return [row for row in rows if row.key.startswith("relation-contradicts")]


@pytest.mark.parametrize(("said", "answer", "by_verb"), CONTRARY)
def test_what_is_denied_is_contradicted(said, answer, by_verb):
    assert len(contradictions(said, answer, by_verb)) == 1


@pytest.mark.parametrize(("said", "answer", "by_verb"), COMPATIBLE)
def test_what_is_not_denied_is_not_contradicted(said, answer, by_verb):
    assert contradictions(said, answer, by_verb) == []


def test_an_event_told_by_one_side_and_denied_by_the_other_in_one_article_is_contradicted_once():
    text = "La Séranie affirme que l'Orvanie a bombardé Alcée mardi. L'Orvanie dément avoir bombardé Alcée."
    draft = Draft("a", text, "2031-03-14").said("l'Orvanie a bombardé Alcée mardi", "seranie")
    draft.said("avoir bombardé Alcée", "orvanie", modality=SaidModality.DENIED)
    draft.event("l'Orvanie a bombardé Alcée", EventType.ASSAULT, ["orvanie"], ["alcee"], attribution=0)
    draft.event(
        "avoir bombardé Alcée", EventType.ASSAULT, ["orvanie"], ["alcee"], EventModality.DENIED, attribution=1
    )
    rows = build_account([draft.done()]).rows
    kept = [row for row in rows if row.key.startswith("relation-contradicts")]
    assert [row.source.split("-")[0] for row in kept] == ["event"]


def test_what_is_so_for_good_is_contradicted_on_any_later_day():
    def told(later):
        first = Draft("a", "Ana Lind affirme que le berger Orso est mort.", "2031-03-14")
        second = Draft("b", f"Olo Kern affirme que {later}.", "2031-03-20")
        drafts = first.said("le berger Orso est mort", "ana-lind", earliest="2031-03-14", latest="2031-03-14")
        other = second.said(later, "olo-kern", earliest="2031-03-20", latest="2031-03-20")
        rows = build_account([drafts.done(), other.done()]).rows
        return [row for row in rows if row.key.startswith("relation-contradicts")]

    assert len(told("le berger Orso est vivant")) == 1
    assert told("le berger Orso est malade") == []


def test_who_does_not_acknowledge_contradicts_nobody():
    text = "L'Orvanie n'a pas reconnu avoir bombardé Alcée. L'Orvanie dément avoir bombardé Alcée."
    draft = Draft("a", text, "2031-03-14").said("avoir bombardé Alcée", "orvanie")
    draft.event(
        "avoir bombardé Alcée",
        EventType.ASSAULT,
        ["orvanie"],
        ["alcee"],
        EventModality.UNVERIFIED,
        attribution=0,
    )
    other = Draft("b", "L'Orvanie dément avoir bombardé Alcée.", "2031-03-15")
    other.said("avoir bombardé Alcée", "orvanie", modality=SaidModality.DENIED)
    other.event(
        "avoir bombardé Alcée", EventType.ASSAULT, ["orvanie"], ["alcee"], EventModality.DENIED, attribution=0
    )
    rows = build_account([draft.done(), other.done()]).rows
    assert not [row for row in rows if row.key.startswith("relation-contradicts")]


@pytest.mark.parametrize("module", [denials, kin, negations])
def test_the_examples_of_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_stands_in_one_family_only(language):
    from recoupe.languages import word_list

    lines = word_list(language, "kin")["same"]
    words = [word for line in lines for word in line]
    assert len(words) == len(set(words))
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), key=without_marks)


def without_marks(word):
    from recoupe.crosscheck.wording import without_accents

    return without_accents(word)


@pytest.mark.parametrize(
    ("reply", "speaker", "expected"),
    [
        ("Faux, le canal a été curé deux fois", "olo-kern", 1),
        ("C'est faux", "olo-kern", 1),
        ("Faux départs et retards se suivent au canal", "ana-lind", 0),
        ("Le canal a deux siècles", "olo-kern", 0),
    ],
)
def test_words_right_behind_anothers_that_call_them_false(reply: str, speaker: str, expected: int) -> None:
    said = "personne n'entretient les berges"
    draft = Draft("a", f"Ana Lind assure que {said}. {reply}, rétorque Olo Kern.", "2031-03-14")
    draft.said(said, "ana-lind").said(reply, speaker)
    rows = [row for row in build_account([draft.done()]).rows if row.key.startswith("relation-contradicts")]
    assert len(rows) == expected


def deny_a_deed(deed: str, denial: str, parties: tuple[str, ...] = ()) -> int:
    """How many contradictions stand where an article tells a deed, and Olo Kern denies something in another."""
    told = Draft("a", f"{deed}. Ana Lind se tait.", "2031-03-14")
    at = deed.index("frappé")
    told.event(deed, EventType.ASSAULT, parties, cue=Span(start=at, end=at + len("frappé")))
    text = f"Ana Lind se tait. Olo Kern assure : {denial}."
    reply = Draft("z", text, "2031-03-14").said(denial, "olo-kern")
    rows = build_account([draft.done() for draft in (told, reply)]).rows
    return sum(row.key.startswith("relation-contradicts") for row in rows)


@pytest.mark.parametrize(
    ("deed", "denial", "parties", "expected"),
    [
        ("Des gardes ont frappé un mineur", "personne n'a été frappé", (), 1),
        # somebody of whom the deed tells nothing
        ("Des gardes ont frappé un mineur", "Ilda Marsan n'a frappé personne", (), 0),
        # « je » is none of those who are told to have done it
        ("Les soldats de la Séranie ont frappé un mineur", "je n'ai frappé personne", ("seranie",), 0),
    ],
)
def test_a_denied_deed_is_of_the_same_people(
    deed: str, denial: str, parties: tuple[str, ...], expected: int
) -> None:
    assert deny_a_deed(deed, denial, parties=parties) == expected


@pytest.mark.parametrize(("small", "expected"), [(25, 1), (0, 0)])
def test_in_a_large_matter_a_denial_tells_more_of_a_deed_than_its_name(
    small: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "SMALL_MATTER_ARTICLES", small)
    deed = "Des gardes ont frappé Ilda Marsan"
    assert deny_a_deed(deed, "personne n'a été frappé") == expected
    assert deny_a_deed(deed, "aucun garde n'a frappé") == 1
