"""Nouns and object pronouns that take up who was named; people whom an article brings in by a common noun."""

import pytest
from actor_stage import actors_of

TAKEN_UP = [
    ("Otto Kern a quitté la salle. L'homme a refusé de parler.", "otto-kern", "L'homme"),
    ("Ilda Marsan, députée de Lugny, a voté contre. L'élue dénonce un texte bâclé.", "ilda-marsan", "L'élue"),
    ("Julie Marsan a battu Otto Kern. Sa rivale a salué la foule.", "julie-marsan", "Sa rivale"),
    ("Otto Kern a acheté un bateau. Le coureur danois veut partir seul.", "otto-kern", "Le coureur danois"),
    ("Otto Kern a perdu. L'ancien préfet a salué le vainqueur.", "otto-kern", "L'ancien préfet"),
    ("Un homme de 45 ans a été arrêté lundi à Lugny. Le suspect a tout nié.", "homme", "Le suspect"),
    ("La société Orvex a licencié trente ouvriers. L'entreprise invoque la crise.", "societe-orvex", "L'entreprise"),
    ("Un passager a crié. Le passager a été arrêté.", "passager", "Le passager"),
    ("Oona Marsel a gagné dimanche. La candidate du Parti des ports a remercié la foule.", "oona-marsel", "La candidate du Parti des ports"),
    ("Otto Kern a été condamné. L'ancien patron d'Orvex fera appel.", "otto-kern", "L'ancien patron d'Orvex"),
    ("Otto Kern dirigera le port. Ce proche du préfet a tout promis.", "otto-kern", "Ce proche du préfet"),
    ("Mme Marsel, une juriste à la retraite, a répondu.", "marsel", "une juriste"),
    ("La directrice a parlé. Celle-ci, Oona Marsel, refuse de partir.", "oona-marsel", "La directrice"),
    ("La clinique des Pins a fermé. L'OMS regrette. L'établissement employait cent personnes.", "clinique-des-pins", "L'établissement"),
    ("La compagnie Orvex a cédé. Le Syndicat des quais exulte. L'entreprise paiera.", "compagnie-orvex", "L'entreprise"),
    ("Otto Kern a perdu. L'élu du port, Paul Durand, a gagné. La maire, Oona Marsel, a souri. L'édile part.", "oona-marsel", "L'édile"),
    ("Un ouvrier a frappé Otto Kern. L'un d'eux, Paul Durand, a fui.", "paul-durand", "L'un d'eux"),
    ("Otto Kern a renversé Oona Marsel. Les parents de la victime se taisent.", "oona-marsel", "la victime"),
    ("Otto Kern a battu Oona Marsel. Le patron d'Orvex a souri.", "otto-kern", "Le patron d'Orvex"),
    ("Paul Kern, 41 ans, est sorti. Un octogénaire attend. Une femme se souvient du vieil homme.", "octogenaire", "vieil homme"),
    ("Le Front des marais (FM) a pris Lugny. Les rebelles ont tout brûlé.", "front-des-marais", "Les rebelles"),
    ("Otto Kern a interrogé Oona Marsel, une batelière à la retraite.", "oona-marsel", "une batelière"),
    ("Le préfet a écrit à l'agence régionale des ports (ARP), sans que celle-ci réponde.", "agence-regionale-des-ports", "celle-ci"),
    ("Otto Kern a été jugé à Lugny. Me Oona Marsel a plaidé la relaxe de son client.", "otto-kern", "son client"),
    ("Un homme a agressé une infirmière. La directrice de la clinique des Pins a porté plainte. Le suspect sera jugé mardi.", "homme", "Le suspect"),
    ("Zoé Marsel, adjointe aux ports, a parlé. L'élue a porté plainte.", "zoe-marsel", "L'élue"),
    ("Le conseil a examiné une motion défendue par Otto Kern. Le chef de file du Parti des ports a parlé une heure.", "otto-kern", "Le chef de file du Parti des ports"),
    ("Ilda Marsan a gagné. La Première ministre a souri. La locataire de Matignon a cédé.", "ilda-marsan", "La locataire de Matignon"),
    ("Ilda Marsan a tendu la main à l'opposition, a-t-elle dit. Cette dernière a décliné.", "opposition", "Cette dernière"),
    ("Otto Kern a limogé Oona Marsel. Cette dernière attaque son employeur.", "oona-marsel", "Cette dernière"),
    ("Otto Kern a perdu. Les riverains ont écrit à Oona Marsel pour lui demander de céder.", "oona-marsel", "lui"),
    ("Me Otto Kern a plaidé la relaxe de Paul Durand. Son avocat fera appel.", "otto-kern", "Son avocat"),
    ("Otto Kern a gagné. Sa rivale, Julie Marsan, refuse de céder. La candidate du Parti des ports a parlé.", "julie-marsan", "La candidate du Parti des ports"),
    ("Oona Marsel, présidente du conseil régional, regrette une décision. L'élue a cédé.", "oona-marsel", "L'élue"),
    ("Julie Marsan a été jugée mardi. L'ancienne comptable avait détourné deux millions d'euros.", "julie-marsan", "L'ancienne comptable"),
    ("L'hôpital de Lugny a fermé. Le directeur de l'établissement se tait.", "hopital-de-lugny", "l'établissement"),
    ("La Norvège a rompu le pacte. La Ligue des marées hésite. Une semaine a passé. On attend. Rien ne bouge. Tout dort. La Ligue a exclu le pays de ses rangs.", "norvege", "le pays"),
    ("Otto Kern a reçu Oona Marsel à Lugny. Le président saldovien voyage beaucoup en Saldovie.", "otto-kern", "Le président saldovien"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "words"), TAKEN_UP, ids=[case[2] + str(i) for i, case in enumerate(TAKEN_UP)]
)
def test_a_common_noun_takes_up_who_was_named(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions[key], mentions


LEFT_ALONE = [
    ("La mère de l'enfant a alerté les gendarmes. L'homme a passé la frontière.", "mere-enfant", "L'homme"),
    ("Un promeneur a été tué samedi. Le tireur a fui.", "promeneur", "Le tireur"),
    ("Otto Kern a été poignardé. L'auteur des coups a été arrêté.", "otto-kern", "L'auteur des coups"),
    ("Me Otto Kern, avocat de la famille Marsel, a parlé. Paul Durand se tait. Son avocat fera appel.", "otto-kern", "Son avocat"),
    ("Me Oona Marsel a plaidé. La procureure a requis dix ans contre sa cliente.", "oona-marsel", "sa cliente"),
    ("Otto Kern a été opéré à Lugny. L'hôpital a fermé ses portes.", "otto-kern", "L'hôpital"),
    ("Le parquet de Lugny a ouvert une enquête. L'hôpital a fermé ses portes.", "parquet-de-lugny", "L'hôpital"),
    ("Otto Kern a parlé. Sa mère a pleuré.", "otto-kern", "Sa mère"),
    ("Otto Kern a parlé. L'avocat de Paul Durand a souri.", "otto-kern", "L'avocat de Paul Durand"),
    ("Pour Paul Kern, la maire doit partir.", "paul-kern", "la maire"),
    ("Le Syndicat des quais exulte. La compagnie paiera.", "syndicat-des-quais", "La compagnie"),
    ("Me Paul Kern a plaidé. L'avocat général a requis dix ans.", "paul-kern", "L'avocat général"),
    ("Otto Kern a crié. Oona Marsel a ri. La candidate du port a souri.", "otto-kern", "La candidate du port"),
    ("Otto Kern a été blessé. Le père, un pompier, a pleuré.", "otto-kern", "Le père"),
    ("Otto Kern a été arrêté. Le procureur de Lugny a ouvert une enquête.", "otto-kern", "Le procureur de Lugny"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), LEFT_ALONE, ids=[case[2] + case[1] for case in LEFT_ALONE])
def test_a_noun_of_somebody_else_takes_up_nobody(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words not in mentions.get(key, [])


OBJECTS = [
    ("Otto Kern a protesté. Le maire lui a répondu.", "otto-kern", "lui"),
    ("Otto Kern a protesté. Ilda Marsan l'a accusé de mentir.", "otto-kern", "l"),
    ("Les dockers ont protesté. La préfecture leur a interdit le quai.", "dockers", "leur"),
    ("L'armée danoise, elle, nie tout.", "armee-danoise", "elle"),
    ("Oona Marsel est partie sans bruit. Otto Kern était là. Le maire de Lugny l'a accablée.", "oona-marsel", "l"),
    ("Oona Marsel a perdu. Le préfet la défend.", "oona-marsel", "la"),
    ("Otto Kern hésite. Le préfet le presse d'agir.", "otto-kern", "le"),
    ("Otto Kern se tait. On l'attaque de toutes parts.", "otto-kern", "l"),
    ("Le préfet est venu. « Il nous a menti », tacle Oona Marsel.", "prefet", "Il"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), OBJECTS, ids=[case[2] + case[1] for case in OBJECTS])
def test_an_object_before_its_verb_is_a_mention(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions[key], mentions


def test_a_thing_that_is_read_is_nobody() -> None:
    _, mentions = actors_of("Otto Kern a reçu le rapport. Ilda Marsan l'a lu.")
    assert mentions["otto-kern"] == ["Otto Kern"]


BROUGHT_IN = [
    ("Une passagère a insulté le chauffeur.", "Une passagère", "person"),
    ("Quatorze soldats danois ont été libérés.", "Quatorze soldats danois", "collective"),
    ("Quelque 300 lycéens ont bloqué la rue.", "300 lycéens", "collective"),
    ("Sa mère a quitté la salle.", "Sa mère", "person"),
    ("Un Danois de 30 ans a été blessé.", "Un Danois", "person"),
]


@pytest.mark.parametrize(("text", "words", "kind"), BROUGHT_IN, ids=[case[1] for case in BROUGHT_IN])
def test_people_without_a_name_are_actors(text: str, words: str, kind: str) -> None:
    actors, mentions = actors_of(text)
    key = next((key for key, said in mentions.items() if any(words in one for one in said)), None)
    assert key is not None, mentions
    assert actors[key].kind.value == kind


@pytest.mark.parametrize("name", ["Boulanger", "Berger", "Marin"])
def test_a_family_name_that_is_a_trade_stays_a_name(name: str) -> None:
    _, mentions = actors_of(f"Otto {name} a cédé. M. {name} a quitté la salle.")
    assert mentions[f"otto-{name.lower()}"] == [f"Otto {name}", f"M. {name}"]


CAPITALS = [
    ("Oslo et Berne ont dénoncé un accord.", {"norvege": "Oslo", "suisse": "Berne"}),
    ("Le sommet s'ouvre à Oslo.", {"oslo": "Oslo"}),
    ("Bruxelles exige des comptes.", {"union-europeenne": "Bruxelles"}),
    ("Bruxelles a rappelé un diplomate belge.", {"belgique": "Bruxelles"}),
]


@pytest.mark.parametrize(("text", "expected"), CAPITALS, ids=["act", "are places", "seat", "country"])
def test_capitals_that_open_a_sentence_before_its_verb_act(text: str, expected: dict[str, str]) -> None:
    _, mentions = actors_of(text)
    for key, words in expected.items():
        assert words in mentions[key], mentions


def test_what_somebody_is_said_to_be_is_theirs() -> None:
    _, mentions = actors_of("Otto Kern est devenu président du club. Le président a souri.")
    assert mentions["otto-kern"] == ["Otto Kern", "président du club", "Le président"]


BROUGHT_IN = [
    ("Deux hommes ont poignardé le gérant.", "gerant"),
    ("Otto Kern a demandé à la région de payer.", "region"),
    ("Otto Kern accuse la direction de mentir.", "direction"),
]


@pytest.mark.parametrize(("text", "key"), BROUGHT_IN, ids=[case[1] for case in BROUGHT_IN])
def test_whoever_is_harmed_or_addressed_is_somebody(text: str, key: str) -> None:
    actors, _ = actors_of(text)
    assert key in actors, actors
