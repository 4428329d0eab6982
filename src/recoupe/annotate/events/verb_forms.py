"""The tense and mood of a verb, read off its auxiliary, its features and its ending."""

from __future__ import annotations

from recoupe.annotate.events.phrases import MAX_WORDS, VERBAL, infinitive
from recoupe.annotate.reading import Token
from recoupe.languages import word_list

_ENDINGS = {name: tuple(endings) for name, endings in word_list("fr", "modality")["endings"].items()}


def form_of(verb: Token) -> str:
    """past, present, future, conditional, past_conditional, infinitive, past_infinitive, subjunctive, participle, imperative.

    Read off the auxiliary where there is one; conditionals also by their ending, which the parser often misses.
    """
    tense = [
        c for c in verb.children[:MAX_WORDS] if c.dep in ("aux:tense", "aux:pass", "aux", "cop", "aux:caus")
    ]
    compound = any(c.dep == "aux:tense" for c in tense)
    first = tense[0] if tense else verb
    morph = first.morph
    if is_conditional(first):
        return "past_conditional" if compound and first.lemma in ("avoir", "être") else "conditional"
    if "Tense=Fut" in morph or is_future(first):
        return "future"
    if "Mood=Sub" in morph and verb.dep != "ROOT":
        return "subjunctive"
    if "Mood=Imp" in morph:
        return "imperative"
    if "VerbForm=Inf" in morph and first.lower.endswith(("r", "re")):
        return "past_infinitive" if compound and first.lower in ("avoir", "être") else "infinitive"
    if not tense and verb.pos in VERBAL and "VerbForm=Part" in morph:
        return form_of(verb.head) if verb.dep == "conj" and _shares_auxiliary(verb) else "participle"
    if compound or "Tense=Past" in morph or "Tense=Imp" in morph:
        return "past"
    return "present"


def is_present_like(verb: Token, form: str) -> bool:
    """Whether a form is a present, or one that is also of the present: « la foule se *réunit* »."""
    alone = not any(child.dep.startswith("aux") for child in verb.children[:MAX_WORDS])
    return form == "present" or (form == "past" and alone and verb.lower.endswith("it"))


def _shares_auxiliary(verb: Token) -> bool:
    """« a attaqué un convoi et tué deux soldats »: the second participle stands under the first one's auxiliary."""
    head = verb.head
    return head.dep != "conj" and any(c.dep in ("aux:tense", "aux:pass") for c in head.children[:MAX_WORDS])


def is_conditional(verb: Token) -> bool:
    """Whether a form is a conditional (« soutiendrait »), not the imperfect of a verb in -rer or -rir (« déclarait »)."""
    if "Mood=Cnd" in verb.morph:
        return not _is_imperfect(verb)
    return verb.lower.endswith(_ENDINGS["conditional"]) and not _is_imperfect(verb) and verb.pos in VERBAL


def is_future(verb: Token) -> bool:
    """Whether a form is the infinitive with an ending of the future (« réuniront »), whatever the parser made of it."""
    lower = verb.lower
    for ending in _ENDINGS["future"]:
        if lower.endswith(ending) and verb.pos in VERBAL:
            stem = lower[: len(lower) - len(ending) + 1]
            if stem.endswith(_ENDINGS["future_stems"]):
                return True
            return stem in (infinitive(verb), infinitive(verb).removesuffix("e")) and len(stem) > 3
    return False


def _is_imperfect(verb: Token) -> bool:
    lemma = verb.lemma
    if not lemma.endswith(_ENDINGS["imperfect_verbs"]):
        return False
    for ending in _ENDINGS["imperfect"]:
        if verb.lower.endswith(ending):
            return verb.lower.removesuffix(ending) == lemma[:-2]
    return False


def masculine(word: Token) -> str:
    """An adjective or participle without its marks of gender and number: « prévues » is *prévu*."""
    return word.lower.removesuffix("s").removesuffix("e")
