"""Turns of phrase in which a deed is called for, likened, suspected or hoped for, whatever the parser hangs it on."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.phrases import MAX_WORDS, SUBJECTS, VERBAL, infinitive
from recoupe.annotate.events.verb_forms import form_of, masculine
from recoupe.annotate.reading import Token

PRECONDITION_WORDS = 15
PICTURE_WORDS = 16  # between a picture and what it shows
CLAUSES_UP = 3  # between what nothing shows and the verb of showing


def is_called_for(noun: Token, tokens: list[Token], words: Words) -> bool:
    """« un appel *au boycott* », « on appelle tous *à la grève* »."""
    ahead = [token for token in tokens[max(0, noun.index - 4) : noun.index] if token.dep != "det"]
    if not ahead or ahead[-1].lower not in ("à", "au", "aux"):
        return False
    called = [token for token in ahead[:-1] if token.lower not in words.particles["any"]][-1:]
    return bool(called) and (called[0].lemma == "appel" or infinitive(called[0]) == "appeler")


def is_of_any(first: Token, tokens: list[Token], words: Words) -> bool:
    """« exclut toute offre *de négociation* »: of any such thing, also where the parser takes that for a verb."""
    ahead = [token.lower for token in tokens[max(0, first.index - 3) : first.index]]
    return len(ahead) == 3 and ahead[2] in ("de", "d'") and ahead[0] in words.particles["any"]


def is_likened(verb: Token, tokens: list[Token]) -> bool:
    """« est tombé *comme s'il avait été frappé* »: it looked so."""
    marks = [child.index for child in verb.children[:MAX_WORDS] if child.lower in ("si", "s'", "comme")]
    return any(
        one.lower == "comme" and other.lower in ("si", "s'")
        for at in marks
        for one, other in pairwise(tokens[max(0, at - 1) : at + 2])
    )


def is_awaited(verb: Token, tokens: list[Token], words: Words) -> bool:
    """« *en attendant que* la Valdorie donne son accord », « *pour que* la milice libère les otages »: it has not yet."""
    return any(
        child.lower in ("que", "qu'")
        and child.index
        and child.index < verb.index
        and tokens[child.index - 1].lower in words.particles["awaiting"]
        for child in verb.children[:MAX_WORDS]
    )


def is_suspected(verb: Token, tokens: list[Token], words: Words) -> bool:
    """« un homme soupçonné *d'avoir tué* un garde »: behind a verb of doubt."""
    own = [child.index for child in verb.children[:MAX_WORDS] if child.dep.startswith(("aux", "mark"))]
    first = min([verb.index, *own])
    ahead = tokens[first - 1] if first else verb
    return ahead.pos in VERBAL and words.verbs.get(infinitive(ahead)) in ("unverified", "weighed")


def is_guessed(verb: Token, words: Words) -> bool:
    """« pense que la Valdorie *ne soutiendra pas* la trêve », « qu'elle attendra et *ne soutiendra pas* »: a guess at what another will say."""
    first = verb.head if verb.dep == "conj" else verb
    effect = words.verbs.get(infinitive(first.head)) if first.dep == "ccomp" else None
    return effect in ("predicted", "unverified") and form_of(verb) in ("future", "conditional")


def is_unproved(verb: Token, words: Words) -> bool:
    """« rien ne permet d'affirmer que le pont *a été frappé* »: what nothing shows."""
    here = verb
    for _ in range(CLAUSES_UP):
        if here.dep not in ("ccomp", "xcomp", "conj"):
            return False
        here = here.head
        subjects = [child for child in here.children[:MAX_WORDS] if child.dep in SUBJECTS]
        nothing = any(_is_nothing(subject, words) for subject in subjects)
        if nothing:
            return infinitive(here) in words.particles["proving"]
    return False


def _is_nothing(subject: Token, words: Words) -> bool:
    """« *rien* ne prouve », « *aucun* élément ne prouve »."""
    denied = any(child.lower in words.particles["no"] for child in subject.children[:MAX_WORDS])
    return denied or subject.lower in words.particles["nobody"]


def is_depicted(verb: Token, tokens: list[Token], words: Words) -> bool:
    """« un dessin montrant une bougie *mettant le feu* à un drapeau », « la fresque représente un soldat *tuant* un marin »: what a
    picture that somebody made shows, whatever the parser hangs it on."""
    if not verb.lower.endswith("ant"):
        return False
    ahead = tokens[max(0, verb.index - PICTURE_WORDS) : verb.index]
    here = [token for token in ahead if token.sentence == verb.sentence]
    shown = next(
        (place for place, token in enumerate(here) if token.lower in words.particles["depicting"]), 0
    )
    return any(token.lower.removesuffix("s") in words.particles["pictures"] for token in here[:shown])


