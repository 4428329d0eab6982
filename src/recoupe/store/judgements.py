"""Decisions in the dossier's file: appended, read back, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from recoupe.crosscheck.judged import RETOLD, Decided
from recoupe.decisions import Decision, DecisionKind
from recoupe.store.file import DossierFile

_RETOLD = ", ".join(f"'{kind.value}'" for kind in sorted(RETOLD))
_LAST_RULING = f"""
SELECT coalesce(max(number), 0) FROM decisions AS made WHERE kind IN ({_RETOLD}) OR kind = '{DecisionKind.UNDO.value}'
AND (SELECT kind FROM decisions WHERE uid = made.undoes) IN ({_RETOLD}, '{DecisionKind.UNDO.value}')
"""


def load_decisions(file: DossierFile) -> list[Decision]:
    """Every decision ever made, in the order in which they were made or imported."""
    rows = file.connection.execute("SELECT number, line FROM decisions ORDER BY number")
    return [
        msgspec.structs.replace(msgspec.json.decode(line, type=Decision), number=number)
        for number, line in rows
    ]


def load_decided(file: DossierFile) -> Decided:
    """The decisions in force, on the articles of this file."""
    decisions = load_decisions(file)
    return Decided.of(decisions, file.identities()) if decisions else Decided()


def last_ruling(file: DossierFile) -> int:
    """The number of the last decision after which the account is told anew, 0 where there is none; to take back a note is none."""
    return int(file.connection.execute(_LAST_RULING).fetchone()[0])


def append_decisions(file: DossierFile, decisions: Sequence[Decision]) -> list[Decision]:
    """Append decisions, all or none, and give them back with their numbers; on the disk, whatever happens, when this returns.

    One without a ``uid`` is given one. One whose ``uid`` is here already is left out.
    """
    written = []
    file.connection.execute("PRAGMA synchronous = FULL")
    try:
        with file.transaction() as connection:
            known = {uid for (uid,) in connection.execute("SELECT uid FROM decisions")}
            number = int(connection.execute("SELECT coalesce(max(number), 0) FROM decisions").fetchone()[0])
            for decision in decisions:
                uid = decision.uid or _fresh_uid(decision, known)
                if uid in known:
                    continue
                known.add(uid)
                number += 1
                decision = msgspec.structs.replace(decision, number=number, uid=uid)
                connection.execute(
                    "INSERT INTO decisions (number, uid, author, at, kind, undoes, line) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        number,
                        uid,
                        decision.author,
                        decision.at,
                        decision.kind.value,
                        decision.undoes,
                        msgspec.json.encode(decision).decode(),
                    ),
                )
                written.append(decision)
    finally:
        file.connection.execute("PRAGMA synchronous = NORMAL")
    return written


def _fresh_uid(decision: Decision, known: set[str]) -> str:
    """A digest of what is decided, by whom and when; of the same decided again, another one."""
    told = msgspec.json.encode(msgspec.structs.replace(decision, number=0, uid=""))
    times = 0
    while (uid := hashlib.sha256(told + str(times).encode()).hexdigest()[:24]) in known:
        times += 1
    return uid
