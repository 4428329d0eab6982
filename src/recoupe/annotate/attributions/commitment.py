"""How a speaker commits to what is said: asserted, denied, conditional or foretold; and what is done by saying it."""

from __future__ import annotations

from collections.abc import Callable

from recoupe.annotate.attributions.constructions import Find
from recoupe.annotate.attributions.extents import is_infinitive
from recoupe.annotate.attributions.utterances import Utterance
from recoupe.annotate.grammar import grammar
from recoupe.annotate.reading import Token
from recoupe.model import Act, SaidModality

FUTURE = tuple(sorted(grammar("fr", "tenses", "future")))
CONDITIONAL = tuple(sorted(grammar("fr", "tenses", "conditional")))
STEMS = grammar("fr", "tenses", "stems")
FINAL = frozenset({".", "!", "?"})
LEAST_SENTENCE = 4
HYPOTHESIS = grammar("fr", "conjunctions", "hypothesis")
FORETELLING = grammar("fr", "modals", "foretelling")
WISHES = grammar("fr", "modals", "wishes")
WHOLES = grammar("fr", "frames", "wholes")
ESTIMATES = grammar("fr", "frames", "estimates")
OTHERS = grammar("fr", "pronouns", "others")
OWN = grammar("fr", "pronouns", "own")


def is_future(token: Token) -> bool:
    """Whether a verb form is a future: its ending on an infinitive stem ("partira", "viendront")."""
    low = token.lower
    if not low.endswith(FUTURE):
        return False
    for ending in FUTURE:
        if low.endswith(ending) and _is_stem(low[: len(low) - len(ending) + 1], token.lemma):
            return True
    return False


def is_conditional(token: Token) -> bool:
    """Whether a verb form is a conditional: "partirait" is, the imperfects "tirait" and "espérait" are not."""
    low = token.lower
    if not low.endswith(CONDITIONAL):
        return False
    for ending in CONDITIONAL:
        if low.endswith(ending) and _is_stem(low[: len(low) - len(ending) + 1], token.lemma):
            return True
    return False


def is_hearsay(said: Utterance) -> bool:
    """Whether the main verb of a sentence is a reported conditional: "Il serait parti", not "Il faudrait partir"."""
    lowers = {token.lower for token in said.tokens}
    if lowers & HYPOTHESIS or said.quotes or said.tokens[-1].text == "?":
        return False
    first = next((token for token in said.tokens if "VerbForm=Fin" in token.morph), None)
    return first is not None and is_conditional(first) and first.lower not in FORETELLING | WISHES


def _is_stem(stem: str, lemma: str) -> bool:
    """Whether letters ending in r are the stem of a future: the infinitive, or one of the irregular stems."""
    if stem in STEMS:
        return True
    lemma = lemma.lower()
    if stem == lemma or (lemma.endswith("re") and stem == lemma[:-1]):
        return True
    guessed = stem.endswith(("er", "ir", "dr", "tr")) and len(stem) > 4
    return guessed and lemma.endswith(("er", "ir", "re")) and stem + "er" != lemma


def modality_of(find: Find, inside: list[Token]) -> SaidModality:
    """The modality of what is said, from the verb of saying and the verbs of the content.

    "nie avoir triché" and "n'a pas dit que" are denied; "n'a pas reconnu que" only leaves it open and stays asserted.
    A conditional after a verb of saying in the past is a future seen from then ("a dit qu'il viendrait"): a prediction;
    with a "si", "en cas de" or "tout" it is a condition, and after a present or "selon" it is unconfirmed: conditional.
    """
    verb = find.verb
    if find.meaning == "deny" and not find.negated:
        return SaidModality.DENIED
    if (
        find.negated
        and not find.question
        and verb is not None
        and verb.entry.lemma
        in ("dire", "affirmer", "déclarer", "penser", "croire", "estimer", "promettre", "juger")
    ):
        return SaidModality.DENIED
    if verb is not None and verb.entry.meaning == "promise" and inside and is_infinitive(inside[0]):
        return SaidModality.PREDICTION
    inside = _first_sentence(inside)
    verbs = [token for token in inside if token.pos in ("VERB", "AUX") and token.dep != "acl:relcl"]
    conditional = [token for token in verbs if is_conditional(token)]
    if _has_condition(inside) or (conditional and WHOLES & {token.lower for token in inside}):
        return SaidModality.CONDITIONAL
    if any(token.lower in FORETELLING or is_future(token) for token in verbs):
        return SaidModality.PREDICTION
    if conditional:
        return SaidModality.PREDICTION if find.past else SaidModality.CONDITIONAL
    if verb is not None and verb.entry.lemma in ESTIMATES:
        return SaidModality.PREDICTION
    return SaidModality.ASSERTED


def _first_sentence(inside: list[Token]) -> list[Token]:
    """The words up to the first final mark: a long quotation is judged by what it begins with."""
    for place, token in enumerate(inside):
        if token.text in FINAL and place >= LEAST_SENTENCE:
            return inside[:place]
    return inside


def _has_condition(inside: list[Token]) -> bool:
    """Whether a real condition stands in the content: "si un accord échoue", "en cas d'échec", not "demande si"."""
    for place, token in enumerate(inside):
        if token.lower in HYPOTHESIS and token.pos == "SCONJ" and place + 1 < len(inside):
            previous = inside[place - 1].lower if place else ","
            if previous not in ("savoir", "demander", "même", "comme", "ignorer"):
                return True
        if (
            token.lower == "cas"
            and place
            and inside[place - 1].lower == "en"
            and inside[place + 1 : place + 2]
        ) and inside[place + 1].lower in ("de", "d'"):
            return True
    return False


def threatens(
    inside: list[Token], is_own: Callable[[Token], bool], is_actor: Callable[[Token], bool]
) -> bool:
    """Whether a warning is a threat: harm that the speaker would do, or that hangs on what somebody does.

    "La Valdorie avertit qu'elle tirera" and "… que l'eau sera coupée si la milice reste" threaten; "Le port avertit que
    la mer grossira" and "… que la digue cédera si la pluie dure" foretell.
    """
    subject = next((token for token in inside if token.dep in ("nsubj", "nsubj:pass")), None)
    if subject is not None and (subject.lower in OWN or is_own(subject) or _is_his(subject)):
        return True
    for place, token in enumerate(inside):
        if token.lower in HYPOTHESIS and token.pos == "SCONJ":
            agent = next((word for word in inside[place:] if word.dep in ("nsubj", "nsubj:pass")), None)
            if agent is not None and (
                agent.lower in OTHERS or any(is_actor(word) for word in [agent, *agent.children])
            ):
                return True
    return any(token.lower in WHOLES and is_conditional(token.head.head) for token in inside)


def _is_his(subject: Token) -> bool:
    """Whether the subject is the speaker's: "avertit que son armée tirera"."""
    return any(
        child.lower in ("son", "sa", "ses", "notre", "nos", "leur", "leurs") for child in subject.children
    )


def act_of(find: Find, inside: list[Token], *, reporting: bool) -> Act:
    """What is done by saying it; a future of the speaker's own is a commitment, an unnamed or printed source reports."""
    if find.act is not Act.STATEMENT:
        return find.act
    if reporting and find.frame:
        return Act.REPORT
    if inside and inside[0].lower in OWN and any(is_future(token) for token in inside):
        return Act.COMMITMENT
    return find.act
