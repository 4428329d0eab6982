"""Sections of the page in detail: names for ids, who said what, figures, positions, timeline, copying, doubtful text."""

from __future__ import annotations

import re

import pytest
from account_fixture import annotation_of, common, line, published_on, relation_row, small_account

from recoupe.model import (
    Account,
    Direction,
    EventModality,
    EventRow,
    EventType,
    Evidence,
    MatchKind,
    PassageMatch,
    Place,
    QuantityRow,
    RelationKind,
    Role,
    Standing,
)
from recoupe.views.copying import draw_copying, shares
from recoupe.views.dates import stretch_of
from recoupe.views.digest import Digest
from recoupe.views.figures import Agreement, counted_in_words, group_figures
from recoupe.views.report import render_report
from recoupe.views.rows import RowShelf
from recoupe.views.stances import position_lines
from recoupe.views.timeline import Lane, draw_entries, draw_timeline, timeline_entries
from recoupe.views.timescale import TimeScale
from recoupe.views.voices import by_speaker, choices_of, choosing_style
from recoupe.views.wording import wording

FRENCH = wording("fr")


def digest_of(account: Account, annotations=()) -> Digest:
    return Digest(account, list(annotations), [], FRENCH)


def account_of(*rows, matches=(), lineages=()) -> Account:
    return Account(rows=rows, published={}, stories={}, matches=tuple(matches), lineages=tuple(lineages))


# --------------------------------------------------------------------------- names of articles


def pile_without_outlets():
    return [
        annotation_of("004_9fe2", [(Role.HEADLINE, "Le pont de Sarles fermé"), (Role.BODY, "Le pont ferme.")], None),
        annotation_of("mars", [(Role.BODY, "Le pont a fermé en mars, dit la mairie.")], None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("Une seule origine : 004_9fe2.", 'origine\u202f: <a href="#a1"><bdi>«\u202fLe pont de Sarles fermé\u202f»</bdi></a>.'),
        ("Fermé en mars selon la mairie.", "Fermé en mars selon la mairie."),
        ("x004_9fe2 et 004_9fe2-b", "x004_9fe2 et 004_9fe2-b"),
        ("<b>004_9fe2</b>", "&lt;b&gt;<a "),
    ],
)  # fmt: skip
def test_ids_in_sentences_are_told_by_the_articles_name(because, told):
    annotations = pile_without_outlets()
    shelf = RowShelf(digest_of(account_of(), annotations), [], frozenset())
    assert told in shelf.naming(because, [line("004_9fe2", "004_9fe2", "mars")])


def test_an_id_is_told_by_name_where_no_lineage_says_which_articles_to_expect():
    shelf = RowShelf(digest_of(account_of(), pile_without_outlets()), [], frozenset())
    assert "#a1" in shelf.naming("cite 004_9fe2, paru la veille") and "#a1" in shelf.naming(
        "d’après 004_9fe2."
    )
    assert "<a" not in shelf.naming("paru en mars")


def test_no_raw_id_is_read_on_the_page_where_an_article_has_no_outlet():
    annotations = pile_without_outlets()
    lineage = line("004_9fe2", "004_9fe2", because="un seul article : 004_9fe2")
    row = EventRow(
        **common("e", "Le pont a fermé", Standing.SINGLE_ORIGIN, "Une seule origine : 004_9fe2.", [lineage],
                 [Evidence(id="004_9fe2", start=24, end=31, lineage=0)], "2032-03-01"),
        type=EventType.COERCE, actors=(), recipients=(), modality=EventModality.OCCURRED)  # fmt: skip
    html = render_report(account_of(row, lineages=[lineage]), annotations, [])
    shown = re.sub(r"<[^>]+>", " ", html[html.index("<body>") : html.index('<section id="articles"')])
    assert "004_9fe2" not in shown


# --------------------------------------------------------------------------- who said what


