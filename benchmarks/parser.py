"""Who the parser alone takes for the speaker, against Recoupe, in the constructions that parsers of French misread.

    python -m benchmarks.parser

Reads the invented sentences of ``tests/gold_attributions_fr.txt`` that name who says what beside a verb of saying. The
parser is right where a subject (``nsubj``) of that verb is the gold speaker, whole name included; Recoupe is right where
a record of the same content has that speaker. A sentence counts in every construction that it shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Article, Reading, Role, Token, Zone, has_parser, parse
from recoupe.languages import word_list

GOLD = Path(__file__).parents[1] / "tests" / "gold_attributions_fr.txt"
ENDINGS = re.compile(r"(?<=..)(?:ai(?:t|ent)|er(?:a|ont|ait|aient|ent)?|es?|ent|a)$")
AFTER_BREAK = re.compile(
    r"(?:[,?!»”\"“›–—]\s*|comme )(?:[slm]['’]|se |a |ont |avait |est |fait )*$", re.IGNORECASE
)
SUBJECT_FIRST = re.compile(r"(?:\w+(?: |['’]))?\0 [^,:]{0,12}")
QUALIFIERS = {"le", "la", "les", "l", "un", "une", "des", "de", "du", "d"}
CONSTRUCTIONS = ("subject first, no marks", "inverted subject", "incise in mid-sentence", "quotation marks")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of gold: a sentence, what is said in it, and who says it."""

    text: str
    content: str
    speaker: str


def read_gold(path: Path = GOLD) -> Iterator[Said]:
    """The lines of gold that name a speaker who stands in the sentence."""
    text = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            content, speaker, *_ = [field.strip() for field in f"{line[2:]}|".split("|")]
            if speaker in text and speaker not in ("", "-"):
                yield Said(text, content, speaker)
        elif line and not line.startswith("#"):
            text = line


def bare(word: str) -> str:
    """A word without accents and doubled letters, so that the forms of a verb keep one stem: "rappelle", "rappeler"."""
    letters = unicodedata.normalize("NFD", word.lower())
    return re.sub(r"(.)\1", r"\1", "".join(letter for letter in letters if letter.isalpha()))


@cache
def forms_and_stems() -> tuple[frozenset[str], frozenset[str]]:
    """The listed forms of irregular verbs of saying, the stems of the others."""
    tables = word_list("fr", "attributions")
    lemmas = {re.split(r"[ ']", lemma)[-1] for table in tables["verbs"].values() for lemma in table}
    irregular = {bare(form) for forms in tables["irregular"].values() for form in forms.split()}
    return frozenset(irregular), frozenset(bare(lemma[:-2]) for lemma in lemmas if lemma.endswith("er"))


def is_saying(token: Token) -> bool:
    """Whether a word has the form of a verb of saying that has a subject, whatever the parser takes it for."""
    forms, stems = forms_and_stems()
    word = bare(token.text)
    stem = ENDINGS.sub("", word)
    return not word.endswith("ant") and (word in forms or (stem != word and stem in stems))


def words_of(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - QUALIFIERS


def verb_of(reading: Reading, said: Said) -> Token | None:
    """The verb of saying nearest to the speaker, in the words that are not the content."""
    start = reading.text.index(said.content)
    inside = range(start, start + len(said.content))
    outside = [match.start() for match in re.finditer(re.escape(said.speaker), reading.text)]
    place = next((start for start in outside if start not in inside), outside[0])
    name = range(place, place + len(said.speaker))
    quoted = any(quote.start < place < quote.end for quote in reading.quotes)
    verbs = [
        token
        for token in reading.tokens
        if token.start not in name
        and is_saying(token)
        and (place in inside or token.start not in inside)
        and (quoted or not any(quote.start < token.start < quote.end for quote in reading.quotes))
    ]
    return min(verbs, key=lambda token: (abs(token.start - place), token.start), default=None)


def constructions(reading: Reading, said: Said, verb: Token) -> Iterator[str]:
    """The constructions that a sentence shows: by its surface, and by where the verb stands in what is said."""
    text, content = reading.text, reading.text.index(said.content)
    before, after = text[: verb.start], text[verb.end :]
    between, name, _ = after.partition(said.speaker)
    inverted = bool(AFTER_BREAK.search(before) and name and not between.endswith(("par ", "par la ")))
    end = verb.end + len(between + name)
    if inverted:
        yield "inverted subject"
    if inverted and content < verb.start and end < content + len(said.content):
        yield "incise in mid-sentence"
    if reading.quotes and (name or ". " not in before.partition(said.speaker)[2]):
        yield "quotation marks"
    elif not inverted and SUBJECT_FIRST.fullmatch(before.replace(said.speaker, "\0", 1)):
        yield "subject first, no marks"


def subtree(token: Token) -> list[Token]:
    found = [token]
    for word in found:
        found.extend(word.children)
    return found


def parser_is_right(verb: Token, said: Said) -> bool:
    """Whether a subject that the parser gives the verb, or a name that it sets beside it, is the gold speaker.

    "fait" has its subject at the verb it helps ("a fait savoir"); the words below the subject must hold the whole name.
    """
    name = words_of(said.speaker)
    governor = verb.head if verb.dep in ("dep", "aux:caus") else verb
    subjects = [child for child in governor.children if child.dep.startswith("nsubj")]
    heads = subjects + [
        name for child in subjects for name in child.children if name.dep in ("appos", "flat:name")
    ]
    return any(
        words_of(head.text) & name
        and name <= {word for token in subtree(head) for word in words_of(token.text)}
        for head in heads
    )


def recoupe_is_right(reading: Reading, said: Said) -> bool:
    """Whether a record that covers half of the content, counted with what it adds, has the gold speaker."""
    start = reading.text.index(said.content)
    end = start + len(said.content)
    for one in find_attributions(reading):
        shared = min(end, one.end) - max(start, one.start)
        if 2 * shared >= max(end, one.end) - min(start, one.start) and one.speaker and one.speaker.name:
            name = words_of(one.speaker.name)
            if words_of(said.speaker) <= name or name <= words_of(said.speaker):
                return True
    return False


def read_sentences(golds: list[Said]) -> Iterator[Reading]:
    """Each sentence parsed as an article of one paragraph, with its quotations."""
    for reading in parse(
        Reading(Article(id="1", text=said.text), "fr", (Zone(start=0, end=len(said.text), role=Role.BODY),))
        for said in golds
    ):
        reading.quotes = find_quotes(reading)
        yield reading


def measure(golds: list[Said]) -> dict[str, Counter[str]]:
    """For each construction: sentences, and how often the parser's subject and Recoupe's speaker are right.

    A verb counts once, with the first line of gold that it stands beside.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in CONSTRUCTIONS}
    seen: set[tuple[str, int]] = set()
    for said, reading in zip(golds, read_sentences(golds), strict=True):
        verb = verb_of(reading, said)
        if verb is None or (said.text, verb.index) in seen:
            continue
        seen.add((said.text, verb.index))
        right = {"parser": parser_is_right(verb, said), "recoupe": recoupe_is_right(reading, said)}
        for name in constructions(reading, said, verb):
            counts[name].update({"sentences": 1, **right})
    return counts


def main() -> None:
    if not has_parser("fr"):
        print("the French parser is not installed: nothing to measure")
        return
    print("| construction | sentences | parser's subject right | Recoupe's speaker right |")
    print("|---|---|---|---|")
    for name, count in measure(list(read_gold())).items():
        print(f"| {name} | {count['sentences']} | {count['parser']} | {count['recoupe']} |")


if __name__ == "__main__":
    main()
