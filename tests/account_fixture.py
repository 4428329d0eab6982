"""An invented situation for the views: sixteen articles on a dam between two invented countries, and their account.

Written by hand so that every kind of row, date, relation and match is there; nothing in it comes from a program.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from recoupe.crosscheck.account import Crosscheck
from recoupe.crosscheck.actor_rows import ActorRows
from recoupe.model import (
    ACCOUNT_FORMAT,
    Account,
    AccountRow,
    Act,
    ActorKind,
    ActorName,
    ActorRow,
    Annotation,
    Article,
    Basis,
    Certainty,
    Chapter,
    ConditionStatus,
    Direction,
    EventModality,
    EventRow,
    EventType,
    Evidence,
    Granularity,
    InputRow,
    InputStatus,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    Lineage,
    MatchKind,
    Office,
    PartStatus,
    PassageMatch,
    Place,
    PositionRow,
    Published,
    QuantityRow,
    RelationKind,
    RelationRow,
    Role,
    SaidModality,
    SpeakerKind,
    Stance,
    Standing,
    StatementRow,
    Zone,
)

NARROW = "\u202f"

DISPATCH = (
    "Les vannes du barrage de Lorme ont été ouvertes dans la nuit de vendredi à samedi, a annoncé le ministère "
    "norvalien de l’Eau. La crue a atteint Orle vers 4 heures et emporté le pont des Tanneurs."
)
SHELLING = (
    "Des tirs d’artillerie ont visé le poste de Brune, tenu par l’armée tessarienne, sans faire de victimes."
)
COMMUNIQUE = f"«{NARROW}La Tessarie répondra si une seule goutte manque à Orle{NARROW}», a déclaré la présidente Ilda Maren."

Paragraphs = list[tuple[Role, str]]
BODY, HEADLINE = Role.BODY, Role.HEADLINE

# id, outlet, earliest, latest, granularity, language, paragraphs
ARTICLES: list[tuple[str, str | None, str | None, str | None, str, str, Paragraphs]] = [
    ("courrier-1", "Le Courrier du Delta", "2031-02-20", "2031-02-20", "day", "fr", [
        (HEADLINE, "À Lorme, les experts attendent la crue"),
        (BODY, "Pour l’hydrologue Paol Stive, la rupture de la digue est une affaire de jours. Il prévoit une crue à Orle avant la fin du mois."),
        (BODY, "Le chef du gouvernement norvalien, Oskar Dunn, s’oppose à tout partage des eaux du Lorme."),
    ]),
    ("depeche-1", "La Dépêche de Tessar", "2031-03-01", "2031-03-31", "month", "fr", [
        (Role.METADATA, "maj 2031-03"),
        (HEADLINE, "Les vannes ouvertes, Orle sous les eaux"),
        (BODY, DISPATCH),
        (Role.EMBED, "Voir la vidéo de notre correspondant"),
        (BODY, "Selon le gouverneur d’Orle, au moins 1 200 habitants ont quitté la ville basse."),
    ]),
    ("boreale-1", "Agence Boréale", "2031-03-01", "2031-03-01", "day", "fr", [
        (Role.DATELINE, "ORLE, 1er mars (Boréale) -"),
        (BODY, DISPATCH),
        (BODY, "Plus de 1 000 personnes ont été évacuées, selon la protection civile."),
    ]),
    ("echo-1", "L’Écho du Port", "2031-03-01", "2031-03-01", "day", "fr", [
        (HEADLINE, "Orle : la nuit de la crue"),
        (BODY, DISPATCH),
        (BODY, "Notre journal tient d’un ingénieur du barrage, qui demande à ne pas être nommé, que l’ordre est venu de la capitale."),
        (Role.BOILERPLATE, "Abonnez-vous pour lire la suite"),
    ]),
    ("radiocap-1", "Radio Cap", "2031-03-01", "2031-03-02", "day", "fr", [
        (BODY, DISPATCH),
        (BODY, COMMUNIQUE),
    ]),
    ("matin-1", "Le Matin d’Orle", "2031-03-02", "2031-03-02", "day", "fr", [
        (HEADLINE, "« Nous avons vu les vannes s’ouvrir »"),
        (BODY, "Trois pêcheurs disent avoir vu les vannes du barrage s’ouvrir samedi avant l’aube. Le pont des Tanneurs n’existe plus."),
        (BODY, COMMUNIQUE),
    ]),
    ("harbour-1", "The Harbour Post", "2031-03-02", "2031-03-02", "day", "en", [
        (HEADLINE, "Tessary warns neighbour over river"),
        (BODY, "Tessary will answer if Orle loses a single drop, president Ilda Maren said on Saturday."),
        (BODY, "Citing two officials close to the talks, the Boreal agency said a deal had been ready in January."),
    ]),
    ("gazette-1", "Gazette des Îles", "2031-03-03", "2031-03-03", "day", "fr", [
        (HEADLINE, "La Norvale dément"),
        (BODY, "Le ministère norvalien de l’Eau dément avoir ouvert les vannes et parle d’une avarie. Moins de 400 personnes auraient été déplacées, selon lui."),
    ]),
    ("courrier-2", "Le Courrier du Delta", "2031-03-04", "2031-03-04", "day", "fr", [
        (HEADLINE, "Tirs à la frontière"),
        (BODY, SHELLING),
        (BODY, "Selon l’Agence Boréale, une source militaire norvalienne affirme que les tirs sont partis par erreur."),
    ]),
    ("echo-2", "L’Écho du Port", "2031-03-04", "2031-03-04", "day", "fr", [
        (HEADLINE, "Le poste de Brune visé"),
        (BODY, SHELLING),
    ]),
    ("radiocap-2", "Radio Cap", "2031-03-05", "2031-03-05", "day", "fr", [
        (BODY, "L’état-major tessarien confirme des tirs sur le poste de Brune mardi soir et promet une réponse mesurée."),
    ]),
    ("aube", None, None, None, "unknown", "fr", [
        (BODY, "Le ancien accord sur les eaux prévoit que la Norvale avertit Orle deux jours avant de ouvrir les vannes."),
        (BODY, "Le ancien accord sur les eaux prévoit que la Norvale avertit Orle deux jours avant de ouvrir les vannes."),
    ]),
    ("depeche-2", "La Dépêche de Tessar", "2031-03-09", "2031-03-09", "day", "fr", [
        (HEADLINE, "Dunn s’en va"),
        (BODY, "Oskar Dunn a démissionné dimanche. Edda Vole lui succède à la tête du gouvernement norvalien."),
    ]),
    ("matin-2", "Le Matin d’Orle", "2031-04-12", "2031-04-12", "day", "fr", [
        (HEADLINE, "Vole tend la main"),
        (BODY, "La cheffe du gouvernement norvalien, Edda Vole, soutient un partage des eaux si Orle rouvre le canal."),
        (BODY, "La protection civile compte désormais 1 350 évacués."),
    ]),
    ("harbour-2", "The Harbour Post", "2031-04-13", None, "unknown", "en", [
        (HEADLINE, "Canal talks to open"),
        (BODY, "Envoys of both countries are to meet in Miravel before the end of May."),
    ]),
    ("gazette-2", "Gazette des Îles", "2031-04-15", "2031-04-15", "day", "fr", [
        (HEADLINE, "Vers des pourparlers"),
        (BODY, "Des émissaires des deux pays doivent se retrouver à Miravel avant la fin de mai."),
    ]),
]  # fmt: skip

NORVALE = ActorName(key="norvale", name="Norvale", kind=ActorKind.GOVERNMENT)
TESSARIE = ActorName(key="tessarie", name="Tessarie", kind=ActorKind.GOVERNMENT)
MAREN = ActorName(key="maren", name="Ilda Maren", kind=ActorKind.PERSON)
DUNN = ActorName(key="dunn", name="Oskar Dunn", kind=ActorKind.PERSON)
VOLE = ActorName(key="vole", name="Edda Vole", kind=ActorKind.PERSON)
STIVE = ActorName(key="stive", name="Paol Stive", kind=ActorKind.PERSON)
MINISTRY = ActorName(key="ministere", name="ministère norvalien de l’Eau", kind=ActorKind.INSTITUTION)
RESCUE = ActorName(key="secours", name="protection civile", kind=ActorKind.INSTITUTION)
GOVERNOR = ActorName(key="gouverneur", name="gouverneur d’Orle", kind=ActorKind.PERSON)
STAFF = ActorName(key="etat-major", name="état-major tessarien", kind=ActorKind.INSTITUTION)
ENGINEER = ActorName(key="ingenieur", name="un ingénieur du barrage", kind=ActorKind.ANONYMOUS)
OFFICER = ActorName(key="officier", name="une source militaire norvalienne", kind=ActorKind.ANONYMOUS)
FISHERS = ActorName(key="pecheurs", name="trois pêcheurs", kind=ActorKind.ANONYMOUS)
OFFICIALS = ActorName(key="officials", name="two officials close to the talks", kind=ActorKind.ANONYMOUS)


def annotation_of(
    key: str,
    paragraphs: Paragraphs,
    outlet: str | None = None,
    language: str = "fr",
    published: Published | None = None,
    **fields: Any,
) -> Annotation:
    """An annotation without records: the paragraphs joined by blank lines, one zone each."""
    text, zones = "", []
    for role, words in paragraphs:
        text += "\n\n" if text else ""
        zones.append(Zone(start=len(text), end=len(text) + len(words), role=role))
        text += words
    article = Article(
        id=key, text=text, outlet=outlet, language=language, origin=f"dossier/{key}.txt", **fields
    )
    published = published or Published(
        granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="aucune date"
    )
    return Annotation(
        article=article,
        language=language,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=published,
        zones=tuple(zones),
    )


def published_on(earliest: str | None, latest: str | None, granularity: str) -> Published:
    """A publication date, said to be stated where it is a day, inferred where it is an interval."""
    if earliest is None:
        basis, because = Basis.UNKNOWN, "rien dans le texte ni chez les autres ne la donne"
    elif granularity == "day" and earliest == latest:
        basis, because = Basis.STATED, "ligne de date sous le titre"
    else:
        basis, because = Basis.INFERRED, "bornée par les articles qui partagent ses paragraphes"
    return Published(
        earliest=earliest, latest=latest, granularity=Granularity(granularity), basis=basis, because=because
    )


def small_annotations() -> list[Annotation]:
    """The sixteen articles."""
    found = []
    for key, outlet, earliest, latest, granularity, language, paragraphs in ARTICLES:
        published = published_on(earliest, latest, granularity)
        url = f"https://{key}.example/article" if outlet else None
        annotation = annotation_of(key, paragraphs, outlet, language, published, url=url)
        if key == "aube":
            zones = (
                annotation.zones[0],
                Zone(start=annotation.zones[1].start, end=annotation.zones[1].end, role=Role.REPETITION),
            )
            annotation = Annotation(
                article=annotation.article, language="fr", sha256=annotation.sha256, published=published,
                zones=zones, remarks=("élisions absentes, sans doute une traduction automatique",),
            )  # fmt: skip
        found.append(annotation)
    return found


class Pile:
    """Passages by their words."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self.texts = {annotation.id: annotation.text for annotation in annotations}

    def at(self, key: str, words: str, lineage: int = 0) -> Evidence:
        """The passage where an article says these words; raises ``ValueError`` where it does not."""
        start = self.texts[key].index(words)
        return Evidence(id=key, start=start, end=start + len(words), lineage=lineage)

    def match(
        self, earlier: str, later: str, words: str, kind: str = "narrative", direction: str = "dated"
    ) -> PassageMatch:
        """The same words in two articles."""
        first, second = self.at(earlier, words), self.at(later, words)
        return PassageMatch(
            earlier=Place(id=earlier, start=first.start, end=first.end),
            later=Place(id=later, start=second.start, end=second.end),
            kind=MatchKind(kind),
            direction=Direction(direction),
        )


