"""Deeds that words foresee or tell: the main verb, the words beside it, and the families of verbs and nouns that tell one deed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.crosscheck.verbs import (
    infinitive_of,
    is_future,
    is_future_of_others,
    is_infinitive,
    is_participle,
    present_stems,
    verb_stem,
)
from recoupe.crosscheck.wording import WORD, content_stems, empty_words, stem_of
from recoupe.languages import word_list

AFTER_AUXILIARY = 4
BEFORE_AUXILIARY = 4
NEAR_FUTURE_CHARS = 40
IDIOM_CHARS = 40
FUTURE_END = re.compile(r"r(a|ai|aient|ait|as|ez|iez|ions|ons|ont)\Z")


@dataclass(frozen=True, slots=True)
class Deed:
    """The main verb of what was foreseen and the stems of the words beside it; ``negated``: it is foreseen not to be; ``named``:
    it is told by a noun (« un accord »), or alone (« s’il était élu »); ``loose``: a pronoun stands for what it is about, the words
    beside are those before it, and one of them is enough."""

    verb: str
    beside: frozenset[str]
    negated: bool
    named: bool = False
    loose: bool = False


def read_deed(
    text: str, language: str, leave_out: frozenset[str] = frozenset(), since: int = 0
) -> Deed | None:
    """The deed that words foresee, None where no verb is found; ``leave_out`` are stems that say when, not what. The verb
    stands at the offset ``since`` or behind it.

    >>> deed = read_deed("la Séranie rouvrirait les vannes du barrage", "fr")
    >>> deed.verb, sorted(deed.beside)
    ('rouvr', ['barrag', 'seran', 'vann'])
    """
    text = in_plain_verbs(text, language)
    found = list(WORD.finditer(text))
    words = [word.group().lower() for word in found]
    capital = [word.group()[0].isupper() for word in found]
    names = {at for at, named in enumerate(capital) if named and (at or capital[1:2] == [True])}
    first = next((at for at, word in enumerate(found) if word.start() >= since), len(found))
    at = _main_verb(words, language, names | set(range(first)))
    if at is None:
        return None
    going = words[at] in deed_words(language, "going")
    verb = (
        verb_stem(word_list(language, "ledger")["gone"], language)
        if going
        else deed_stem(words[at], words[:at], language)
    )
    negated = any(
        word in deed_words(language, "negations") for word in words[max(0, at - BEFORE_AUXILIARY) : at]
    )
    stems = _telling(text, language) - leave_out - {stem_of(words[at], language)}
    return Deed(verb, stems, negated)


def noun_deed(text: str, language: str, leave_out: frozenset[str] = frozenset()) -> Deed | None:
    """The deed that a noun names (« la levée de l’embargo »): the first word that is no article, number or adjective before it,
    and the words behind it; None where that word only says something.

    >>> deed = noun_deed("une nouvelle enquête sur les tirs", "fr")
    >>> deed.verb, sorted(deed.beside)
    ('enquet', ['tir'])
    """
    words = [found.group() for found in WORD.finditer(text.lower())]
    skipped = empty_words(language) | deed_words(language, "before_noun")
    head = next(
        (w for w in words if w not in skipped and not w.isdigit() and stem_of(w, language) not in leave_out),
        None,
    )
    if head is None:
        return None
    beside = _telling(text, language) - leave_out - {stem_of(head, language)}
    return Deed(verb_stem(head, language), beside, negated=False, named=True)


def _telling(text: str, language: str) -> frozenset[str]:
    """The stems of the words that tell what it is about; « nouveau », « seul » do not."""
    return content_stems(text, language) - {stem_of(w, language) for w in deed_words(language, "before_noun")}


def in_plain_verbs(text: str, language: str) -> str:
    """A text in which an idiom is told by its plain verb, in the same form.

    >>> in_plain_verbs("Les riverains iront en justice.", "fr"), in_plain_verbs("le maire a rendu son tablier", "fr")
    ('Les riverains saisiront.', 'le maire a démissionné')
    """
    told, at, lowered = [], 0, text.lower()
    if len(lowered) != len(text):
        return text
    for found in deed_pattern(language, "idioms").finditer(lowered):
        verbs = word_list(language, "ledger")["idioms"][found.group()]
        for word in list(WORD.finditer(lowered, max(at, found.start() - IDIOM_CHARS), found.start()))[:-3:-1]:
            plain = _plain_verb(word.group(), verbs, language)
            if plain is not None:
                between = text[word.end() : found.start()].rstrip()
                told += [text[at : word.start()], _in_form_of(word.group(), plain, language), between]
                at = found.end()
                break
    return "".join([*told, text[at:]]) if told else text


def _plain_verb(word: str, verbs: dict[str, str], language: str) -> str | None:
    """The plain verb for which an idiom with this form of its verb stands, by the idiom's infinitives."""
    irregular = word_list(language, "ledger").get("irregular", {})
    for verb, plain in verbs.items():
        if word in irregular.get(verb, "").split() or verb_stem(word, language) == verb_stem(verb, language):
            return plain
    return None


