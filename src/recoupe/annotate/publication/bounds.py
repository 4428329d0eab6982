"""An interval of days while evidence narrows it, and the reasons in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from recoupe.languages import word_list
from recoupe.model import Basis, Granularity, Published, Reason


@dataclass(slots=True)
class Bounds:
    """An interval of days being narrowed, with the reasons that narrowed it or could not.

    ``limit`` is the last day on which the article can have been published, where it is told when it was collected.
    """

    low: date | None = None
    high: date | None = None
    granularity: Granularity = Granularity.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    stated: str | None = None
    limit: date | None = None
    reasons: list[Reason] = field(default_factory=list)

    def admits(self, low: date | None, high: date | None) -> bool:
        """Whether the interval and another one have a day in common."""
        below = self.low is not None and high is not None and high < self.low
        above = self.high is not None and low is not None and low > self.high
        return not (below or above)

    def narrow(self, low: date | None, high: date | None) -> bool:
        """Intersect with another interval that is admitted; True where that changed anything."""
        before = (self.low, self.high)
        if low is not None:
            self.low = low if self.low is None else max(self.low, low)
        if high is not None:
            self.high = high if self.high is None else min(self.high, high)
        return before != (self.low, self.high)

    def infer(self) -> None:
        """Note that what is known now rests on an inference, unless a date is stated."""
        self.basis = Basis.STATED if self.basis is Basis.STATED else Basis.INFERRED

    def tell(self, key: str, **values: object) -> None:
        """Add a reason: a key of the table ``reasons`` and what fills its holes."""
        self.reasons.append(Reason(key=key, values={name: str(value) for name, value in values.items()}))

    def published(self, language: str = "fr") -> Published:
        """The interval as a record, its reasons worded in ``language``."""
        return Published(
            earliest=self.low.isoformat() if self.low else None,
            latest=self.high.isoformat() if self.high else None,
            granularity=self.granularity,
            basis=self.basis,
            because=word_reasons(self.reasons, language),
            stated=self.stated,
            reasons=tuple(self.reasons),
        )


def say(reason: Reason, language: str) -> str:
    """A reason in the reader's language; its value ``reason`` names another sentence of the table."""
    table = word_list(language, "dating")["reasons"]
    values = dict(reason.values)
    if "reason" in values:
        values["reason"] = table[values["reason"]].format(**values)
    return str(table[reason.key].format(**values))


def word_reasons(reasons: Sequence[Reason], language: str) -> str:
    """Several reasons in one line: « mis à jour le 2031-05-05 : l’article n’est pas plus récent »."""
    mark = " ; " if language == "fr" else "; "
    return mark.join(say(reason, language) for reason in reasons)
