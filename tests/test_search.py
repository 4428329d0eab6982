"""Search: French as the French write it, what was meant whatever was typed, marks where the words stand."""

from __future__ import annotations

import doctest
import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.crosscheck.judged import corrections
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import (
    Actor,
    ActorKind,
    Annotation,
    Article,
    Basis,
    Granularity,
    InputRow,
    InputStatus,
    Mention,
    Published,
    Role,
    Zone,
)
from recoupe.store.file import DossierFile
from recoupe.store.search import Found, Note, Order, explain_note, search
from recoupe.store.search import words as words_module
from recoupe.store.search.index import rebuild_index
from recoupe.store.search.match import without_common
from recoupe.store.search.query import Both, Column, Either, Near, Node, Term, read_query
from recoupe.store.search.words import empty_words, fold, stems_asked, words_of

Paragraph = str


def annotation(
    id: str,
    *paragraphs: Paragraph,
    day: str | None = None,
    outlet: str | None = None,
    language: str = "fr",
    names: Sequence[tuple[str, str]] = (),
) -> Annotation:
    """An article of these paragraphs; ``names`` are the actors' names with the words that mention them, at each place."""
    text = "\n".join(paragraphs)
    zones, start = [], 0
    for paragraph in paragraphs:
        zones.append(Zone(start=start, end=start + len(paragraph), role=Role.BODY))
        start += len(paragraph) + 1
    mentions = []
    for name, words in names:
        at = text.find(words)
        while at >= 0:
            mentions.append(Mention(start=at, end=at + len(words), actor=fold(name)))
            at = text.find(words, at + 1)
    return Annotation(
        article=Article(id=id, text=text, outlet=outlet, origin=id),
        language=language,
        sha256=id,
        published=Published(
            earliest=day,
            latest=day,
            granularity=Granularity.DAY if day else Granularity.UNKNOWN,
            basis=Basis.STATED if day else Basis.UNKNOWN,
            because="",
        ),
        zones=tuple(zones),
        actors=tuple(
            Actor(key=fold(name), name=name, kind=ActorKind.PERSON)
            for name in dict.fromkeys(n for n, _ in names)
        ),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
    )


def dossier_of(*annotations: Annotation) -> DossierFile:
    file = DossierFile(":memory:")
    for number, one in enumerate(annotations):
        row = InputRow(origin=one.id, status=InputStatus.OK, article=one.id)
        file.save_annotation(one, f"identity {number}", row)
    return file


def ask(file: DossierFile, query: str, **options: object) -> Found:
    return search(file.connection, query, **options)  # type: ignore[arg-type]


def matching(text: str, query: str, language: str = "fr") -> bool:
    with dossier_of(annotation("a", text, language=language)) as file:
        return bool(ask(file, query).total)


def marked(found: Found) -> list[list[str]]:
    return [[hit.text[m.start - hit.start : m.end - hit.start] for m in hit.marks] for hit in found.hits]


def codes(found: Found) -> list[str]:
    return [note.code for note in found.notes]


# --------------------------------------------------------------------------- French


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Les écluses de Valme ont cédé.", "ecluses"),
        ("Les ECLUSES DE VALME ont cédé.", "écluses"),
        ("Les e\u0301cluses ont ce\u0301de\u0301.", "écluses"),
        ("L’écluse a cédé.", "écluse"),
        ("L'écluse a cédé.", "l’écluse"),
        ("Une écluse a cédé.", "l'écluse"),
        ("Le cœur de la ville", "coeur"),
        ("Le coeur de la ville", "cœurs"),
        ("Un curriculum vitæ", "vitae"),
        ("Les Nations-unies", "nations unies"),
        ("Le cessez le feu tient", "cessez-le-feu"),
        ("Le cessez‑le‑feu tient", "cessez-le-feu"),
        ("Aujourd’hui encore", "aujourd'hui"),
        ("Les frappées de plein fouet", "frapper"),
        ("Trois frappes ont eu lieu", "frappé"),
        ("Ils furent frappés", "frappees"),
        ("Les généraux sont venus", "général"),
        ("Le général est venu", "generaux"),
        ("Des négociations", "négociation"),
        ("L’O.N.U. se réunit", "ONU"),
        ("L’ONU se réunit", "o.n.u."),
        ("Le 1ᵉʳ mai", "1er"),
        ("Un inter\u00adlo\u00adcuteur", "interlocuteur"),
        ("Straße", "strasse"),
        ("M. Brandt parle", "M. Brandt"),
    ],
)
def test_french_is_found_as_the_french_write_it(text: str, query: str) -> None:
    assert matching(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Les écluses ont cédé.", '"écluse"'),
        ("Les écluses ont cédé.", "=écluse"),
        ("Le port est fermé, Valme attend.", '"port Valme"'),
        ("Le port et la digue", "port SAUF digue"),
        ("Le port et la digue", "port -digue"),
        ("Le port seul", "port ET digue"),
        (
            "Une crue, et loin de là, après bien des villages traversés sans dommage aucun, une digue",
            "crue PROCHE/2 digue",
        ),
        ("Le marin", "mar*in"),
    ],
)
def test_what_was_not_asked_is_not_found(text: str, query: str) -> None:
    assert not matching(text, query)