def _in_form_of(word: str, plain: str, language: str) -> str:
    """A regular infinitive in the form of another verb: future or conditional, infinitive, participle, else the present."""
    if is_infinitive(word, language) or word == plain:
        return plain
    future = FUTURE_END.search(word)
    if future is not None:
        return plain.removesuffix("e") + future[1]
    if is_participle(word, language):
        return plain[:-2] + {"er": "é", "ir": "i", "re": "u"}[plain[-2:]]
    return plain[:-1] if plain.endswith("er") else plain


def before_condition(text: str, language: str) -> str:
    """What hangs on a condition, without the condition; see ``split_condition``."""
    return split_condition(text, language)[0]


def split_condition(text: str, language: str) -> tuple[str, str | None]:
    """What hangs on a condition, and the condition, behind it or in front of it; None where there is none.

    >>> split_condition("le port rouvrira si la trêve tient", "fr")
    ('le port rouvrira', 'si la trêve tient')
    >>> split_condition("Si la trêve tient, le port rouvrira", "fr")
    ('le port rouvrira', 'Si la trêve tient')
    """
    told = text.lower().replace("’", "'")
    found = next(
        (
            cue
            for cue in deed_pattern(language, "condition").finditer(told)
            if not {*WORD.findall(told[: cue.start()])[-1:]} & deed_words(language, "no_condition")
        ),
        None,
    )
    if found is None:
        return text, None
    if text[: found.start()].strip(' «“"'):
        return text[: found.start()].rstrip(), text[found.start() :].strip()
    condition, comma, clause = text.partition(", ")
    return (clause, condition.strip(' «“"')) if comma else (text, None)


def condition_deed(text: str, language: str) -> Deed | None:
    """The deed of a condition: « si la Séranie levait l'embargo », « s'il était condamné »; None where no verb is found."""
    words = [found.group() for found in WORD.finditer(text.lower())]
    auxiliaries = deed_words(language, "auxiliaries")
    for at, word in enumerate(words):
        if word in auxiliaries:
            verb = next(
                (w for w in words[at + 1 : at + 1 + AFTER_AUXILIARY] if is_participle(w, language)), None
            )
        else:
            verb = infinitive_of(word, language)
        if verb is not None:
            before = words[max(0, at - BEFORE_AUXILIARY) : at]
            negated = any(w in deed_words(language, "negations") for w in before)
            return Deed(
                verb_stem(verb, language), _telling(text, language) - {stem_of(verb, language)}, negated
            )
    return None


def deeds_of(text: str, language: str) -> list[Deed]:
    """The deeds that the words of a condition in the present may name, one for each word that carries meaning: « si la mairie
    renonce à la vente » is met where one of them is told as done beside another."""
    words = [found.group() for found in WORD.finditer(text.lower())]
    stems = content_stems(text, language)
    negated = any(word in deed_words(language, "negations") for word in words)
    return [
        Deed(verb, stems - {stem_of(word, language)}, negated)
        for word in words
        if stem_of(word, language) in stems and len(stems) > 1
        for verb in sorted({verb_of(word, language), *present_stems(word, language)})
    ]


def future_verb(text: str, language: str, own: bool = False) -> int | None:
    """Where the first verb in the future of the third person stands: « rendra », « sera rendu »; a name is no verb (« Dora »).

    With ``own``, what somebody says of himself is one too (« nous rouvrirons », « je ne céderai pas »).

    >>> future_verb("Le tribunal rendra son arrêt", "fr"), future_verb("Nous rendrons l'arrêt", "fr", own=True)
    (12, 5)
    """
    others, helpers = deed_words(language, "not_future"), deed_words(language, "helpers")
    going, light = deed_words(language, "going"), deed_words(language, "light")
    said = first_future(text, language) if own else None
    for found in WORD.finditer(text):
        word = found.group()
        if found.start() == said:
            return said
        named, word = word[0].isupper(), word.lower()
        if named and word not in deed_words(language, "future_helpers"):
            continue
        if word in deed_words(language, "future_helpers"):
            return found.start()
        if word in going or (word in light and is_future(word, language)):
            behind = WORD.findall(text, found.end(), found.end() + IDIOM_CHARS)[:1]
            if (word in going and _goes_to(behind, language)) or (
                word in light and _is_done(behind, language)
            ):
                return found.start()
        if word in deed_words(language, "near_future") and _infinitive_behind(text, found.end(), language):
            return found.start()
        if is_future_of_others(word, language) and word not in others and word not in helpers:
            return found.start()
    return None


def first_future(text: str, language: str) -> int | None:
    """Where the first verb stands by which somebody says what he will do: « nous le rouvrirons », « je ne céderai pas »."""
    found = _first_future(language).search(text)
    return found.start(1) if found else None


@cache
def _first_future(language: str) -> re.Pattern[str]:
    form = word_list(language, "ledger").get("forms", {}).get("first_future")
    return re.compile(form, re.IGNORECASE) if form else re.compile(r"\Z\A()")