def line(origin: str, *articles: str, via: tuple[str, ...] = (), because: str | None = None) -> Lineage:
    """One lineage."""
    return Lineage(origin=origin, articles=articles, via=via, because=because)


def common(
    key: str,
    summary: str,
    standing: Standing,
    because: str,
    lineages: Sequence[Lineage],
    evidence: Sequence[Evidence],
    earliest: str | None = None,
    latest: str | None = None,
    granularity: Granularity | None = None,
) -> dict[str, Any]:
    """The fields that every row has."""
    return {
        "format": ACCOUNT_FORMAT, "key": key, "summary": summary, "standing": standing, "because": because,
        "lineages": tuple(lineages), "evidence": tuple(evidence), "earliest": earliest, "latest": latest or earliest,
        "granularity": granularity,
    }  # fmt: skip


def event_rows(pile: Pile) -> list[EventRow]:
    """What happened, was denied, announced or told without being verified."""
    wire = line(
        "Agence Boréale",
        "boreale-1",
        "depeche-1",
        "echo-1",
        "radiocap-1",
        because="le même paragraphe, mot pour mot",
    )
    seen = line("Le Matin d’Orle", "matin-1", via=("trois pêcheurs",))
    shells = line("Le Courrier du Delta", "courrier-2", "echo-2", because="phrase identique")
    staff = line("état-major tessarien", "radiocap-2")
    bridge = "emporté le pont des Tanneurs"
    return [
        EventRow(
            **common("e-flood", "La crue du Lorme a atteint Orle et emporté le pont des Tanneurs", Standing.ESTABLISHED,
                     "une agence et un journal local le rapportent indépendamment", [wire, seen],
                     [pile.at("boreale-1", bridge), pile.at("echo-1", bridge), pile.at("depeche-1", bridge),
                      pile.at("radiocap-1", bridge), pile.at("matin-1", "Le pont des Tanneurs n’existe plus", 1)],
                     "2031-03-01", "2031-03-01", Granularity.DAY),
            type=EventType.ASSAULT, actors=(), recipients=(TESSARIE,), place="Orle", modality=EventModality.OCCURRED),
        EventRow(
            **common("e-open", "La Norvale a ouvert les vannes du barrage de Lorme", Standing.DISPUTED,
                     "affirmé par des témoins et une agence, démenti par le ministère", [wire, seen],
                     [pile.at("boreale-1", "Les vannes du barrage de Lorme ont été ouvertes"),
                      pile.at("matin-1", "avoir vu les vannes du barrage s’ouvrir", 1)],
                     "2031-02-28", "2031-03-01", Granularity.DAY),
            type=EventType.COERCE, actors=(NORVALE,), recipients=(TESSARIE,), place="Lorme", modality=EventModality.OCCURRED),
        EventRow(
            **common("e-denied", "Le ministère norvalien de l’Eau n’a pas ouvert les vannes, dit-il", Standing.DISPUTED,
                     "contredit par des témoins", [line("ministère norvalien de l’Eau", "gazette-1")],
                     [pile.at("gazette-1", "dément avoir ouvert les vannes")], "2031-03-03", None, Granularity.DAY),
            type=EventType.REJECT, actors=(MINISTRY,), recipients=(), modality=EventModality.DENIED),
        EventRow(
            **common("e-shells", "Des tirs d’artillerie ont visé le poste tessarien de Brune", Standing.ESTABLISHED,
                     "deux origines indépendantes", [shells, staff],
                     [pile.at("courrier-2", "tirs d’artillerie ont visé le poste de Brune"),
                      pile.at("echo-2", "tirs d’artillerie ont visé le poste de Brune"),
                      pile.at("radiocap-2", "confirme des tirs sur le poste de Brune", 1)],
                     "2031-03-04", "2031-03-04", Granularity.DAY),
            type=EventType.ASSAULT, actors=(NORVALE,), recipients=(TESSARIE,), place="Brune", modality=EventModality.OCCURRED),
        EventRow(
            **common("e-resign", "Oskar Dunn a démissionné, Edda Vole lui succède", Standing.SINGLE_ORIGIN,
                     "un seul journal le rapporte", [line("La Dépêche de Tessar", "depeche-2")],
                     [pile.at("depeche-2", "Oskar Dunn a démissionné dimanche")], "2031-03-09", None, Granularity.DAY),
            type=EventType.CONCEDE, actors=(DUNN,), recipients=(), modality=EventModality.OCCURRED),
        EventRow(
            **common("e-meet", "Des émissaires doivent se retrouver à Miravel", Standing.ANNOUNCED,
                     "annoncé, pas encore rapporté", [line("The Harbour Post", "harbour-2", "gazette-2")],
                     [pile.at("harbour-2", "Envoys of both countries are to meet in Miravel"),
                      pile.at("gazette-2", "doivent se retrouver à Miravel")],
                     "2031-04-15", "2031-05-31"),
            type=EventType.CONSULT, actors=(NORVALE, TESSARIE), recipients=(), place="Miravel", modality=EventModality.ANNOUNCED),
        EventRow(
            **common("e-deal", "Un accord était prêt en janvier", Standing.CLAIMED, "deux responsables non nommés",
                     [line("two officials", "harbour-1", via=("Boreal agency",))],
                     [pile.at("harbour-1", "a deal had been ready in January")],
                     "2031-01-01", "2031-01-31", Granularity.MONTH),
            type=EventType.AGREE, actors=(NORVALE, TESSARIE), recipients=(), modality=EventModality.UNVERIFIED),
        EventRow(
            **common("e-treaty", "L’accord ancien prévoit un préavis de deux jours", Standing.SINGLE_ORIGIN,
                     "un article sans date, répété deux fois dans le même texte", [line("aube", "aube")],
                     [pile.at("aube", "avertit Orle deux jours avant")]),
            type=EventType.AGREE, actors=(NORVALE,), recipients=(TESSARIE,), modality=EventModality.OCCURRED),
    ]  # fmt: skip


