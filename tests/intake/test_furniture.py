"""Furniture, bylines and captions among the lines of a page."""

import pytest

from volgens.errors import LexiconError
from volgens.intake.texts.furniture import (
    Entry,
    Piece,
    byline_name,
    find_role,
    load_patterns,
    mark,
    parse_patterns,
    split_glued,
)
from volgens.model import Role, Span

PLAIN = [entry for entry in load_patterns().entries if not entry.glued]
GLUED = [entry for entry in load_patterns().entries if entry.glued]

INTERFACE_LINES = (
    "Deel dit artikel op Facebook",
    "Deel via WhatsApp",
    "Delen:",
    "Deel dit nieuws met je vrienden",
    "Share this story",
    "LEES OOK | Zo zit het met de gasprijs",
    "Lees ook op RTL.nl: Hackers slaan toe",
    "Lees ook onze analyse: Waarom Oslo geen haast heeft",
    "Lees ook dit artikel over de visserij.",
    "Lees hier meer over de storm",
    "Lees hier het hele interview",
    "Lees het hele verhaal in de krant van morgen",
    "Lees verder onder de foto.",
    "Lees verder na de advertentie",
    "Lees alles over de formatie in ons dossier",
    "Bekijk hier de uitzending terug",
    "Bekijk de beelden:",
    "Bekijk hieronder het fragment",
    "Bekijk de video op YouTube",
    "Luister hier naar onze podcast",
    "Luister ook naar: De Dag",
    "Beluister hier het gesprek met de burgemeester",
    "Herbekijk het interview op VRT MAX",
    "Meer lezen? Bekijk ons dossier",
    "Meer nieuws uit jouw regio? Download de app",
    "Meer sport? Volg ons op Instagram",
    "Meer over: stikstof, landbouw",
    "Volg ons op Facebook, Instagram en X",
    "Volg Omroep Brabant op WhatsApp",
    "Volg het laatste nieuws via onze app",
    "Volg ons ook via Google Nieuws",
    "Volg het liveblog",
    "Altijd op de hoogte blijven? Download onze app",
    "Blijf op de hoogte en volg ons WhatsApp-kanaal",
    "Niets missen? Schrijf je in voor onze dagelijkse nieuwsbrief",
    "Niks missen van het nieuws uit Zeeland? Volg ons op WhatsApp",
    "Mis niets van het nieuws uit je regio",
    "Elke ochtend het belangrijkste nieuws in je mailbox? Meld je aan",
    "Ontvang het laatste nieuws in je inbox",
    "Schrijf je hier in voor de nieuwsbrief van De Morgen",
    "Heb je een vraag of opmerking? Mail de redactie",
    "Heb je een tip of opmerking? Stuur ons je nieuws of foto via WhatsApp",
    "Heb je nieuws voor ons? Mail naar nieuws@rtv.example of bel 0900-1234",
    "Tip ons via tips@krant.example",
    "Stuur ons een berichtje!",
    "Foutje gezien? Mail ons",
    "Foto: ANP/Robin Utrecht",
    "Foto Jeroen Jumelet",
    "Foto's: Getty",
    "Beeld EPA",
    "Beeld: Hollandse Hoogte / Flip Franssen",
    "Beeld ANP / Hollandse Hoogte",
    "Fotografie: Marcel van den Bergh",
    "© Photo News",
    "© Belga",
    "Illustratie: Studio Vonk",
    "Video: Omroep West",
    "ANP",
    "Getty Images",
    "Jan Jansen / ANP",
    "Bron: ANP",
    "Bron: Belga, VRT NWS",
    "Bronnen: ANP, Reuters",
    "(ANP)",
    "Belga",
    "Advertentie",
    "ADVERTENTIE",
    "Reclame",
    "Tekst loopt door onder de afbeelding",
    "Tekst gaat verder onder de video.",
    "De tekst gaat verder onder de foto",
    "Artikel gaat verder onder de advertentie",
    "Leestijd 3 min.",
    "3 min lezen",
    "4 minuten leestijd",
    "Laatste update: 14:02",
    "Bijgewerkt: 3 maart, 12.10 uur",
    "Aangepast om 14.02",
    "Gepubliceerd op 3 maart 2026 om 14:02",
    "Gepubliceerd: 05-03-2026, 14:05 • Aangepast: 05-03-2026 16:10",
    "5 maart 2026",
    "do 5 mrt. 2026, 14:05",
    "Vandaag, 14:02",
    "2 uur geleden",
    "Updated 3 hours ago",
    "Reacties (12)",
    "12 reacties",
    "Reageer op dit bericht",
    "Praat mee over dit onderwerp",
    "Wat vind jij? Praat mee via onze Facebookpagina",
    "Reageren? Dat kan via onze Facebookpagina",
    "Dit artikel is exclusief voor abonnees",
    "Dit is een artikel voor abonnees",
    "Alleen voor abonnees",
    "Enkel voor abonnees",
    "Al abonnee? Log hier in",
    "Wil je dit artikel lezen? Word abonnee",
    "Word abonnee en lees onbeperkt",
    "Neem nu een abonnement",
    "Probeer nu één maand gratis",
    "Onze privacyverklaring",
    "Cookie-instellingen aanpassen",
    "Accepteer cookies",
    "Om deze video te bekijken moet je cookies accepteren",
    "Gerelateerd",
    "Ook interessant voor jou",
    "Meest gelezen",
    "Tags: Noorwegen, Visserij",
    "Onderwerpen: Noorwegen",
    "Dossier: Gaswinning",
    "Kijk hier de hele aflevering terug",
    "Abonneer je op onze podcast",
    "Download gratis de AD-app",
    "Download de Omroep Zeeland-app",
    "Steun onze journalistiek",
    "Kopieer link",
    "Print dit artikel",
    "Terug naar boven",
    "Gesponsord",
    "Lees meer ›",
    "👉 Lees ook: Dit weten we nu",
    "▶ Bekijk: zo verliep de nacht",
    "Kijk: De burgemeester reageert",
    "Luister: De Dag over Noorwegen",
    "App ons! 06-12345678",
    "Bekijk ook onze andere video's",
    "Wil je meer van dit soort verhalen lezen? Meld je aan voor onze nieuwsbrief",
    "Bekijk meer video's",
    "Alles over de gasopslag",
    "Alles over Noorwegen lees je in ons dossier",
    "Zelf iets gezien? Laat het ons weten via de app",
    "Doe mee aan onze poll",
    "Stem mee in de poll hieronder",
    "Reageer via X of Facebook",
    "Praat mee op Instagram",
)