def _is_done(behind: Sequence[str], language: str) -> bool:
    """« fera appel », « fera évacuer le quai »: what is done stands right behind."""
    return any(w in deed_words(language, "light_nouns") or is_infinitive(w, language) for w in behind)


def _infinitive_behind(text: str, at: int, language: str) -> bool:
    """« doit (être) rouvrir(e) », « va bientôt rouvrir »."""
    behind = WORD.findall(text, at, at + NEAR_FUTURE_CHARS)[:2]
    return any(is_infinitive(word, language) for word in behind)


def _goes_to(behind: Sequence[str], language: str) -> bool:
    """« ira à Valme »: no helper, but the verb itself."""
    return bool({*behind} & deed_words(language, "going_to"))


def _main_verb(words: list[str], language: str, no_verbs: set[int]) -> int | None:
    """Where the verb of a foreseen deed stands: a future or a conditional, what follows « sera » or « pourrait », an infinitive;
    never at ``no_verbs`` (« Dora » is a name)."""
    helpers, others = deed_words(language, "helpers"), deed_words(language, "not_future")
    light, empty = deed_words(language, "light"), empty_words(language)
    for at, word in enumerate(words):
        if at in no_verbs:
            continue
        if word in light:
            noun = next((n for n in range(at + 1, len(words)) if words[n] not in empty), None)
            if noun is not None:
                return noun
        if word in deed_words(language, "going") and _goes_to(words[at + 1 : at + 2], language):
            return at
        named = at and words[at - 1] in deed_words(language, "before_nouns") - deed_words(language, "clitics")
        if word in helpers and not named:
            for next_at in range(at + 1, min(len(words), at + 1 + AFTER_AUXILIARY)):
                if _may_follow(words[next_at], language):
                    return next_at
        elif word not in others and is_future(word, language):
            return at
    return next(
        (
            at
            for at, word in enumerate(words)
            if _is_bare_infinitive(words, at, language) and word not in others and at not in no_verbs
        ),
        None,
    )


def _may_follow(word: str, language: str) -> bool:
    """Whether a word behind « sera » or "will" is its verb: « sera bientôt *fermé* », "will not be *closed*"."""
    if word in deed_words(language, "no_verbs") | deed_words(language, "auxiliaries") | deed_words(
        language, "negations"
    ):
        return False
    return is_participle(word, language) or is_infinitive(word, language)


def _is_bare_infinitive(words: list[str], at: int, language: str) -> bool:
    """« fermer le port »; in a language that marks it, only behind the mark: "to close the port"."""
    if at > 1 and words[at - 2] in deed_words(language, "before_nouns") - deed_words(language, "clitics"):
        return False  # « sur son compte Flotter »: what follows a noun names it
    marks = deed_words(language, "infinitive_marks")
    if marks and (at == 0 or words[at - 1] not in marks):
        return False
    return _may_follow(words[at], language) and is_infinitive(words[at], language)


def deed_stem(word: str, before: Sequence[str], language: str) -> str:
    """The stem of a verb, or of the one that it tells with a pronoun: « s’est rendu au port », « est arrivé au port »."""
    stem = verb_stem(word, language)
    return _reflexive(language).get(stem, stem) if {*before[-2:]} & {"s", "se"} else stem


@cache
def _reflexive(language: str) -> dict[str, str]:
    table = word_list(language, "ledger").get("reflexive", {})
    return {verb_stem(verb, language): verb_stem(other, language) for verb, other in table.items()}


def deed_family(stem: str, language: str) -> frozenset[str]:
    """The stems of the verbs that tell one deed: « publier », « divulguer »."""
    return _families(language, "deeds").get(stem, frozenset()) | kin_family(stem, language)


def kin_family(stem: str, language: str) -> frozenset[str]:
    """The stems of the words of one family: « marche », « défiler »."""
    return _families(language, "same").get(stem, frozenset())


@cache
def _families(language: str, table: str) -> dict[str, frozenset[str]]:
    """By stem those of the lines of a table that hold it; « deeds » is of the ledger, « same » of kin."""
    found: dict[str, frozenset[str]] = {}
    for line in word_list(language, "ledger" if table == "deeds" else "kin").get(table, ()):
        stems = frozenset(verb_stem(word, language) for word in line if " " not in word)
        for stem in stems:
            found[stem] = found.get(stem, frozenset()) | stems
    return found


@cache
def deverbal(language: str) -> dict[str, str]:
    """By the stem of a noun, that of the verb it comes from: « extinction », « éteindre »."""
    table = word_list(language, "kin").get("nouns_of", {})
    return {
        verb_stem(noun, language): verb_stem(verb, language)
        for verb, nouns in table.items()
        for noun in nouns
    }


def verb_of(word: str, language: str) -> str:
    """The stem of a verb, or of the verb that a noun comes from."""
    stem = verb_stem(word, language)
    return deverbal(language).get(stem, stem)


@cache
def deed_words(language: str, table: str) -> frozenset[str]:
    return frozenset(word_list(language, "ledger").get(table, ()))


@cache
def deed_pattern(language: str, table: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in sorted(word_list(language, "ledger").get(table, ()), key=len)[::-1]
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")
