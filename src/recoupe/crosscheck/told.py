"""What a sentence tells as done, as not done or as given up: participles after auxiliaries, and other ways to tell a deed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from recoupe.crosscheck.deeds import (
    AFTER_AUXILIARY,
    BEFORE_AUXILIARY,
    deed_pattern,
    deed_stem,
    deed_words,
    deverbal,
    future_verb,
    in_plain_verbs,
    verb_of,
)
from recoupe.crosscheck.kin import kin_stems
from recoupe.crosscheck.verbs import (
    is_future,
    is_infinitive,
    is_participle,
    is_simple_past,
    present_stems,
    verb_stem,
)
from recoupe.crosscheck.wording import SENTENCE_END, WORD, content_stems, empty_words
from recoupe.languages import word_list
from recoupe.model import Annotation, Role

# « Entendu jeudi par le juge, le maire … »: so does one that opens a sentence.
OPENING = re.compile(r"\W*([^\W\d_]{4,}) ")
# « Les conducteurs, réunis mardi au dépôt, … »: a participle right after a comma tells what is done.
APPOSED = re.compile(r", ([^\W\d_]{4,})(?![\w'])")
AFTER_BRINGING = 5
BEFORE_PUTTING_OFF = 8
HEADING_WORDS = 4  # « Les eaux de Valme. »
WITHOUT_CHARS = 40  # behind « sans »
LIMIT_WORDS = 6  # between an auxiliary and « que »
ENACTED_CHARS = 40
LOOKED_INTO = frozenset({Role.HEADLINE, Role.BODY, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class TellingSentence:
    article: str
    start: int
    end: int
    stems: frozenset[str]
    kin: frozenset[str]
    done: frozenset[str]
    undone: frozenset[str]
    given_up: frozenset[str]
    put_off: frozenset[str]
    never: bool
    rules_out: bool
    foresees: bool
    overdue: frozenset[str]


def stretches(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """Where the sentences of an article's headline, body and captions stand; questions tell nothing and are left out."""
    for zone in annotation.zones:
        if zone.role not in LOOKED_INTO:
            continue
        start = zone.start
        while start < zone.end:
            stop = SENTENCE_END.search(annotation.text, start, zone.end)
            end = stop.start() + 1 if stop else zone.end
            if annotation.text[end - 1] != "?":
                yield start, end
            start = stop.end() if stop else zone.end


