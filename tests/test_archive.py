"""An archive made in one process: its rows are the dossier's own, a second run does nothing twice, a slice is a dossier."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from archive_stage import DISPATCH, article, rows, write_articles
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from typer.testing import CliRunner

from recoupe.annotate import annotate
from recoupe.archive import build_archive
from recoupe.archive.here import Here
from recoupe.archive.intake import month_of, read_inputs
from recoupe.archive.postings import LINKS, POSTINGS, link_postings, post_ngrams
from recoupe.archive.schemas import (
    annotation_row,
    annotation_schema,
    batch_of,
    read_annotation,
    read_passage,
)
from recoupe.archive.slicing import read_slice
from recoupe.archive.stories import month_after, name_stories
from recoupe.cli import app
from recoupe.crosscheck.dating import date_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.shingles import link_places, read_words
from recoupe.crosscheck.stories import group_stories, open_annotation
from recoupe.dossier import Dossier
from recoupe.errors import RecoupeError
from recoupe.languages import word_list
from recoupe.model import Annotation, Article, InputStatus

COUNT = 24


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("in") / "articles.jsonl", range(COUNT))


@pytest.fixture(scope="module")
def archive(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "out"
    found = build_archive([inputs], folder)
    assert [row.status for row in found] == [InputStatus.FAILED]
    return folder


def annotations_of(archive: Path) -> list[Annotation]:
    return [read_annotation(row) for row in rows(archive)["annotations"]]


# --------------------------------------------------------------------------- what is written


def test_annotations_are_those_of_the_articles_one_by_one(archive: Path, inputs: Path) -> None:
    articles = [item for item in read_inputs([inputs]) if isinstance(item, Article)]
    kept = {annotation.id: annotation for annotation in annotations_of(archive)}
    assert kept == {annotation.id: annotation for annotation in annotate(articles)}
    assert len(kept) == COUNT


def test_passages_are_those_of_a_dossier(archive: Path) -> None:
    expected = match_passages(annotations_of(archive))
    found = [read_passage(row) for row in rows(archive)["passages"]]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert {match.kind.value for match in found} == {"narrative", "boilerplate"}


def test_the_dates_are_those_that_the_stories_make_certain(archive: Path) -> None:
    annotations = annotations_of(archive)
    stories = {row["id"]: row["story"] for row in rows(archive)["sources"]}
    dates = date_articles(annotations, match_passages(annotations), stories)
    for row in rows(archive)["sources"]:
        told = dates[row["id"]]
        assert (row["earliest"], row["latest"], row["because"]) == (told.earliest, told.latest, told.because)


def test_the_stories_of_one_month_are_those_of_a_dossier(tmp_path: Path) -> None:
    inputs = write_articles(tmp_path / "march.jsonl", [number for number in range(20) if number % 2 == 0])
    build_archive([inputs], tmp_path / "out")
    annotations = annotations_of(tmp_path / "out")
    dated = [annotation for annotation in annotations if annotation.published.earliest]
    undated = [annotation for annotation in annotations if not annotation.published.earliest]
    expected = {}
    for some in (dated, undated):
        expected |= group_stories([open_annotation(one) for one in some], match_passages(some))
    assert undated
    assert {row["id"]: row["story"] for row in rows(tmp_path / "out")["sources"]} == expected


def test_tables_lie_by_month(archive: Path) -> None:
    for table in ("annotations", "sources"):
        assert {row["month"] for row in rows(archive)[table]} == {"2031-02", "2031-03", "undated"}
        assert sorted(found.name for found in (archive / table).glob("month=*")) == [
            "month=2031-02", "month=2031-03", "month=undated",
        ]  # fmt: skip


def test_other_programs_read_the_columns(archive: Path) -> None:
    table = parquet.read_table(archive / "annotations" / "month=2031-03")
    speakers = [
        said["speaker"]["name"]
        for held in table["attributions"].to_pylist()
        for said in held
        if said["speaker"]
    ]
    assert any("Marsan" in speaker for speaker in speakers)
    assert json.loads(table["extra"][0].as_py())["section"].startswith("page")


# --------------------------------------------------------------------------- done once


def stamps(folder: Path, table: str) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted((folder / table).rglob("*.parquet"))}


def test_what_is_done_is_not_done_again(inputs: Path, tmp_path: Path, archive: Path) -> None:
    told: list[str] = []
    before = [stamps(archive, table) for table in ("annotations", "passages", "sources")]
    shutil.rmtree(archive / "work")
    build_archive([inputs], archive, told=told.append)
    assert [stamps(archive, table) for table in ("annotations", "passages", "sources")] == before
    assert not {"links", "runs", "passages", "sources"} & set(told)


def test_a_run_that_was_ended_goes_on_where_it_was(inputs: Path, archive: Path, tmp_path: Path) -> None:
    class Ended(Exception):
        """The run is ended in the middle."""

    def end_at(wanted: str) -> None:
        def told(step: str) -> None:
            if step == wanted:
                raise Ended

        with pytest.raises(Ended):
            build_archive([inputs], tmp_path / "out", told=told)

    end_at("annotations 2031-03")
    first = stamps(tmp_path / "out", "annotations")
    end_at("passages")
    assert {
        name: stamp for name, stamp in stamps(tmp_path / "out", "annotations").items() if name in first
    } == first
    build_archive([inputs], tmp_path / "out")
    assert rows(tmp_path / "out") == rows(archive)


def test_more_articles_annotate_their_months_only(tmp_path: Path) -> None:
    february = [1, 3, 5, 7]
    write_articles(tmp_path / "in.jsonl", february)
    build_archive([tmp_path / "in.jsonl"], tmp_path / "out")
    before = stamps(tmp_path / "out", "annotations")
    write_articles(tmp_path / "in.jsonl", [*february, 6, 12])
    build_archive([tmp_path / "in.jsonl"], tmp_path / "out")
    after = stamps(tmp_path / "out", "annotations")
    assert before.items() <= after.items() and len(after) == len(before) + 1
    assert len(rows(tmp_path / "out")["sources"]) == 6


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path, inputs: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(RecoupeError):
        build_archive([inputs], tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == ["notes.txt"]


# --------------------------------------------------------------------------- what comes in


def test_parquet_is_read_as_lines_are(tmp_path: Path) -> None:
    lines = [article(number) for number in range(4)]
    columns = {
        name: [line.get(name) for line in lines]
        for name in ("id", "title", "outlet", "text", "language", "section")
    }
    columns["date"] = [line.get("published") for line in lines]
    parquet.write_table(pa.table(columns), tmp_path / "articles.parquet")
    write_articles(tmp_path / "articles.jsonl", range(4))
    of_table = [item for item in read_inputs([tmp_path / "articles.parquet"]) if isinstance(item, Article)]
    of_lines = [item for item in read_inputs([tmp_path / "articles.jsonl"]) if isinstance(item, Article)]
    assert [(a.id, a.text, a.stated_date, a.extra["section"]) for a in of_table] == [
        (a.id, a.text, a.stated_date, a.extra["section"]) for a in of_lines
    ]  # fmt: skip


def test_an_article_comes_in_once(tmp_path: Path) -> None:
    write_articles(tmp_path / "a.jsonl", range(3))
    parquet.write_table(pa.Table.from_pylist([article(2), article(3)]), tmp_path / "b.parquet")
    found = list(read_inputs([tmp_path]))
    assert [item.id for item in found if isinstance(item, Article)] == ["a00", "a01", "a02", "a03"]
    statuses = [item.status for item in found if not isinstance(item, Article)]
    assert sorted(statuses) == [InputStatus.DUPLICATE, InputStatus.FAILED]


@pytest.mark.parametrize(
    ("stated", "text", "month"),
    [
        ("2031-03-14", "La digue tient.", "2031-03"),
        ("2031", "La digue tient.", "2031-01"),
        (None, "Crue à Valme\n\n14 mars 2031\n\nLa digue tient encore.", "2031-03"),
        (None, "La digue tient encore.", "undated"),
    ],
)
def test_the_month_of_an_article(stated: str | None, text: str, month: str) -> None:
    assert month_of(Article(id="a", text=text, stated_date=stated, language="fr")) == month


# --------------------------------------------------------------------------- steps


@given(
    st.lists(st.text("ab cd e", max_size=60), max_size=8),
    st.integers(1, 7),
    st.randoms(use_true_random=False),
)
def test_links_are_those_found_in_memory(texts: list[str], size: int, draw: random.Random) -> None:
    words = read_words(texts)
    later, earlier = link_places(words.hashes, words.first)
    expected = sorted(zip(later.tolist(), earlier.tolist(), strict=True))
    hashes = [
        words.hashes[low:high].tobytes() for low, high in zip(words.first[:-1], words.first[1:], strict=True)
    ]
    batch = pa.RecordBatch.from_pydict(
        {"rank": list(range(len(texts))), "words": pa.array(hashes, pa.binary())}
    )
    posted = pa.Table.from_batches(post_ngrams([batch]) if texts else [], schema=POSTINGS)
    shuffled = posted.take(pa.array(draw.sample(range(len(posted)), len(posted)), pa.int64()))
    ordered = shuffled.sort_by([(name, "ascending") for name in POSTINGS.names])
    links = pa.Table.from_batches(
        link_postings(ordered.to_batches(max_chunksize=size)), schema=LINKS
    ).to_pylist()
    found = sorted((int(words.first[row["later"]]) + row["later_place"], int(words.first[row["earlier"]]) + row["earlier_place"]) for row in links)  # fmt: skip
    assert found == expected


def test_a_frequent_ngram_costs_its_places_not_their_pairs() -> None:
    text = np.frombuffer(read_words(["il y a un an"]).hashes.tobytes(), dtype=np.uint32).tobytes()
    batch = pa.RecordBatch.from_pydict({"rank": list(range(500)), "words": [text] * 500})
    ordered = pa.Table.from_batches(post_ngrams([batch])).sort_by(
        [(name, "ascending") for name in POSTINGS.names]
    )
    links = pa.Table.from_batches(link_postings(ordered.to_batches()))
    assert len(ordered) == 500 * 3 and len(links) < 2 * len(ordered)


def test_an_annotation_comes_back_from_its_row(archive: Path) -> None:
    for annotation in annotations_of(archive):
        table = pa.Table.from_batches([batch_of([annotation_row(annotation)], annotation_schema())])
        assert read_annotation(table.to_pylist()[0]) == annotation


@pytest.mark.parametrize(
    ("month", "after"), [("2031-01", "2031-02"), ("2031-02", "2031-03"), ("2031-12", "2032-01")]
)
def test_the_month_after(month: str, after: str) -> None:
    assert month_after(month) == after


def test_a_story_over_two_months_has_the_name_that_its_first_articles_have() -> None:
    def row(window: str, group: str, name: str, month: str, earliest: str) -> dict[str, str]:
        return {"window": window, "group": group, "id": name, "month": month, "earliest": earliest}

    february, march = "2031-02", "2031-03"
    grouped = [
        row(february, "d", "d", february, "2031-02-26"), row(february, "d", "e", february, "2031-02-27"),
        row(february, "c", "c", february, "2031-02-10"),
        row(march, "a", "a", march, "2031-03-01"), row(march, "a", "e", february, "2031-02-27"),
        row(march, "b", "b", march, "2031-03-09"),
    ]  # fmt: skip
    found = {line.id: line.story for line in name_stories(grouped)}
    assert found == {"a": "d", "b": "b", "c": "c", "d": "d", "e": "d"}


# --------------------------------------------------------------------------- slices


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["outlet=la gazette de tarvel"], {number for number in range(COUNT) if number % 3 == 1}),
        (["words=quartier bas"], {number for number in range(COUNT) if number % 3 == 0}),
        (["actor=Lormant"], {number for number in range(COUNT) if number % 4 == 0}),
        (["article=a05"], {5}),
        (["words=quartier bas,actor=Lormant"], {number for number in range(COUNT) if number % 12 == 0}),
        (["words=aucune de ces phrases"], set()),
    ],
)
def test_a_slice_holds_what_meets_all_conditions(archive: Path, where: list[str], expected: set[int]) -> None:
    assert {annotation.id for annotation in read_slice(archive, where)} == {
        f"a{number:02}" for number in expected
    }


def test_a_slice_by_date_and_by_story(archive: Path) -> None:
    sources = {row["id"]: row for row in rows(archive)["sources"]}
    march = {annotation.id for annotation in read_slice(archive, ["since=2031-03-05", "until=2031-03"])}
    assert march == {
        name for name, row in sources.items()
        if row["earliest"] is not None and row["latest"] >= "2031-03-05" and row["earliest"] <= "2031-03-31"
    }  # fmt: skip
    story = sources["a03"]["story"]
    told = {annotation.id for annotation in read_slice(archive, [f"story={story}"])}
    assert told == {name for name, row in sources.items() if row["story"] == story}


def test_a_slice_is_the_dossier_that_its_articles_make(archive: Path, inputs: Path, tmp_path: Path) -> None:
    chosen = [number for number in range(COUNT) if number % 3 == 0]
    (tmp_path / "some.jsonl").write_text(
        "".join(json.dumps(article(number), ensure_ascii=False) + "\n" for number in chosen), encoding="utf-8"
    )
    with Dossier() as read, Dossier() as taken:
        read.add([tmp_path / "some.jsonl"])
        taken.take(read_slice(archive, ["words=quartier bas"]))
        assert _without_origins(taken) == _without_origins(read)
        assert taken.account().rows == read.account().rows
        assert [hit.article for hit in taken.search("digue").hits] == [
            hit.article for hit in read.search("digue").hits
        ]
        again = taken.take(read_slice(archive, ["words=quartier bas"]))
        assert {row.status for row in again} <= {InputStatus.OK, InputStatus.DUPLICATE}
        assert len(_without_origins(taken)) == len(chosen)


def _without_origins(dossier: Dossier) -> list[Annotation]:
    return sorted(
        (
            msgspec.structs.replace(
                annotation, article=msgspec.structs.replace(annotation.article, origin="")
            )
            for annotation in dossier.annotations()
        ),
        key=lambda annotation: annotation.id,
    )


# --------------------------------------------------------------------------- commands


def test_the_commands(inputs: Path, archive: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["archive", str(inputs), "--out", str(archive), "--lang", "en"])
    assert done.exit_code == 1, done.output
    cut = runner.invoke(
        app, ["slice", str(archive), "--where", "outlet=Le Fanal", "--into", str(tmp_path / "d.recoupe")]
    )
    assert cut.exit_code == 0, cut.output
    with Dossier(tmp_path / "d.recoupe", write=False) as dossier:
        assert all(annotation.article.outlet == "Le Fanal" for annotation in dossier.annotations())
        assert any(DISPATCH in annotation.text for annotation in dossier.annotations())


@pytest.mark.parametrize("where", ["weather=fair", "since=yesterday", "standing=established"])
def test_a_condition_that_is_none_is_told(archive: Path, where: str) -> None:
    with pytest.raises(RecoupeError, match="--where"):
        list(read_slice(archive, [where], "en"))


def test_a_slice_of_no_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecoupeError, match="no archive"):
        list(read_slice(tmp_path, (), "en"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_step_and_error_is_worded(language: str, tmp_path: Path) -> None:
    words = word_list(language, "archive")
    assert words.keys() == word_list("en", "archive").keys()
    told: list[str] = []
    build_archive([write_articles(tmp_path / "in.jsonl", [1])], tmp_path / "out", told=told.append)
    assert {step.partition(" ")[0] for step in told} == words["steps"].keys()


def test_nothing_is_grouped_where_there_is_nothing() -> None:
    engine = Here()
    empty = engine.of(LINKS.empty_table())
    assert engine.group(empty, empty, "bucket", lambda one, other: one, LINKS).table().num_rows == 0
