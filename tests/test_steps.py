"""What a step over the whole dossier found is used again while nothing that it is made of has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_stage import ARTICLES, BY, dossier_of, every_way, plain_encoder, put, row_at

from recoupe import judging
from recoupe.crosscheck import account as crosschecking
from recoupe.crosscheck import chapters, meaning, telling
from recoupe.crosscheck.account import build_account, crosscheck
from recoupe.crosscheck.sketches import HeldArticles
from recoupe.crosscheck.steps import once
from recoupe.dossier import Dossier
from recoupe.errors import UsageError
from recoupe.model import Annotation, EventRow
from recoupe.store.judgements import last_ruling, load_decided
from recoupe.store.kept import kept_chapters

__all__ = ["plain_encoder"]  # pytest takes the fixture by its name


STEPS = ["group_stories", "join_actors", "follow_threads", "divide_dossier", "write_actor_rows"]


def taken(dossier: Dossier, patch: pytest.MonkeyPatch) -> list[str]:
    """The steps that making the account takes, by name."""
    found: list[str] = []
    for name in STEPS:
        step = getattr(crosschecking, name)

        def watched(*given, step=step, name=name):  # type: ignore[no-untyped-def]
            found.append(name)
            return step(*given)

        patch.setattr(crosschecking, name, watched)
    dossier.update("en")
    patch.undo()
    return found


def test_a_decision_on_a_row_takes_no_step_over_the_whole_dossier() -> None:
    with pytest.MonkeyPatch.context() as patch, dossier_of(*ARTICLES) as dossier:
        assert taken(dossier, patch) == STEPS
        row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas bombardé")
        assert dossier.account("en", "2031-01-02").rows != dossier.account("en").rows
        judging.reject_row(dossier, row.key, **BY)
        assert taken(dossier, patch) == []
        judging.merge_actors(dossier, "Ilda Marsan", "Teo Brandt", **BY)
        assert taken(dossier, patch) == STEPS[1:]


def test_who_is_named_stays_who_it_was_where_a_date_is_corrected() -> None:
    with pytest.MonkeyPatch.context() as patch, dossier_of(*ARTICLES) as dossier:
        row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas bombardé")
        judging.correct_row(dossier, row.key, date="2031-03-01", **BY)
        assert taken(dossier, patch) == ["divide_dossier"]


def test_a_rejection_tells_no_other_chapter_again() -> None:
    with pytest.MonkeyPatch.context() as patch, dossier_of(*ARTICLES) as dossier:
        patch.setattr(chapters, "LARGEST", 1)
        row = row_at(dossier.account("en"), EventRow, "phare", "n'a pas bombardé")
        before = set(kept_chapters(dossier.file, "en"))
        judging.reject_row(dossier, row.key, **BY)
        dossier.update("en")
        after = set(kept_chapters(dossier.file, "en"))
        assert len(before) == len(after) == 1 + len(before & after) > 1


def test_rows_on_actors_that_stand_are_not_written_again() -> None:
    with dossier_of(*ARTICLES) as dossier:
        query = "SELECT key, line, number FROM account_rows WHERE row = 'actor'"
        made = dossier.account("en")
        before = set(dossier.file.connection.execute(query))
        judging.merge_actors(dossier, "Ilda Marsan", "Teo Brandt", **BY)
        dossier.update("en")
        after = set(dossier.file.connection.execute(query))
        lines = {key: line for key, line, _ in before}
        stands = {key for key, line, _ in after if lines.get(key) == line}
        assert {key for key, _, _ in before & after} == stands and len(stands) > 1
        judging.undo(dossier, 1, **BY)
        dossier.update("en")
        assert dossier.account("en") == made


def test_a_kept_chapter_that_cannot_be_read_is_told_again_and_no_other() -> None:
    with pytest.MonkeyPatch.context() as patch, dossier_of(*ARTICLES) as dossier:
        patch.setattr(chapters, "LARGEST", 1)
        made = dossier.account("en")
        damaged = row_at(made, EventRow, "phare", "n'a pas bombardé").key
        told: list[list[str]] = []
        write = telling.write_rows

        def watched(situation, *rest):  # type: ignore[no-untyped-def]
            told.append([annotation.id for annotation in situation.annotations])
            return write(situation, *rest)

        patch.setattr(telling, "write_rows", watched)
        for line in ('{"row": "event"}', "not a line"):
            dossier.file.connection.execute("UPDATE account_rows SET line = ? WHERE key = ?", (line, damaged))
            assert dossier.account("en") == made
            assert len(told) == 1 and "phare" in told.pop()
        assert dossier.account("en") == made and not told


def test_articles_come_to_a_dossier_of_which_a_kept_chapter_cannot_be_read() -> None:
    *most, last = ARTICLES
    with pytest.MonkeyPatch.context() as patch, dossier_of(*most) as dossier:
        patch.setattr(chapters, "LARGEST", 1)
        dossier.update("en")
        dossier.file.connection.execute("UPDATE account_rows SET line = '{}' WHERE row = 'event'")
        put(dossier, last())
        dossier.update("en")
        assert dossier.account("en") == build_account(list(dossier.annotations()), "en")


def test_stories_are_grouped_again_where_another_encoder_reads() -> None:
    class OtherEncoder(meaning.SpellingEncoder):
        pass

    shelf = Shelf()
    held = HeldArticles([made() for made in ARTICLES])
    with pytest.MonkeyPatch.context() as patch:
        grouped: list[object] = []
        group = crosschecking.group_stories

        def watched(openings, matches, encoder):  # type: ignore[no-untyped-def]
            grouped.append(type(encoder))
            return group(openings, matches, encoder)

        patch.setattr(crosschecking, "group_stories", watched)
        for encoder in (meaning.SpellingEncoder(), OtherEncoder(), OtherEncoder()):
            crosscheck(held, "en", encoder=encoder, steps=shelf)
    assert grouped == [meaning.SpellingEncoder, OtherEncoder]


def ways_on(dossier: Dossier, left: list[Annotation]) -> list[Callable[[], object]]:
    """A decision of each kind, undoing the last, and adding the next article."""
    ways: list[Callable[[], object]] = [*every_way(dossier)]
    if last := last_ruling(dossier.file):
        ways.append(lambda: judging.undo(dossier, last, **BY))
    if left:
        ways.append(lambda: put(dossier, left.pop()))
    return ways


@pytest.mark.parametrize("largest", [1, 120])
@settings(max_examples=12, deadline=None)
@given(choices=st.lists(st.integers(0, 10), min_size=1, max_size=5))
def test_what_is_brought_up_to_date_is_what_is_made_from_nothing(
    largest: int, choices: Sequence[int]
) -> None:
    first, *rest = ARTICLES
    with pytest.MonkeyPatch.context() as patch, dossier_of(first) as dossier:
        patch.setattr(chapters, "LARGEST", largest)
        left = [made() for made in rest]
        for choice in [-1, *choices]:
            ways = ways_on(dossier, left)
            try:
                ways[choice % len(ways)]()
            except UsageError:
                continue
            dossier.update("en")
        kept = dossier.account("en")
        decided = load_decided(dossier.file)
        assert kept == build_account(list(dossier.annotations()), "en", decided)
        for table in ("crosschecks", "chapters", "account_rows", "steps", "story_dates"):
            dossier.file.connection.execute(f"DELETE FROM {table}")
        assert dossier.account("en") == kept


class Shelf:
    """One result a step, in memory."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[bytes, bytes]] = {}

    def recall(self, step: str, digest: bytes) -> bytes | None:
        known, found = self.held.get(step, (b"", b""))
        return found if known == digest else None

    def keep(self, step: str, digest: bytes, found: bytes) -> None:
        self.held[step] = digest, found


def test_what_cannot_be_read_any_more_is_found_again() -> None:
    shelf = Shelf()
    assert once(shelf, "sums", [1, 2], int, lambda: 3) == 3
    assert once(shelf, "sums", [1, 2], int, lambda: 99) == 3
    assert once(shelf, "sums", [1, 2], str, lambda: "three") == "three"
    assert once(shelf, "sums", [2, 2], int, lambda: 4) == 4
    assert once(None, "sums", [2, 2], int, lambda: 5) == 5
