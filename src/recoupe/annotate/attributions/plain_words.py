"""English sentences without a parser: words with the quotation they stand in, sentences, verb groups of saying."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from recoupe.annotate.reading import Quote, Reading, Standing
from recoupe.languages import word_list
from recoupe.model import Act

WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+|,\d{3}(?!\d))*|\S")
FINAL = frozenset(".!?;")
MAX_SENTENCE_WORDS = 300
GROUP_REACH = 6


class Word(NamedTuple):
    """A word or mark: offsets into the article's text, its lower-case form, the quotation it stands in (-1 for none)."""

    start: int
    end: int
    text: str
    lower: str
    quote: int


@dataclass(slots=True, frozen=True)
class Verb:
    """One verb of saying: its name in the word list, constructions (letters, see the TOML file), meaning and act."""

    lemma: str
    takes: frozenset[str]
    meaning: str
    act: Act


@dataclass(slots=True)
class Group:
    """A verb of saying in a sentence: places ``first..last`` of its group ("did not say"), and whether it is negated."""

    first: int
    last: int
    verb: Verb
    negated: bool = False


@dataclass(slots=True)
class PlainSentence:
    """The words of a sentence, and the outermost quotations that stand in it."""

    words: list[Word]
    paragraph: int
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True, frozen=True, eq=False)
class PlainLexicon:
    """The tables of a language that is read without a parser."""

    forms: dict[str, tuple[Verb, ...]]
    tables: dict[str, dict[str, frozenset[str]]]

    def words(self, table: str, key: str) -> frozenset[str]:
        return self.tables.get(table, {}).get(key, frozenset())


@cache
def plain_lexicon(language: str) -> PlainLexicon | None:
    """The words of saying of a language that is read without a parser; None where it has none."""
    tables = word_list(language, "attributions")
    if not tables.get("plain"):
        return None
    forms: dict[str, list[Verb]] = {}
    for meaning, table in tables["verbs"].items():
        for lemma, line in table.items():
            if isinstance(line, dict):
                verb = Verb(lemma, frozenset(line["takes"].split()), meaning, Act(table["act"]))
                for form in line["forms"].split():
                    forms.setdefault(form, []).append(verb)
    others = {
        name: {key: frozenset(words) for key, words in table.items()}
        for name, table in tables.items()
        if name not in ("plain", "verbs")
    }
    return PlainLexicon({form: tuple(verbs) for form, verbs in forms.items()}, others)


def plain_sentences(reading: Reading, lexicon: PlainLexicon) -> list[PlainSentence]:
    """The sentences of the paragraphs that are read, a quotation in one piece; the last article's are remembered."""
    return _sentences(Standing(reading, reading.quotes, reading.paragraphs), lexicon)


@lru_cache(maxsize=1)
def _sentences(standing: Standing, lexicon: PlainLexicon) -> list[PlainSentence]:
    reading = standing.reading
    outer = [quote for quote in reading.quotes if quote.depth == 0]
    starts = [quote.start for quote in outer]
    found: list[PlainSentence] = []
    for number, zone in enumerate(reading.paragraphs):
        words = []
        for match in WORD.finditer(reading.text, zone.start, zone.end):
            start, end = match.span()
            place = bisect_left(starts, end) - 1 if outer else -1
            inside = place if place >= 0 and start < outer[place].end else -1
            text = match.group()
            if "’" in text:
                text = text.replace("’", "'")
            words.append(Word(start, end, text, text.lower(), inside))
        found.extend(_cut(words, outer, number, lexicon))
    return found


def _cut(
    words: list[Word], quotes: list[Quote], paragraph: int, lexicon: PlainLexicon
) -> list[PlainSentence]:
    found: list[PlainSentence] = []
    here = 0
    for place, word in enumerate(words):
        last = place == len(words) - 1
        if word.quote < 0 and word.text not in FINAL and not last and place - here < MAX_SENTENCE_WORDS:
            continue
        if last or place - here >= MAX_SENTENCE_WORDS or _ends(words, place, quotes, lexicon):
            inside = words[here : place + 1]
            numbers = sorted({word.quote for word in inside if word.quote >= 0})
            found.append(PlainSentence(inside, paragraph, [quotes[number] for number in numbers]))
            here = place + 1
    return found


def _ends(words: list[Word], place: int, quotes: list[Quote], lexicon: PlainLexicon) -> bool:
    """Whether a sentence ends after a word: at a final mark, or at a quotation that ends with one."""
    word, after = words[place], words[place + 1]
    if word.quote >= 0:
        if after.quote == word.quote:
            return False
        final = words[place - 1] if word.start >= quotes[word.quote].inner.end and place else word
        if final.text not in FINAL or not (after.text[0].isupper() or after.quote >= 0):
            return False
        return final.text == "." or not _speaks_next(words, place + 1, lexicon)
    if word.text not in FINAL:
        return False
    before = words[place - 1] if place else word
    short = before.lower in lexicon.words("abbreviations", "words")
    if word.text == "." and (short or (len(before.text) == 1 and before.text.isupper())):
        return False
    return after.quote >= 0 or after.text[0].isupper() or after.text[0].isdigit()


def _speaks_next(words: list[Word], place: int, lexicon: PlainLexicon) -> bool:
    """Whether a verb of saying follows within a few words: '"Stop!" Ada Pell shouted.' goes on after its quotation."""
    for word in words[place : place + GROUP_REACH]:
        if word.quote >= 0 or word.text in FINAL or word.text == ",":
            return False
        if any("i" in verb.takes for verb in lexicon.forms.get(word.lower, ())):
            return True
    return False


def find_groups(sentence: PlainSentence, lexicon: PlainLexicon) -> list[Group]:
    """The verbs of saying outside the quotations of a sentence, each with its group."""
    found = []
    for place, word in enumerate(sentence.words):
        if word.quote < 0 and word.lower in lexicon.forms:
            group = _read_group(sentence.words, place, lexicon)
            if group is not None:
                found.append(group)
    return found


def _read_group(words: list[Word], place: int, lexicon: PlainLexicon) -> Group | None:
    """The group at a verb; None of a passive, of "not to say", of a noun ("the reports")."""
    verb = _choose(words, place, lexicon)
    helpers, negations = lexicon.words("group", "helpers"), lexicon.words("group", "negations")
    first, negated = place, False
    if place and words[place - 1].lower == "to":
        if place < 2 or words[place - 2].lower not in lexicon.words("group", "refusals"):
            return None
        first, negated = place - 2, True
    elif words[place].lower == verb.lemma and place and words[place - 1].lower in ("a", "the", "to"):
        return None
    while first > 0 and place - first < GROUP_REACH:
        low = words[first - 1].lower
        if low not in helpers and not (low.endswith("ly") and words[first - 1].text[0].islower()):
            break
        negated = negated or low in negations
        first -= 1
    before = words[first - 1].lower if first else ""
    if before in lexicon.words("group", "passive") or before in lexicon.words("clause", "determiners"):
        return None
    last = place
    if verb.lemma == "point out" and words[place + 1 : place + 2]:
        last = place + 1
    if [word.lower for word in words[last + 1 : last + 3]] == ["not", "to"]:
        return None
    return Group(first, last, verb, negated)


def _choose(words: list[Word], place: int, lexicon: PlainLexicon) -> Verb:
    """Which verb a form is: "called for a vote" and "called it a ruin" are two."""
    verbs = lexicon.forms[words[place].lower]
    after = words[place + 1].lower if place + 1 < len(words) else ""
    for verb in verbs:
        if (" for" in verb.lemma) == (after in ("for", "on")):
            return verb
    return verbs[0]
