"""The stage of tests on judgements: four articles on a raid, the dossier that holds them, and a decision of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from situations import Draft

from recoupe import judging
from recoupe.crosscheck import meaning
from recoupe.decisions import Decision, Letter
from recoupe.dossier import Dossier, identify_article
from recoupe.model import (
    Account,
    ActorRow,
    Annotation,
    EventModality,
    EventRow,
    EventType,
    InputRow,
    InputStatus,
    RelationKind,
    RelationRow,
    StatementRow,
)

BY = {"author": "Noé", "at": "2031-04-01T08:00:00+02:00"}
RAID = "L'Orvanie a bombardé le port séranien de Valme dans la nuit de mardi à mercredi, sans avertissement, et deux entrepôts ont pris feu avant l'aube."
SAID = "Ilda Marsan affirme que les secours ont trouvé des vivres sous les décombres du grand entrepôt nord et qu'il en reste pour une semaine entière."
VIVRES = SAID.partition("affirme que ")[2][:-1]
NIGHT = {"earliest": "2031-03-11", "latest": "2031-03-12"}


def raid(id: str, day: str, outlet: str) -> Draft:
    draft = Draft(id, f"{RAID}\n{SAID}", day, outlet)
    draft.event(RAID[:-1], EventType.ASSAULT, ["orvanie"], ["seranie"], **NIGHT)
    return draft.said(VIVRES, "ilda-marsan")


def agency() -> Annotation:
    return raid("agence", "2031-03-12", "Agence Lorme").done()


def copy() -> Annotation:
    return raid("copie", "2031-03-13", "La Gazette de Valme").done()


def lighthouse() -> Annotation:
    text = "Selon le Phare, l'aviation d'Orvanie est venue frapper des navires en Séranie mercredi avant le jour.\nTeo Brandt dément : l'Orvanie n'a pas bombardé le port séranien de Valme dans la nuit de mardi à mercredi."
    draft = Draft("phare", text, "2031-03-13", "Le Phare")
    draft.event("frapper des navires en Séranie", EventType.ASSAULT, ["orvanie"], ["seranie"], **NIGHT)
    draft.event(
        "l'Orvanie n'a pas bombardé le port séranien de Valme dans la nuit de mardi à mercredi",
        EventType.ASSAULT,
        ["orvanie"],
        ["seranie"],
        EventModality.DENIED,
        **NIGHT,
    )
    return draft.said(
        "l'Orvanie n'a pas bombardé le port séranien de Valme dans la nuit de mardi à mercredi", "teo-brandt"
    ).done()


def threat() -> Annotation:
    draft = Draft(
        "menace",
        "Olo Kern et Ana Lind se sont vus. L'Orvanie menace de bombarder encore la Séranie.",
        "2031-03-15",
        "Le Phare",
    )
    draft.event(
        "se sont vus",
        EventType.CONSULT,
        ["olo-kern"],
        ["ana-lind"],
        earliest="2031-03-14",
        latest="2031-03-14",
    )
    draft.event(
        "menace de bombarder encore la Séranie",
        EventType.THREATEN,
        ["orvanie"],
        ["seranie"],
        EventModality.THREATENED,
    )
    return draft.done()


ARTICLES = (agency, copy, lighthouse, threat)


def put(dossier: Dossier, annotation: Annotation, id: str | None = None) -> None:
    """Add a made annotation to a dossier, under another id if one is given."""
    if id is not None:
        annotation = msgspec.structs.replace(
            annotation, article=msgspec.structs.replace(annotation.article, id=id)
        )
    row = InputRow(origin=annotation.id, status=InputStatus.OK, article=annotation.id)
    dossier.file.save_annotation(annotation, identify_article(annotation.article), row)


def dossier_of(*articles: Callable[[], Annotation], path: Path | str = ":memory:") -> Dossier:
    dossier = Dossier(path)
    for made in articles:
        put(dossier, made())
    return dossier


@pytest.fixture(autouse=True, scope="module")
def plain_encoder() -> Iterator[None]:
    """Meaning is compared by spelling, which is quicker and makes no difference here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "SentenceEncoder", meaning.SpellingEncoder)
        yield


def row_at(account: Account, kind: type, article: str, words: str) -> EventRow:
    """The row of a kind that rests on a passage of an article that holds these words."""
    texts = {made().id: made().text for made in ARTICLES}
    return next(  # type: ignore[return-value]
        row
        for row in account.rows
        if isinstance(row, kind)
        and any(e.id == article and words in texts[article][e.start : e.end] for e in row.evidence)
    )


def relations(account: Account, kind: RelationKind) -> list[RelationRow]:
    return [row for row in account.rows if isinstance(row, RelationRow) and row.kind is kind]


def actors(account: Account) -> dict[str, ActorRow]:
    return {row.actor.name: row for row in account.rows if isinstance(row, ActorRow)}


def every_way(dossier: Dossier) -> list[Callable[[], Decision]]:
    """One decision of each kind, on whatever the account holds now."""
    account = dossier.account("en")
    told = [row for row in account.rows if not isinstance(row, ActorRow | RelationRow)]
    said = [row for row in told if isinstance(row, StatementRow)]
    people = [row.key for row in account.rows if isinstance(row, ActorRow)]
    ways: list[Callable[[], Decision]] = [
        lambda: judging.merge_actors(dossier, people[0], people[-1], **BY),
        lambda: judging.reject_row(dossier, told[0].key, **BY),
        lambda: judging.confirm_row(dossier, told[-1].key, **BY),
        lambda: judging.correct_row(dossier, said[0].key, speaker="Mara Voss", **BY),
        lambda: judging.correct_row(dossier, said[0].key, date="2031-01-05", modality="denied", **BY),
        lambda: judging.rate_outlet(dossier, "Le Phare", Letter.E, **BY),
        lambda: judging.note_row(dossier, told[0].key, "À voir.", **BY),
        lambda: judging.split_actor(dossier, "Ilda Marsan", articles=["copie"], **BY),
    ]
    if account.matches:
        place = account.matches[0]
        ways.append(lambda: judging.correct_copying(dossier, place.earlier, place.later, None, **BY))
    return ways