def statement_rows(pile: Pile) -> list[StatementRow]:
    """What was said: directly, through relays, by sources without a name."""
    warning = line(
        "Ilda Maren", "radiocap-1", "matin-1", "harbour-1", because="traductions d’un même communiqué"
    )
    rows = [
        ("s-maren", "Ilda Maren menace de répondre si l’eau manque à Orle", Standing.ESTABLISHED, MAREN, SpeakerKind.NAMED_PERSON,
         "La Tessarie répondra si une seule goutte manque à Orle", SaidModality.CONDITIONAL, Act.THREAT, [warning],
         [pile.at("radiocap-1", "La Tessarie répondra si une seule goutte manque à Orle"),
          pile.at("matin-1", "La Tessarie répondra si une seule goutte manque à Orle"),
          pile.at("harbour-1", "Tessary will answer if Orle loses a single drop")], "2031-03-01"),
        ("s-engineer", "Selon un ingénieur, l’ordre est venu de la capitale", Standing.CLAIMED, ENGINEER, SpeakerKind.ANONYMOUS,
         "l’ordre est venu de la capitale", SaidModality.ASSERTED, Act.STATEMENT, [line("un ingénieur", "echo-1")],
         [pile.at("echo-1", "l’ordre est venu de la capitale")], "2031-03-01"),
        ("s-officer", "Une source militaire norvalienne parle d’une erreur de tir", Standing.CLAIMED, OFFICER, SpeakerKind.ANONYMOUS,
         "les tirs sont partis par erreur", SaidModality.ASSERTED, Act.STATEMENT,
         [line("une source militaire", "courrier-2", via=("Agence Boréale",))],
         [pile.at("courrier-2", "les tirs sont partis par erreur")], "2031-03-04"),
        ("s-ministry", "Le ministère norvalien parle d’une avarie", Standing.CLAIMED, MINISTRY, SpeakerKind.INSTITUTION,
         "parle d’une avarie", SaidModality.ASSERTED, Act.STATEMENT, [line("ministère", "gazette-1")],
         [pile.at("gazette-1", "parle d’une avarie")], "2031-03-03"),
        ("s-staff", "L’état-major tessarien promet une réponse mesurée", Standing.CLAIMED, STAFF, SpeakerKind.INSTITUTION,
         "promet une réponse mesurée", SaidModality.PREDICTION, Act.COMMITMENT, [line("état-major", "radiocap-2")],
         [pile.at("radiocap-2", "promet une réponse mesurée")], "2031-03-05"),
        ("s-stive", "Pour Paol Stive, la rupture est une affaire de jours", Standing.SUPERSEDED, STIVE, SpeakerKind.NAMED_PERSON,
         "la rupture de la digue est une affaire de jours", SaidModality.PREDICTION, Act.OPINION, [line("Paol Stive", "courrier-1")],
         [pile.at("courrier-1", "la rupture de la digue est une affaire de jours")], "2031-02-20"),
    ]  # fmt: skip
    return [
        StatementRow(
            **common(key, summary, standing, "de la bouche d’une seule partie", lineages, evidence, day, day, Granularity.DAY),
            speaker=speaker, speaker_kind=kind, addressee=NORVALE if key == "s-maren" else None,
            content=content, modality=modality, act=act)
        for key, summary, standing, speaker, kind, content, modality, act, lineages, evidence, day in rows
    ]  # fmt: skip


