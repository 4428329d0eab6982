"""Whether a clause is negated."""

from __future__ import annotations

from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.phrases import MAX_WORDS, RELATIVES, SUBJECTS
from recoupe.annotate.reading import Token

PARTICIPLES = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "is",
    "ie",
    "ies",
    "u",
    "us",
    "ue",
    "ues",
    "it",
    "ite",
    "ert",
    "erte",
)
STOPS = frozenset({'"', "«", "»", "“", "”", ":", ";"})
DENYING = frozenset({"pas", "jamais", "guère", "point", "aucunement", "nullement"})
DENIED_WITHIN = 3
GROUP_WORDS = 14
NI_WITHIN = 30


def is_negated(verb: Token, words: Words) -> bool:
    """Whether a clause is negated: « n'a pas frappé », « n'a mené aucune attaque », « ni l'un ni l'autre n'ont signé »; not « ne … que ».

    « Plus » denies only beside *ne*, and not before *que*: « n'accepte *plus que* quatre navires ».
    """
    ne = False
    denied = False
    if is_softened(verb, words):
        return False
    own = _clause_start(verb)
    for child in verb.children[:MAX_WORDS]:
        lower = child.lower
        if child.index < own:
            continue
        if lower in ("ne", "n'"):
            ne = True
        elif lower == "ni" and child.index < verb.index:
            denied, ne = True, ne or verb.dep == "conj"
        elif lower in words.particles["negations"] and child.pos in ("ADV", "CCONJ", "PART"):
            only = lower == "plus" and (not ne or _is_limited(verb))
            denied = denied or (_bears_on(child, verb) and not only)
        elif child.dep in ("aux:tense", "aux:pass", "cop") or child.pos == "AUX":
            for part in child.children[:MAX_WORDS]:
                ne = ne or part.lower in ("ne", "n'")
                denied = denied or part.lower in words.particles["negations"]
        elif child.dep in SUBJECTS or child.dep in ("obj", "obl:arg", "obl:mod", "det"):
            denied = denied or child.lower in words.particles["nobody"]
            denied = denied or any(c.lower in words.particles["no"] for c in _phrase(child))
            denied = denied or (child.dep in SUBJECTS and _is_joined_by_ni(child))
            ne = ne or (
                child.dep in SUBJECTS
                and any(c.lower in words.particles["no"] for c in child.children[:MAX_WORDS])
            )
    return denied and (ne or any(c.lower in ("pas", "jamais") for c in verb.children[:MAX_WORDS]))


def _is_limited(verb: Token) -> bool:
    """« n'accepte plus *que quatre navires* »: only these."""
    return any(
        part.lower in ("que", "qu'")
        and child.index > verb.index
        and child.pos in ("NOUN", "NUM", "PRON", "PROPN")
        for child in verb.children[:MAX_WORDS]
        for part in child.children[:MAX_WORDS]
    )


def _phrase(noun: Token) -> list[Token]:
    """The words right under a noun and its first complements: « ne refuse l'aide *d'aucun* pays »."""
    near = noun.children[:MAX_WORDS]
    return [*near, *(part for child in near if child.dep == "nmod" for part in child.children[:MAX_WORDS])]


def _clause_start(verb: Token) -> int:
    """Where a verb's own clause begins if the parser hung another's words on it: « Comme si *de rien n'était*, les élus ont voté »."""
    subjects = [child.index for child in verb.children[:MAX_WORDS] if child.dep in SUBJECTS]
    last = max((index for index in subjects if index < verb.index), default=-1)
    other = any(child.pos == "AUX" and child.index < last for child in verb.children[:MAX_WORDS])
    return last if other else -1


def is_softened(verb: Token, words: Words) -> bool:
    """« ne viendra pas *nécessairement* »: nothing is denied."""
    return any(child.lower in words.particles["softening"] for child in verb.children[:MAX_WORDS])


def is_negated_in_words(verb: Token, tokens: list[Token]) -> bool:
    """Whether *ne* and its partner stand around a verb, whatever the parser hangs them on.

    « La Valdorie n'a pas non plus, pour l'heure, suspendu ses vols »; « ne vote PAS pour le maire »;
    « ni la Valdorie, en mai, ni l'Ostravie ne parviennent à s'entendre ».
    """
    at = _opening_ne(verb, tokens)
    if at is None:
        return False
    if any(token.lower in DENYING for token in tokens[at + 1 : max(verb.index, at + 1) + DENIED_WITHIN]):
        return True
    ahead = tokens[max(0, at - NI_WITHIN) : at]
    return any(token.lower == "ni" and token.sentence == verb.sentence for token in ahead)


def _opening_ne(verb: Token, tokens: list[Token]) -> int | None:
    """Where the *ne* of a verb's own group stands: before its pronouns, or before the auxiliary of a participle."""
    compound = "VerbForm=Part" in verb.morph and verb.lower.endswith(PARTICIPLES)
    carried = not compound
    for at in range(verb.index - 1, max(-1, verb.index - GROUP_WORDS), -1):
        token = tokens[at]
        if token.sentence != verb.sentence:
            return None
        if token.lower in ("ne", "n'"):
            return at if carried else None
        if compound and token.lemma in ("avoir", "être"):
            carried = True
        elif token.text in STOPS and all(one.pos in ("ADV", "PUNCT") for one in tokens[at + 1 : verb.index]):
            continue  # « n'a “pas encore” donné »
        elif (
            (carried and token.pos not in ("PRON", "ADV"))
            or token.text in STOPS
            or token.pos in ("VERB", "SCONJ", "CCONJ")
            or token.lower in RELATIVES
        ):
            return None
    return None


def _is_joined_by_ni(subject: Token) -> bool:
    """« La Valdorie *ni* l'Ostravie n'ont été consultées »."""
    return any(
        part.lower == "ni"
        for member in (subject, *subject.children[:MAX_WORDS])
        for part in member.children[:MAX_WORDS]
        if member is subject or member.dep == "conj"
    )


def _bears_on(adverb: Token, verb: Token) -> bool:
    """Whether *pas* stands behind the finite word of its own clause; an earlier one belongs to a clause before."""
    tenses = [c for c in verb.children[:MAX_WORDS] if c.dep in ("aux:tense", "aux:pass", "cop")]
    finite = tenses[0] if tenses else verb
    return adverb.lower != "pas" or "VerbForm=Fin" not in finite.morph or adverb.index > finite.index
