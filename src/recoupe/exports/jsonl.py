"""The rows of an account as account lines (JSON Lines, UTF-8), one a row, every field as the format has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from recoupe.model import AccountRow


def encode(rows: Iterable[AccountRow]) -> Iterator[bytes]:
    """The lines, each with its line end, in the order of the rows."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        yield encoder.encode(row) + b"\n"