def test_english_articles_are_stemmed_as_english() -> None:
    assert matching("Three attacks were reported", "attacking", "en")


def test_a_word_matches_its_inflections_and_a_quoted_one_only_itself() -> None:
    with dossier_of(annotation("a", "La digue a cédé.", "Les digues tiennent.")) as file:
        assert marked(ask(file, "digue", order=Order.NEWEST)) == [["digue"], ["digues"]]
        assert marked(ask(file, '"digue"')) == marked(ask(file, "=digue")) == [["digue"]]


# --------------------------------------------------------------------------- operators and fields


PLACES = (
    annotation(
        "un",
        "La digue de Lorme a cédé, dit Ilda Marsan.",
        "Elle attend la crue.",
        day="2031-03-12",
        outlet="Le Courrier de Valme",
        names=[("Ilda Marsan", "Ilda Marsan"), ("Ilda Marsan", "Elle")],
    ),
    annotation(
        "deux",
        "Le barrage de Lorme tient, dit Teo Brandt.",
        "La crue passe le port de Valme.",
        day="2031-04-02",
        outlet="La Gazette d’Orle",
        names=[("Teo Brandt", "Teo Brandt")],
    ),
    annotation("trois", "Ni digue ni barrage.", outlet=None),
)


@pytest.mark.parametrize(
    ("query", "starts"),
    [
        ("digue OU barrage", {("un", "La d"), ("deux", "Le b"), ("trois", "Ni d")}),
        ("digue OR dam OR barrage", {("un", "La d"), ("deux", "Le b"), ("trois", "Ni d")}),
        ("digue ET barrage", {("trois", "Ni d")}),
        ("(digue OU barrage) SAUF Lorme", {("trois", "Ni d")}),
        ("(digue OU barrage) AND Lorme", {("un", "La d"), ("deux", "Le b")}),
        ("crue OU digue SAUF Lorme", {("un", "Elle"), ("deux", "La c"), ("trois", "Ni d")}),
        ('"port de Valme"', {("deux", "La c")}),
        ("« port de Valme »", {("deux", "La c")}),
        ("barr*", {("deux", "Le b"), ("trois", "Ni d")}),
        ("digue PROCHE/3 cédé", {("un", "La d")}),
        ("cédé NEAR/3 digue", {("un", "La d")}),
        ("acteur:Marsan", {("un", "La d"), ("un", "Elle")}),
        ('actor:"Ilda Marsan" crue', {("un", "Elle")}),
        ('acteur:"Marsan Ilda"', set()),
        ("acteur:Marsan OU acteur:brandt", {("un", "La d"), ("un", "Elle"), ("deux", "Le b")}),
        ("source:gazette crue", {("deux", "La c")}),
        ("crue -source:Gazette", {("un", "Elle")}),
        ("crue avant:2031-04", {("un", "Elle")}),
        ("crue après:2031-03", {("deux", "La c")}),
        ("crue apres:12/03/2031 before:2032", {("deux", "La c")}),
        ("après:2031-03-12", {("deux", "Le b"), ("deux", "La c")}),
        ("digue avant:2040", {("un", "La d")}),
        ("avant:2031-04 après:2031-02", {("un", "La d"), ("un", "Elle")}),
    ],
)
def test_operators_and_fields(query: str, starts: set[tuple[str, str]]) -> None:
    with dossier_of(*PLACES) as file:
        found = ask(file, query)
    assert {(hit.id, hit.text[:4]) for hit in found.hits} == starts
    assert found.total == len(starts)


