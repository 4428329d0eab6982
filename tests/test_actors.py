"""Actors and mentions on invented sentences: who is found, under which one actor, of which kind and country."""

from __future__ import annotations

import time

import pytest
from actor_stage import UNKNOWN, actors_of, day, read
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate.actors import MentionIndex, find_actors
from recoupe.annotate.actors.lexicon import lexicon, pieces
from recoupe.annotate.actors.sounds import sound
from recoupe.annotate.reading import Reading
from recoupe.languages import word_list
from recoupe.model import ActorKind, Article, Basis, Granularity, Mention, Published, Role, Zone

ONE_ACTOR = [
    # (text, key, kind, country, mentions)
    ("Netanyahou a refusé.\nPlus tard, Benjamin Netanyahu a accepté.", "benjamin-netanyahu", "person", "ISR", ["Netanyahou", "Benjamin Netanyahu"]),
    ("Les États-Unis ont protesté et les Etats-Unis ont cédé.", "etats-unis", "country", "USA", ["Les États-Unis", "les Etats-Unis"]),
    ("Les USA ont protesté.", "etats-unis", "country", "USA", ["Les USA"]),
    ("La flotte des U.S. est partie.", "etats-unis", "country", "USA", ["U.S"]),
    ("La Maison-Blanche a démenti, puis la Maison Blanche a confirmé.", "maison-blanche", "institution", "USA", ["La Maison-Blanche", "la Maison Blanche"]),
    ("Téhéran a condamné la décision de l'Iran.", "iran", "country", "IRN", ["Téhéran", "l'Iran"]),
    ("Une délégation danoise est venue du Danemark.", "danemark", "country", "DNK", ["danoise", "Danemark"]),
    ("Les Norvégiens ont voté pour la Norvège.", "norvege", "country", "NOR", ["Les Norvégiens", "la Norvège"]),
    ("L'armée sud-coréenne a tiré.", "armee-sud-coreenne", "institution", "KOR", ["L'armée sud-coréenne"]),
    ("La Côte d'Ivoire accueille le sommet.", "cote-d-ivoire", "country", "CIV", ["La Côte d'Ivoire"]),
    ("Le navire a quitté les Pays-Bas.", "pays-bas", "country", "NLD", ["les Pays-Bas"]),
    ("L'ONU s'inquiète. Les Nations unies ont envoyé un convoi.", "onu", "organisation", None, ["L'ONU", "Les Nations unies"]),
    ("L'Otan a répondu et l'OTAN s'est tue.", "otan", "organisation", None, ["L'Otan", "l'OTAN"]),
    ("Le Hezbollah a tiré sur le village.", "hezbollah", "armed_group", "LBN", ["Le Hezbollah"]),
    ("Selon le Figaro, le pont est fermé.", "le-figaro", "media", "FRA", ["le Figaro"]),
    ("La nouvelle a été donnée par l'AFP.", "afp", "media", "FRA", ["l'AFP"]),
    ("L'Office des marées profondes (OMP) a alerté. L'OMP attend.", "office-des-marees-profondes", "institution", None, ["L'Office des marées profondes", "OMP", "L'OMP"]),
    ("Ilda Marsan est arrivée. Marsan a parlé.", "ilda-marsan", "person", None, ["Ilda Marsan", "Marsan"]),
    ("Mme Marsan est arrivée avec Ilda Perrot.", "marsan", "person", None, ["Mme Marsan"]),
    ("Le maire Paul Varesne a signé. M. Varesne est parti.", "paul-varesne", "person", None, ["Le maire Paul Varesne", "M. Varesne"]),
    ("Le ministre danois de la Pêche, Otto Kern, a démissionné.", "otto-kern", "person", "DNK", ["Le ministre danois de la Pêche", "Otto Kern"]),
    ("Ilda Marsan, porte-parole du port, a démenti.", "ilda-marsan", "person", None, ["Ilda Marsan", "porte-parole du port"]),
    ("Le général Otto van der Hemel commande la place.", "otto-van-der-hemel", "person", None, ["Le général Otto van der Hemel"]),
    ("Jean-Luc Varesne a gagné. Varesne jubile.", "jean-luc-varesne", "person", None, ["Jean-Luc Varesne", "Varesne"]),
    ("Une source proche du dossier confirme.", "source-proche-du-dossier", "anonymous", None, ["Une source proche du dossier"]),
    ("Selon des sources danoises, le port est fermé.", "sources-danoises", "anonymous", "DNK", ["des sources danoises"]),
    ("Un haut responsable norvégien a parlé.", "haut-responsable-norvegien", "anonymous", "NOR", ["Un haut responsable norvégien"]),
    ("Deux diplomates européens ont confirmé.", "diplomates-europeens", "anonymous", None, ["Deux diplomates européens"]),
    ("Des sources policières parlent. Ces sources se trompent.", "sources-policieres", "anonymous", None, ["Des sources policières", "Ces sources"]),
    ("Les dirigeants danois hésitent.", "dirigeants-danois", "collective", "DNK", ["Les dirigeants danois"]),
    ("Des manifestants ont bloqué le pont.", "manifestants", "collective", None, ["Des manifestants"]),
    ("Le ministère norvégien des Ports a démenti.", "ministere-norvegien-des-ports", "institution", "NOR", ["Le ministère norvégien des Ports"]),
    ("Le gouvernement danois a cédé. Le gouvernement se tait.", "gouvernement-danois", "government", "DNK", ["Le gouvernement danois", "Le gouvernement"]),
    ("La police a ouvert une enquête.", "police", "institution", None, ["La police"]),
    ("Le parquet de Lugny a requis dix ans.", "parquet-de-lugny", "institution", None, ["Le parquet de Lugny"]),
    ("Le Kremlin dément.", "kremlin", "institution", "RUS", ["Le Kremlin"]),
    ("Un rapport de l'Unesco le dit. Le rapport date de mai.", "rapport-de-l-unesco", "document", None, ["Un rapport de l'Unesco", "Le rapport"]),
    ("Le communiqué précise que le port rouvre.", "communique", "document", None, ["Le communiqué"]),
    ("La chancelière Greta Hollman est venue.", "greta-hollman", "person", None, ["La chancelière Greta Hollman"]),
    ("Le ministère velmarquois des Ports a démenti.", "ministere-velmarquois-des-ports", "institution", None, ["Le ministère velmarquois des Ports"]),
    ("Sena Nadir s'est rendue à Lugny. Nadir a parlé.", "sena-nadir", "person", None, ["Sena Nadir", "Nadir"]),
    ("Sena Nadir, directrice du port, a démenti.", "sena-nadir", "person", None, ["Sena Nadir", "directrice du port"]),
    ("Météo-Delta avertit : la crue montera.", "meteo-delta", "organisation", None, ["Météo-Delta"]),
    ("Otto Kern l'a dit sur Radio Estuaire.", "radio-estuaire", "media", None, ["Radio Estuaire"]),
    ("L'ancien ministre Karl Duval témoigne.", "karl-duval", "person", None, ["L'ancien ministre Karl Duval"]),
    ("Le Kordan refuse tout dialogue. Le gouvernement du Kordan a rappelé son ambassadeur.", "kordan", "country", None, ["Le Kordan", "Kordan"]),
    ("L'armée kordani a tiré. Le Kordan exige une trêve.", "kordan", "country", None, ["Le Kordan"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "kind", "country", "words"), ONE_ACTOR, ids=[c[0][:40] for c in ONE_ACTOR]
)
def test_one_actor_and_all_its_mentions(
    text: str, key: str, kind: str, country: str | None, words: list[str]
) -> None:
    actors, mentions = actors_of(text)
    assert key in actors, list(actors)
    assert (actors[key].kind.value, actors[key].country) == (kind, country)
    assert mentions[key] == words


PRONOUNS = [
    ("Ilda Marsan a rencontré Otto Kern. Elle a refusé son offre.", "ilda-marsan", "Elle"),
    ("Otto Kern a quitté Ilda Marsan. Il a pris le train.", "otto-kern", "Il"),
    ("« Non », a lancé Otto Kern. « Jamais », a-t-il ajouté.", "otto-kern", "il"),
    ("Le maire Otto Kern a averti le préfet Karl Duval que le pont fermerait. Pour lui, le danger est réel.", "otto-kern", "lui"),
    ("Ilda Marsan a interrogé le préfet Karl Duval. Ce dernier a nié.", "karl-duval", "Ce dernier"),
    ("Les manifestants sont partis. Ils ont rangé la place.", "manifestants", "Ils"),
    ("L'Allemagne a perdu. Elle demande une revanche.", "allemagne", "Elle"),
    ("Otto Kern est venu. L'intéressé a tout nié.", "otto-kern", "L'intéressé"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "pronoun"), PRONOUNS, ids=[c[0][:40] for c in PRONOUNS])
def test_a_clear_pronoun_is_a_mention(text: str, key: str, pronoun: str) -> None:
    _, mentions = actors_of(text)
    assert pronoun in mentions.get(key, []), mentions


IMPERSONAL = [
    "Otto Kern est venu. Il faut partir.",
    "Otto Kern est venu. Il y a du monde.",
    "Otto Kern est venu. Il s'agit d'une erreur.",
    "Otto Kern est venu. Il est clair que le pont tient.",
    "Otto Kern est venu. Il pleut.",
    "Otto Kern est venu. Faut-il partir ?",
    "Otto Kern est venu. Y a-t-il du monde ?",
    "Otto Kern est venu. Il n'en sera pas de même demain.",
    "Otto Kern est venu. Il est permis de courir.",
    "Otto Kern est venu. Il semble que le pont tienne.",
]


@pytest.mark.parametrize("text", IMPERSONAL)
def test_an_impersonal_pronoun_stands_for_nobody(text: str) -> None:
    _, mentions = actors_of(text)
    assert mentions["otto-kern"] == ["Otto Kern"]


def test_a_pronoun_that_two_may_be_is_left_alone() -> None:
    _, mentions = actors_of("Otto Kern et Karl Duval ont dîné. Il a payé.")
    assert all("Il" not in words for words in mentions.values())


def test_a_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    _, mentions = actors_of("Otto Kern a parlé. « Il a menti », a déclaré Otto Kern.")
    assert "Il" not in mentions["otto-kern"]


def test_two_persons_of_one_family_name_stay_two() -> None:
    actors, mentions = actors_of(
        "Paul Durand et Mme Durand sont venus. M. Durand a parlé. Mme Durand s'est tue."
    )
    assert mentions["paul-durand"] == ["Paul Durand", "M. Durand"]
    assert mentions["durand"] == ["Mme Durand", "Mme Durand"]
    assert actors["durand"].kind is ActorKind.PERSON


def test_two_full_names_of_one_family_are_two() -> None:
    actors, _ = actors_of("Jean Duval a battu Marie Duval au second tour.")
    assert {"jean-duval", "marie-duval"} <= set(actors)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Mardi 12 mars, trois mois plus tard, le pont a rouvert.", None),
        ("Depuis Noël, rien. En Avril non plus.", None),
        ("Cependant, rien ne bouge. Hier non plus.", None),
        ("Il parle en danois et traduit de l'italien.", None),
        ("Dans le cadre de la réforme, rien ne change.", None),
        ("La Légion d'honneur brille. L'ordre national du Mérite aussi.", None),
        ("La Libération fut une fête.", None),
        ("Un poste aux Relations internationales est vacant.", None),
    ],
)
def test_common_words_dates_and_languages_are_no_actors(text: str, absent: None) -> None:
    actors, _ = actors_of(text)
    assert not actors