def is_led_to(noun: Token, verb: Token, words: Words) -> bool:
    """« des informations *menant à l'arrestation* du tueur »: what they may lead to."""
    leads = verb.dep == "acl" and verb.head.lemma in words.particles["leads"]
    return leads and noun.dep.startswith("ob") and infinitive(verb) in words.particles["leading"]


def is_talked_of(noun: Token, words: Words) -> bool:
    """« un débat *sur la livraison* de chars », « un désaccord *autour d'un échange* de prisonniers », also behind « sur la crise et … »: a topic.

    « Un rapport sur la livraison » tells of one that was made.
    """
    first = noun.head if noun.dep == "conj" else noun
    opener = first.head if first.head.lower == "autour" else first
    head = opener.head
    opened = [opener, *first.children[:MAX_WORDS], *head.children[:MAX_WORDS]]
    if not any(
        one.lower == "autour" or (one.lower == "sur" and one.head is first)
        for one in opened
        if one.index < first.index
    ):
        return False
    held = [
        head,
        *(child for child in head.children[:MAX_WORDS] if head.pos in VERBAL and child.dep == "obj"),
    ]
    return (
        any(one.lemma in words.particles["talks"] for one in held)
        or infinitive(head) in words.particles["talking"]
    )


def is_cause(noun: Token, head: Token, words: Words) -> bool:
    """« une pétition *pour la libération* des otages », « une prime *pour l'arrestation* du tueur »: what is striven for is not had."""
    striven = any(child.lower == "pour" and child.dep == "case" for child in noun.children[:MAX_WORDS])
    return striven and head.lemma in words.particles["striving"]


def is_precondition(noun: Token, tokens: list[Token], words: Words) -> bool:
    """« fait *de la levée du blocus un préalable* à toute rencontre »: asked for, and not done."""
    ahead = tokens[max(0, noun.index - 3) : noun.index]
    opened = any(
        infinitive(one) == "faire" and other.lower in ("de", "d'", "du", "des")
        for one, other in pairwise(ahead)
    )
    behind = tokens[noun.index + 1 : noun.index + PRECONDITION_WORDS]
    return opened and any(token.lemma in words.particles["precondition"] for token in behind)


def is_sought(verb: Token, tokens: list[Token], words: Words) -> bool:
    """« *afin d'obtenir* la libération des otages »: what is sought is not had."""
    marks = {token.lower for token in tokens[max(0, verb.index - 2) : verb.index]}
    return form_of(verb) == "infinitive" and bool(marks & words.particles["purpose"])


def is_of_anybody(noun: Token, words: Words) -> bool:
    """« *ceux* qui refusent », « *les gens* qui marchent »: whoever does so; not « des gens », « ces gens », « trois personnes »."""
    if noun.lower in words.particles["whoever"]:
        return True
    articles = [child.lower for child in noun.children[:MAX_WORDS] if child.dep in ("det", "nummod")]
    return noun.lemma in words.particles["anybody"] and articles in (["les"], ["aux"])


def is_of_any_such(verb: Token, words: Words) -> bool:
    """« *un* gouvernement qui *choisit* de censurer un journal *doit* l'expliquer »: whichever does so, if any; in the present.

    So does one that stands behind a preposition of a clause in the present (« derrière *un homme qui frappe* sa femme, il y a… »).
    """
    noun = verb.head
    if (
        verb.dep != "acl:relcl"
        or noun.head is noun
        or any(word.text[:1].isupper() for word in noun.children[1:MAX_WORDS])
    ):
        return False
    articles = [child.lower for child in noun.children[:MAX_WORDS] if child.dep in ("det", "nummod")]
    if articles not in (["un"], ["une"]):
        return False
    if noun.dep in SUBJECTS and noun.head.pos in VERBAL:
        supposed = infinitive(noun.head) in words.particles["supposing"] and form_of(noun.head) == "present"
        return supposed or form_of(noun.head) == "conditional"
    opened = any(
        child.dep == "case" and child.lower in words.particles["facing"]
        for child in noun.children[:MAX_WORDS]
    )
    return noun.dep.startswith("obl") and opened and form_of(noun.head) == "present"