def telling_stretches(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """The stretches; with the one before, those that are told of what it names: « Ils n'en ont rien fait. », « La ligne. Elle a rouvert. »."""
    pattern, before = deed_pattern(annotation.language, "nothing_done"), None
    for start, end in stretches(annotation):
        nothing = pattern.search(annotation.text[start:end].lower().replace("’", "'"))
        heads = before is not None and _is_heading(annotation, before, start)
        yield (before if before is not None and (nothing or heads) else start), end
        before = start


def _is_heading(annotation: Annotation, start: int, end: int) -> bool:
    """Whether a few words at the beginning of a line name what the sentence behind them is about: « La ligne. Elle a rouvert. »."""
    words = annotation.text[start:end]
    first = WORD.search(words.lower())
    opens = not annotation.text[:start].rpartition("\n")[2].strip()
    article = first is not None and first.group() in deed_words(annotation.language, "heading")
    return opens and article and "\n" not in words and len(words.split()) <= HEADING_WORDS


def read_sentence(
    annotation: Annotation, start: int, end: int, small: bool, headline: bool = False
) -> TellingSentence | None:
    """What a sentence tells as done; in a ``small`` dossier also in other ways than by a participle behind an auxiliary."""
    language = annotation.language
    text = annotation.text[start:end].lower().replace("’", "'")
    whole = text
    if small:
        text = _in_one_word(text, language)
    words = [found.group() for found in WORD.finditer(text)]
    done, undone = _told(words, language)
    done |= _apposed(annotation.text[start:end], language)
    if small:
        done |= _opening(annotation.text[start:end], text, language)
        done |= _presented(words, language)
        done |= _enacted(text, done, language)
    if small and headline and not deed_words(language, "negations") & {*words}:
        done |= _in_the_present(_behind_no_article(words, language), language)
    if (
        small
        and deed_pattern(language, "since").search(text)
        and future_verb(annotation.text[start:end], language) is None
    ):
        (undone if deed_words(language, "negations") & {*words} else done).update(
            _in_the_present(words, language)
        )
    for found in deed_pattern(language, "told_as").finditer(text):
        ahead = {word.group() for word in WORD.finditer(text, max(0, found.start() - 8), found.start())}
        told = verb_stem(word_list(language, "ledger")["told_as"][found.group()], language)
        (undone if ahead & deed_words(language, "negations") else done).add(told)
    if deed_pattern(language, "nothing_done").search(text):
        undone |= _intended(words, language)
    undone |= _without(text, language)
    given_up = _given_up(text, language)
    put_off = _put_off(words, done - undone, language)
    rules_out = deed_pattern(language, "ruled_out").search(text) is not None
    overdue = _overdue(whole, language) if small else frozenset()
    if not (done or undone or given_up or rules_out or overdue):
        return None
    return TellingSentence(
        annotation.id,
        start,
        end,
        content_stems(whole, language),
        kin_stems(f"{whole} {text}" if small else "", language),
        frozenset(done - undone - put_off),
        frozenset(undone),
        frozenset(given_up),
        frozenset(put_off),
        deed_pattern(language, "never").search(text) is not None,
        rules_out,
        foresees_more(whole, language),
        overdue,
    )


def _given_up(text: str, language: str) -> set[str]:
    """The verbs of what somebody gives up: « a renoncé à vendre », « a renoncé à la vente »."""
    behind = (WORD.findall(text, cue.end(), cue.end() + 30) for cue in _renouncing(language).finditer(text))
    skipped = deed_words(language, "before_nouns") | deed_words(language, "before_noun")
    named = (next((word for word in words if word not in skipped), None) for words in behind)
    return {verb_of(word, language) for word in named if word is not None}


def _put_off(words: list[str], done: set[str], language: str) -> set[str]:
    """The verbs of the nouns right before and behind a verb that puts off: « a reporté l'ouverture », « l'ouverture a été reportée »."""
    late = _putting_off(language) & done
    found: set[str] = set()
    for at, word in enumerate(words):
        if late and is_participle(word, language) and verb_stem(word, language) in late:
            near = (*words[max(0, at - BEFORE_PUTTING_OFF) : at], *words[at + 1 :][:AFTER_BRINGING])
            found |= {
                deverbal(language)[stem]
                for w in near
                if (stem := verb_stem(w, language)) in deverbal(language)
            }
    return found


@cache
def _putting_off(language: str) -> frozenset[str]:
    """The stems of the verbs that put something off."""
    return frozenset(verb_stem(word, language) for word in deed_words(language, "putting_off"))


def _overdue(text: str, language: str) -> frozenset[str]:
    """The words, as families, of the parts of a sentence by which something has not come: « l'audit se fait attendre ; on vote lundi »."""
    late = (part for part in re.split(r"[:;]", text) if deed_pattern(language, "overdue").search(part))
    return kin_stems(" ".join(late), language)


def foresees_more(text: str, language: str) -> bool:
    """Whether a sentence in small letters tells something to come: a future or conditional, « doivent décoller », « prévoit », « est attendu »."""
    words = [found.group() for found in WORD.finditer(text)]
    if any(is_future(word, language) and word not in deed_words(language, "not_future") for word in words):
        return True
    if any(
        word in deed_words(language, "near_future")
        and any(is_infinitive(w, language) for w in words[at + 1 : at + 3])
        for at, word in enumerate(words)
    ):
        return True
    return any(
        deed_pattern(language, table).search(text) for table in ("expected", "expecting", "certain_of")
    )


def _apposed(text: str, language: str) -> set[str]:
    """« Les conducteurs, réunis mardi au dépôt, … »: the participles right behind a comma; « , Rémi Arbel » is a name."""
    return {
        verb_stem(found[1], language)
        for found in APPOSED.finditer(text)
        if _may_be_participle(found[1], language)
    }


def _opening(text: str, lowered: str, language: str) -> set[str]:
    """« Entendu jeudi par le juge, le maire … »: the participle that opens a sentence."""
    found = OPENING.match(lowered)
    return {verb_stem(found[1], language)} if found and _may_be_participle(found[1], language) else set()


def _presented(words: list[str], language: str) -> set[str]:
    """« Une forte réplique a secoué la ville »: what a sentence presents as acting has come about."""
    if words[:1] == [] or words[0] not in deed_words(language, "presenting"):
        return set()
    at = next((n for n, w in enumerate(words) if w in deed_words(language, "having")), None)
    if at is None or set(words[: at + 2]) & (
        deed_words(language, "passive") | deed_words(language, "negations")
    ):
        return set()
    noun = next((w for w in words[1:at] if w not in deed_words(language, "before_noun")), None)
    return {verb_of(noun, language)} if noun is not None else set()


def _may_be_participle(word: str, language: str) -> bool:
    others = empty_words(language) | deed_words(language, "not_future")
    return word.islower() and is_participle(word, language) and word not in others


def _enacted(text: str, done: set[str], language: str) -> set[str]:
    """« a signé un arrêté qui ferme le stade », « a pris un décret interdisant la marche »: what an act in force does is done."""
    if not done & {verb_stem(word, language) for word in deed_words(language, "enacting")}:
        return set()
    found = deed_pattern(language, "enacted").search(text)
    behind = WORD.findall(text, found.end(), found.end() + ENACTED_CHARS)[:2] if found else []
    return {
        stem
        for word in behind
        if word not in deed_words(language, "clause")
        for stem in (_in_the_present([word], language) | _of_participle(word, language))
    }


def _of_participle(word: str, language: str) -> set[str]:
    """The stems of the verbs that a present participle may be of: « interdisant », « fermant »."""
    if not word.endswith("ant"):
        return set()
    root = word.removesuffix("ant")
    return {
        verb_stem(form, language)
        for form in (f"{root}er", f"{root.removesuffix('ss')}ir", f"{root.removesuffix('s')}re")
    }


def _behind_no_article(words: list[str], language: str) -> list[str]:
    """The words that no article or *de* stands before: « la grève », « menace de grève » are nouns."""
    return [
        word
        for before, word in zip(["", *words], words, strict=False)
        if before not in deed_words(language, "before_nouns")
    ]


@cache
def _renouncing(language: str) -> re.Pattern[str]:
    """« a renoncé à », « a exclu mercredi de »."""
    words = "|".join(
        rf"{re.escape(head)}(?: [^\W\d_]+){{0,2}} {re.escape(last)}"
        for head, _, last in (
            words.rpartition(" ") for words in word_list(language, "ledger").get("renounced", ())
        )
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


def _in_one_word(text: str, language: str) -> str:
    """A text in small letters in which deeds told in several words are told in one: « mis en ligne », « publié »."""
    told = word_list(language, "ledger").get("phrases", {})
    return in_plain_verbs(
        deed_pattern(language, "phrases").sub(lambda found: str(told[found.group()]), text), language
    )


def _in_the_present(words: list[str], language: str) -> set[str]:
    """The stems of the verbs that words in the present of the third person may be: « accueillent », « soigne »."""
    kept = (word for word in words if word not in empty_words(language))
    return {stem for word in kept for stem in present_stems(word, language)}


def _intended(words: list[str], language: str) -> set[str]:
    """The verbs of what was meant to be done: « devaient cesser le travail »."""
    meant = deed_words(language, "intended")
    return {
        verb_stem(verb, language)
        for at, word in enumerate(words)
        if word in meant
        for verb in islice(
            (w for w in words[at + 1 : at + 1 + AFTER_AUXILIARY] if is_infinitive(w, language)), 1
        )
    }


def _without(text: str, language: str) -> set[str]:
    """The verbs of what somebody is said to have gone without doing: « sans rien ranimer », « loin de se retirer »; « sans
    parvenir à un accord » tells no more than that he tried."""
    found = deed_pattern(language, "without").finditer(text)
    behind = (WORD.findall(text, cue.end(), cue.end() + WITHOUT_CHARS)[:2] for cue in found)
    verbs = (next((word for word in words if is_infinitive(word, language)), None) for words in behind)
    return {
        verb_stem(v, language) for v in verbs if v is not None and v not in deed_words(language, "trying")
    }


def _only_limits(words: list[str], at: int, language: str) -> bool:
    """« n'est arrivé que vendredi »: what is limited is done."""
    behind = words[at + 1 : at + 1 + LIMIT_WORDS]
    limit = next((n for n, word in enumerate(behind) if word in deed_words(language, "limits")), None)
    return limit is not None and not deed_words(language, "negating") & {*behind[:limit]}


def _told(words: list[str], language: str) -> tuple[set[str], set[str]]:
    """The verbs of a sentence that stand as participles after an auxiliary, and those of them that are negated."""
    auxiliaries, negations = deed_words(language, "auxiliaries"), deed_words(language, "negations")
    took_place = {phrase.split()[-1] for phrase in deed_words(language, "took_place")}
    others = empty_words(language) | deed_words(language, "not_future")
    light = deed_words(language, "light")
    done: set[str] = set()
    undone: set[str] = set()
    for at, word in enumerate(words):
        if word in light and (performed := deed_words(language, "performed") & set(words[at + 1 : at + 3])):
            ahead = words[max(0, at - 2) : at]
            (undone if negations & set(ahead) else done).update(verb_stem(w, language) for w in performed)
        if _is_told_plainly(words, at, language):
            done |= {verb_stem(word, language), *_brought_about(words, at, language)}
        if word in deed_words(language, "did"):
            behind = [w for w in words[at + 1 : at + 1 + AFTER_AUXILIARY] if w not in negations]
            if negations & set(words[at + 1 : at + 3]) and behind:
                undone.add(verb_stem(behind[0], language))
        if word not in auxiliaries:
            continue
        before = words[max(0, at - BEFORE_AUXILIARY) : at]
        after = words[at + 1 : at + 1 + AFTER_AUXILIARY]
        negated = any(w in negations for w in (*before, *after[: _reach_behind(language)]))
        negated = negated and not _only_limits(words, at, language)
        into = undone if negated else done
        participles = (
            w for w in after if is_participle(w, language) and w not in auxiliaries and w not in others
        )
        verbs = list(islice(participles, 1))
        if verbs and verbs[0] in deed_words(language, "copulas"):
            behind = words[words.index(verbs[0], at) + 1 :][:2]
            verbs += [w for w in behind if w not in others]
        into.update(deed_stem(w, before, language) for w in verbs)
        if took_place & set(after):
            into.update(verb_of(w, language) for w in words[:at])
        if any(w in light and not is_infinitive(w, language) for w in after[:2]):
            into.update(verb_stem(w, language) for w in after[1:])
        if (
            verbs
            and deed_words(language, "passive") & {*after[:2]}
            and verb_stem(verbs[0], language) in bring_about(language)
        ):
            into.update(verb_of(w, language) for w in words[:at] if w not in others)
        if verbs:
            into.update(_brought_about(words, words.index(verbs[0], at), language))
    return done, undone


def _brought_about(words: list[str], at: int, language: str) -> set[str]:
    """What a verb behind which a noun stands brings about: « a rendu son jugement », "signed an agreement"."""
    if verb_stem(words[at], language) not in bring_about(language):
        return set()
    behind = words[at + 1 :][:AFTER_BRINGING]
    named = takewhile(lambda word: word not in deed_words(language, "clause"), behind)
    others = empty_words(language) | deed_words(language, "not_future")
    return {verb_of(word, language) for word in named if word not in others}


def _reach_behind(language: str) -> int:
    """Behind how many words of an auxiliary a negation still bears on it: "has not reopened"; French has *ne* before it."""
    return 1 if word_list(language, "ledger").get("negated_behind") else 0


def _is_told_plainly(words: list[str], at: int, language: str) -> bool:
    """ "The court ruled on Monday": a past without an auxiliary, no negation and no *to* before it."""
    if not is_simple_past(words[at], language) or words[at] in deed_words(language, "auxiliaries"):
        return False
    ahead = set(words[max(0, at - 2) : at])
    kept = (
        deed_words(language, name)
        for name in ("auxiliaries", "helpers", "infinitive_marks", "negations", "did")
    )
    return not any(ahead & table for table in kept)


@cache
def bring_about(language: str) -> frozenset[str]:
    """The verbs by which what a noun names comes about: « a rendu son jugement », « ont signé un accord »."""
    return frozenset(verb_stem(w, language) for w in deed_words(language, "bring_about"))