PLACES = [
    ("Ils se sont rencontrés à Washington.", "washington", ActorKind.PLACE),
    ("Le train de nuit roule vers Oslo.", "oslo", ActorKind.PLACE),
    ("Washington refuse de céder.", "etats-unis", ActorKind.COUNTRY),
    ("Un accord entre Oslo et Berne est signé.", "norvege", ActorKind.COUNTRY),
    ("Un accord entre Oslo et Berne est signé.", "suisse", ActorKind.COUNTRY),
    ("Le rôle de Moscou inquiète ; il a critiqué le soutien de Moscou.", "russie", ActorKind.COUNTRY),
    ("Il a atterri au Caire.", "le-caire", ActorKind.PLACE),
    ("Des chars sont entrés dans la bande de Gaza.", "bande-de-gaza", ActorKind.PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "kind"), PLACES)
def test_a_capital_is_a_government_where_it_acts_and_a_city_where_one_meets(
    text: str, key: str, kind: ActorKind
) -> None:
    actors, _ = actors_of(text)
    assert key in actors, list(actors)
    assert actors[key].kind is kind


def test_an_apposition_teaches_an_office_for_the_article() -> None:
    actors, mentions = actors_of("Le ministre danois de la Pêche, Otto Kern, est parti. Le ministre a souri.")
    assert actors["otto-kern"].office == "ministre danois de la Pêche"
    assert mentions["otto-kern"][-1] == "Le ministre"