def is_of_its_kind(noun: Token, words: Words, dated: Container[int]) -> bool:
    """« *l'arrestation d'un journaliste est un délit* », « les marches sont une forme de protestation », « les agressions sont fréquentes »: said of any such deed.

    Not of one that is pointed to, dated or done by somebody with a name (« la frappe de la Valdorie est un crime »).
    """
    subject = noun.head if noun.dep == "conj" else noun
    verb = subject.head
    if subject.dep not in SUBJECTS or form_of(verb) != "present":
        return False
    called = [verb] if any(child.dep == "cop" for child in verb.children[:MAX_WORDS]) else []
    if infinitive(verb) in words.particles["amounting"]:
        called += [child for child in verb.children[:MAX_WORDS] if child.dep in ("obj", "xcomp")]
    if not any(word.lemma in words.particles["kinds"] | words.particles["usual"] for word in called):
        return False
    near = [
        noun,
        *noun.children[:MAX_WORDS],
        *(one for part in noun.children[:MAX_WORDS] for one in part.children[:MAX_WORDS]),
    ]
    return not any(
        (one.text[:1].isupper() and one.index > noun.index)
        or one.index in dated
        or one.lower in words.particles["pointing"]
        for one in near
    )


def is_joined_kind(noun: Token, first: Token, tokens: list[Token]) -> bool:
    """« accusent Omar Delbos de harcèlement *et agression* »: a bare noun joined to another bare one behind *de* names a kind.

    So do « des risques *ou d'attaques* » and « trois délits, *dont agression* » (not « dont une agression »).
    """
    if first is not noun or noun.index < 3:
        return False
    if tokens[noun.index - 1].lower == "dont":
        return not any(child.dep in ("det", "nummod") for child in noun.children[:MAX_WORDS])
    if tokens[noun.index - 1].lower in ("de", "d'"):
        return tokens[noun.index - 2].lower == "ou"
    if tokens[noun.index - 1].lower not in ("et", "ou"):
        return False
    ahead, opener = tokens[noun.index - 2], tokens[noun.index - 3]
    return ahead.pos == "NOUN" and opener.lower in ("de", "d'", "pour")


def is_leaned_to(first: Token, tokens: list[Token], words: Words) -> bool:
    """« réticente *à une coopération* », « favorable *au retrait* »: what one leans to, or away from, has not happened."""
    opener = first if first.lower in ("au", "aux") else tokens[first.index - 1] if first.index else first
    if opener.lower not in ("à", "au", "aux") or not opener.index:
        return False
    ahead = tokens[opener.index - 1]
    leaning = words.particles["inclined"]
    return ahead.lower.removesuffix("s") in leaning or masculine(ahead) in leaning


def adjective_beside(noun: Token, beside: list[Token], words: Words) -> str | None:
    """« une *éventuelle* riposte »; « une attaque au couteau *déjouée* »: what is foiled or called off is the deed, not the knife."""
    for word in beside:
        effect = words.adjectives.get(word.lemma) or words.adjectives.get(masculine(word))
        if effect is None or word is noun:
            continue
        of_the_deed = effect == "refused" and word.head.head is noun and word.head.dep == "nmod"
        if word.head is noun or of_the_deed or abs(word.index - noun.index) <= 2:
            return effect
    return None


def noun_ahead(first: Token, tokens: list[Token], words: Words, *, led: bool) -> str | None:
    """« ont peur d'une attaque », « une technique contestée d'interpellation »: the noun before the preposition of a phrase,
    wherever the parser hangs either.

    With ``led`` also « la voie *à* des sanctions », « un soutien *au* cessez-le-feu »; « une procédure *en* destitution ».
    """
    if first.index < 2:
        return None
    opener, ahead = tokens[first.index - 1], tokens[first.index - 2]
    if first.lower in ("au", "aux"):
        opener, ahead = first, tokens[first.index - 1]
    if (
        ahead.index
        and (ahead.pos == "ADJ" or ahead.dep in ("amod", "acl"))
        and "VerbForm=Inf" not in ahead.morph
    ):
        ahead = tokens[ahead.index - 1]
    if ahead.pos != "NOUN":
        return None
    if opener.lower in ("à", "au", "aux"):
        return words.nouns_to.get(ahead.lemma) if led else None
    if opener.lower == "en":
        return words.nouns_en.get(ahead.lemma)
    effect = words.nouns.get(ahead.lemma) if opener.lower in ("de", "d'", "du", "des") else None
    return None if effect == "transparent" else effect


def predicate_behind(last: Token, tokens: list[Token], words: Words) -> str | None:
    """« une frappe de la Valdorie est imminente », « est à craindre », « n'est pas à exclure »; « une réunion, *prévue* lundi »."""
    behind = [token for token in tokens[last.index + 1 : last.index + 7] if token.lower not in ("ne", "n'")]
    if len(behind) > 1 and behind[0].text == ",":
        return words.adjectives.get(masculine(behind[1]))
    if not behind or behind[0].lemma != "être":
        return None
    said = [token for token in behind[1:] if token.pos != "ADV"][:2]
    if len(said) == 2 and said[0].lower == "à" and "VerbForm=Inf" in said[1].morph:
        effect = words.verbs.get(infinitive(said[1]))
        return "predicted" if effect in ("predicted", "refused") else None
    return words.adjectives.get(masculine(said[0])) if said else None