def position_rows(pile: Pile) -> list[PositionRow]:
    """Opposition by one head of government, conditional support by the next."""
    against, support = (
        "s’oppose à tout partage des eaux du Lorme",
        "soutient un partage des eaux si Orle rouvre le canal",
    )
    return [
        PositionRow(
            **common("p-dunn", "Oskar Dunn s’oppose à tout partage des eaux", Standing.SUPERSEDED, "sa successeure en soutient un",
                     [line("Le Courrier du Delta", "courrier-1")], [pile.at("courrier-1", against)], "2031-02-20", None, Granularity.DAY),
            holder=DUNN, stance=Stance.OPPOSE, target="partage des eaux du Lorme"),
        PositionRow(
            **common("p-vole", "Edda Vole soutient un partage des eaux", Standing.SINGLE_ORIGIN, "un journal local",
                     [line("Le Matin d’Orle", "matin-2")], [pile.at("matin-2", support)], "2031-04-12", None, Granularity.DAY),
            holder=VOLE, stance=Stance.SUPPORT, target="partage des eaux", condition="Orle rouvre le canal"),
        PositionRow(
            **common("p-maren", "Ilda Maren exige que l’eau ne manque pas à Orle", Standing.ESTABLISHED, "un communiqué, trois titres",
                     [line("Ilda Maren", "radiocap-1", "matin-1")], [pile.at("radiocap-1", COMMUNIQUE)], "2031-03-01", None, Granularity.DAY),
            holder=MAREN, stance=Stance.URGE, target="eau d’Orle"),
    ]  # fmt: skip


