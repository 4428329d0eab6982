"""A query in FTS5's language, and the marks of its words in a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from recoupe.store.search.query import TEXT, Both, Column, Either, Near, Node, Term
from recoupe.store.search.words import Word, empty_words, fold, stems_asked

MOST_SPELLINGS = 6
"""How many combinations of the stems of several words in a row are asked for."""


def terms_of(node: Node) -> Iterator[Term]:
    """The terms that are wanted, from left to right; those excluded are left out."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Near):
        yield from node.terms
    elif isinstance(node, Both):
        for part in node.wanted:
            yield from terms_of(part)
    else:
        for part in node.parts:
            yield from terms_of(part)


def is_common(term: Term) -> bool:
    """Whether a term is nothing but words that carry no meaning, which are not kept by their stems."""
    return term.column is Column.STEM and all(fold(word) in empty_words() for word in term.words)


def without_common(node: Node) -> Node | None:
    """The query without its terms that are too common; None where nothing else is wanted."""
    if isinstance(node, Term):
        return None if is_common(node) else node
    if isinstance(node, Near):
        terms = tuple(term for term in node.terms if not is_common(term))
        return Near(terms, node.distance) if len(terms) > 1 else terms[0] if terms else None
    parts = node.wanted if isinstance(node, Both) else node.parts
    kept = tuple(part for part in map(without_common, parts) if part is not None)
    if not kept:
        return None
    if isinstance(node, Either):
        return kept[0] if len(kept) == 1 else Either(kept)
    unwanted = tuple(part for part in map(without_common, node.unwanted) if part is not None)
    return kept[0] if len(kept) == 1 and not unwanted else Both(kept, unwanted)


def as_written(node: Node) -> Node:
    """The query with each term that is too common looked for as it is written."""
    if isinstance(node, Term):
        return Term(node.words, Column.EXACT) if is_common(node) else node
    if isinstance(node, Near):
        return Near(tuple(Term(term.words, Column.EXACT) for term in node.terms), node.distance)
    if isinstance(node, Both):
        return Both(tuple(map(as_written, node.wanted)), tuple(map(as_written, node.unwanted)))
    return Either(tuple(map(as_written, node.parts)))


# --------------------------------------------------------------------------- FTS5


def expression(node: Node) -> str:
    """The FTS5 expression of a query. Every word in it is quoted, so that nothing typed is ever syntax."""
    if isinstance(node, Term):
        star = " *" if node.prefix else ""
        spelled = [f'"{" ".join(words)}"{star}' for words in _spellings(node)]
        return f"{node.column.value} : " + (spelled[0] if len(spelled) == 1 else f"({' OR '.join(spelled)})")
    if isinstance(node, Near):
        choices = islice(product(*(_spellings(term) for term in node.terms)), MOST_SPELLINGS)
        spelled = [_near(choice, node.distance) for choice in choices]
        return f"{node.terms[0].column.value} : ({' OR '.join(spelled)})"
    if isinstance(node, Either):
        return " OR ".join(f"({expression(part)})" for part in node.parts)
    wanted = " AND ".join(f"({expression(part)})" for part in node.wanted)
    if not node.unwanted:
        return wanted
    unwanted = " OR ".join(f"({expression(part)})" for part in node.unwanted)
    return f"({wanted}) NOT ({unwanted})"


def _near(phrases: Sequence[Sequence[str]], distance: int) -> str:
    quoted = " ".join(f'"{" ".join(words)}"' for words in phrases)
    return f"NEAR({quoted}, {distance})"


def _spellings(term: Term) -> list[tuple[str, ...]]:
    """The folded words or stems in a row that a term may stand for."""
    if term.column is not Column.STEM:
        return [tuple(fold(word) for word in term.words)]
    choices = (stems_asked(word) for word in term.words)
    return list(islice(product(*choices), MOST_SPELLINGS))


# --------------------------------------------------------------------------- marks

Run = tuple[int, int]
"""The first and the last of the words that answer a term, as numbers of words of the passage."""


def find_marks(node: Node | None, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the words that answer a query stand, as places in the text: sorted, none within another."""
    runs = sorted(set(_runs_of(node, words))) if node is not None else []
    marks: list[tuple[int, int]] = []
    for first, last in runs:
        start, end = words[first].start, words[last].end
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return marks


def _runs_of(node: Node, words: Sequence[Word]) -> Iterator[Run]:
    if isinstance(node, Term):
        yield from _term_runs(node, words)
    elif isinstance(node, Near):
        yield from _near_runs(node, words)
    else:
        for part in node.wanted if isinstance(node, Both) else node.parts:
            yield from _runs_of(part, words)


def _term_runs(term: Term, words: Sequence[Word]) -> list[Run]:
    """The words in a row that answer a term; by stems, words that carry no meaning may stand between."""
    if term.column not in TEXT:
        return []
    if term.column is Column.STEM:
        kept = [(number, word.stem) for number, word in enumerate(words) if word.stem is not None]
    else:
        kept = [(number, word.folded) for number, word in enumerate(words)]
    runs = []
    for spelling in _spellings(term):
        for at in range(len(kept) - len(spelling) + 1):
            met = kept[at : at + len(spelling)]
            whole = all(form == wanted for (_, form), wanted in zip(met[:-1], spelling[:-1], strict=True))
            last, wanted = met[-1][1], spelling[-1]
            if whole and (last.startswith(wanted) if term.prefix else last == wanted):
                runs.append((met[0][0], met[-1][0]))
    return runs


def _near_runs(near: Near, words: Sequence[Word]) -> Iterator[Run]:
    """The runs that have one of each other term near: between its end and the beginning of the last, at most the distance.

    Words are counted as FTS5 counts them: by stems, those that carry no meaning are not there.
    """
    column = near.terms[0].column
    order = [n for n, word in enumerate(words) if column is Column.EXACT or word.stem is not None]
    rank = {number: place for place, number in enumerate(order)}
    found = [[(rank[a], rank[b]) for a, b in sorted(set(_term_runs(term, words)))] for term in near.terms]
    for last in sorted({first for runs in found for first, _ in runs}):
        together = [[run for run in runs if run[0] <= last <= run[1] + 1 + near.distance] for runs in found]
        if all(together):
            yield from ((order[a], order[b]) for runs in together for a, b in runs)
