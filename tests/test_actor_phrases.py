"""How far a phrase that names who acts runs, what it is, and who is who by age, kin, number and order."""

import pytest
from actor_stage import actors_of

STRETCHES = [
    ("L'adjoint à l'urbanisme a signé.", "L'adjoint à l'urbanisme", "person"),
    ("La vice-présidente chargée de la culture, Oona Marsel, a souri.", "La vice-présidente chargée de la culture", "person"),
    ("Le ministre a demandé au patron d'Orvex des garanties.", "patron d'Orvex", "person"),
    ("Otto Kern a demandé à l'acquéreur du port des garanties.", "l'acquéreur du port", "person"),
    ("Un groupe de pêcheurs a pris le port.", "pêcheurs", "collective"),
    ("Des ONG ont quitté la ville.", "Des ONG", "collective"),
    ("Trois fédérations danoises ont retiré leur plainte.", "Trois fédérations danoises", "collective"),
    ("Le préfet a reçu les dockers. Onze d'entre eux ont été blessés.", "Onze d'entre eux", "collective"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), STRETCHES, ids=[case[1] for case in STRETCHES])
def test_a_phrase_ends_where_its_words_end(text: str, words: str, kind: str) -> None:
    actors, mentions = actors_of(text)
    key = next((key for key, said in mentions.items() if words in said), None)
    assert key is not None, mentions
    assert actors[key].kind.value == kind


SAME = [
    ("speaker", "Le préfet est venu. « Il nous a menti », s'est emportée Oona Marsel.", "prefet", "Il"),
    ("age", "Otto Kern dirige les secours. Un homme de 52 ans a été arrêté. Le quinquagénaire nie.", "homme", "Le quinquagénaire"),
    ("country", "Le groupe danois Orvex rachète la société Velmer. L'entreprise danoise promet des emplois.", "groupe-danois-orvex", "L'entreprise danoise"),
    ("left", "La maire, Oona Marsel, quitte la ville. Son prédécesseur, Otto Kern, rit. L'ancien maire part.", "otto-kern", "L'ancien maire"),
    ("nested", "La sœur de la victime, Oona Marsel, a pleuré.", "oona-marsel", "La sœur de la victime"),
    ("apposed", "Le suspect, un ouvrier agricole, a tout nié.", "suspect", "un ouvrier agricole"),
    ("apposed", "Un notaire, Otto Kern, a été tué.", "otto-kern", "Un notaire"),
    ("kin", "Oona Kern et Otto Kern sont jugés. M. Kern se tait ; son épouse pleure.", "oona-kern", "son épouse"),
    ("order", "Otto Kern et Oona Marsel ont fondé le club. La seconde est partie, le premier reste.", "oona-marsel", "La seconde"),
    ("order", "Otto Kern et Oona Marsel ont fondé le club. La seconde est partie, le premier reste.", "otto-kern", "le premier"),
    ("several", "Le préfet accuse la Norvège. « Ils ont menti », dit-il.", "norvege", "Ils"),
    ("town", "L'eau monte à Marnoze. Le préfet a prié la commune de fermer l'école.", "marnoze", "la commune"),
    ("town", "Le maire de Marnoze, Otto Kern, défend sa ville.", "marnoze", "sa ville"),
    ("client", "Me Oona Marsel défend Otto Kern. Son client se tait.", "otto-kern", "Son client"),
    ("object", "Otto Kern a cédé à la Fédération des ports. Oona Marsel lui succède.", "otto-kern", "lui"),
    ("object", "Otto Kern a perdu. Le préfet le suspendra mardi.", "otto-kern", "le"),
    ("object", "Otto Kern a tout nié. Le parquet l'a fait examiner par un expert.", "otto-kern", "l"),
    ("suits", "Une collègue est partie. Oona Marsel, déléguée du syndicat, proteste. La salariée avait trente ans.", "collegue", "La salariée"),
    ("speaker", "Oona Marsel a perdu. Son frère la défend : « On l'attaque toujours »", "oona-marsel", "l"),
    ("speaker", "Otto Kern a parlé. « Il nous a trahis », déplorent-ils.", "otto-kern", "Il"),
    ("far", "L'hôpital de Lugny a fermé. L'eau monte. Il pleut. Il vente. On attend. Rien ne bouge. L'établissement a brûlé.", "hopital-de-lugny", "L'établissement"),
    ("age", "Otto Kern, 29 ans, a été blessé. « Il va bien », a dit Paul Marsel, 61 ans. Le jeune homme a été soigné.", "otto-kern", "Le jeune homme"),
    ("inner name", "La veuve du chanteur Otto Kern a pleuré.", "otto-kern", "chanteur Otto Kern"),
    ("name behind a field", "Le ministre de la Santé Velto Marsan a souri.", "velto-marsan", "Le ministre de la Santé Velto Marsan"),
    ("couple", "Otto Kern et Oona Marsel vivent à Lugny. Le couple a fui.", "couple", "Le couple"),
    ("couple", "Un couple de retraités a été tué. Le couple dormait.", "retraites", "Le couple"),
    ("number", "Trois braqueurs ont fui. Les trois hommes sont armés.", "braqueurs", "Les trois hommes"),
    ("government", "Le gouvernement a cédé. L'exécutif promet des aides.", "gouvernement", "L'exécutif"),
    ("reach", "Oona Marsel attend. La pluie tombe. Le vent souffle. Le jour finit. Elle dort.", "oona-marsel", "Elle"),
    ("native", "Otto Kern a perdu la course. Le Flamand avait chuté.", "otto-kern", "Le Flamand"),
    ("unnamed", "Un policier a été blessé. Le fonctionnaire a été soigné.", "policier", "Le fonctionnaire"),
    ("demonstrative", "Otto Kern a tiré. Un policier a riposté. Ce policier a été blessé.", "policier", "Ce policier"),
    ("agency", "Une agence de presse, Merpress, a publié la liste. L'agence dément.", "merpress", "L'agence"),
    ("age told behind", "Otto Kern, 58 ans, vit seul. L'homme de 58 ans répare des vélos.", "otto-kern", "L'homme"),
    ("fund", "La société Nordhal a vendu ses parts. Le fonds garde une usine.", "societe-nordhal", "Le fonds"),
    ("plot", "Des officiers ont occupé la radio. Le préfet a fait arrêter les putschistes.", "officiers", "les putschistes"),
    ("relative", "Oona Marsel a perdu. Son frère, qui la soutenait, a protesté.", "oona-marsel", "la"),
    ("il y", "Le préfet est parti pour Lugny ; il y recevra les maires.", "prefet", "il"),
    ("paragraph", "Le silence de l'architecte\n\nOtto Kern est parti.", "otto-kern", "Otto Kern"),
    ("headline", "Au port, le refus de l'architecte\n\nReportage. Otto Kern, costume gris, baisse les yeux. L'architecte nie avoir payé.", "otto-kern", "L'architecte"),
    ("rank", "Le colonel Otto Kern dirige les secours. L'officier attend des renforts.", "otto-kern", "L'officier"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "key", "words"), SAME, ids=[f"{c[0]} {c[3]}" for c in SAME])
