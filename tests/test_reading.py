"""Parsed tokens: what is left out of the parser changes nothing, and no stretch or sentence is of unbounded length."""

from __future__ import annotations

import spacy

from recoupe.annotate.parses import PARSERS
from recoupe.annotate.reading import MAX_PARSED_CHARS, MAX_SENTENCE_TOKENS, Reading, Standing, parse
from recoupe.model import Article, Role, Zone

TEXT = (
    "Le maire de Morlane, Otto Brenn, avait annoncé mardi que les quais seraient rouverts. "
    "« Nos chevaux partiront demain », dit-il aux journaux, d'après elle-même."
)


def read(text: str) -> Reading:
    zones = (Zone(start=0, end=len(text), role=Role.BODY),)
    return next(iter(parse([Reading(Article(id="1", text=text), "fr", zones)])))


def test_tokens_are_those_of_the_model_as_installed() -> None:
    words = [word for word in spacy.load(PARSERS["fr"])(TEXT) if not word.is_space]
    tokens = read(TEXT).tokens
    assert [(t.text, t.lemma, t.pos, t.dep, t.morph, t.start, t.head.start) for t in tokens] == [
        (w.text, w.lemma_, w.pos_, w.dep_, str(w.morph), w.idx, w.head.idx) for w in words
    ]


def test_the_end_of_a_long_paragraph_is_parsed_too() -> None:
    text = (TEXT + " ") * (3 * MAX_PARSED_CHARS // len(TEXT)) + "Fin heureuse."
    reading = read(text)
    assert [token.text for token in reading.tokens[-3:]] == ["Fin", "heureuse", "."]
    assert all(text[token.start : token.end] == token.text for token in reading.tokens)
    assert {sentence.paragraph for sentence in reading.sentences} == {0}


def test_no_sentence_is_longer_than_the_bound() -> None:
    reading = read("rouge et bleu et " * 400)
    assert max(sentence.last - sentence.first for sentence in reading.sentences) <= MAX_SENTENCE_TOKENS
    for sentence in reading.sentences:
        for token in reading.tokens_of(sentence):
            assert sentence.first <= token.head.index < sentence.last


def test_what_was_read_of_an_article_is_another_once_a_part_was_found_anew() -> None:
    one, other = (Reading(Article(id="1", text=TEXT), "fr", ()) for _ in range(2))
    before = Standing(one, one.times, one.mentions)
    assert Standing(one, one.times, one.mentions) == before
    assert hash(Standing(one, one.times)) == hash(before)
    assert Standing(one, one.times) != before
    assert Standing(other, one.times, one.mentions) != before
    one.times = list(one.times)
    assert Standing(one, one.times, one.mentions) != before
