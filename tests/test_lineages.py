"""Supports of one point reduced to the origins behind them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.crosscheck.lineages import Support, trace_lineages
from recoupe.model import (
    Annotation,
    Article,
    Basis,
    Direction,
    Granularity,
    MatchKind,
    PassageMatch,
    Place,
    Published,
    Role,
    SpeakerKind,
    Zone,
)


def annotation(
    name: str, day: str, outlet: str | None = None, size: int = 400, signature: str | None = None
) -> Annotation:
    text = "x" * size
    return Annotation(
        article=Article(id=name, text=text, outlet=outlet, author=signature),
        language="fr",
        sha256="0",
        published=Published(
            earliest=day, latest=day, granularity=Granularity.DAY, basis=Basis.STATED, because="", stated=day
        ),
        zones=(Zone(start=0, end=size, role=Role.BODY),),
    )


def match(
    one: tuple[str, int, int], other: tuple[str, int, int], kind: MatchKind = MatchKind.NARRATIVE
) -> PassageMatch:
    return PassageMatch(
        earlier=Place(id=one[0], start=one[1], end=one[2]),
        later=Place(id=other[0], start=other[1], end=other[2]),
        kind=kind,
        direction=Direction.DATED,
    )


HELD = [
    annotation("a", "2031-03-01", "Le Fanal"),
    annotation("b", "2031-03-02", "Radio Corvin"),
    annotation("c", "2031-03-03"),
]
CHAIN = [match(("a", 0, 200), ("b", 100, 300)), match(("b", 90, 310), ("c", 0, 220))]


def grouped(supports: list[Support], matches: list[PassageMatch] | None = None) -> list[int]:
    return trace_lineages(HELD, matches or []).of(supports)[1]


def test_independent_words_are_kept_apart() -> None:
    lineages, numbers = trace_lineages(HELD, []).of([Support("b", 0, 50), Support("a", 0, 50)])
    assert numbers == [1, 0]
    assert [lineage.origin for lineage in lineages] == ["Le Fanal", "Radio Corvin"]


def test_a_copy_that_left_out_words_in_between_is_still_a_copy() -> None:
    told = "Le port de Valme rouvrira lundi, a dit le maire."
    texts = {
        "a": f"Le port rouvre. {'Valme, le 3 mars 2031, de notre correspondant permanent. ' * 3}{told}",
        "b": f"Le port rouvre. {told}",
    }
    held = [
        msgspec.structs.replace(
            one, article=Article(id=one.id, text=texts[one.id], outlet=one.article.outlet)
        )
        for one in HELD[:2]
    ]
    places = {name: (text.index(told), text.index(told) + len(told)) for name, text in texts.items()}
    copied = [match(("a", 0, len(texts["a"])), ("b", 0, len(texts["b"])))]
    supports = [
        Support(name, *places[name], speaker=name, speaker_kind=SpeakerKind.NAMED_PERSON) for name in "ab"
    ]
    assert trace_lineages(held, copied).of(supports)[1] == [0, 0]
    assert trace_lineages(held, []).of(supports)[1] == [0, 1]


def test_copies_of_copies_are_one_lineage_named_after_the_first() -> None:
    supports = [Support("c", 20, 60), Support("a", 10, 50), Support("b", 110, 150)]
    (lineage,), numbers = trace_lineages(HELD, CHAIN).of(supports)
    assert numbers == [0, 0, 0]
    assert (lineage.origin, lineage.articles) == ("Le Fanal", ("a", "b", "c"))
    assert lineage.because and "a, b, c" in lineage.because


def test_a_copy_counts_though_the_article_between_gives_no_support() -> None:
    assert grouped([Support("a", 10, 50), Support("c", 20, 60)], CHAIN) == [0, 0]


def test_an_article_that_took_much_from_another_is_no_second_voice() -> None:
    assert grouped([Support("a", 10, 50), Support("b", 320, 380)], CHAIN) == [0, 0]


def test_an_article_that_took_little_from_another_is_a_voice_of_its_own() -> None:
    little = [match(("a", 0, 80), ("b", 100, 180))]
    assert grouped([Support("a", 210, 250), Support("b", 320, 380)], little) == [0, 1]


def test_one_outlet_is_one_voice_in_its_own_name_only() -> None:
    held = [annotation("d", "2031-03-01", "Le Fanal"), annotation("e", "2031-03-02", "Le  fanal")]
    lineages = trace_lineages(held, [])
    assert lineages.of([Support("d", 0, 50), Support("e", 0, 50)])[1] == [0, 0]
    quoted = [
        Support(name, 0, 50, f"key-{name}", SpeakerKind.NAMED_PERSON, words=name) for name in ("d", "e")
    ]
    assert lineages.of(quoted)[1] == [0, 1]


def test_what_two_articles_credit_to_one_agency_has_one_origin() -> None:
    held = [
        annotation("d", "2031-03-01", "Le Fanal", signature="Rédaction avec Agence Littoral-Varenne"),
        annotation("e", "2031-03-02", "Radio Corvin", signature="Nora Valbert avec ALV"),
        annotation("f", "2031-03-02", "Le Phare", signature="Nora Valbert"),
    ]
    lineages, numbers = trace_lineages(held, []).of([Support(name, 0, 50) for name in "def"])
    assert numbers == [0, 0, 1]
    assert [lineage.origin for lineage in lineages] == ["Agence Littoral-Varenne", "Le Phare"]
    assert lineages[0].because == "une même agence, Agence Littoral-Varenne : d, e"


def test_a_reason_names_the_articles_that_it_joined() -> None:
    supports = [
        Support("a", 10, 50, "p7", SpeakerKind.NAMED_PERSON, words="Alma Viret"),
        Support("b", 110, 150, "p7", SpeakerKind.NAMED_PERSON, words="Alma Viret"),
        Support("c", 300, 350, "p7", SpeakerKind.NAMED_PERSON, words="Mme Viret"),
    ]
    (lineage,), _ = trace_lineages(HELD, CHAIN[:1]).of(supports)
    assert lineage.because == "mêmes phrases : a, b; une seule voix : Alma Viret"


def test_an_article_that_quotes_its_source_and_repeats_it_is_one_voice() -> None:
    quoted = Support("a", 60, 90, "ilda-marsan", SpeakerKind.NAMED_PERSON, words="Ilda Marsan")
    assert grouped([Support("a", 0, 50), quoted]) == [0, 0]


def test_a_shared_quotation_alone_joins_nothing() -> None:
    quoted = [match(("a", 0, 200), ("b", 0, 200), MatchKind.QUOTATION)]
    assert grouped([Support("a", 10, 50), Support("b", 10, 50)], quoted) == [0, 1]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ({"via": ("Radio Tarvel",)}, {"via": ("RADIO TARVEL",)}, True),
        ({"via": ("Le Phare", "Radio Tarvel")}, {"via": ("Radio Tarvel",)}, True),
        ({"via": ("Radio Tarvel",)}, {"via": ("Le Phare",)}, False),
        (
            {"speaker_kind": SpeakerKind.MEDIA, "words": "Radio Tarvel"},
            {"via": ("Radio Tarvel",), "speaker_kind": SpeakerKind.ANONYMOUS, "words": "deux témoins"},
            True,
        ),
        (
            {"speaker_kind": SpeakerKind.DOCUMENT, "words": "le communiqué de la préfecture"},
            {"speaker_kind": SpeakerKind.DOCUMENT, "words": "Le communiqué de la Préfecture"},
            True,
        ),
        (
            {"speaker_kind": SpeakerKind.DOCUMENT, "words": "le communiqué"},
            {"speaker_kind": SpeakerKind.DOCUMENT, "words": "le communiqué"},
            False,
        ),
        (
            {"speaker_kind": SpeakerKind.ANONYMOUS, "words": "une source proche du dossier"},
            {"speaker_kind": SpeakerKind.ANONYMOUS, "words": "une source proche du dossier"},
            False,
        ),
        (
            {"speaker": "p7", "speaker_kind": SpeakerKind.NAMED_PERSON, "words": "Alma Viret"},
            {"speaker": "p7", "speaker_kind": SpeakerKind.NAMED_PERSON, "words": "Mme Viret"},
            True,
        ),
    ],
)
def test_one_named_origin_is_one_lineage(
    one: dict[str, object], other: dict[str, object], joined: bool
) -> None:
    supports = [Support("a", 0, 50, **one), Support("b", 0, 50, **other)]  # type: ignore[arg-type]
    assert grouped(supports) == ([0, 0] if joined else [0, 1])


def test_an_article_that_says_it_twice_says_it_once() -> None:
    (lineage,), numbers = trace_lineages(HELD, []).of([Support("c", 0, 50), Support("c", 200, 250)])
    assert numbers == [0, 0]
    assert lineage.origin == "c"


def test_two_origins_in_one_article_are_two_lineages() -> None:
    assert grouped([Support("a", 0, 50, via=("Radio Tarvel",)), Support("a", 60, 90, via=("Le Phare",))]) == [
        0,
        1,
    ]


def test_no_support_no_lineage() -> None:
    assert trace_lineages(HELD, CHAIN).of([]) == ([], [])


def test_whole_articles() -> None:
    lineages = trace_lineages(HELD, [CHAIN[0], match(("b", 0, 20), ("c", 0, 20))]).whole()
    assert [lineage.articles for lineage in lineages] == [("a", "b"), ("c",)]


SUPPORTS = [
    Support("c", 20, 60),
    Support("a", 10, 50),
    Support("b", 320, 380, via=("Radio Tarvel",)),
    Support("a", 60, 90, "p7", SpeakerKind.NAMED_PERSON, words="Alma Viret"),
    Support("c", 300, 350, "p7", SpeakerKind.NAMED_PERSON, words="Mme Viret"),
    Support("b", 100, 150),
]


@given(st.permutations(HELD), st.permutations(CHAIN), st.permutations(range(len(SUPPORTS))))
def test_the_order_of_anything_changes_nothing(
    held: list[Annotation], matches: list[PassageMatch], order: list[int]
) -> None:
    expected, numbers = trace_lineages(HELD, CHAIN).of(SUPPORTS)
    found, mixed = trace_lineages(held, matches).of([SUPPORTS[place] for place in order])
    assert found == expected
    assert [mixed[order.index(place)] for place in range(len(SUPPORTS))] == numbers
    assert trace_lineages(held, matches).whole() == trace_lineages(HELD, CHAIN).whole()


def test_every_lineage_says_why() -> None:
    lineages, _ = trace_lineages(HELD, CHAIN).of(SUPPORTS)
    assert all(lineage.because for lineage in lineages)


def test_reasons_are_worded_in_the_readers_language() -> None:
    supports = [Support("a", 0, 50, via=("Radio Tarvel",)), Support("b", 0, 50, via=("Radio Tarvel",))]
    said = {lang: trace_lineages(HELD, [], language=lang).of(supports)[0][0].because for lang in ("fr", "en")}
    assert said == {"fr": "un même relais : Radio Tarvel", "en": "one relay: Radio Tarvel"}


# --------------------------------------------------------------------------- reprints that a press database lists


def listed(name: str, outlet: str, day: str, title: str = "Le pont ferme", **extra: object) -> Annotation:
    """An article of a press database, with what the database says of it."""
    made = annotation(name, day, outlet)
    article = msgspec.structs.replace(made.article, title=title, stated_date=day, extra=dict(extra))
    return msgspec.structs.replace(made, article=article)


REPRINTS = [
    {"outlet": "Le Courrier de la Mire (site web)", "date": "2031-05-04"},
    {"outlet": "Radio Ondra", "date": ""},
]
FIRST = listed("premier", "La Gazette de Nore", "2031-05-03", republications=REPRINTS)


def test_articles_that_a_database_lists_as_one_are_one_lineage_without_a_word_in_common():
    again = listed("reprise", "Le Courrier de la Mire", "2031-05-04")
    (lineage,) = trace_lineages([FIRST, again], [], None, "fr").whole()
    assert lineage.articles == ("premier", "reprise")
    assert "selon la base de presse : premier, reprise" in lineage.because
    assert "Radio Ondra" in lineage.because and "Courrier de la Mire" not in lineage.because
    own = [Support("premier", 0, 40), Support("reprise", 50, 90)]
    assert len(trace_lineages([FIRST, again], [], None, "fr").of(own)[0]) == 1


@pytest.mark.parametrize(
    "other",
    [
        listed("reprise", "Le Courrier de la Mire", "2031-05-05"),
        listed("reprise", "Le Courrier de la Mire", "2031-05-04", "Le pont rouvre"),
        listed("reprise", "Le Phare", "2031-05-04"),
    ],
)
def test_another_day_title_or_outlet_is_no_reprint(other: Annotation):
    assert len(trace_lineages([FIRST, other], [], None, "fr").whole()) == 2


def test_where_else_an_article_stood_is_said_of_its_own_words_and_not_of_whom_it_quotes():
    lineages = trace_lineages([FIRST], [], None, "fr")
    own = lineages.of([Support("premier", 0, 40)])[0][0]
    quoted = lineages.of([Support("premier", 0, 40, "ida", SpeakerKind.NAMED_PERSON, words="Ida")])[0][0]
    assert own.because.endswith("dans Le Courrier de la Mire (site web) (2031-05-04), Radio Ondra")
    assert "Radio Ondra" not in quoted.because


@pytest.mark.parametrize(
    "lists",
    [None, 7, "Radio Ondra", [None, 3, {"outlet": 5}, {"outlet": " "}, {"date": "2031"}], {"outlet": "x"}],
)
def test_a_list_of_reprints_that_is_none_says_nothing(lists: object):
    article = listed("un", "La Gazette", "2031-05-03", republications=lists)
    (lineage,) = trace_lineages([article], [], None, "fr").whole()
    assert "base de presse" not in lineage.because
