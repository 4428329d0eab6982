"""Passwords: kept as a scrypt digest, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import UsageError

COST, BLOCKS, LANES = 2**15, 8, 1
"""scrypt's N, r and p: 32 MiB and about a tenth of a second (OWASP's password storage cheat sheet)."""
SHORTEST = 10


class Password(NamedTuple):
    """A salted digest; the password itself is nowhere kept."""

    salt: bytes
    digest: bytes

    def matches(self, given: str) -> bool:
        """Whether this is the password, in a time that does not tell how near it was."""
        return hmac.compare_digest(self.digest, _digest(given, self.salt))

    def line(self) -> str:
        """The digest as one line of text."""
        return f"scrypt:{COST}:{BLOCKS}:{LANES}:{self.salt.hex()}:{self.digest.hex()}"


def hash_password(password: str) -> Password:
    """The digest of a password of at least ``SHORTEST`` characters; raises ``UsageError`` for a shorter one."""
    if len(password) < SHORTEST:
        raise UsageError(
            f"a password has at least {SHORTEST} characters", remedy="Several words are easy to keep."
        )
    salt = secrets.token_bytes(16)
    return Password(salt, _digest(password, salt))


def read_password(path: Path) -> Password:
    """The digest kept in a file that ``write_password`` made; raises ``UsageError`` where it holds none."""
    try:
        kind, cost, blocks, lanes, salt, digest = path.read_text(encoding="ascii").strip().split(":")
        if (kind, int(cost), int(blocks), int(lanes)) != ("scrypt", COST, BLOCKS, LANES):
            raise ValueError(kind)
        return Password(bytes.fromhex(salt), bytes.fromhex(digest))
    except (OSError, ValueError) as error:
        raise UsageError(
            "this is no file of a password", where=str(path), remedy="Delete it and choose a password again."
        ) from error


def write_password(password: Password, path: Path) -> None:
    """Keep the digest in a new file that only its owner can read."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(password.line() + "\n", encoding="ascii")


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=COST,
        r=BLOCKS,
        p=LANES,
        maxmem=2 * 128 * COST * BLOCKS,
        dklen=32,
    )
