"""RTF: the words of a document, which may be an export of a press database."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.document import read_paragraphs
from recoupe.readers.source import Source

TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
UNREAD = frozenset(
    ("annotation", "atnauthor", "atnid", "author", "bkmkend", "bkmkstart", "colortbl", "comment", "company", "datastore", "fldinst", "fontemb",
     "fonttbl", "footer", "footerf", "footerl", "footerr", "footnote", "generator", "header", "headerf", "headerl", "headerr", "info",
     "keywords", "latentstyles", "listoverridetable", "listtable", "object", "operator", "pict", "revtbl", "rsidtbl", "shppict", "nonshppict",
     "stylesheet", "themedata", "title", "xmlnstbl")
)  # fmt: skip
WORDS = {"par": "\n", "sect": "\n", "page": "\n", "line": "\n", "row": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "—", "endash": "–",
         "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " "}  # fmt: skip
SYMBOLS = {"~": "\N{NO-BREAK SPACE}", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
MAX_GROUPS = 10_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the input opens an RTF group."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles: those of a press database's export, or the one that the document is."""
    markup = source.read_whole().decode("latin-1")
    text = rtf_text(markup)
    if text is None:
        yield problem_row(source.origin, Problem.NOT_READABLE_AS, detail="RTF")
    else:
        is_cut = markup.rstrip("\0 \r\n\t")[-1:] != "}"
        yield from read_paragraphs([line.strip() for line in text.split("\n")], source.origin, is_cut)


def rtf_text(markup: str) -> str | None:
    """The words of RTF read as Latin-1, paragraphs on lines, cells apart by tabs; None for groups deeper than ``MAX_GROUPS``.

    Letters are given as bytes of the document's code page (``\\'e9``) or by their number (``\\u233``), behind which
    a stand-in for old programs is left out, as long as ``\\uc`` says.
    """
    page = _code_page(markup)
    words: list[str] = []
    letters = bytearray()
    groups: list[tuple[bool, int]] = []
    is_unread, stand_in, skipped = False, 1, 0
    for match in TOKEN.finditer(markup):
        word, number, letter, symbol, brace, plain = match.groups()
        if letter is not None:
            if skipped:
                skipped -= 1
            elif not is_unread:
                letters.append(int(letter, 16))
            continue
        if letters:
            words.append(letters.decode(page, "replace"))
            letters.clear()
        if brace == "{":
            if len(groups) >= MAX_GROUPS:
                return None
            groups.append((is_unread, stand_in))
        elif brace == "}":
            is_unread, stand_in = groups.pop() if groups else (False, 1)
            skipped = 0
        elif symbol == "*" or word in UNREAD:
            is_unread = True
        elif word == "uc":
            stand_in = min(int(number or 1), 10)
        elif not is_unread and word == "u" and number:
            words.append(chr(int(number) % 65_536))
            skipped = stand_in
        elif not is_unread and word is not None:
            words.append(WORDS.get(word, ""))
        elif not is_unread and symbol is not None:
            words.append(SYMBOLS.get(symbol, ""))
        elif not is_unread and plain is not None:
            words.append(plain[skipped:])
            skipped = max(0, skipped - len(plain))
    words.append(letters.decode(page, "replace"))
    return "".join(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _code_page(markup: str) -> str:
    """The code page that the document names, cp1252 where it names none that Python knows."""
    named = re.search(r"\\ansicpg(\d{1,5})", markup[:4_096])
    page = "mac_roman" if "\\mac" in markup[:200] else f"cp{named[1]}" if named else "cp1252"
    try:
        return codecs.lookup(page).name
    except LookupError:
        return "cp1252"