def quantity_rows(pile: Pile) -> list[QuantityRow]:
    """Evacuees by several owners: bounds that agree, one that conflicts; a figure given once."""
    rows = [
        ("q-1000", 1000.0, None, RESCUE, "boreale-1", "Plus de 1 000 personnes ont été évacuées", "2031-03-01", Standing.CLAIMED),
        ("q-1200", 1200.0, None, GOVERNOR, "depeche-1", "au moins 1 200 habitants ont quitté la ville basse", None, Standing.CLAIMED),
        ("q-400", None, 400.0, MINISTRY, "gazette-1", "Moins de 400 personnes auraient été déplacées", "2031-03-03", Standing.DISPUTED),
        ("q-1350", 1350.0, 1350.0, RESCUE, "matin-2", "1 350 évacués", "2031-04-12", Standing.CLAIMED),
    ]  # fmt: skip
    found = [
        QuantityRow(
            **common(key, f"Évacués à Orle selon {owner.name}", standing, "un seul propriétaire", [line(owner.name, article)],
                     [pile.at(article, words)], day),
            what="évacués d’Orle", minimum=low, maximum=high, unit="personnes", owner=owner, as_of=day)
        for key, low, high, owner, article, words, day, standing in rows
    ]  # fmt: skip
    notice = QuantityRow(
        **common("q-notice", "Deux jours de préavis prévus par l’accord", Standing.SINGLE_ORIGIN, "un article",
                 [line("aube", "aube")], [pile.at("aube", "deux jours")]),
        what="préavis", minimum=2.0, maximum=2.0, unit="jours", owner=None)  # fmt: skip
    return [*found, notice]