def test_statements_can_be_narrowed_by_speaker_kind_and_relay():
    digest = Digest(*small_account(), FRENCH)
    choices = choices_of(FRENCH, by_speaker(FRENCH, digest.statements))
    assert [key for key, _ in choices.lists] == ["speaker", "kind", "relay"]
    assert {choice.words for choice in choices.kinds} == {
        "personne nommée",
        "institution",
        "source non nommée",
    }
    relay = next(choice for choice in choices.relays if choice.words == "Agence Boréale")
    assert [key for key, marks in choices.marks.items() if relay.mark in marks.split()] == ["s-officer"]
    assert "vk-anonymous" in choices.marks["s-officer"]


def test_every_choice_has_its_rule_and_the_policy_allows_them():
    html = render_report(*small_account())
    values = set(re.findall(r'<option value="([^"]+)"', html))
    assert values
    assert all(f'option[value="{value}"]:checked) .said li:not(.{value})' in html for value in values)
    assert choosing_style(choices_of(FRENCH, [])) == ""


def test_unnamed_sources_stand_in_italics():
    assert "<i><bdi>une source militaire norvalienne</bdi></i> (sans nom)" in render_report(*small_account())


# --------------------------------------------------------------------------- figures


def figure(key, what, unit, low, high=None) -> QuantityRow:
    return QuantityRow(
        **common(key, key, Standing.CLAIMED, "", [line(f"journal {key}", key)], [], "2032-05-10"),
        what=what, unit=unit, minimum=low, maximum=high, owner=None)  # fmt: skip


def grouped(*rows) -> list[tuple[set[str], str]]:
    digest = digest_of(account_of(*rows))
    groups = group_figures(digest, digest.quantities)
    return [({member.row.key for member in group.figures}, str(group.agreement)) for group in groups]


def test_figures_of_one_unit_in_alike_words_count_one_thing():
    found = grouped(
        figure("a", "blessés de Tarvel", "personne", 10.0), figure("b", "blessés à Tarvel", "personne", 12.0)
    )
    assert found == [({"a", "b"}, Agreement.COMPATIBLE)]


def test_a_bare_unit_does_not_say_what_is_counted():
    assert len(grouped(figure("a", "jours", "jour", 3.0, 3.0), figure("b", "jours", "jour", 40.0, 40.0))) == 2


@pytest.mark.parametrize(
    ("kind", "agreement"),
    [
        (RelationKind.CONTRADICTS, Agreement.CONFLICT),
        (RelationKind.SUPERSEDES, Agreement.SUPERSEDED),
        (RelationKind.REFINES, Agreement.COMPATIBLE),
    ],
)
def test_the_account_says_which_figures_belong_together_and_how(kind, agreement):
    rows = figure("a", "évacués", "personne", 10.0), figure("b", "sinistrés", "personne", 12.0)
    assert grouped(*rows, relation_row(kind, "b", "a")) == [({"a", "b"}, agreement)]


@pytest.mark.parametrize(
    ("what", "unit", "words"),
    [
        ("officiers", "personne", "officiers"),
        ("drones abattus", "drone", "drones abattus"),
        ("gazole", "t", "t (gazole)"),
        ("", "heure", "heure"),
    ],
)
def test_what_a_figure_counts_is_said_once(what, unit, words):
    assert counted_in_words(FRENCH, figure("a", what, unit, 7.0)) == words


def test_under_its_heading_a_figure_is_not_told_twice_what_it_counts():
    assert counted_in_words(FRENCH, figure("a", "gazole", "t", 7.0), "gazole") == "t"
    assert counted_in_words(FRENCH, figure("a", "morts", "personne", 7.0), "morts") == ""


# --------------------------------------------------------------------------- positions and timeline


def test_a_position_that_replaces_another_says_so_between_the_two():
    digest = Digest(*small_account(), FRENCH)
    longest = position_lines(digest, digest.positions)[0]
    assert [row.key for row in longest.rows] == ["p-dunn", "p-vole"]
    assert longest.turns["p-vole"].target == "p-dunn"
    html = render_report(*small_account())
    dunn, turn, vole = (html.index(words) for words in ("s’oppose à tout partage des eaux</bdi></span>", 'class="turn"', "Edda Vole soutient un partage des eaux</bdi> "))  # fmt: skip
    assert dunn < turn < vole