NEWS_LINES = (
    "De minister deelt die mening niet.",
    "Deel van het dak is ingestort.",
    "Delen van de wijk zitten zonder stroom.",
    "Lees dat rapport nog eens, zei hij.",
    "Lees ook wat Heidegger daarover schreef, zei de filosoof.",
    "Kijk ook eens naar de kosten, zegt Jansen.",
    '"Lees ook de kleine letters", waarschuwt de Consumentenbond.',
    "Kijk, zegt ze, zo doen wij dat hier al jaren.",
    "Foto's van de aanslag gaan de wereld over, meldt Reuters.",
    "Op de foto is te zien hoe de agent zijn wapen trekt, aldus het OM.",
    "Reacties op het besluit lopen uiteen.",
    "De reacties zijn verdeeld.",
    "Volg je hart, riep de coach.",
    "Volgens ANP is de trein ontspoord.",
    "Volgens de NOS zijn er tien gewonden.",
    "De NOS meldt dat er tien gewonden zijn.",
    "NOS Nieuws onthulde vorige week dat de brug scheuren heeft.",
    "RTL Nieuws legde de documenten voor aan een onderzoeker.",
    "Meer over de gevolgen wilde hij niet kwijt.",
    "Meer nieuws had de woordvoerder niet.",
    "Meer dan honderd mensen raakten gewond.",
    "Reuters meldt dat het vliegtuig is geland.",
    "ANP en Belga spraken met getuigen.",
    "Door de brand is de weg afgesloten.",
    "Door Rutte genoemde cijfers kloppen niet.",
    "Door onze eigen fout is het misgegaan, erkent de directeur.",
    "Van onze redactie zijn drie mensen ontslagen, zegt de hoofdredacteur.",
    "Van onze buren hoorden we niets.",
    "Advertenties op sociale media worden verboden.",
    "Advertenties voor gokken verdwijnen.",
    "De advertentie via Marktplaats bleek nep.",
    "Update van de software is volgens de AP verplicht.",
    "Cookies worden volgens de AP te vaak zonder toestemming geplaatst.",
    "De toezichthouder zegt dat de site zonder toestemming cookies plaatste.",
    "Wij gebruiken geen geweld, zegt de woordvoerder.",
    "Abonnees van de krant zijn boos.",
    "Dit artikel van de wet wordt geschrapt.",
    "Dit bericht is volgens de politie nep.",
    "Dit bericht is onjuist, zegt het ministerie.",
    "Bron van de besmetting is nog niet bekend.",
    "Bronnen rond het kabinet bevestigen dat.",
    "Bron: Rutte wist ervan",
    "Beelden van het incident tonen dat de agent schoot.",
    "Beelden van omwonenden zijn bij de politie.",
    "Gisteren om 14.02 uur viel de stroom uit.",
    "Om 14.02 uur kwam de melding binnen.",
    "Vandaag komt de raad bijeen.",
    "Tip de redactie niet, riep hij nog.",
    "De politie tipt de redactie geregeld.",
    "Heb je vragen? Dat zei de rechter tegen de verdachte.",
    "Heeft u iets gezien? vroeg de agent.",
    "Wat zegt de gemeente?",
    "Is er betaald?",
    "Nee.",
    "‘Nee.’",
    "Dat klopt niet.",
    "Kyiv ontkent.",
    "Oorzaak",
    "Motie",
    "Hulsbos: 'Nooit meer zo'n winter'",
    "De Wit: 'Wij dreigen niemand'",
    "Opvang in de kerk",
    "Geen gevaar",
    "Schrijf dat maar op, zei hij.",
    "Schrijf je in bij de gemeente, adviseert de wethouder.",
    "Meld je aan als vrijwilliger, roept de burgemeester op.",
    "Word geen lid, waarschuwt de bond.",
    "Steun aan Oekraïne blijft, belooft de premier.",
    "Blijf binnen, adviseert de brandweer.",
    "Luister naar je lichaam, zegt de arts.",
    "Luister, zei ze, dit kan zo niet.",
    "Bekijk het maar, zei de voorzitter.",
    "Zie je wel, zei hij.",
    "Tekst en uitleg kreeg de raad niet.",
    "Video's van de arrestatie zijn gewist, zegt de advocaat.",
    "Video van arrestatie was volgens de politie gemanipuleerd.",
    "Stem niet, luidde de oproep.",
    "Stemmen kan tot 21.00 uur.",
    "Contact met de bemanning is er niet, meldt de kustwacht.",
    "Live-uitzendingen worden verboden.",
    "De app ligt eruit, meldt de bank.",
    "Download de app niet, waarschuwt de politie.",
    "Reageren wil hij niet.",
    "Reageer niet op zulke mails, waarschuwt de bank.",
    "Delen doet hij niet.",
    "Klik niet op links in zulke mails, zegt de gemeente.",
    "Mail van de gemeente bleek nep.",
    "Mail en telefoon lagen plat, aldus de school.",
    "Onze redactie is bedreigd, zegt de hoofdredacteur.",
    "Plaats van het ongeval was de A12.",
    "Plaats: de rechtbank in Breda, kwart voor tien.",
    "Locatie: onbekend, zegt de kustwacht.",
    "Thema: vrede, aldus de paus.",
    "Om deze video is veel te doen, zegt de advocaat.",
    "Deze video is gemanipuleerd, zegt de politie.",
    "De tekst gaat verder dan de wet toestaat, vindt de Raad van State.",
    "Het verhaal gaat verder, zegt de schrijver.",
    "Neem een abonnement, was zijn advies.",
    "Wil je dat weten? vroeg hij.",
    "Wil jij hier leven? vraagt Hulsbos.",
    "In de video zegt Verhelst dat hij niets wist.",
    "Zes minuten geleden viel het doelpunt, riep de verslaggever.",
    "© is het teken voor auteursrecht.",
    "X weigert commentaar.",
    "Facebook en WhatsApp ontkennen dat.",
    "Facebook ontkent.",
    "Instagram, Facebook en WhatsApp lagen er maandag uit, meldt Meta.",
    "Deel het bericht niet, vraagt de politie.",
    "Mis niet de trein, grapte de minister.",
    "AD-verslaggever Jan Jansen was erbij.",
    "Trouw aan de partij blijft ze, zegt ze.",
    "Je leest er niets over in de krant, klaagt hij.",
    "U leest het goed, zegt de directeur.",
    "Zoek hulp, adviseert de huisarts.",
    "Belga meldt dat de koning ziek is.",
    "Volg de instructies van de politie op, zegt de burgemeester.",
    "Sluit ramen en deuren, adviseert de brandweer.",
    "Start van het seizoen is uitgesteld, meldt de KNVB.",
    "Kies voor rust, zegt de coach.",
    "Ontvang geen vreemden, waarschuwt de politie.",
)

