"""Words of saying: the lexicon of a language, and where its verbs stand in a parsed article.

The lexicon (``languages/<language>/attributions.toml``) says of each verb which constructions make it a cue. Verbs are
met by their forms as well as by the parser's lemma, because parsers often misread an inverted verb of saying.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Token
from recoupe.languages import word_list
from recoupe.model import Act

ENDINGS = [
    "e",
    "es",
    "ent",
    "a",
    "èrent",
    "ait",
    "aient",
    "era",
    "eront",
    "erait",
    "eraient",
    "é",
    "ée",
    "és",
    "ées",
    "ant",
    "er",
    "ons",
    "ez",
    "ai",
    "ais",
    "erai",
    "erons",
    "ât",
    "as",
    "ions",
    "iez",
]
CLITICS = grammar("fr", "pronouns", "clitics")
REFLEXIVES = grammar("fr", "pronouns", "reflexives")
SUBJECT_OF = {
    "me": ("je", "j'"),
    "m'": ("je", "j'"),
    "te": ("tu",),
    "t'": ("tu",),
    "nous": ("nous",),
    "vous": ("vous",),
}
HAVE = grammar("fr", "auxiliaries", "have")
BE = grammar("fr", "auxiliaries", "be")
NEGATIONS = grammar("fr", "negations", "words")
INVERTED = grammar("fr", "pronouns", "inverted")
PLURAL_ENDINGS = {"nous": ("ons", "mes"), "vous": ("ez", "tes")}
CLOSING = frozenset([",", "»", "”", '"', "–", "—", "’", "›"])
ASKING = grammar("fr", "modals", "reading")
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True, frozen=True)
class Entry:
    """One verb of the lexicon: its constructions (letters, see the TOML file), meaning class and act."""

    lemma: str
    takes: frozenset[str]
    meaning: str
    act: Act
    reflexive: bool


@dataclass(slots=True)
class Cue:
    """A verb of saying where it stands: ``first`` and ``last`` token of the verb group ("n'a pas dit")."""

    token: Token
    entry: Entry
    first: int
    last: int
    negated: bool = False
    passive: bool = False
    inverted: Token | None = None
    clitics: list[Token] = field(default_factory=list)

    @property
    def participle(self) -> bool:
        """Whether it is a present participle ("précisant") or a gerund."""
        return self.token.lower.endswith("ant")

    @property
    def infinitive(self) -> bool:
        return self.first == self.last and self.token.lower == self.entry.lemma.split(" ")[-1].split("'")[-1]


@dataclass(slots=True, frozen=True)
class Lexicon:
    """The tables of a language's ``attributions.toml``, ready to be looked up."""

    verbs: dict[str, Entry]
    forms: dict[str, tuple[str, ...]]
    nouns: dict[str, Act]
    tables: dict[str, Any]
    asides: tuple[tuple[str, ...], ...] = ()

    def words(self, table: str, key: str) -> frozenset[str]:
        return _words(self.tables.get(table, {}).get(key, ()))


