"""Chapters: what is told apart, and told again only where something changed."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import msgspec
import numpy as np
import pytest
from situations import Draft

from recoupe.crosscheck import chapters as chapters_module
from recoupe.crosscheck import telling
from recoupe.crosscheck.account import build_account, crosscheck
from recoupe.crosscheck.chapters import digest_chapter, divide_chapters
from recoupe.crosscheck.identities import join_actors
from recoupe.crosscheck.meaning import Vectors
from recoupe.crosscheck.outlines import Outline
from recoupe.crosscheck.sketches import HeldArticles, sketch_article
from recoupe.model import Actor, ActorKind, Annotation, Chapter, EventRow, EventType, Mention

HARBOUR = "Ilda Marsan et Teo Brandt parlent de la Séranie et de l'Orvanie."
SILENT = "Il pleut."
RETOLD = [
    ("Ana Lind annonce que le pont sera fermé.", "que le pont sera fermé"),
    ("Ana Lind promet de barrer l'ouvrage.", "de barrer l'ouvrage"),
]


def harbour(number: int, day: str, text: str = HARBOUR) -> Annotation:
    return Draft(f"a{number:03}", f"{text} Numéro {number}.", day, f"Journal {number}").done()


def outline(annotations: Sequence[Annotation], threads: dict[str, str], stories: dict[str, str]) -> Outline:
    published = {annotation.id: annotation.published for annotation in annotations}
    sketches = [sketch_article(annotation) for annotation in annotations]
    return Outline(sketches, published, stories, join_actors(sketches, published), [], threads)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters of at most three articles."""
    monkeypatch.setattr(chapters_module, "LARGEST", 3)


def divided(days: Sequence[str], threads: str, stories: str = "") -> list[str]:
    """The chapters of articles named by their places, of these days, matters and stories (a letter each)."""
    articles = [harbour(number, day) for number, day in enumerate(days)]
    ids = [article.id for article in articles]
    matters = dict(zip(ids, threads, strict=True))
    first = {letter: ids[stories.index(letter)] for letter in stories}
    told = {one: first[letter] for one, letter in zip(ids, stories, strict=True)} if stories else {}
    whole = outline(articles, matters, told or {one: one for one in ids})
    return ["".join(str(int(one[1:])) for one in part) for part in divide_chapters(whole)]


def test_a_small_dossier_is_one_chapter(small: None) -> None:
    assert divided(["2031-03-01", "2032-03-01", "2033-03-01"], "abc") == ["012"]
    assert divided([], "") == []


def test_in_a_larger_one_each_matter_is_a_chapter(small: None) -> None:
    assert divided(["2031-03-01", "2031-03-02", "2031-03-01", "2031-03-02"], "abab") == ["02", "13"]


def test_a_large_matter_is_cut_by_the_longest_period_that_makes_it_small(small: None) -> None:
    days = ["2031-03-01", "2031-03-02", "2032-01-05", "2032-01-06", "2032-02-05", "2032-02-06"]
    assert divided(days, "aaaaaa") == ["01", "23", "45"]


def test_no_chapter_parts_a_story(small: None) -> None:
    days = ["2031-03-01", "2031-12-31", "2032-01-01", "2032-01-02", "2032-05-01"]
    assert divided(days, "aaaaa", "wxxyz") == ["012", "34"]


def test_a_day_is_never_cut(small: None) -> None:
    assert divided(["2031-03-01"] * 5, "aaaaa") == ["01234"]


def test_parts_know_their_own_articles_only(small: None) -> None:
    articles = [harbour(number, f"2031-03-0{number + 1}") for number in range(4)]
    ids = [article.id for article in articles]
    whole = outline(articles, dict(zip(ids, "abab", strict=True)), {one: one for one in ids})
    for found, chapter in zip(divide_chapters(whole), ("02", "13"), strict=True):
        part = whole.part(found)
        assert part.articles == [f"a00{number}" for number in chapter]
        assert {article for article, _ in part.identities.keys} == set(part.articles)
        assert set(part.identities.actors) == set(part.identities.keys.values())


def test_what_rows_are_made_of_changes_the_digest() -> None:
    articles = [harbour(number, "2031-03-01") for number in range(2)]
    same = dict.fromkeys(("a000", "a001"), "a000")
    part = outline(articles, same, same)
    digest = digest_chapter(part)
    changed = [
        replace(part, language="en"),
        replace(part, is_whole=True),
        replace(part, threads={"a000": "a000", "a001": "a001"}),
        replace(part, stories={"a000": "a000", "a001": "a001"}),
        replace(part, published=part.published | {"a001": harbour(9, "2031-03-05").published}),
        outline([articles[0], msgspec.structs.replace(articles[1], remarks=("court",))], same, same),
        outline([articles[0], harbour(1, "2031-03-01", SILENT)], same, same),
    ]
    digests = [digest_chapter(other) for other in changed]
    assert digest_chapter(outline(articles, same, same)) == digest
    assert len({digest, *digests}) == len(digests) + 1