def test_the_minister_of_two_ministers_is_not_guessed() -> None:
    _, mentions = actors_of(
        "Le ministre de la Pêche, Otto Kern, et le ministre des Ports, Karl Duval, sont venus. Le ministre a souri."
    )
    assert "Le ministre" not in mentions["otto-kern"][1:] + mentions["karl-duval"][1:]


OFFICES = [
    ("2023-05-02", "joe-biden"),
    ("2019-05-02", "donald-trump"),
    ("2025-05-02", "donald-trump"),
    (None, "president-usa"),
]


@pytest.mark.parametrize(("iso", "key"), OFFICES)
def test_an_office_is_its_holder_at_the_date_or_unnamed(iso: str | None, key: str) -> None:
    actors, mentions = actors_of(
        "Le président américain a reçu une délégation.", day(iso) if iso else UNKNOWN
    )
    assert mentions[key] == ["Le président américain"]
    assert (actors[key].kind, actors[key].country) == (ActorKind.PERSON, "USA")


def test_an_interval_over_two_terms_resolves_no_office() -> None:
    over = Published(
        earliest="2020-12-01",
        latest="2021-03-01",
        granularity=Granularity.MONTH,
        basis=Basis.INFERRED,
        because="",
    )
    assert "president-usa" in actors_of("Le président américain a signé.", over)[0]