def test_an_actor_is_marked_by_whatever_words_mention_it() -> None:
    with dossier_of(*PLACES) as file:
        assert marked(ask(file, "acteur:Marsan", order=Order.NEWEST)) == [["Ilda Marsan"], ["Elle"]]


def test_newest_first_and_undated_last() -> None:
    with dossier_of(*PLACES) as file:
        found = ask(file, "digue OU barrage", order=Order.NEWEST)
    assert [hit.id for hit in found.hits] == ["deux", "un", "trois"]


def test_counts_by_outlet_actor_and_month() -> None:
    with dossier_of(*PLACES) as file:
        counts = ask(file, "digue OU barrage OU crue").counts
    assert [(c.name, c.passages) for c in counts.outlets] == [
        ("La Gazette d’Orle", 2),
        ("Le Courrier de Valme", 2),
        (None, 1),
    ]
    assert [(c.name, c.passages) for c in counts.actors] == [("Ilda Marsan", 2), ("Teo Brandt", 1)]
    assert [(c.name, c.passages) for c in counts.months] == [("2031-03", 2), ("2031-04", 2), (None, 1)]


def test_pages_follow_each_other() -> None:
    with dossier_of(annotation("a", *[f"La digue numéro {n} tient." for n in range(47)])) as file:
        pages = [ask(file, "digue", page=page, size=20) for page in (1, 2, 3, 4)]
    assert [len(found.hits) for found in pages] == [20, 20, 7, 0]
    assert {found.pages for found in pages} == {3}
    assert len({hit.start for found in pages for hit in found.hits}) == 47


def test_of_very_many_passages_those_added_last_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.store.search.MOST_RANKED", 10)
    with dossier_of(
        annotation("a", *["La digue tient."] * 30), annotation("b", *["La digue cède."] * 8)
    ) as file:
        found = ask(file, "digue")
    assert (found.total, found.more) == (10, True) and "too_many" in codes(found)
    assert {hit.id for hit in found.hits} == {"a", "b"}


# --------------------------------------------------------------------------- what the reader is told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "nothing_asked"),
        ("   ?!… ", "nothing_asked"),
        ('"port de', "closed_quote"),
        ("(port", "closed_parenthesis"),
        ("SAUF port", "only_unwanted"),
        ("digue OU SAUF port", "only_unwanted"),
        ("port ET", "operator_alone"),
        ("OU port", "operator_alone"),
        ("PROCHE/3 port", "operator_alone"),
        ("port PROCHE (digue OU crue)", "near_words"),
        ("port de", "common"),
        ("p*", "few_letters"),
        ("couleur:bleu port", "unknown_field"),
        ("acteur: port", "field_empty"),
        ("avant:hier port", "no_date"),
        ("avant:2031-02-30 port", "no_date"),
        ("avant:1900 port", "nothing_dated"),
        ("zibeline", "unknown_words"),
        ("port SAUF port", "nothing"),
        ("port " * 60, "many_words"),
        ("port " * 600, "cut"),
        ("(" * 40 + "port" + ")" * 40, "too_deep"),
    ],
)
def test_the_reader_is_told(query: str, told: str) -> None:
    with dossier_of(*PLACES) as file:
        found = ask(file, query)
    assert told in codes(found)
    for language in LANGUAGES:
        assert all(explain_note(note, language) for note in found.notes)


def test_every_note_is_worded_alike_in_every_language() -> None:
    tables = [word_list(language, "search") for language in LANGUAGES]
    assert all(table["note"].keys() == tables[0]["note"].keys() for table in tables)
    assert all(
        table[part].keys() == tables[0][part].keys() for table in tables for part in ("operators", "fields")
    )


def test_common_words_alone_are_looked_for_as_they_are_written() -> None:
    with dossier_of(*PLACES) as file:
        assert marked(ask(file, "ni"))[0] == ["Ni", "ni"]


