"""The chosen articles as BibTeX (UTF-8), for LaTeX, JabRef and Zotero: ``@article``, with biblatex's ``date`` beside ``year``."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.material import Material
from recoupe.exports.sources import Work, works

ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""What LaTeX would take for a command."""
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def encode(material: Material) -> Iterator[bytes]:
    """The entries, one after the other; titles keep their capitals, a field without value is left out."""
    for work in works(material):
        lines = [f"  {name} = {{{value}}}" for name, value in _fields(work) if value]
        yield (f"@article{{{work.key},\n" + ",\n".join(lines) + "\n}\n\n").encode("utf-8", "replace")


def _fields(work: Work) -> list[tuple[str, str]]:
    date = work.date or ""
    return [
        ("title", f"{{{work.title.translate(ESCAPED)}}}"),
        ("author", f"{{{work.author.translate(ESCAPED)}}}" if work.author else ""),
        ("journal", (work.outlet or "").translate(ESCAPED)),
        ("date", date),
        ("year", date[:4]),
        ("month", str(int(date[5:7])) if len(date) > 4 else ""),
        ("url", (work.url or "").translate(IN_ADDRESS)),
        ("langid", work.language),
        ("note", work.note.translate(ESCAPED)),
    ]