def test_words_are_those_of_an_actor(what: str, text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions[key], mentions


APART = [
    (
        "La Maison-Blanche se tait. L'organisation de la prochaine fête est au point.",
        "maison-blanche",
        "L'organisation",
    ),
    ("La veuve du chanteur Otto Kern a pleuré.", "otto-kern", "La veuve"),
    ("Otto Kern habite le chef-lieu.", "lieu", "le chef"),
    ("Emmanuel Macron a reçu le président du Sénat.", "emmanuel-macron", "le président du Sénat"),
    ("Otto Kern lit L'Écho des dunes. Il aime son quotidien.", "l-echo-des-dunes", "son quotidien"),
    ("La sœur de la victime, Oona Marsel, a pleuré.", "oona-marsel", "la victime"),
    ("Otto Kern a vu un pompier, une infirmière et un policier.", "otto-kern", "un pompier"),
    ("Otto Kern est venu. Le premier quai a brûlé, le second non.", "otto-kern", "Le premier"),
    ("Otto Kern et Oona Marsel se taisent. Leur fille pleure.", "oona-marsel", "Leur fille"),
    (
        "Otto Kern, patron du port, proteste. La ministre a appelé son homologue danois.",
        "otto-kern",
        "son homologue danois",
    ),
    ("Otto Kern a quitté le théâtre. Le principal mécène hésite.", "otto-kern", "Le principal mécène"),
    (
        "La Saldovie a signé. Otto Kern, président de la Ligue des ports, proteste. Le président saldovien se tait.",
        "otto-kern",
        "Le président saldovien",
    ),
    (
        "Le directeur du port est parti. Oona Marsel a prévenu le sous-préfet.",
        "directeur-port",
        "le sous-préfet",
    ),
]


@pytest.mark.parametrize(("text", "key", "words"), APART, ids=[case[2] for case in APART])
def test_words_are_not_those_of_an_actor(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words not in mentions.get(key, [])


UNLISTED = [
    ("Les traminots réclament une prime.", "traminots", "collective"),
    ("Une dizaine de clubs réclament des comptes.", "clubs", "collective"),
    ("Deux cents combattants sont entrés dans Lugny.", "combattants", "collective"),
    ("Les casques bleus n'ont pas bougé.", "casques-bleus", "collective"),
    ("Un affûteur a promis de parler.", "affuteur", "person"),
    ("Des baigneurs ont été secourus au large.", "baigneurs", "collective"),
    ("Les bombardiers ont pilonné le port, les artilleurs ont tiré.", "artilleurs", "collective"),
]


PARTIES = [
    ("« Rien n'est décidé », précise ainsi la direction.", "direction"),
    ("Des parents avaient alerté la mairie.", "mairie"),
    ("Les élus regrettent le refus de la région.", "region"),
    ("Le préfet a reçu la rescapée jeudi.", "rescape"),
    ("« Il ment », a soupiré l'expert.", "expert"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), PARTIES, ids=[case[1] for case in PARTIES])
def test_a_bare_noun_is_somebody_where_it_speaks_or_something_is_done_to_it(text: str, key: str) -> None:
    actors, _ = actors_of(text)
    assert key in actors, actors


@pytest.mark.parametrize(
    "text", ["On consulte le médecin une fois par an.", "Les cadres ont rejoint le mouvement."]
)
def test_a_bare_noun_is_nobody_elsewhere(text: str) -> None:
    _, mentions = actors_of(text)
    assert not {"le médecin", "le mouvement"} & {words for said in mentions.values() for words in said}


@pytest.mark.parametrize(("text", "key", "kind"), UNLISTED, ids=[case[1] for case in UNLISTED])
def test_people_are_told_by_what_they_do(text: str, key: str, kind: str) -> None:
    actors, _ = actors_of(text)
    assert key in actors and actors[key].kind == kind, actors


@pytest.mark.parametrize(
    "text", ["Les chiffres disent le contraire.", "Le moteur refuse de partir.", "Les prix baissent."]
)
def test_things_that_do_something_are_no_people(text: str) -> None:
    assert actors_of(text)[0] == {}