def test_a_named_holder_in_the_article_takes_the_office() -> None:
    _, mentions = actors_of("Emmanuel Macron est arrivé. Le président français a souri.", day("2022-01-05"))
    assert mentions["emmanuel-macron"] == ["Emmanuel Macron", "Le président français"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("netanyahou", "netanyahu"), ("zelensky", "zelenskyy"), ("poutine", "putin"), ("khamenei", "hamenei"), ("benjamin", "benyamin")],
)  # fmt: skip
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("durand", "dupont"), ("martin", "martinez"), ("kern", "kerner")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_every_country_has_its_name_and_adjective() -> None:
    known = lexicon("fr")
    for code, (names, gender, adjective, _) in word_list("fr", "countries")["countries"].items():
        assert len(code) == 3 and gender in {"m", "f", "mp", "fp"}
        assert any(name.country == code for name in known.names.values(pieces(names.split("|")[0])))
        for form in filter(None, adjective.split("|")):
            assert any(n.role == "adjective" for n in known.names.values(pieces(form)))


def test_english_names_are_found_without_a_parser() -> None:
    actors, _ = actors_of(
        "President Mara Ellison met the Danish delegation. The White House and the United Nations agreed with Reuters.",
        language="en",
    )
    assert actors["mara-ellison"].kind is ActorKind.PERSON
    assert {"denmark", "white-house", "reuters"} <= set(actors)
    assert any(actor.name == "United Nations" for actor in actors.values())


def test_the_index_answers_by_place() -> None:
    text = "La porte-parole du Kremlin a parlé à Otto Kern."
    actors, mentions = find_actors(read(text))
    index = MentionIndex(actors, mentions)
    kremlin, head = text.index("Kremlin"), text.index("porte-parole")
    assert index.actor(index.at(kremlin, kremlin + 7)).key == "kremlin"  # type: ignore[arg-type]
    found = index.at(head, head + len("porte-parole"))
    assert found is not None and text[found.start : found.end] == "La porte-parole du Kremlin"
    assert index.at(text.index("parlé"), text.index("parlé") + 5) is None
    assert [text[m.start : m.end] for m in index.within(text.index("Otto"), len(text))] == ["Otto Kern"]


