"""What the dossier's file remembers of its inputs beside their rows: what servers said of pages that were fetched."""

from __future__ import annotations

from collections.abc import Mapping

from recoupe.readers.fetch import Version
from recoupe.store.file import DossierFile


def forget_inputs(file: DossierFile, origins: list[str]) -> None:
    """Take the rows of these inputs out."""
    with file.transaction() as connection:
        connection.executemany("DELETE FROM inputs WHERE origin = ?", [(origin,) for origin in origins])


def fetched_versions(file: DossierFile) -> dict[str, Version]:
    """By address, what its server said of the version that was read last."""
    with file.transaction() as connection:
        rows = connection.execute("SELECT url, etag, modified FROM fetched ORDER BY url").fetchall()
    return {url: Version(etag, modified) for url, etag, modified in rows}


def save_versions(file: DossierFile, versions: Mapping[str, Version]) -> None:
    """Keep these in place of those before."""
    with file.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO fetched (url, etag, modified) VALUES (?, ?, ?)",
            [(url, version.etag, version.modified) for url, version in sorted(versions.items())],
        )
