"""The digest of an account in a file, which reads from it no more than what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from recoupe.model import AccountRow, InputRow, PositionRow, QuantityRow, RelationRow, Standing
from recoupe.store.shown import KeptAccount, ShownRows
from recoupe.tally import Tally
from recoupe.views.dates import Stretch, stretch_of
from recoupe.views.digest import Digest
from recoupe.views.wording import Wording


class OpenedDigest(Digest):
    """What the terminal and the first screen show of an account, with the order and the counts of ``Digest``; it knows no texts.

    ``inputs`` are those that could not be read, or not wholly.
    """

    def __init__(
        self, kept: KeptAccount, inputs: Sequence[InputRow], wording: Wording, name: str | None = None
    ) -> None:
        self._kept = kept
        self._name = name
        self.inputs = inputs
        self.wording = wording
        self.article_count = kept.articles
        self.lineage_count = kept.lineages
        self.awaited = kept.awaited
        self.settled = kept.settled

    @cached_property
    def by_standing(self) -> dict[Standing, ShownRows]:
        """What was told, by standing, the most telling rows first."""
        return {standing: self._kept.told(standing) for standing in Standing}

    @cached_property
    def tally(self) -> Tally:
        """Who acts in the account's events and positions, where and when, counted."""
        return self._kept.tally

    @cached_property
    def published_within(self) -> list[Stretch]:
        """Between which days articles came out."""
        return [stretch_of(*days) for days in self._kept.published]

    @cached_property
    def outlets(self) -> list[str]:
        """Names of the outlets that published, sorted."""
        return self._kept.outlets

    def row(self, key: str) -> AccountRow | None:
        """The row of a key, None where there is none."""
        return self._kept.get(key)

    @cached_property
    def relations(self) -> list[RelationRow]:
        """How rows bear on one another, in the account's order."""
        return self._kept.rows_of(RelationRow)

    @property
    def lines_changed(self) -> ShownRows:
        """What superseded or settled something, in the account's order."""
        return self._kept.changed

    @cached_property
    def positions(self) -> list[PositionRow]:
        """Who wants what, in the account's order."""
        return self._kept.rows_of(PositionRow)

    @cached_property
    def quantities(self) -> list[QuantityRow]:
        """Figures, in the account's order."""
        return self._kept.rows_of(QuantityRow)