BYLINES = (
    "Door onze techredactie/ANP",
    "Van onze correspondent",
    "Van onze verslaggever in Brussel",
    "Door Anneke van der Meer",
    "Tekst: Piet Hoekstra",
    "Door Sanne de Wit en Bram Visser",
    "Auteur: Sanne de Wit",
    "Door een van onze verslaggevers",
    "By Anna Smith",
)

CAPTIONS = (
    "Beelden van de ontruiming bij het stadhuis",
    "Foto van de kapotte brug bij Vlietdam",
    "Luchtfoto van het overstroomde dorp",
    "De wethouder bij de opening van de brug (archieffoto)",
    "Op de foto: wethouder Hulsbos met de aannemer",
    "Archieffoto",
)


@pytest.mark.parametrize("entry", PLAIN, ids=lambda entry: entry.example)
def test_every_entry_finds_its_example(entry: Entry) -> None:
    assert find_role(entry.example, edge=entry.edge) is entry.role


@pytest.mark.parametrize("entry", GLUED, ids=lambda entry: f"{entry.glued} {entry.example}")
def test_every_glued_entry_is_cut_from_its_neighbour(entry: Entry) -> None:
    sentence = "De brug blijft dicht."
    text = entry.example + sentence if entry.glued == "start" else sentence + entry.example
    parts = [part.of(text) for part in split_glued(text, Span(0, len(text)))]
    assert sorted(parts) == sorted([entry.example, sentence])


