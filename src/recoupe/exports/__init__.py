"""Exports: the rows of an account and their sources in the formats of other programs, one file per format.

Each file has one function, ``encode(material) -> Iterator[bytes]``, which gives the export piece by piece; the pieces, one after
the other, are the file. The same material always gives the same bytes.

What formats share: ``material`` and ``choosing`` (what is exported), ``tables``, ``graph``, ``sources``, ``telling`` and ``corpus``
(the shapes it takes), ``words`` and ``packing`` (what makes it safe and the same every time).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from recoupe.exports.choosing import choose, export_error, read_conditions, read_kinds
from recoupe.exports.material import ACCOUNT_KINDS, CLAIM_KINDS, KINDS, Material, gather

if TYPE_CHECKING:
    from recoupe.dossier import Dossier

OF_ACCOUNT = tuple(ACCOUNT_KINDS)
CITED = (*OF_ACCOUNT, "sources")
WHO = (*CLAIM_KINDS, "relations", "actors")


class Format(NamedTuple):
    """An output format, written by the module of its name: the kinds of row it takes, and those it takes unasked.

    ``library`` is the module it cannot do without; ``texts``: it holds whole texts or nothing;
    ``binary``: not for a terminal; ``folder``: a folder of files, as a zip archive.
    """

    kinds: tuple[str, ...] = OF_ACCOUNT
    unasked: tuple[str, ...] = OF_ACCOUNT
    library: str | None = None
    texts: bool = False
    binary: bool = False
    folder: bool = False


FORMATS = {
    "bibtex": Format(CITED, ("sources",)),
    "csl": Format(CITED, ("sources",)),
    "csv": Format(KINDS),
    "followthemoney": Format(),
    "gexf": Format((*OF_ACCOUNT, "copying")),
    "graphml": Format((*OF_ACCOUNT, "copying")),
    "html": Format(),
    "ical": Format(("events", "ledger"), ("events", "ledger")),
    "iramuteq": Format(CITED, ("sources",), texts=True),
    "jsonl": Format(KINDS),
    "markdown": Format(WHO, WHO, binary=True, folder=True),
    "parquet": Format(KINDS, library="pyarrow", binary=True),
    "pdf": Format(binary=True),
    "plover": Format(("events",), ("events",)),
    "polecat": Format(("events",), ("events",)),
    "ris": Format(CITED, ("sources",)),
    "schemaorg": Format(),
    "timelinejs": Format(CLAIM_KINDS, ("events", "ledger")),
    "txm": Format(CITED, ("sources",), texts=True, binary=True, folder=True),
    "webannotation": Format(),
    "xlsx": Format(KINDS, KINDS, library="openpyxl", binary=True),
}
"""The formats by the name that ``--to`` takes."""


def format_named(name: str, language: str = "fr") -> Format:
    """The format of this name, ready to be written; raises ``UsageError`` where there is none or its library is not installed."""
    if name not in FORMATS:
        raise export_error("no_such_format", language, "--to", name=name, known=", ".join(FORMATS))
    found = FORMATS[name]
    if found.library and find_spec(found.library) is None:
        raise export_error("no_library", language, f"--to {name}", library=found.library)
    return found


def kinds_for(name: str, asked: tuple[str, ...], language: str = "fr") -> tuple[str, ...]:
    """The kinds of row a format is to hold: those asked for, else its own; raises ``UsageError`` for one it does not take."""
    found = FORMATS[name]
    for kind in asked:
        if kind not in found.kinds:
            raise export_error(
                "kind_not_taken", language, "--rows", kind=kind, format=name, known=", ".join(found.kinds)
            )
    return asked or found.unasked


def encode(name: str, material: Material) -> Iterator[bytes]:
    """The export in the format of this name, piece by piece; raises ``UsageError`` where it would need whole texts."""
    _check_texts(name, material.with_text, material.language)
    pieces: Iterator[bytes] = import_module(f"recoupe.exports.{name}").encode(material)
    return pieces


def _check_texts(name: str, with_text: bool, language: str) -> None:
    if format_named(name, language).texts and not with_text:
        raise export_error("needs_text", language, f"--to {name}")


def export(
    dossier: Dossier,
    to: str,
    *,
    rows: Iterable[str] = (),
    where: Iterable[str] = (),
    language: str = "fr",
    with_text: bool = False,
    guarded: bool = False,
) -> Iterator[bytes]:
    """A dossier in the format named ``to``, piece by piece; ``rows`` and ``where`` choose as they do on the command line.

    ``with_text`` allows whole texts, ``guarded`` keeps the cells of a CSV from starting a formula. Raises ``UsageError``, before
    anything is read, for a format, kind of row or condition that is none.
    """
    _check_texts(to, with_text, language)
    kinds = kinds_for(to, read_kinds(rows, language), language)
    conditions = read_conditions(where, language)
    material = choose(
        dossier.account(language),
        gather(dossier.annotations()),
        kinds,
        conditions,
        inputs=dossier.inputs(),
        language=language,
        with_text=with_text,
        guarded=guarded,
    )
    return encode(to, material)