def test_the_index_of_nothing_finds_nothing() -> None:
    assert MentionIndex([], []).at(0, 5) is None
    assert MentionIndex([], []).within(0, 5) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Otto Kern", "le président", " ", "\n", "Oslo", "M. ", "(ABC)", "«", "»", "il", "l'ONU", "🜁", "ﬁ", "de ", "ministre ", "Ж", "\u202e", ", ", "ß", "İ"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_mentions_lie_in_the_text_and_keys_are_unique(parts: list[str]) -> None:
    text = "".join(parts)
    actors, mentions = find_actors(read(text))
    keys = [actor.key for actor in actors]
    assert len(keys) == len(set(keys))
    assert all(0 <= m.start < m.end <= len(text) and m.actor in keys for m in mentions)
    assert mentions == sorted(mentions, key=lambda m: (m.start, -m.end))
    assert {m.actor for m in mentions} == set(keys)
    assert (actors, mentions) == find_actors(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "K" + "e" * 499 + " Duval est venu.",
        ", ".join(f"Otto Kern{i}" for i in range(200)) + " sont venus.",
        "Le ministre " * 3000,
        "de la " * 3000,
        "A. " * 5000,
        "Otto-" * 3000,
        "(ABC) " * 3000,
        "Дмитрий Kern 王 a parlé à محمد.",
        "Les " + "9" * 40 + " délégués et " + "1" * 40 + " Kern sont venus.",
        "ABCDEFGH (" * 3000,
        "ABC, le " * 3000,
        "les deux hommes " * 3000,
        "Le Danemark, le pays, " * 2000,
        "Otto Kern, son prédécesseur, " * 1500,
        "le mouvement, " * 4000,
        "Ce dernier, celui-ci, l'intéressé, " * 1500,
        "Ж" * 500 + " Kern, " + "王" * 500 + " et Kе́rn.",
        "l'un d'eux, " * 3000,
        "le maire du " * 3000,
        "« sa rivale lui » " * 2000,
        "Le maire de Lugny, Otto Kern, l'a dit à la société Orvex. " * 3500,
    ],
    ids=[
        "long name", "many names", "titles", "particles", "initials", "hyphens", "brackets", "scripts", "long numbers",
        "open acronyms", "acronyms with commas", "pairs", "countries taken up", "predecessors", "bodies taken up", "pronouns", "long scripts",
        "one of them", "nested titles", "opposites", "200,000 characters",
    ],
)  # fmt: skip
def test_hostile_text_costs_little_time(text: str) -> None:
    reading = Reading(Article(id="a", text=text), "xx", (Zone(start=0, end=len(text), role=Role.BODY),))
    reading.paragraphs = list(reading.zones)
    reading.language = "fr"
    begun = time.perf_counter()
    find_actors(reading)
    assert time.perf_counter() - begun < 3


def test_a_mention_record_is_what_the_model_says() -> None:
    _, mentions = find_actors(read("Otto Kern est venu."))
    assert mentions == [Mention(start=0, end=9, actor="otto-kern")]


PARSED = [
    "K" + "e" * 499 + " a parlé. Il part.",
    ", ".join(f"Paul Kern{i}" for i in range(200)) + " sont venus. Ils repartent. Ce dernier reste.",
    "Otto Kern et son prédécesseur parlent. " * 150,
    "Otto Kern a vu Karl Duval. Les deux hommes rient. Le pays attend. " * 100,
    "Le mouvement nie. La ville dort. Le maire crie. " * 120,
]


@pytest.mark.parametrize(
    "text", PARSED, ids=["long name", "many names", "successions", "pairs", "bare nouns"]
)
def test_time_grows_with_the_length_of_a_parsed_text(text: str) -> None:
    once, twice = read(text), read(text + "\n" + text)
    find_actors(once)
    spent = []
    for reading in (once, twice):
        begun = time.process_time()
        find_actors(reading)
        spent.append(time.process_time() - begun)
    assert spent[1] < 4 * spent[0] + 0.1