@pytest.mark.parametrize("line", INTERFACE_LINES)
def test_interface_lines_are_marked(line: str) -> None:
    assert find_role(line, edge=True) is Role.FURNITURE


@pytest.mark.parametrize("line", NEWS_LINES)
def test_news_sentences_are_left_alone(line: str) -> None:
    assert find_role(line, edge=True) is None


@pytest.mark.parametrize("line", NEWS_LINES)
def test_news_sentences_are_not_cut(line: str) -> None:
    assert list(split_glued(line, Span(0, len(line)))) == [Span(0, len(line))]


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_are_told_from_furniture(line: str) -> None:
    assert find_role(line) is Role.BYLINE


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions_are_told_from_furniture(line: str) -> None:
    assert find_role(line) is Role.CAPTION


@pytest.mark.parametrize(
    "line", ["💬 Heb je nieuws? App de redactie", "• Lees ook: Zo zit het", "(Advertentie)", "Lees meer ›"]
)
def test_ornaments_around_a_line_do_not_count(line: str) -> None:
    assert find_role(line) is Role.FURNITURE


def test_a_long_line_is_a_paragraph_whatever_it_begins_with() -> None:
    assert find_role("Lees ook: " + "het hele verhaal over de brug " * 10) is None


def test_furniture_glued_to_a_start_without_a_space_is_cut_off() -> None:
    text = "Advertentie via Ster.nlNAVO waarschuwt voor drones"
    assert [s.of(text) for s in split_glued(text, Span(0, len(text)))] == [
        "Advertentie via Ster.nl",
        "NAVO waarschuwt voor drones",
    ]


def test_furniture_behind_a_last_sentence_is_cut_off() -> None:
    text = "De minister blijft. Lees ook: Zo kwam de minister in de knel"
    assert [s.of(text) for s in split_glued(text, Span(0, len(text)))] == [
        "De minister blijft.",
        "Lees ook: Zo kwam de minister in de knel",
    ]


def test_a_section_name_counts_at_the_edge_only() -> None:
    lines = ("Politiek", "De raad vergadert morgen.", "Politiek", "Dat zegt de wethouder.", "Politiek")
    text = "\n".join(lines)
    starts = [
        text.index(lines[0]),
        text.index(lines[1]),
        text.index("\nPolitiek\nDat") + 1,
        text.index(lines[3]),
        len(text) - 8,
    ]
    pieces = [Piece(span=Span(start, start + len(line))) for start, line in zip(starts, lines, strict=True)]
    assert [piece.role for piece in mark(text, pieces)] == [Role.FURNITURE, None, None, None, Role.FURNITURE]


def test_a_byline_gives_the_name_behind_its_first_word() -> None:
    assert byline_name("Door Anneke van der Meer") == "Anneke van der Meer"
    assert byline_name("Tekst: Piet Hoekstra") == "Piet Hoekstra"
    assert byline_name("Doortje Smithuis") == "Doortje Smithuis"


ENTRY = "[[furniture]]\npattern = 'a'\nexample = 'a'\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ENTRY + "colour = 'red'", "unknown key 'colour'"),
        (ENTRY + ENTRY, "pattern given twice"),
        ("[[furniture]]\npattern = '('\nexample = 'x'", "entry 'x': not a regular expression"),
        ("[[furniture]]\npattern = 'x'", "needs `pattern` and `example`"),
        ("[[banner]]\npattern = 'x'", "unknown table 'banner'"),
        ("never = ['(']", "`never` holds"),
        ("[[furniture", "not valid TOML"),
    ],
)
def test_a_wrong_data_file_is_refused_with_the_entry(text: str, complaint: str) -> None:
    with pytest.raises(LexiconError, match=complaint.replace("(", r"\(")):
        parse_patterns(text)
