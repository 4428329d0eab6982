"""Who is who: for each way of naming an actor again, invented texts with the words that are one actor and those that are not."""

from __future__ import annotations

import pytest
from actor_stage import UNKNOWN, day, read

from recoupe.annotate.actors import MentionIndex, find_actors

# (what, text, date, groups of words that are one actor, pairs of words that are not); "#2" is the second place of the words.
CASES: list[tuple[str, str, str | None, list[list[str]], list[tuple[str, str]]]] = [
    ("spelling", "Kassirou a refusé la trêve. Plus tard, Benyamin Kasiru a cédé.", None, [["Kassirou", "Benyamin Kasiru"]], []),
    ("spelling", "Benyamin Netanyahou s'est tu. Netanyahu partira lundi, selon M. Nétanyahou.", None, [["Benyamin Netanyahou", "Netanyahu", "Nétanyahou"]], []),
    ("spelling", "Les Etats-Unis hésitent. Les États-Unis d'Amérique ont une flotte, et les USA la gardent au port.", None, [["Les Etats-Unis", "États-Unis d'Amérique", "USA"]], []),
    ("acronym", "Le Conseil des marées (CDM) a blâmé la ville, dans un communiqué publié dimanche. Il exige des excuses.", None, [["Conseil des marées", "Il exige"]], []),
    ("spelling", "La Maison Blanche a réagi. La Maison-Blanche se tait depuis.", None, [["La Maison Blanche", "La Maison-Blanche"]], []),
    ("spelling", "Volodymyr Zelenski arrive. Zelensky repart demain.", None, [["Volodymyr Zelenski", "Zelensky"]], []),
    ("spelling", "L'Emirat attend. Les Emirats arabes unis et les Émirats ont signé.", None, [["Les Emirats arabes unis", "les Émirats"]], []),
    ("short", "Le président Orlo Vint est venu. M. Vint a parlé, puis le président Vint est reparti.", None, [["Orlo Vint", "M. Vint", "le président Vint"]], []),
    ("short", "Mme Ilda Tresk préside le port. Mme Tresk l'a dirigé dix ans ; Ilda Tresk part.", None, [["Mme Ilda Tresk", "Mme Tresk", "Ilda Tresk part"]], []),
    ("short", "Joe Biden a téléphoné au roi. Le président américain a été bref.", "2023-02-04", [["Joe Biden", "Le président américain"]], []),
    ("short", "Le président Biden a téléphoné. M. Biden était bref.", "2023-02-04", [["Le président Biden", "M. Biden"]], []),
    ("short", "Me Aubin Sorle défend l'armateur. Me Sorle plaidera jeudi.", None, [["Me Aubin Sorle", "Me Sorle"]], []),
    ("short", "Le docteur Paula Mirande a examiné le blessé. Le Dr Mirande est optimiste.", None, [["Paula Mirande", "Dr Mirande"]], []),
    ("demonym", "Téhéran a menacé le port. L'Iran a tiré. La République islamique nie, et une source iranienne confirme.", None, [["Téhéran", "L'Iran", "La République islamique"]], []),
    ("demonym", "Les Iraniens ont voté. L'Iran attend les résultats.", None, [["Les Iraniens", "L'Iran"]], []),
    ("demonym", "L'État hébreu a fermé la route. Israël a rouvert le pont.", None, [["L'État hébreu", "Israël"]], []),
    ("demonym", "Pyongyang a lancé un engin. La Corée du Nord s'en vante. Le tir nord-coréen a échoué.", None, [["Pyongyang", "La Corée du Nord", "nord-coréen"]], []),
    ("demonym", "Londres a protesté. Le Royaume-Uni rappelle son ambassadeur. La marine britannique patrouille.", None, [["Londres", "Le Royaume-Uni"]], []),
    ("demonym", "La République tchèque a refusé. Prague maintient sa position.", None, [["La République tchèque", "Prague"]], []),
    ("metonymy", "Washington a décidé d'envoyer des navires. Les délégués se sont retrouvés à Washington.", None, [], [("Washington", "Washington#2")]),
    ("metonymy", "Oslo exige des excuses. Le sommet d'Oslo a échoué.", None, [], [("Oslo", "Oslo#2")]),
    ("metonymy", "La Maison Blanche a démenti. Les deux délégations ont dîné à la Maison Blanche.", None, [["La Maison Blanche", "la Maison Blanche"]], []),
    ("metonymy", "L'Élysée confirme la visite. Le roi a été reçu à l'Élysée.", None, [["L'Élysée", "l'Élysée"]], []),
    ("metonymy", "Berlin a promis de l'aide à Kiev. Le convoi a quitté Berlin mardi.", None, [], [("Berlin", "Berlin#2")]),
    ("metonymy", "Selon Moscou, le dépôt est vide. Une bombe a explosé dans le centre de Moscou.", None, [], [("Moscou", "Moscou#2")]),
    ("acronym", "La Ligue des gardiens de phare (LGP) appelle à la grève. La LGP compte mille membres.", None, [["La Ligue des gardiens de phare", "La LGP"]], []),
    ("acronym", "L'UPM (Union des pêcheurs de Marnoze) refuse. L'Union des pêcheurs de Marnoze vote lundi.", None, [["L'UPM", "Union des pêcheurs de Marnoze", "L'Union des pêcheurs de Marnoze"]], []),
    ("acronym", "L'Agence internationale de l'énergie atomique a inspecté le site. L'AIEA rendra un avis.", None, [["L'Agence internationale de l'énergie atomique", "L'AIEA"]], []),
    ("acronym", "Le FRN, le Front de la rade nord, a revendiqué l'attaque. Le FRN menace encore.", None, [["Le FRN", "le Front de la rade nord", "Le FRN#2"]], []),
    ("acronym", "Le Syndicat national des dockers (SND) a voté. Le syndicat poursuivra la grève.", None, [["Le Syndicat national des dockers", "Le syndicat"]], []),
    ("apposition", "Le ministre danois de la Pêche, Otto Kern, a démissionné. Le ministre de la Pêche partira lundi.", "2024-05-01", [["Otto Kern", "Le ministre danois de la Pêche", "Le ministre de la Pêche"]], []),
    ("apposition", "Oona Tresk, ministre de la Mer, est arrivée. La ministre a souri.", None, [["Oona Tresk", "ministre de la Mer", "La ministre"]], []),
    ("apposition", "La cheffe de la diplomatie, Oona Tresk, est arrivée. La cheffe de la diplomatie repart demain.", None, [["Oona Tresk", "La cheffe de la diplomatie", "La cheffe de la diplomatie#2"]], []),
    ("apposition", "Orlo Vint, qui préside le port, et le maire, Karl Duval, ont signé. Le maire a payé.", None, [["Karl Duval", "Le maire"]], [("Orlo Vint", "Le maire")]),
    ("acronym", "Le Parti socialiste a voté. Le PS se tait.", None, [["Le Parti socialiste", "Le PS"]], []),
    ("acronym", "L'ONG Médecins sans frontières a protesté. MSF gère l'hôpital.", None, [["Médecins sans frontières", "MSF"]], []),
    ("pronoun", "Oona Tresk a parlé de l'attaque. Elle est survenue de nuit.", None, [], [("Oona Tresk", "Elle")]),
    ("pronoun", "Oona Tresk a lu la loi. Elle a été promulguée lundi.", None, [], [("Oona Tresk", "Elle")]),
    ("pronoun", "Oona Tresk a lu la loi. Elle a été interrogée lundi.", None, [["Oona Tresk", "Elle"]], []),
    ("metonymy", "Oslo a réagi. L'Iran défend l'accord d'Oslo.", None, [], [("Oslo", "Oslo#2")]),
    ("metonymy", "Oslo a réagi. Le navire partira sans l'accord d'Oslo.", None, [["Oslo", "Oslo#2"]], []),
    ("metonymy", "Oslo a réagi. Le texte offre à Oslo un délai.", None, [["Oslo", "Oslo#2"]], []),
    ("apposition", "Le parti veut \"battre Oona Tresk\", la maire de Marnoze. La maire se tait.", None, [["Oona Tresk", "la maire de Marnoze", "La maire"]], []),
    ("apposition", "Oona Tresk a grandi dans le phare où travaillait son père, Otto Kern a été marin.", None, [], [("son père", "Otto Kern")]),
    ("apposition", "Oona Tresk a salué son père, Otto Kern, qui a été marin.", None, [["son père", "Otto Kern"]], []),
    ("apposition", "Le député UPM Orlo Vint est mort. Le député de Marnoze fut ministre.", None, [["Orlo Vint", "Le député de Marnoze"]], []),
    ("apposition", "Le député UPM a parlé. Le député FRN a quitté la salle.", None, [], [("Le député UPM", "Le député FRN")]),
    ("apposition", "Le président de la République a parlé. Orlo Vint se tait. Le président du syndicat UPM crie.", None, [], [("Le président de la République", "Le président du syndicat UPM")]),
    ("short", "Orvex a vendu son usine. La marque de sa jeunesse reste forte, dit Orlo Vint.", None, [], [("Orvex", "La marque")]),
    ("short", "Orvex a vendu son usine. La marque supprime cent postes.", None, [["Orvex", "La marque"]], []),
    ("pronoun", "Oona Tresk a reçu Orlo Vint. Ce dernier a refusé l'offre.", None, [["Orlo Vint", "Ce dernier"]], [("Oona Tresk", "Ce dernier")]),
    ("pronoun", "Orlo Vint a reçu Oona Tresk. Celle-ci a refusé l'offre.", None, [["Oona Tresk", "Celle-ci"]], []),
    ("pronoun", "Le préfet Karl Duval a accusé le maire Otto Kern. Celui-ci dément.", None, [["Otto Kern", "Celui-ci"]], []),
    ("pronoun", "Le parquet a mis en cause Karl Duval. L'intéressé nie les faits.", None, [["Karl Duval", "L'intéressé"]], []),
    ("pronoun", "La police a interrogé Ilda Marsan. L'intéressée nie les faits.", None, [["Ilda Marsan", "L'intéressée"]], []),
    ("pronoun", "Ilda Marsan est partie. Elle ne reviendra pas, a-t-elle promis.", None, [["Ilda Marsan", "Elle"]], []),
    ("family", "Jean Duval a battu Marie Duval. M. Duval exulte ; Mme Duval conteste.", None, [["Jean Duval", "M. Duval"], ["Marie Duval", "Mme Duval"]], [("Jean Duval", "Marie Duval")]),
    ("family", "Otto Kern et Paul Kern ont témoigné. Kern a ensuite quitté la salle.", None, [], [("Otto Kern", "Paul Kern"), ("Otto Kern", "Kern a"), ("Paul Kern", "Kern a")]),
    ("succ", "Le nouveau chef de l'État saldovien, Orlo Vint, a prêté serment. La Saldovie espère. Le nouveau chef de l'État a promis la paix.", None, [["Orlo Vint", "Le nouveau chef de l'État#2"]], []),
    ("succ", "Joe Biden a critiqué son prédécesseur. Son prédécesseur n'a pas répondu.", "2021-06-01", [], [("Joe Biden", "son prédécesseur")]),
    ("succ", "Oona Tresk a succédé à Ilda Marsan à la mairie. Sa devancière avait tenu six ans.", None, [["Ilda Marsan", "Sa devancière"]], []),
    ("succ", "Le maire Karl Duval part. Son successeur, Otto Kern, arrive lundi.", None, [["Otto Kern", "Son successeur"]], [("Karl Duval", "Otto Kern")]),
    ("both", "Otto Kern a rencontré Karl Duval. Les deux hommes ont parlé du port.", None, [], [("Otto Kern", "Les deux hommes")]),
    ("spelling", "Bachar Al-Assad reste. Bachar el-Assad partira un jour.", None, [["Bachar Al-Assad", "Bachar el-Assad"]], []),
    ("short", "La sénatrice Oona Tresk a voté contre. Mme Tresk s'en explique, et la sénatrice maintient sa position.", None, [["Oona Tresk", "Mme Tresk"]], []),
    ("demonym", "La diplomatie danoise proteste. Copenhague rappelle son ambassadeur et le Danemark ferme son consulat.", None, [["Copenhague", "le Danemark"]], [("La diplomatie danoise", "Copenhague")]),
    ("metonymy", "Le Kremlin dément. Des touristes ont photographié le Kremlin.", None, [["Le Kremlin", "le Kremlin"]], []),
    ("metonymy", "Londres a livré des chars à Varsovie. Un incendie s'est déclaré à Varsovie.", None, [], [("Varsovie", "Varsovie#2")]),
    ("metonymy", "Pour Ankara, l'accord est mort. Les négociateurs dormaient à Ankara.", None, [], [("Ankara", "Ankara#2")]),
    ("acronym", "La CMR, la Coopérative des marins réunis, a voté. La coopérative veut négocier.", None, [["La CMR", "la Coopérative des marins réunis"]], []),
    ("acronym", "L'Institut des sols arides (ISA) publie un rapport. L'Institut des sols arides y travaille depuis mai.", None, [["L'Institut des sols arides", "L'Institut des sols arides#2"]], []),
    ("pronoun", "Les pêcheurs ont rencontré les dockers. Ces derniers refusent tout accord.", None, [["les dockers", "Ces derniers"]], [("Les pêcheurs", "Ces derniers")]),
    ("pronoun", "Otto Kern a remis le rapport. Ce dernier compte cent pages.", None, [], [("Otto Kern", "Ce dernier")]),
    ("pronoun", "Ilda Marsan a remis un rapport au préfet Karl Duval. Celui-ci a promis une réponse.", None, [["Karl Duval", "Celui-ci"]], []),
    ("pronoun", "Otto Kern a été mis en examen. Il est soupçonné de fraude.", None, [["Otto Kern", "Il"]], []),
    ("family", "Le juge Pierre Aubry a entendu l'avocate Claire Aubry. Mme Aubry a protesté.", None, [["Claire Aubry", "Mme Aubry"]], [("Pierre Aubry", "Mme Aubry")]),
    ("two", "Le Danemark et la Norvège négocient. Les deux pays espèrent un accord, et les deux capitales se taisent.", None, [["Les deux pays", "les deux capitales"]], [("Les deux pays", "Le Danemark")]),
    ("two", "Otto Kern, Karl Duval et Paul Orne ont dîné. Les deux hommes sont amis.", None, [], [("Les deux hommes", "Otto Kern")]),
    ("taken", "Le navire est entré à Oslo mardi. La ville l'attendait.", None, [["Oslo", "La ville"]], []),
    ("taken", "Le Danemark a voté. Le pays attend les résultats.", None, [["Le Danemark", "Le pays"]], []),
    ("taken", "Le Danemark et la Norvège ont voté. Le pays attend.", None, [], [("Le Danemark", "Le pays"), ("la Norvège", "Le pays")]),
    ("taken", "Les Brigades de la rade ont nié. Le mouvement promet une réponse.", None, [["Les Brigades de la rade", "Le mouvement"]], []),
    ("taken", "Otto Kern a comparu lundi. Le prévenu a tout nié.", None, [["Otto Kern", "Le prévenu"]], []),
    ("taken", "Otto Kern a comparu lundi. L'avocat a plaidé deux heures.", None, [], [("Otto Kern", "L'avocat")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "iso", "same", "other"),
    [case[1:] for case in CASES],
    ids=[f"{c[0]}: {c[1][:40]}" for c in CASES],
)
def test_who_is_who(text: str, iso: str | None, same: list[list[str]], other: list[tuple[str, str]]) -> None:
    actors, mentions = find_actors(read(text, day(iso) if iso else UNKNOWN))
    index = MentionIndex(actors, mentions)

    def who(words: str) -> str | None:
        words, _, number = words.partition("#")
        start = -1
        for _ in range(int(number or 1)):
            start = text.index(words, start + 1)
        found = index.at(start, start + len(words))
        return found.actor if found else None

    for group in same:
        assert len({who(words) for words in group}) == 1 and who(group[0]) is not None, group
    for left, right in other:
        assert who(left) != who(right), (left, right)


KINDS = [
    ("Washington a décidé d'envoyer des navires.", "Washington", "country", "USA"),
    ("Une source iranienne confirme.", "source", "anonymous", "IRN"),
    ("La marine britannique patrouille.", "marine", "institution", "GBR"),
    ("Berlin a promis de l'aide à Kiev.", "Kiev", "country", "UKR"),
    ("La République islamique nie.", "République", "country", "IRN"),
    ("L'UPM (Union des pêcheurs de Marnoze) refuse.", "UPM", "organisation", None),
    ("Les conducteurs de Ferlys exigent un vote.", "Ferlys", "organisation", None),
    ("La direction exige un vote.", "direction", "institution", None),
    ("L'État promet une aide.", "État", "government", None),
    ("Les infirmières refusent de signer.", "infirmières", "collective", None),
    ("Selon le service des crues, l'eau monte.", "service", "institution", None),
]


@pytest.mark.parametrize(("text", "words", "kind", "country"), KINDS, ids=[case[0] for case in KINDS])
def test_kinds_and_countries(text: str, words: str, kind: str, country: str | None) -> None:
    actors, mentions = find_actors(read(text))
    index = MentionIndex(actors, mentions)
    found = index.at(text.index(words), text.index(words) + len(words))
    assert found is not None
    assert (index.actor(found).kind.value, index.actor(found).country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "key", "members"),
    [
        ("Otto Kern a reçu Karl Duval. Les deux hommes ont parlé.", "deux-hommes", ("otto-kern", "karl-duval")),
        ("Le Danemark et la Norvège négocient. Les deux pays espèrent.", "deux-pays", ("danemark", "norvege")),
        ("Otto Kern, Karl Duval et Paul Orne ont dîné. Les deux hommes rient.", "hommes", ()),
        ("Paul Kern a dîné avec Marie Orne. Les deux femmes rient.", "femmes", ()),
    ],
)  # fmt: skip
def test_two_just_named_are_the_members_of_a_collective(
    text: str, key: str, members: tuple[str, ...]
) -> None:
    actors = {actor.key: actor for actor in find_actors(read(text))[0]}
    assert (actors[key].kind.value, actors[key].members) == ("collective", members)


@pytest.mark.parametrize(
    "text",
    [
        "Le pays où l'eau manque est loin. Le Danemark le sait.",
        "Le Danemark est le pays le plus touché.",
        "Le Danemark accueille un pays voisin.",
    ],
)
def test_a_country_that_is_described_is_not_taken_up(text: str) -> None:
    _, mentions = find_actors(read(text))
    assert [text[m.start : m.end] for m in mentions if m.actor == "danemark"] == ["Le Danemark"]