def ledger_rows(pile: Pile) -> list[LedgerRow]:
    """A prediction settled part by part, a threat with its condition open, talks to come."""
    return [
        LedgerRow(
            **common("l-stive", "Paol Stive prévoit une crue à Orle avant la fin de février", Standing.ESTABLISHED, "réglé par la crue du 1er mars",
                     [line("Paol Stive", "courrier-1")], [pile.at("courrier-1", "une crue à Orle avant la fin du mois")],
                     "2031-02-20", "2031-02-28"),
            kind=LedgerKind.PREDICTION, holder=STIVE, certainty=Certainty.CERTAIN,
            parts=(
                LedgerPart(what="une crue à Orle", aspect="event", status=PartStatus.CONFIRMED,
                           evidence=(pile.at("boreale-1", "La crue a atteint Orle vers 4 heures"),)),
                LedgerPart(what="avant la fin de février", aspect="when", status=PartStatus.REFUTED,
                           evidence=(pile.at("boreale-1", "1er mars"),)),
            )),
        LedgerRow(
            **common("l-maren", "La Tessarie répondra si l’eau manque à Orle", Standing.OPEN, "aucun article ne rapporte de réponse",
                     [line("Ilda Maren", "radiocap-1", "matin-1", "harbour-1")], [pile.at("radiocap-1", COMMUNIQUE)], "2031-03-01"),
            kind=LedgerKind.THREAT, holder=MAREN, certainty=Certainty.LIKELY, condition_status=ConditionStatus.OPEN,
            parts=(LedgerPart(what="une réponse tessarienne", aspect="event", status=PartStatus.OPEN),)),
        LedgerRow(
            **common("l-talks", "Des pourparlers à Miravel avant la fin de mai", Standing.OPEN, "pas encore rapportés",
                     [line("The Harbour Post", "harbour-2", "gazette-2")], [pile.at("gazette-2", "doivent se retrouver à Miravel")],
                     "2031-05-01", "2031-05-31"),
            kind=LedgerKind.PROMISE, holder=None, certainty=Certainty.CERTAIN,
            parts=(
                LedgerPart(what="une rencontre à Miravel", aspect="event", status=PartStatus.OPEN),
                LedgerPart(what="avant la fin de mai", aspect="when", status=PartStatus.OPEN),
            )),
    ]  # fmt: skip