@cache
def _frozen(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def _words(words: Any) -> frozenset[str]:
    return _frozen(tuple(words))


@cache
def lexicon(language: str) -> Lexicon:
    """The words of saying of a language; an empty lexicon where the language has none."""
    tables = word_list(language, "attributions")
    verbs: dict[str, Entry] = {}
    for meaning, table in tables.get("verbs", {}).items():
        for lemma, line in table.items():
            if isinstance(line, dict):
                takes, reflexive = frozenset(line["takes"].split()), lemma.startswith(("se ", "s'"))
                verbs[lemma] = Entry(lemma, takes, meaning, Act(table["act"]), reflexive)
    irregular = tables.get("irregular", {})
    forms: dict[str, list[str]] = {}
    for lemma in verbs:
        bare = lemma.removeprefix("se ").removeprefix("s'")
        head = bare.split(" ")[0] if bare.startswith("mettre ") else bare.split(" ")[-1]
        for form in _forms(head, irregular):
            forms.setdefault(form, []).append(lemma)
    nouns = {noun: Act(act) for act, words in tables.get("nouns", {}).items() for noun in words}
    phrases = tables.get("asides", {}).get("phrases", ())
    asides = tuple(tuple(phrase.replace("'", "' ").split()) for phrase in phrases)
    return Lexicon(verbs, {form: tuple(lemmas) for form, lemmas in forms.items()}, nouns, tables, asides)


def _forms(lemma: str, irregular: dict[str, str]) -> set[str]:
    """The forms of a verb: listed ones, else those of the first conjugation with its changes of spelling."""
    if lemma in irregular:
        return {lemma, *irregular[lemma].split()}
    if not lemma.endswith("er"):
        return {lemma}
    stem = lemma[:-2]
    stems = {stem}
    if stem.endswith("c"):
        stems.add(stem[:-1] + "ç")
    if stem.endswith("g"):
        stems.add(stem + "e")
    if stem.endswith("y"):
        stems.add(stem[:-1] + "i")
    if stem.endswith(("el", "et")):
        stems.add(stem + stem[-1])
    for vowel in "eé":
        place = stem.rfind(vowel)
        if place >= 0 and 1 <= len(stem) - 1 - place <= 2 and stem[place + 1 :].isalpha():
            stems.add(stem[:place] + "è" + stem[place + 1 :])
    return {one + ending for one in stems for ending in ENDINGS}


def find_cues(tokens: list[Token], words: Lexicon) -> list[Cue]:
    """Every verb of saying among consecutive tokens of an article, in order."""
    base = tokens[0].index if tokens else 0
    found = []
    for token in tokens:
        lemmas = words.forms.get(token.lower.lstrip("-"))
        if lemmas and len(token.lower) > 2:
            cue = _read_cue(tokens, token.index - base, lemmas, words)
            if cue is not None:
                found.append(cue)
    return found


def _read_cue(tokens: list[Token], place: int, lemmas: tuple[str, ...], words: Lexicon) -> Cue | None:
    """The cue that stands at a token, with its verb group; None where the word is no verb of saying here."""
    token = tokens[place]
    if (
        place > 1
        and "à" in (tokens[place - 1].lower[-1:], tokens[place - 2].lower[-1:])
        and "-" in (token.text[0], tokens[place - 1].text[-1])
    ):
        return None
    first, auxiliary, clitics, negated = place, "", [], False
    inverted: Token | None = None
    while first > 0:
        word = tokens[first - 1]
        low = word.lower
        aside = _aside_before(tokens, first, words)
        if aside:
            first -= aside
            continue
        if low in HAVE or (low in BE and word.pos in VERBAL):
            auxiliary = auxiliary or ("have" if low in HAVE else "be")
            auxiliary = "be" if low == "été" else auxiliary
        elif low in INVERTED:
            inverted = word if low != "-t" or inverted is None else inverted
        elif (
            low in CLITICS
            and word.pos not in ("DET", "ADP")
            and not _is_subject(word, tokens[first : place + 1])
        ):
            clitics.append(word)
            negated = negated or low in ("ne", "n'")
        elif not (
            word.pos == "ADV" or low in NEGATIONS or low in ("lui-même", "elle-même", "eux-mêmes")
        ) or low in ("comme", "que"):
            break
        first -= 1
    while first < place and tokens[first].pos == "ADV" and tokens[first].lower not in ("ne", "n'"):
        first += 1
    last = place
    if not auxiliary and not inverted:
        last, inverted = _inverted_after(tokens, place)
    if inverted is not None and first > 0 and tokens[first - 1].lower in ASKING:
        first -= 1
    if _without(tokens, first):
        return None
    refused = _refused(tokens, place, words)
    lemma = _choose(tokens, place, first, lemmas, _own_clitics(tokens, clitics), words)
    if lemma is None:
        return None
    entry = words.verbs[lemma]
    if not (
        _is_verb(tokens, place, first, auxiliary, inverted, lemma) or _gives_figure(tokens, place, entry)
    ):
        return None
    if " " in lemma and not entry.reflexive:
        first, last = _whole(tokens, place, first, last, lemma)
    passive = auxiliary == "be" and not entry.reflexive
    negated = negated and _is_denied(tokens, first, place, words)
    if refused:
        first, negated = refused, True
    return Cue(token, entry, tokens[first].index, tokens[last].index, negated, passive, inverted, clitics)


def _own_clitics(tokens: list[Token], clitics: list[Token]) -> set[str]:
    """The clitics, without those that are reflexive only with their own subject: "je me dis", but "il m'a dit"."""
    base = tokens[0].index
    found = set()
    for clitic in clitics:
        subject = SUBJECT_OF.get(clitic.lower)
        before = tokens[clitic.index - base - 1].lower if clitic.index > base else ""
        if subject is None or before in subject:
            found.add(clitic.lower)
    return found


def _is_subject(word: Token, group: list[Token]) -> bool:
    """Whether "nous" or "vous" is the subject rather than a clitic: "Vous avez évoqué la digue", not "nous confie-t-elle"."""
    endings = PLURAL_ENDINGS.get(word.lower)
    if endings is None or not word.dep.startswith("nsubj"):
        return False
    finite = next((token for token in group if token.pos in VERBAL), group[-1])
    return finite.lower.endswith(endings)


def _aside_before(tokens: list[Token], place: int, words: Lexicon, *, apart: bool = False) -> int:
    """How many tokens before ``place`` are an aside inside a verb group, between commas or not: "a de son côté assuré que la digue
    tenait".

    `Le maire a, de son côté, assuré que la digue tenait.` → `la digue tenait`
    """
    if tokens[place - 1].text == ",":
        inside = _aside_before(tokens, place - 1, words, apart=True)
        return inside + 2 if inside else 0
    for parts in words.asides:
        before = tokens[max(place - len(parts) - 1 - apart, 0) : place]
        if (
            tuple(token.lower for token in before[-len(parts) :]) != parts
            or len(before) < len(parts) + 1 + apart
        ):
            continue
        if before[0].lower in HAVE | BE and (not apart or before[1].text == ","):
            return len(parts)
    return 0


def _without(tokens: list[Token], first: int) -> bool:
    """Whether the saying did not take place: "Il est parti sans dire que la digue fuyait"."""
    return first > 0 and tokens[first - 1].lower == "sans"


def _refused(tokens: list[Token], place: int, words: Lexicon) -> int:
    """Where a refusal to say begins: "a refusé de dire si le pont tenait" is one group; 0 for none."""
    if place < 3 or tokens[place - 1].lower != "de" or "VerbForm=Inf" not in tokens[place].morph:
        return 0
    if tokens[place - 2].lower not in words.words("refusals", "forms"):
        return 0
    return place - 3 if tokens[place - 3].lower in HAVE else place - 2


def _is_denied(tokens: list[Token], first: int, place: int, words: Lexicon) -> bool:
    near = tokens[first : min(place + 4, len(tokens))]
    return any(token.lower in NEGATIONS for token in near)


def _inverted_after(tokens: list[Token], place: int) -> tuple[int, Token | None]:
    last, found = place, None
    while last + 1 < len(tokens) and tokens[last + 1].lower in INVERTED:
        last += 1
        found = tokens[last]
    return last, found


def _choose(
    tokens: list[Token], place: int, first: int, lemmas: tuple[str, ...], clitics: set[str], words: Lexicon
) -> str | None:
    """Which of the verbs that share a form is meant: "s'étonne" is reflexive, "fait savoir" has two words."""
    before = {token.lower for token in tokens[max(0, place - 4) : place]}
    reflexive = bool(clitics & REFLEXIVES)
    plain: str | None = None
    for lemma in lemmas:
        entry = words.verbs[lemma]
        if entry.reflexive:
            if reflexive:
                return lemma
        elif lemma.startswith(("faire ", "croire ", "vouloir ")):
            if tokens[place].lower == lemma.split(" ")[1] and before & set(
                words.tables["irregular"][lemma.split(" ")[0]].split()
            ):
                return lemma
        elif lemma == "mettre en garde":
            if [token.lower for token in tokens[place + 1 : place + 3]] == ["en", "garde"]:
                return lemma
        elif not clitics & {"se", "s'"} and not (lemma == "croire" and _next(tokens, place) == "savoir"):
            plain = plain or lemma
    return plain


def _next(tokens: list[Token], place: int) -> str:
    return tokens[place + 1].lower if place + 1 < len(tokens) else ""


# How the forms of the first of two words begin: "fait savoir", "croit savoir", "veut croire".
HEADS_OF_TWO = {"faire": ("fa", "fi", "fe", "fo"), "croire": ("cr",), "vouloir": ("ve", "vo")}


def _whole(tokens: list[Token], place: int, first: int, last: int, lemma: str) -> tuple[int, int]:
    """The group of a verb of several words: "a fait savoir", "met en garde"."""
    if lemma == "mettre en garde":
        return first, min(place + 2, len(tokens) - 1)
    heads = HEADS_OF_TWO[lemma.partition(" ")[0]]
    while first > 0 and place - first < 4 and tokens[first].lower[:2] not in heads:
        first -= 1
    if first > 0 and tokens[first - 1].lower in HAVE:
        first -= 1
    return first, last


def _only_verb(tokens: list[Token], place: int) -> bool:
    """Whether the sentence has no other finite verb, so that a word tagged a noun must be it ("Le syndicat menace de …")."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and "VerbForm=Inf" in following.morph and tokens[place].text[0].islower():
        return tokens[place - 1].pos in ("NOUN", "PROPN", "X")
    if following is None or not (
        following.pos == "DET" or following.lower in ("de", "d'", "à", "«", "“", '"')
    ):
        return False
    if tokens[place].text[0].isupper() or tokens[place - 1].pos not in ("NOUN", "PROPN", "X", "ADJ"):
        return False
    near = tokens[max(place - 15, 0) : place + 15]
    return not any("VerbForm=Fin" in token.morph for token in near)


def _is_bare_participle(tokens: list[Token], place: int) -> bool:
    """A past participle alone describes a noun ("les élus appelés à voter"); after "et" it shares an auxiliary."""
    token = tokens[place]
    if "VerbForm=Part" not in token.morph or token.lower.endswith("ant"):
        return False
    if any(child.dep.startswith(("aux", "nsubj")) for child in token.children):
        return False
    return (
        token.dep != "conj"
        and _next(tokens, place) not in ("par", "que", "qu'")
        and token.lower[-1] in "éesut"
    )


def _gives_figure(tokens: list[Token], place: int, entry: Entry) -> bool:
    """Whether a word before a figure counts it, however it was tagged: "Le syndicat dénombre onze blessés", "en revendique 900"."""
    before = tokens[place - 1] if place else None
    if before is None or place + 1 >= len(tokens) or not {"T", "o"} & entry.takes:
        return False
    after = tokens[place + 1]
    figure = after.pos == "NUM" or after.text[0].isdigit()
    if before.lower == "en":
        return figure
    led = figure or after.lower in ("de", "d'", ",")
    return (
        "T" in entry.takes and led and before.pos in ("NOUN", "PROPN", "X") and tokens[place].text.islower()
    )


def _is_verb(
    tokens: list[Token], place: int, first: int, auxiliary: str, inverted: Token | None, lemma: str
) -> bool:
    """Whether a word with the form of a verb is one: "il annonce" is, "une annonce" is not."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if auxiliary or inverted is not None or token.lower == "état":
        return True
    if (
        before is not None
        and before.pos in ("DET", "ADP", "NUM")
        and token.lower[-2:] not in ("er", "re", "ir")
        and before.lower != "en"
    ):
        return False
    if token.pos in VERBAL:
        present = token.lower.endswith("it") and before is not None and before.text in CLOSING
        participle = not lemma.endswith("er") or token.lower.rstrip("es").endswith("é")
        return present or not participle or not _is_bare_participle(tokens, place)
    if token.pos in ("NOUN", "ADJ", "PROPN", "X", "ADV", "ADP", "INTJ"):
        if before is not None and (_next(tokens, place) in ("que", "qu'") or _only_verb(tokens, place)):
            return True
        if (
            before is not None
            and before.pos in ("PRON", "ADV")
            and before.lower not in ("plus", "moins", "très")
        ):
            return True
        return first > 0 and tokens[first - 1].text in CLOSING
    return False