def test_a_search_that_takes_too_long_says_so_and_stops() -> None:
    with dossier_of(annotation("a", *["La digue tient bon."] * 400)) as file:
        file.connection.execute("PRAGMA cache_size")
        found = ask(file, "digue", seconds=-1.0)
        assert not found.complete and codes(found) == ["out_of_time"]
        assert ask(file, "digue").complete


# --------------------------------------------------------------------------- any string whatever


@pytest.fixture(scope="module")
def places() -> Iterator[DossierFile]:
    with dossier_of(*PLACES) as file:
        yield file


PIECES = st.sampled_from(
    [
        "digue",
        "crue",
        "Lorme",
        "ET",
        "OU",
        "SAUF",
        "NOT",
        "NEAR/3",
        "PROCHE",
        "(",
        ")",
        '"',
        "«",
        "»",
        "*",
        "=",
        "-",
        ":",
        "acteur:",
        "source:",
        "avant:2031",
        "après:",
        "{",
        "}",
        "^",
        "+",
        "'",
        "\\",
        "\0",
        "\ud800",
        "\u202e",
        "é",
        "œ",
        "AND",
        "OR",
        "exact",
        "stem:",
        ",",
        "5",
        "‑",
        "\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(), max_size=60),
        st.lists(PIECES, max_size=25).map(" ".join),
        st.lists(PIECES, max_size=25).map("".join),
    )
)
def test_any_string_gives_hits_or_an_explanation(places: DossierFile, query: str) -> None:
    found = ask(places, query)
    assert found.hits or found.notes
    for language in LANGUAGES:
        assert all(explain_note(note, language) for note in found.notes)
    for hit in found.hits:
        assert 0 <= hit.start <= hit.snippet.start <= hit.snippet.end <= hit.end
        ends = [end for mark in hit.marks for end in (mark.start, mark.end)]
        assert ends == sorted(ends) and all(hit.start <= end <= hit.end for end in ends)


@pytest.mark.parametrize(
    "query",
    [
        "(" * 5000,
        '"' * 5000,
        "a" * 1_000_000,
        "digue OU " * 5000,
        "dig* " * 500,
        "-" * 5000,
        "é\u0301" * 5000,
    ],
)
def test_long_queries_are_answered_at_once(places: DossierFile, query: str) -> None:
    start = time.perf_counter()
    ask(places, query)
    assert time.perf_counter() - start < 1.0


WORDS = ["digue", "digues", "crue", "le", "de", "port", "ports", "cédé", "céder", "l’eau", "Lorme"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def holds(node: Node, text: str) -> bool:
    """What a query means, told a second way: on lists of words, without FTS5."""
    if isinstance(node, Both):
        return all(holds(n, text) for n in node.wanted) and not any(holds(n, text) for n in node.unwanted)
    if isinstance(node, Either):
        return any(holds(n, text) for n in node.parts)
    words = words_of(text, "fr")
    if isinstance(node, Term):
        return bool(places_of(node, words))
    spots = [places_of(term, words) for term in node.terms]
    return any(
        all(any(a <= last <= b + 1 + node.distance for a, b in spot) for spot in spots)
        for last in {a for spot in spots for a, _ in spot}
    )


def places_of(term: Term, words: Sequence[object]) -> list[tuple[int, int]]:
    forms = [
        {w.folded} if term.column is Column.EXACT else {w.stem}  # type: ignore[attr-defined]
        for w in words
        if term.column is Column.EXACT or w.stem is not None  # type: ignore[attr-defined]
    ]
    wanted = [{fold(w)} if term.column is Column.EXACT else set(stems_asked(w)) for w in term.words]
    return [
        (at, at + len(wanted) - 1)
        for at in range(len(forms) - len(wanted) + 1)
        if all(forms[at + n] & wanted[n] for n in range(len(wanted)))
    ]


QUERIES = st.recursive(
    st.sampled_from(
        [
            *WORDS,
            '"crue de"',
            '"le port"',
            "=digue",
            "port-de-Lorme",
            "digue PROCHE/2 crue",
            "port PROCHE/1 Lorme",
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " OU ", " SAUF ", " ET "]), inner).map(
            lambda p: f"({p[0]}){p[1]}({p[2]})"
        )
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), QUERIES)
def test_fts_finds_what_the_query_means_and_every_hit_is_marked(texts: list[str], query: str) -> None:
    read = read_query(query).sought
    node = without_common(read) if read is not None else None
    if node is None:
        return
    with dossier_of(annotation("a", *texts)) as file:
        found = ask(file, query, size=200)
    assert sorted(hit.text for hit in found.hits) == sorted(text for text in texts if holds(node, text))
    assert all(hit.marks for hit in found.hits)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    words = words_of(text, "fr")
    for word in words:
        assert fold(text[word.start : word.end]) == word.folded
        assert not any(c.isascii() and not c.isalnum() for c in word.folded + (word.stem or ""))
    assert all(left.end <= right.start for left, right in pairwise(words))