def actor_rows(pile: Pile) -> list[ActorRow]:
    """Who is who."""
    return [
        ActorRow(
            **common("a-dunn", "Oskar Dunn, chef du gouvernement norvalien", Standing.ESTABLISHED, "nommé par deux titres",
                     [line("Le Courrier du Delta", "courrier-1"), line("La Dépêche de Tessar", "depeche-2")],
                     [pile.at("courrier-1", "Oskar Dunn"), pile.at("depeche-2", "Oskar Dunn", 1)]),
            actor=DUNN, names=("Oskar Dunn", "Dunn"),
            offices=(Office(title="chef du gouvernement norvalien", since="2029", until="2031-03-09"),)),
        ActorRow(
            **common("a-vole", "Edda Vole, cheffe du gouvernement norvalien", Standing.ESTABLISHED, "nommée par deux titres",
                     [line("La Dépêche de Tessar", "depeche-2")], [pile.at("depeche-2", "Edda Vole")]),
            actor=VOLE, names=("Edda Vole", "Vole"), offices=(Office(title="cheffe du gouvernement norvalien", since="2031-03-09"),)),
    ]  # fmt: skip


def relation_row(kind: RelationKind, source: str, target: str) -> RelationRow:
    """How one row bears on another."""
    fields = common(
        f"{source}>{target}", f"{source} {kind.value} {target}", Standing.ESTABLISHED, "même objet", [], []
    )
    return RelationRow(**fields, kind=kind, source=source, target=target)