def test_chapters_that_stand_are_not_told_again(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [harbour(number, f"203{number}-03-01") for number in range(4)]
    chapters = crosscheck(HeldArticles(articles)).chapters
    kept = {chapter.digest: chapter for chapter in chapters}
    told: list[int] = []
    gather = telling.gather_claims

    def watched(part):  # type: ignore[no-untyped-def]
        told.append(len(part.annotations))
        return gather(part)

    monkeypatch.setattr(telling, "gather_claims", watched)
    grown = [*articles, harbour(7, "2039-03-01")]
    after = crosscheck(HeldArticles(grown), kept=kept.get)
    assert told == [1] and len(after.chapters) == len(chapters) + 1
    assert msgspec.json.encode(after.account()) == msgspec.json.encode(build_account(grown))


def test_how_other_chapters_name_an_actor_changes_none(small: None) -> None:
    def raid(number: int, text: str) -> Annotation:
        draft = Draft(f"a{number:03}", f"{text} Numéro {number}.", f"203{number}-03-01", f"Journal {number}")
        return draft.event("attaque", EventType.ASSAULT, ("seranie",)).done()

    articles = [raid(number, "La Séranie attaque.") for number in range(4)]
    before = crosscheck(HeldArticles(articles)).chapters
    bare = "Séranie attaque. " + "Séranie recule. " * 90
    after = crosscheck(HeldArticles([*articles, *(raid(number, bare) for number in range(4, 8))])).chapters
    assert {chapter.digest for chapter in before} < {chapter.digest for chapter in after}
    told = [row.summary for chapter in after for row in chapter.rows if isinstance(row, EventRow)]
    assert [summary.startswith("La Séranie") for summary in told] == [True] * 4 + [False] * 4


def raid_of_marnoze(
    number: int, kind: ActorKind, country: str | None, office: str | None = None
) -> Annotation:
    """An article in which Marnoze, whatever it is, attacks."""
    draft = Draft(f"a{number:03}", f"Marnoze attaque. Numéro {number}.", f"203{number}-03-01")
    marnoze = Actor(key="marnoze", name="Marnoze", kind=kind, country=country, office=office)
    return msgspec.structs.replace(
        draft.event("attaque", EventType.ASSAULT, ("marnoze",)).done(),
        actors=(marnoze,),
        mentions=(Mention(start=0, end=7, actor="marnoze"),),
    )


def test_what_other_chapters_take_a_name_for_changes_none(small: None) -> None:
    towns = [raid_of_marnoze(number, ActorKind.PLACE, None) for number in range(4)]
    firms = [raid_of_marnoze(number, ActorKind.ORGANISATION, None) for number in range(4, 9)]
    before = crosscheck(HeldArticles(towns))
    after = crosscheck(HeldArticles([*towns, *firms]))
    digests = [{chapter.digest for chapter in found.chapters} for found in (before, after)]
    assert digests[0] < digests[1]
    told = [
        actor
        for chapter in after.chapters
        for row in chapter.rows
        if isinstance(row, EventRow)
        for actor in row.actors
    ]
    assert [actor.kind for actor in told] == [ActorKind.PLACE] * 4 + [ActorKind.ORGANISATION] * 5
    (row,) = after.actors.rows
    assert row.actor.kind is ActorKind.ORGANISATION and {actor.key for actor in told} == {row.actor.key}
    assert build_account([*firms, *towns]) == after.account()


def test_a_chapter_knows_what_its_articles_teach_and_takes_the_rest_from_the_dossier(small: None) -> None:
    person = ActorKind.PERSON
    articles = [
        raid_of_marnoze(0, person, "XSE", "maire"),
        raid_of_marnoze(1, person, "XOR", "préfet"),
        raid_of_marnoze(2, person, "XOR"),
        raid_of_marnoze(3, person, None),
    ]
    ids = [article.id for article in articles]
    own = dict(zip(ids, ids, strict=True))
    whole = outline(articles, own, own)
    key = whole.identities.key(ids[0], "marnoze")
    regrouped = replace(whole.identities, keys=dict.fromkeys(whole.identities.keys, key))
    seen = [replace(whole, identities=regrouped).part([one]).identities.actors[key] for one in ids]
    assert [[office.title for office in actor.offices] for actor in seen] == [["maire"], ["préfet"], [], []]
    assert [actor.country for actor in seen[:3]] == ["XSE", "XOR", "XOR"]
    assert seen[3].country == whole.identities.actors[key].country


def test_several_processes_tell_what_one_tells(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [harbour(number, f"20{number + 31}-03-01") for number in range(12)]
    one = crosscheck(HeldArticles(articles))
    kept = {chapter.digest: chapter for chapter in one.chapters[3:5]}
    shared: list[int] = []
    share_out = telling.map_in_processes

    def watched(function, shares, workers):  # type: ignore[no-untyped-def]
        for number, result in enumerate(share_out(function, shares, workers)):
            shared.append(number)
            yield result

    monkeypatch.setattr(telling, "map_in_processes", watched)
    two = crosscheck(HeldArticles(articles), kept=kept.get, workers=2)
    assert two == one
    assert len(shared) == len(one.chapters) - len(kept)


def test_another_process_gets_what_was_read_of_meanings_and_no_encoder() -> None:
    class Encoder:
        read: ClassVar[list[str]] = []

        def encode(self, texts: Sequence[str]) -> Vectors:
            self.read.extend(texts)
            return np.ones((len(texts), 2), dtype=np.float32)

    said = [
        Draft(f"a{number}", text, "2031-03-01", f"Journal {number}").said(words, "ana-lind").done()
        for number, (text, words) in enumerate(RETOLD)
    ]
    same = dict.fromkeys(("a0", "a1"), "a0")
    sent = pickle.loads(pickle.dumps(outline(said, same, same).situation(said, Encoder())))
    assert Encoder.read and sent.encoder is None
    Encoder.read.clear()
    assert sent.retellings and not Encoder.read


def test_a_kept_chapter_is_taken_as_it_is() -> None:
    articles = [harbour(1, "2031-03-01")]
    (chapter,) = crosscheck(HeldArticles(articles)).chapters
    emptied = Chapter(digest=chapter.digest, rows=(), active=())
    assert crosscheck(HeldArticles(articles), kept={chapter.digest: emptied}.get).account().rows == ()