def test_an_arrow_leads_from_a_prediction_to_what_settled_it():
    digest = Digest(*small_account(), FRENCH)
    timeline = draw_timeline(digest, lambda key: True)
    assert timeline is not None
    settled = [arrow for arrow in timeline.arrows if arrow.settled]
    assert [arrow.entry.row.key for arrow in settled] == ["l-stive"]
    flood = next(m for lane in timeline.lanes for m in lane.marks if m.entries[0].row.key == "e-flood")
    assert settled[0].to_y == flood.y and settled[0].to_x == flood.x + flood.width / 2


def test_a_crowded_lane_is_drawn_as_columns_without_an_arrow_for_each_thing_awaited():
    account, annotations, _ = small_account()
    digest = digest_of(account, annotations)
    entries = timeline_entries(digest)
    drawn = draw_entries(digest, entries, digest.days)
    crowded = draw_entries(digest, entries, digest.days, dense_above=0)
    assert drawn is not None and crowded is not None
    assert {mark.shape for lane in crowded.lanes for mark in lane.marks} == {"column"}
    assert [arrow for arrow in drawn.arrows if not arrow.settled]
    assert not [arrow for arrow in crowded.arrows if not arrow.settled]


def test_undated_rows_are_named_under_the_timeline():
    html = render_report(*small_account())
    timeline = html[html.index('id="timeline"') : html.index('id="standing"')]
    undated = timeline[timeline.index("sans date") :]
    assert "L’accord ancien prévoit un préavis de deux jours" in undated


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        ("2032-01-09", ["1er janv.", "3 janv.", "5 janv.", "7 janv.", "9 janv."]),
        ("2032-03-10", ["1er janv.", "8 janv.", "15 janv."]),
        ("2033-01-20", ["janv. 2032", "févr. 2032"]),
    ],
)
def test_the_axis_has_days_weeks_or_months(last, labels):
    days = stretch_of("2032-01-01", last)
    scale = TimeScale(days, [days], 0.0, 1000.0)
    told = [tick.label for tick in scale.ticks(FRENCH) if tick.label]
    assert [label for label in told if label in labels] == labels and len(told) < 16


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Orvanie", ["Orvanie"]),
        ("Conseil du bassin de l’Ilme", ["Conseil du", "bassin de …"]),
        ("ministère de la Mer", ["ministère de la", "Mer"]),
        ("Anticonstitutionnellement", ["Anticonstitutio", "nnellement"]),
        (None, ["Autres"]),
    ],
)
def test_lane_names_take_two_short_lines(name, lines):
    assert Lane(name).name_lines("Autres") == lines


# --------------------------------------------------------------------------- copying, doubtful text


def match(earlier: str, later: str, length: int, direction=Direction.DATED) -> PassageMatch:
    return PassageMatch(
        earlier=Place(id=earlier, start=0, end=length), later=Place(id=later, start=0, end=length),
        kind=MatchKind.NARRATIVE, direction=direction)  # fmt: skip


def test_the_map_draws_one_arc_per_copy_and_the_table_every_pair():
    words = "La digue de Sarles a cédé dans la nuit. " * 5
    annotations = [
        annotation_of(key, [(Role.BODY, words)], key, published=published_on(day, day, "day"))
        for key, day in (("un", "2032-05-01"), ("deux", "2032-05-02"), ("trois", "2032-05-03"))
    ]
    account = account_of(
        matches=[match("un", "deux", 90), match("un", "trois", 60), match("deux", "trois", 80)]
    )
    digest = digest_of(account, annotations)
    found = shares(digest, {})
    drawing = draw_copying(digest, found)
    assert len(drawing.shares) == 3
    arcs = sorted((arc.share.earlier, arc.share.later) for arc in drawing.arcs if arc.share)
    assert arcs == [("deux", "trois"), ("un", "deux")]


def test_machine_translated_text_carries_its_mark_beside_the_article_and_its_passages():
    html = render_report(*small_account(), language="en")
    marked = html.count("probably translated by a machine")
    assert marked == 1 + html.count('<blockquote class="wavy"') > 1
    assert html.count('class="text wavy"') == 1