def small_account() -> tuple[Account, list[Annotation], list[InputRow]]:
    """The account of the invented situation, its articles, and what became of each input."""
    annotations = small_annotations()
    pile = Pile(annotations)
    rows: list[AccountRow] = [
        *actor_rows(pile), *event_rows(pile), *statement_rows(pile), *position_rows(pile), *quantity_rows(pile),
        *ledger_rows(pile),
        relation_row(RelationKind.CONTRADICTS, "e-denied", "e-open"),
        relation_row(RelationKind.SUPERSEDES, "p-vole", "p-dunn"),
        relation_row(RelationKind.SETTLES, "e-flood", "l-stive"),
        relation_row(RelationKind.CONTRADICTS, "q-400", "q-1000"),
    ]  # fmt: skip
    matches = [pile.match("boreale-1", later, DISPATCH) for later in ("depeche-1", "echo-1", "radiocap-1")]
    matches += [
        pile.match("radiocap-1", "matin-1", COMMUNIQUE, "quotation", "inferred"),
        pile.match("courrier-2", "echo-2", SHELLING, direction="unknown"),
    ]
    shared = ["boreale-1", "depeche-1", "echo-1", "radiocap-1"]
    lineages = [
        line("Agence Boréale", *shared, because="dépêche reprise mot pour mot"),
        line("Le Courrier du Delta", "courrier-2", "echo-2", because="phrase identique"),
        line("communiqué de Miravel", "harbour-2", "gazette-2", because="traductions d’un même texte"),
    ]
    covered = {article for lineage in lineages for article in lineage.articles}
    lineages += [line(a.article.outlet or a.id, a.id) for a in annotations if a.id not in covered]
    account = Account(
        rows=tuple(rows),
        published={annotation.id: annotation.published for annotation in annotations},
        stories={annotation.id: "s1" for annotation in annotations},
        matches=tuple(matches),
        lineages=tuple(lineages),
    )
    inputs = [InputRow(origin=a.article.origin, status=InputStatus.OK, article=a.id) for a in annotations]
    inputs += [
        InputRow(origin="dossier/photo.jpg", status=InputStatus.FAILED, reason="ce n’est pas du texte", remedy="retirez ce fichier"),
        InputRow(origin="dossier/copie.txt", status=InputStatus.DUPLICATE, reason="même texte que boreale-1"),
    ]  # fmt: skip
    return account, annotations, inputs


def empty_account() -> Account:
    """An account of nothing."""
    return Account(rows=(), published={}, stories={}, matches=(), lineages=())


def crosschecked(account: Account, digest: str) -> Crosscheck:
    """An account as it is kept, all but its actors in one chapter."""
    rows = tuple(row for row in account.rows if not isinstance(row, ActorRow))
    actors = [row for row in account.rows if isinstance(row, ActorRow)]
    chapter = Chapter(digest=digest, rows=rows, active=())
    kept = ActorRows(sha256(digest.encode()).digest(), lambda: actors)
    return Crosscheck(account.published, account.stories, account.matches, account.lineages, [chapter], kept)