# --------------------------------------------------------------------------- the index


def test_long_paragraphs_are_cut_between_sentences_and_nothing_is_lost() -> None:
    text = " ".join(f"La digue numéro {n} a tenu toute la nuit malgré la crue." for n in range(400))
    with dossier_of(annotation("a", text)) as file:
        rows = file._rows('SELECT start, "end" FROM passages ORDER BY number')
        found = ask(file, '"numéro 399"')
    places = [(row["start"], row["end"]) for row in rows]
    assert places[0][0] == 0 and places[-1][1] == len(text)
    assert all(left[1] == right[0] for left, right in pairwise(places))
    assert all(end - start <= 800 and text[start:].startswith("La digue") for start, end in places)
    assert found.total == 1


def test_one_word_of_a_million_letters_is_indexed() -> None:
    with dossier_of(annotation("a", "x" * 1_000_000, "La digue.")) as file:
        assert ask(file, "digue").total == 1


def test_snippets_hold_the_first_mark_and_are_short() -> None:
    text = "Rien à dire ici, vraiment. " * 20 + "La digue a cédé. " + "Toujours rien. " * 10
    with dossier_of(annotation("a", text)) as file:
        (hit,) = ask(file, "digue").hits
    assert hit.snippet.start <= hit.marks[0].start < hit.marks[0].end <= hit.snippet.end
    assert hit.snippet.end - hit.snippet.start <= 240


def test_the_account_dates_passages() -> None:
    with dossier_of(annotation("a", "La digue tient.")) as file:
        from recoupe.store.search.index import date_passages

        day = Published(
            earliest="2031-03-01",
            latest="2031-03-31",
            granularity=Granularity.MONTH,
            basis=Basis.INFERRED,
            because="",
        )
        with file.transaction() as connection:
            date_passages(connection, {"a": day})
        assert ask(file, "digue avant:2031-04").total == 1
        assert ask(file, "digue après:2031-03-10").total == 0


def test_the_index_can_be_made_anew() -> None:
    with dossier_of(*PLACES) as file:
        before = ask(file, "digue OU acteur:Brandt")
        with file.transaction() as connection:
            rebuild_index(connection, enumerate(PLACES, 1))
        assert ask(file, "digue OU acteur:Brandt") == before


def test_nothing_is_half_indexed_when_an_article_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with dossier_of(PLACES[0]) as file:
        monkeypatch.setattr("recoupe.store.file._put_input", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            file.save_annotation(PLACES[1], "other", InputRow(origin="deux", status=InputStatus.OK))
        assert ask(file, "barrage").total == 0
        assert not file._rows(
            "SELECT 1 FROM passages p WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.number = p.article)"
        )


def test_examples_in_docstrings_hold() -> None:
    for module in (words_module, corrections):
        result = doctest.testmod(module)
        assert result.attempted and not result.failed


def test_empty_words_are_folded_words() -> None:
    assert all(fold(word) == word for word in empty_words())


def test_notes_of_one_code_are_told_once() -> None:
    assert read_query("port ET ET ET digue ET").notes == [
        Note(code="operator_alone", values={"operator": "ET"})
    ]


def test_a_stock_sqlite_reads_the_index(tmp_path: object) -> None:
    with dossier_of(*PLACES) as file:
        rows = file._rows("SELECT rowid FROM passage_words WHERE passage_words MATCH 'stem : \"barrag\"'")
    assert len(rows) == 2 and sqlite3.sqlite_version_info >= (3, 40)


def test_near_is_a_node_of_its_own() -> None:
    assert isinstance(read_query("digue PROCHE crue").sought, Near)
