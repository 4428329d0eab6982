"""Two articles side by side: nothing of either text is lost, what differs is marked, what moved is said to have moved."""

from __future__ import annotations

import re

from account_fixture import annotation_of, small_account
from hypothesis import given
from hypothesis import strategies as st

from recoupe.model import (
    Account,
    Annotation,
    Direction,
    MatchKind,
    PassageMatch,
    Place,
    Role,
)
from recoupe.views import aligned
from recoupe.views.aligned import AlignedRow, Run, align, aligned_pairs
from recoupe.views.copying import shares
from recoupe.views.digest import Digest
from recoupe.views.report import render_report
from recoupe.views.wording import wording


def article(key: str, text: str) -> Annotation:
    return annotation_of(key, [(Role.BODY, text)], key)


def match(one: Annotation, other: Annotation, words: str, theirs: str = "", kind=MatchKind.NARRATIVE):
    theirs = theirs or words
    start, later = one.text.index(words), other.text.index(theirs)
    return PassageMatch(
        earlier=Place(id=one.id, start=start, end=start + len(words)),
        later=Place(id=other.id, start=later, end=later + len(theirs)),
        kind=kind,
        direction=Direction.DATED,
    )


def words_of(runs: list[Run]) -> str:
    return "".join(run.words for run in runs)


def test_common_words_face_each_other_and_the_rest_stands_between():
    one = article("un", "Avant. La digue de Sarles a cédé. Fin.")
    two = article("deux", "La digue de Sarles a cédé. Le maire viendra.")
    rows = align(one, two, [match(one, two, "La digue de Sarles a cédé.")])
    assert [(words_of(row.earlier), words_of(row.later), row.kind) for row in rows] == [
        ("Avant.", "", None),
        ("La digue de Sarles a cédé.", "La digue de Sarles a cédé.", MatchKind.NARRATIVE),
        ("Fin.", "Le maire viendra.", None),
    ]


def test_words_that_differ_are_marked_on_both_sides_and_typography_is_not():
    one, two = article("un", "L'eau monte vite à Sarles."), article("deux", "L’eau montait  vite à SARLES.")
    (row,) = align(one, two, [match(one, two, one.text, two.text)])
    assert [run.words for run in row.earlier if run.differs] == ["monte"]
    assert [run.words for run in row.later if run.differs] == ["montait"]


def test_a_passage_that_moved_is_said_to_have_and_breaks_no_order():
    one = article("un", "Le pont est fermé depuis mardi. Les trains roulent encore ce soir.")
    two = article("deux", "Les trains roulent encore ce soir. Le pont est fermé depuis mardi.")
    rows = align(
        one,
        two,
        [
            match(one, two, "Le pont est fermé depuis mardi."),
            match(one, two, "Les trains roulent encore ce soir."),
        ],
    )
    assert [(words_of(row.later), row.moved) for row in rows if row.kind] == [
        ("Les trains roulent encore ce soir.", False),
        ("Le pont est fermé depuis mardi.", True),
    ]


def test_passages_that_overlap_are_shown_once():
    one = article("un", "Le pont est fermé depuis mardi.")
    rows = align(one, one, [match(one, one, "pont est fermé"), match(one, one, "Le pont est fermé depuis")])
    assert [words_of(row.later) for row in rows if row.kind] == ["Le pont est fermé depuis"]


def test_a_passage_too_long_to_compare_is_shown_unmarked():
    one, two = article("un", "eau " * 2000), article("deux", "feu " * 2000)
    (row,) = align(one, two, [match(one, two, one.text, two.text)])
    assert row == AlignedRow(
        [Run(one.text.strip(), False)], [Run(two.text.strip(), False)], MatchKind.NARRATIVE
    )


PLACES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 60), st.integers(1, 20)), max_size=8
)


@given(PLACES)
def test_the_later_text_is_whole_whatever_the_matches(places):
    one, two = article("un", "abcdefghij" * 8), article("deux", "klmnopqrst" * 8)
    matches = [
        PassageMatch(
            earlier=Place(id="un", start=start, end=start + length),
            later=Place(id="deux", start=later, end=later + size),
            kind=MatchKind.NARRATIVE,
            direction=Direction.DATED,
        )
        for start, length, later, size in places
    ]
    rows = align(one, two, matches)
    assert "".join(words_of(row.later) for row in rows) == two.text
    assert "".join(words_of(row.earlier) for row in rows if not row.moved) == one.text


def test_pairs_are_bounded_in_number_and_size(monkeypatch):
    pile = [article(f"a{number}", "La digue de Sarles a cédé dans la nuit.") for number in range(6)]
    matches = [match(pile[0], other, pile[0].text) for other in pile[1:]]
    account = Account(rows=(), published={}, stories={}, matches=tuple(matches), lineages=())
    digest = Digest(account, pile, [], wording("fr"))
    found = shares(digest, {})
    assert len(aligned_pairs(digest, found)) == 5
    monkeypatch.setattr(aligned, "MOST_PAIRS", 2)
    assert [pair.share for pair in aligned_pairs(digest, found)] == found[:2]
    monkeypatch.setattr(aligned, "MOST_CHARACTERS", 100)
    assert len(aligned_pairs(digest, found)) == 1


def test_every_link_to_a_pair_has_its_pair_on_the_page():
    html = render_report(*small_account())
    linked = re.findall(r'href="#(a\d+-a\d+)">côte à côte', html)
    shown = re.findall(r'class="aligned" id="(a\d+-a\d+)"', html)
    assert linked and sorted(linked) == sorted(shown)
