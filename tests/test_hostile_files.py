"""Hostile and damaged files, a part of those that ``tests/hostile.py`` makes: each is read or has its reason, beside a sound page."""

from __future__ import annotations

import random
import time
from pathlib import Path

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import codes, put, read_all
from samples import SAMPLES, TEXT, zipped

from recoupe.model import Article
from recoupe.readers import guard, read_paths
from recoupe.readers.formats import find_format
from recoupe.readers.naming import Names

SLOW = {
    "attributs.html", "classes-europresse.html", "comptes-nexis.txt", "flux.opml", "flux.pdf", "liens.html", "lignes-factiva.html", "lignes.pdf",
    "membres.zip", "messages.mbox", "objets.json", "parties.eml", "profond.eml", "retours.csv", "rires.xml", "entites.html",
}  # fmt: skip
TRAPS = sorted(set(hostile.traps()) - SLOW)
MUTATED = (0, 1, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hostile.prepare(tmp_path)
    return tmp_path


def test_there_are_a_thousand_files_and_the_same_every_time() -> None:
    assert len(hostile.traps()) + len(SAMPLES) * hostile.MUTATIONS >= 1_000
    chance, again = random.Random(1), random.Random(1)
    assert hostile.mutate(SAMPLES["lot.zip"], 1, chance) == hostile.mutate(SAMPLES["lot.zip"], 1, again)


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_read_or_has_its_reason(folder: Path, name: str) -> None:
    outcome = hostile.judge(folder, name, hostile.traps()[name]())
    assert outcome.wrong == []
    assert outcome.seconds < guard.allowed_seconds(0)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_sample_is_read_or_has_its_reason(folder: Path, name: str) -> None:
    chance = random.Random(name)
    for number in MUTATED:
        assert hostile.judge(folder, name, hostile.mutate(SAMPLES[name], number, chance)).wrong == []


def test_a_judge_who_sees_nothing_wrong_would_have_seen_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        hostile, "read_paths", lambda _: iter([Article(id="1", text=" ", origin=str(folder / "a.txt"))])
    )
    assert hostile.judge(folder, "a.txt", b"x").wrong == [
        "an empty article",
        "the sound page beside it was not read",
    ]


# --------------------------------------------------------------------------- the reading process


def test_a_file_that_takes_too_long_is_set_aside_and_the_next_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "allowed_seconds", lambda size: 3.0)
    put(folder, "attributs.html", hostile.traps()["attributs.html"]())
    start = time.monotonic()
    articles, rows = read_all(folder)
    assert time.monotonic() - start < 30
    assert codes(rows) == ["took_too_long"]
    assert len(articles) == 1


def test_a_file_that_takes_too_much_memory_is_set_aside_and_the_next_is_read(folder: Path) -> None:
    put(folder, "objets.json", b'[{"a":1}' + b',{"a":{}}' * 5_400_000 + b"]")
    articles, rows = read_all(folder)
    assert rows[0].code in ("too_much_memory", "reader_crashed")
    assert len(articles) == 1


def test_one_process_serves_many_files_and_an_abandoned_one_is_ended(folder: Path) -> None:
    guard.end_idle()
    put(folder, "a.html", SAMPLES["capture.html"])
    read_all(folder)
    (first,) = guard._idle
    read_all(folder)
    assert guard._idle == [first]
    put(folder, "b.zip", zipped({f"{number}.txt": f"{TEXT} {number}" for number in range(5)}))
    items = read_paths([folder / "b.zip"])
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert guard._idle == []


def test_the_clock_stands_still_while_the_caller_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_all(folder)
    monkeypatch.setattr(guard, "allowed_seconds", lambda size: 5.0)
    put(folder, "a.zip", zipped({f"{number}.txt": f"{TEXT} {number}" for number in range(3)}))
    found = []
    for item in read_paths([folder / "a.zip"]):
        time.sleep(2.5)
        found.append(item)
    assert [type(item) for item in found] == [Article] * 3


# --------------------------------------------------------------------------- what runs outside the reading process


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(sorted(SAMPLES)))
def test_any_bytes_find_a_format_or_a_problem(data: bytes, name: str) -> None:
    find_format(data, name)
    find_format(SAMPLES[name][:200] + data, name)


def test_ids_stay_unique_whatever_files_hold() -> None:
    texts = ["Le pont ferme.", "Le pont ferme.", "Le pont rouvre."]
    articles = [
        Article(id=name, text=text, outlet=outlet)
        for name in ("", "a", "a-2")
        for text in texts
        for outlet in ("Nore", "Ondra")
    ]
    given_ids = [item.id for item in Names().give(iter(articles), "") if isinstance(item, Article)]
    assert len(given_ids) == len(set(given_ids))
