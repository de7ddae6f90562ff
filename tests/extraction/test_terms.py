"""What limits a permission, refusal, promise, threat, demand or warning, and whom it concerns."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.terms import find_terms
from volgens.language.conditions import ConditionWords, load_conditions
from volgens.model import Act, Attribution, Mode, Span, Spans, Terms, quote

GAP = " … "


@pytest.fixture(scope="module")
def conditions() -> ConditionWords:
    return load_conditions("nl")


def place(text: str, words: str) -> Spans:
    spans: list[Span] = []
    for part in (p for p in words.split(GAP) if p):
        start = text.index(part, spans[-1].end if spans else 0)
        spans.append(Span(start, start + len(part)))
    return tuple(spans)


def attribute(text: str, act: str, content: str, cue: str = "", source: str = "") -> Attribution:
    return Attribution(
        article_id="a",
        content=place(text, content),
        source=place(text, source),
        cue=place(text, cue),
        mode=Mode.INDIRECT,
        act=Act(act),
        maker="hand",
        version="0",
    )


def read(analyser: Analyser, conditions: ConditionWords, text: str, *made: Attribution) -> Terms:
    return find_terms(analyser.parse(text), made, conditions)[0]


LIMITED = [
    # als, indien, wanneer, zodra
    ("De rector belooft dat de bibliotheek open blijft als er genoeg vrijwilligers zijn.", "promise",
     "de bibliotheek open blijft als er genoeg vrijwilligers zijn", "als er genoeg vrijwilligers zijn"),
    ("De bond dreigt met een staking als het loonbod niet omhooggaat.", "threaten",
     "een staking als het loonbod niet omhooggaat", "als het loonbod niet omhooggaat"),
    ("De huurders mogen blijven indien zij de achterstand betalen, zegt de corporatie.", "permit",
     "De huurders mogen blijven indien zij de achterstand betalen", "indien zij de achterstand betalen"),
    ("De opera belooft het geld terug te geven wanneer de voorstelling niet doorgaat.", "promise",
     "het geld terug te geven wanneer de voorstelling niet doorgaat", "wanneer de voorstelling niet doorgaat"),
    ("Volgens de keurmeester mag de slachterij open zodra de koeling is hersteld.", "permit",
     "mag de slachterij open zodra de koeling is hersteld", "zodra de koeling is hersteld"),
    ("\"Als het dak lekt, betalen wij de schade\", zegt de aannemer.", "promise",
     "\"Als het dak lekt, betalen wij de schade\"", "Als het dak lekt"),
    ("De apotheker waarschuwt dat patiënten ziek worden als ze met de kuur stoppen.", "warn",
     "patiënten ziek worden als ze met de kuur stoppen", "als ze met de kuur stoppen"),
    ("De school zegt dat als de ouders niet tekenen, de leerling niet mee mag.", "refuse",
     "als de ouders niet tekenen, de leerling niet mee mag", "als de ouders niet tekenen"),
    ("Hij beloofde te stoppen als de partij dat vroeg.", "promise", "te stoppen als de partij dat vroeg",
     "als de partij dat vroeg"),
    # mits, tenzij, zolang, totdat
    ("De gemeente laat de kermis doorgaan, mits de muziek om tien uur stopt.", "permit",
     "de kermis doorgaan, mits de muziek om tien uur stopt", "mits de muziek om tien uur stopt"),
    ("De rechter verbiedt de sloop, tenzij de eigenaar een nieuwe woning aanbiedt.", "refuse",
     "de sloop, tenzij de eigenaar een nieuwe woning aanbiedt", "tenzij de eigenaar een nieuwe woning aanbiedt"),
    ("De veerdienst weigert te varen zolang het mistig is.", "refuse", "te varen zolang het mistig is",
     "zolang het mistig is"),
    ("De bakker sluit zijn deuren totdat de straat weer open is, zegt hij.", "refuse",
     "De bakker sluit zijn deuren totdat de straat weer open is", "totdat de straat weer open is"),
    ("De verdachte mag het land niet uit tot de zaak is afgerond, bepaalde de rechter.", "refuse",
     "De verdachte mag het land niet uit tot de zaak is afgerond", "tot de zaak is afgerond"),
    ("\"Zolang ik burgemeester ben, komt hier geen casino\", zei zij.", "refuse",
     "\"Zolang ik burgemeester ben, komt hier geen casino\"", "Zolang ik burgemeester ben"),
    # pas, alleen, op voorwaarde, behalve, uitsluitend
    ("De bank betaalt pas uit als de notaris heeft getekend, laat zij weten.", "promise",
     "De bank betaalt pas uit als de notaris heeft getekend", "als de notaris heeft getekend"),
    ("De kweker wil alleen verhuizen als de provincie meebetaalt.", "promise",
     "alleen verhuizen als de provincie meebetaalt", "als de provincie meebetaalt"),
    ("De fractie steunt het plan op voorwaarde dat de bomen blijven staan.", "permit",
     "het plan op voorwaarde dat de bomen blijven staan", "op voorwaarde dat de bomen blijven staan"),
    ("Honden mogen het strand op, behalve in het broedseizoen, meldt het waterschap.", "permit",
     "Honden mogen het strand op, behalve in het broedseizoen", "behalve in het broedseizoen"),
    ("De commandant staat foto's toe, maar uitsluitend in de hangar.", "permit",
     "foto's toe, maar uitsluitend in de hangar", "uitsluitend in de hangar"),
    ("Het middel mag worden verkocht, maar alleen voor gebruik in het ziekenhuis.", "permit",
     "Het middel mag worden verkocht, maar alleen voor gebruik in het ziekenhuis",
     "alleen voor gebruik in het ziekenhuis"),
    ("Parijs staat het gebruik van de raketten toe, maar alleen bij de grens.", "permit",
     "het gebruik van de raketten toe, maar alleen bij de grens", "alleen bij de grens"),
    ("Alleen vrachtwagens van hulpdiensten mogen de brug nog over, zegt de havenmeester.", "permit",
     "Alleen vrachtwagens van hulpdiensten mogen de brug nog over", "Alleen vrachtwagens van hulpdiensten"),
    ("De club verkoopt kaarten uitsluitend aan leden, zegt de voorzitter.", "refuse",
     "De club verkoopt kaarten uitsluitend aan leden", "uitsluitend aan leden"),
    ("De archivaris geeft inzage, met uitzondering van de dossiers over kinderen.", "permit",
     "inzage, met uitzondering van de dossiers over kinderen", "met uitzondering van de dossiers over kinderen"),
    ("Bezoek is tot nader order verboden, aldus het ziekenhuis.", "refuse", "Bezoek is tot nader order verboden",
     "tot nader order"),
    # verb in front
    ("Komt het geld er niet, dan stapt het museum naar de rechter, waarschuwt de directeur.", "threaten",
     "Komt het geld er niet, dan stapt het museum naar de rechter", "Komt het geld er niet"),
    ("Mocht de dijk toch breken, dan vergoedt het Rijk de schade, belooft de minister.", "promise",
     "Mocht de dijk toch breken, dan vergoedt het Rijk de schade", "Mocht de dijk toch breken"),
    ("\"Krijgen we geen antwoord, dan gaan we de straat op\", zegt de vakbond.", "threaten",
     "\"Krijgen we geen antwoord, dan gaan we de straat op\"", "Krijgen we geen antwoord"),
    ("De huisbaas belooft een nieuwe ketel, mocht de oude het begeven.", "promise",
     "een nieuwe ketel, mocht de oude het begeven", "mocht de oude het begeven"),
    # terms of time and amount
    ("De inspectie eist dat de stal vóór 1 april leeg is.", "demand", "de stal vóór 1 april leeg is",
     "vóór 1 april"),
    ("De inspectie eist binnen een week een verklaring.", "demand", "binnen een week een verklaring",
     "binnen een week"),
    ("De markt mag vanaf volgende maandag weer open, zegt de wethouder.", "permit",
     "De markt mag vanaf volgende maandag weer open", "vanaf volgende maandag"),
    ("De sporters mogen tot en met zondag blijven.", "permit", "De sporters mogen tot en met zondag blijven",
     "tot en met zondag"),
    ("De curator eist uiterlijk vrijdag een bod.", "demand", "uiterlijk vrijdag een bod", "uiterlijk vrijdag"),
    ("De gouverneur verbiedt vannacht alle vuurwerk.", "refuse", "vannacht alle vuurwerk", "vannacht"),
    ("De verzekeraar belooft de kosten te vergoeden, tot 500 euro per gezin.", "promise",
     "de kosten te vergoeden, tot 500 euro per gezin", "tot 500 euro per gezin"),
    ("De kapitein wil nog vandaag antwoord van de rederij.", "demand", "nog vandaag antwoord van de rederij",
     "nog vandaag"),
    # whom it holds for
    ("Wie geen kaartje heeft, komt er niet in, zegt de portier.", "refuse",
     "Wie geen kaartje heeft, komt er niet in", "Wie geen kaartje heeft"),
    ("Iedereen die voor mei is ingeënt, krijgt een tweede prik, belooft de arts.", "promise",
     "Iedereen die voor mei is ingeënt, krijgt een tweede prik", "die voor mei is ingeënt"),
    ("\"Wij praten niet met bedrijven die hun mensen onderbetalen\", zegt de bond.", "refuse",
     "\"Wij praten niet met bedrijven die hun mensen onderbetalen\"", "met bedrijven die hun mensen onderbetalen"),
    ("De prins zei dat reizigers van wie het paspoort is verlopen, niet verder mogen.", "refuse",
     "reizigers van wie het paspoort is verlopen, niet verder mogen", "van wie het paspoort is verlopen"),
    # what names the case in front
    ("\"Voor een groter terras moet u een vergunning aanvragen\", zei de ambtenaar.", "demand",
     "\"Voor een groter terras moet u een vergunning aanvragen\"", "Voor een groter terras"),
    ("\"Zonder handtekening krijgt niemand geld\", zegt de notaris.", "refuse",
     "\"Zonder handtekening krijgt niemand geld\"", "Zonder handtekening"),
    ("\"Bij drie klachten gaat de zaak dicht\", waarschuwt de inspecteur.", "threaten",
     "\"Bij drie klachten gaat de zaak dicht\"", "Bij drie klachten"),
    # outside the content, and in the sentence after it
    ("De abdij laat toeristen toe, op voorwaarde dat ze zwijgen.", "permit", "toeristen",
     "op voorwaarde dat ze zwijgen"),
    ("De brug mag open. Maar dan moet de wind wel gaan liggen.", "permit", "De brug mag open",
     "dan moet de wind wel gaan liggen"),
    ("De brug mag open. Mits de wind gaat liggen.", "permit", "De brug mag open", "Mits de wind gaat liggen"),
    ("Een bewoner mag geen schuur bouwen. Alleen in het buitengebied is dat anders.", "refuse",
     "Een bewoner mag geen schuur bouwen", "Alleen in het buitengebied"),
    # Flemish
    ("De schepen belooft een nieuw plein van zodra de vergunning binnen is.", "promise",
     "een nieuw plein van zodra de vergunning binnen is", "van zodra de vergunning binnen is"),
    ("De zaal mag gebruikt worden mits betaling van een waarborg.", "permit",
     "De zaal mag gebruikt worden mits betaling van een waarborg", "mits betaling van een waarborg"),
    ("De korpschef vraagt dat de cafés ten laatste om middernacht sluiten.", "demand",
     "de cafés ten laatste om middernacht sluiten", "ten laatste om middernacht"),
    ("De burgemeester eist tegen vrijdag een oplossing.", "demand", "tegen vrijdag een oplossing", "tegen vrijdag"),
    ("Ge moogt binnen, als ge uw schoenen uitdoet, zegt de koster.", "permit",
     "Ge moogt binnen, als ge uw schoenen uitdoet", "als ge uw schoenen uitdoet"),
    ("De ploeg mag vertrekken eens de papieren in orde zijn.", "permit",
     "De ploeg mag vertrekken eens de papieren in orde zijn", "eens de papieren in orde zijn"),
    # other subjects, written after the first version
    ("Amateurclubs mogen weer trainen zodra het RIVM het sein veilig geeft, zei minister Bakker.", "permit",
     "Amateurclubs mogen weer trainen zodra het RIVM het sein veilig geeft", "zodra het RIVM het sein veilig geeft"),
    ("\"We halen de vangrail weg als blijkt dat hij gevaarlijk is. Daar hoeft niemand aan te twijfelen\".",
     "promise",
     "\"We halen de vangrail weg als blijkt dat hij gevaarlijk is. Daar hoeft niemand aan te twijfelen\"",
     "als blijkt dat hij gevaarlijk is"),
    ("De boeren kondigen aan de A1 te blokkeren wanneer het kabinet vrijdag niet met een brief komt.", "threaten",
     "de A1 te blokkeren wanneer het kabinet vrijdag niet met een brief komt",
     "wanneer het kabinet vrijdag niet met een brief komt"),
    ("Zolang er geen handtekening onder het contract staat, speelt de spits geen minuut, aldus de technisch directeur.",
     "refuse",
     "Zolang er geen handtekening onder het contract staat, speelt de spits geen minuut",
     "Zolang er geen handtekening onder het contract staat"),
    ("De Raad van State vraagt de minister het voorstel vóór de zomer aan te passen.", "demand",
     "het voorstel vóór de zomer aan te passen", "vóór de zomer"),
    ("Patiënten krijgen het medicijn vergoed, maar alleen als twee artsen het voorschrijven, besloot de minister.",
     "permit",
     "Patiënten krijgen het medicijn vergoed, maar alleen als twee artsen het voorschrijven",
     "alleen als twee artsen het voorschrijven"),
    ("Het vliegveld mag uitbreiden, tenzij de rechter daar een stokje voor steekt.", "permit",
     "Het vliegveld mag uitbreiden, tenzij de rechter daar een stokje voor steekt",
     "tenzij de rechter daar een stokje voor steekt"),
    ("De hoogleraar waarschuwt dat het ijs verdwijnt als de uitstoot niet daalt.", "warn",
     "het ijs verdwijnt als de uitstoot niet daalt", "als de uitstoot niet daalt"),
    ("De ambassade wil niet zeggen of de man nog leeft, maar sluit een ruil uit zolang hij vastzit.", "refuse",
     "een ruil … zolang hij vastzit", "zolang hij vastzit"),
    ("Het pensioenfonds belooft de pensioenen te verhogen, mits de dekkingsgraad boven de 120 procent blijft.",
     "promise",
     "de pensioenen te verhogen, mits de dekkingsgraad boven de 120 procent blijft",
     "mits de dekkingsgraad boven de 120 procent blijft"),
    ("De burgemeester sommeert de krakers het pand binnen 48 uur te verlaten.", "demand",
     "het pand binnen 48 uur te verlaten", "binnen 48 uur"),
    ("Volgens het protocol mag een arts pas opereren nadat de familie toestemming heeft gegeven.", "permit",
     "mag een arts pas opereren nadat de familie toestemming heeft gegeven",
     "nadat de familie toestemming heeft gegeven"),
    ("Leerlingen mogen hun telefoon niet gebruiken in de klas, behalve als de leraar dat goedvindt.", "refuse",
     "Leerlingen mogen hun telefoon niet gebruiken in de klas, behalve als de leraar dat goedvindt",
     "behalve als de leraar dat goedvindt"),
    ("Wie nog één keer zwart rijdt, gaat de cel in, waarschuwt de rechter.", "threaten",
     "Wie nog één keer zwart rijdt, gaat de cel in", "Wie nog één keer zwart rijdt"),
    ("De zender belooft de aflevering niet uit te zenden voordat de familie haar heeft gezien.", "promise",
     "de aflevering niet uit te zenden voordat de familie haar heeft gezien", "voordat de familie haar heeft gezien"),
    ("Het kabinet geeft de provincies tot 2030 de tijd.", "permit",
     "tot 2030", "tot 2030"),
    ("Als het aan de wethouder ligt, komt er in 2027 een nieuwe sporthal.", "promise",
     "Als het aan de wethouder ligt, komt er in 2027 een nieuwe sporthal", "Als het aan de wethouder ligt"),
    ("Turkije stemt in met de toetreding van Zweden, op voorwaarde dat het de vluchtelingen uitlevert.", "permit",
     "de toetreding van Zweden, op voorwaarde dat het de vluchtelingen uitlevert",
     "op voorwaarde dat het de vluchtelingen uitlevert"),
    ("Israël laat hulpgoederen door, zij het enkel via de haven.", "permit",
     "hulpgoederen … zij het enkel via de haven", "enkel via de haven"),
    ("Rusland zegt dat er geen gas meer stroomt tot de rekening in roebels is betaald.", "refuse",
     "er geen gas meer stroomt tot de rekening in roebels is betaald", "tot de rekening in roebels is betaald"),
    ("Trump dreigt de Europese Unie met een heffing van 30 procent als er vóór 1 augustus geen akkoord is.", "threaten",
     "een heffing van 30 procent als er vóór 1 augustus geen akkoord is", "als er vóór 1 augustus geen akkoord is"),
    ("Indien de raad akkoord gaat, start de bouw in maart, zegt de ontwikkelaar.", "promise",
     "Indien de raad akkoord gaat, start de bouw in maart", "Indien de raad akkoord gaat"),
    ("Boeren mogen tot 1 september mest uitrijden.", "permit",
     "Boeren mogen tot 1 september mest uitrijden", "tot 1 september"),
    ("Oekraïne mag de raketten gebruiken tegen doelen in Rusland, maar niet tegen steden.", "permit",
     "Oekraïne mag de raketten gebruiken tegen doelen in Rusland, maar niet tegen steden", "niet tegen steden"),
    ("Het hof staat de uitlevering toe, maar niet voordat Nederland garanties heeft gekregen.", "permit",
     "de uitlevering toe, maar niet voordat Nederland garanties heeft gekregen",
     "voordat Nederland garanties heeft gekregen"),
    ("\"Stel dat hij gelijk krijgt, dan betalen we morgen\", zegt de advocaat.", "promise",
     "\"Stel dat hij gelijk krijgt, dan betalen we morgen\"", "Stel dat hij gelijk krijgt"),
    ("Scholen moeten sluiten bij temperaturen boven de 35 graden, vindt de bond.", "demand",
     "Scholen moeten sluiten bij temperaturen boven de 35 graden", "bij temperaturen boven de 35 graden"),
    ("In noodgevallen mag de politie zonder bevel binnenvallen.", "permit",
     "In noodgevallen mag de politie zonder bevel binnenvallen", "In noodgevallen"),
    ("De bank vergoedt de schade van klanten die vóór mei aangifte deden.", "promise",
     "De bank vergoedt de schade van klanten die vóór mei aangifte deden", "van klanten die vóór mei aangifte deden"),
    ("Een werkgever mag volgens de wet alleen camera's ophangen als hij het personeel inlicht.", "permit",
     "Een werkgever mag … alleen camera's ophangen als hij het personeel inlicht", "als hij het personeel inlicht"),
    ("De zangeres weigert op te treden in landen waar homoseksualiteit verboden is.", "refuse",
     "op te treden in landen waar homoseksualiteit verboden is", "in landen waar homoseksualiteit verboden is"),
    ("De regering belooft slachtoffers een vergoeding van maximaal 10.000 euro.", "promise",
     "slachtoffers een vergoeding van maximaal 10.000 euro", "maximaal 10.000 euro"),
    ("Het asielzoekerscentrum mag er komen, zolang er niet meer dan honderd mensen wonen.", "permit",
     "Het asielzoekerscentrum mag er komen, zolang er niet meer dan honderd mensen wonen",
     "zolang er niet meer dan honderd mensen wonen"),
    ("De atleet belooft door te gaan zolang haar knie het houdt.", "promise",
     "door te gaan zolang haar knie het houdt", "zolang haar knie het houdt"),
    ("Kampeerders mogen blijven staan zo lang het water niet stijgt.", "permit",
     "Kampeerders mogen blijven staan zo lang het water niet stijgt", "zo lang het water niet stijgt"),
    ("De imam mag terugkeren indien en voor zover hij de eed aflegt.", "permit",
     "De imam mag terugkeren indien en voor zover hij de eed aflegt", "indien en voor zover hij de eed aflegt"),
    ("\"We bouwen vierhonderd woningen, zolang de gemeente de weg betaalt. Anders houdt het op\".",
     "promise",
     "\"We bouwen vierhonderd woningen, zolang de gemeente de weg betaalt. Anders houdt het op\"",
     "zolang de gemeente de weg betaalt"),
    ("De NAVO zegt tot het einde achter Kiev te blijven staan.", "promise",
     "tot het einde achter Kiev te blijven staan", "tot het einde"),
    ("De eigenaar dreigt de huurders eruit te zetten, tenzij ze voor vrijdag betalen.", "threaten",
     "de huurders eruit te zetten, tenzij ze voor vrijdag betalen", "tenzij ze voor vrijdag betalen"),
    ("Bezoekers mogen vandaag voor het eerst weer naar binnen.", "permit",
     "Bezoekers mogen vandaag voor het eerst weer naar binnen", "vandaag"),
    ("Treinen rijden zaterdag niet, meldt NS.", "refuse",
     "Treinen rijden zaterdag niet", "zaterdag"),
    ("De prijs blijft gelijk zolang de voorraad strekt, verzekert de winkelier.", "promise",
     "De prijs blijft gelijk zolang de voorraad strekt", "zolang de voorraad strekt"),
    ("Indien de Raad van State akkoord is, dan kan de wet in januari in werking treden, zegt de minister.", "promise",
     "Indien de Raad van State akkoord is, dan kan de wet in januari in werking treden",
     "Indien de Raad van State akkoord is"),
    ("De oppositie dient een motie van wantrouwen in als de premier blijft zwijgen.", "threaten",
     "De oppositie dient een motie van wantrouwen in als de premier blijft zwijgen", "als de premier blijft zwijgen"),
    ("België levert geen F-16's zolang de F-35 er niet is.", "refuse",
     "België levert geen F-16's zolang de F-35 er niet is", "zolang de F-35 er niet is"),
    ("De Vlaamse regering trekt 10 miljoen uit, op voorwaarde dat de provincies evenveel bijleggen.", "promise",
     "De Vlaamse regering trekt 10 miljoen uit, op voorwaarde dat de provincies evenveel bijleggen",
     "op voorwaarde dat de provincies evenveel bijleggen"),
    ("De vakbonden plannen geen acties vooraleer er overleg is geweest.", "refuse",
     "De vakbonden plannen geen acties vooraleer er overleg is geweest", "vooraleer er overleg is geweest"),
    ("Cafés mogen langer openblijven, behalve op zondag.", "permit",
     "Cafés mogen langer openblijven, behalve op zondag", "behalve op zondag"),
    ("Cafébazen krijgen uitstel tot eind december.", "permit",
     "Cafébazen krijgen uitstel tot eind december", "tot eind december"),
    ("De schepen wil dat fietsers afstappen wanneer de markt bezig is.", "demand",
     "fietsers afstappen wanneer de markt bezig is", "wanneer de markt bezig is"),
    ("Ge krijgt uw geld terug als ge de bon nog hebt, zegt de winkelier.", "promise",
     "Ge krijgt uw geld terug als ge de bon nog hebt", "als ge de bon nog hebt"),
    ("Deelname is gratis voor wie jonger is dan twaalf.", "permit",
     "Deelname is gratis voor wie jonger is dan twaalf", "voor wie jonger is dan twaalf"),
    ("Niemand komt hier binnen zonder mijn toestemming, zei de conciërge.", "refuse",
     "Niemand komt hier binnen zonder mijn toestemming", "zonder mijn toestemming"),
    ("Het vonnis staat hem toe zijn kinderen te zien, onder toezicht van een voogd.", "permit",
     "zijn kinderen te zien, onder toezicht van een voogd", "onder toezicht van een voogd"),
    ("De Verenigde Staten sluiten nieuwe sancties niet uit als Iran doorgaat met verrijken.", "threaten",
     "nieuwe sancties … als Iran doorgaat met verrijken", "als Iran doorgaat met verrijken"),
    ("Marokko neemt uitgeprocedeerde asielzoekers terug, mits zij vrijwillig gaan.", "promise",
     "Marokko neemt uitgeprocedeerde asielzoekers terug, mits zij vrijwillig gaan", "mits zij vrijwillig gaan"),
    ("Na een negatieve test mag het schip de haven in.", "permit",
     "Na een negatieve test mag het schip de haven in", "Na een negatieve test"),
    ("Wint hij de verkiezingen, dan schaft hij de belasting af, belooft de kandidaat.", "promise",
     "Wint hij de verkiezingen, dan schaft hij de belasting af", "Wint hij de verkiezingen"),
    ("Doet u dit nog eens, dan bel ik de politie, zei de buurman.", "threaten",
     "Doet u dit nog eens, dan bel ik de politie", "Doet u dit nog eens"),
    ("Wilt u een paspoort, dan moet u een afspraak maken, aldus de gemeente.", "demand",
     "Wilt u een paspoort, dan moet u een afspraak maken", "Wilt u een paspoort"),
    ("\"Vanaf nu, dames en heren, doen we het anders\", zegt de nieuwe trainer.", "promise",
     "\"Vanaf nu, dames en heren, doen we het anders\"", "Vanaf nu"),
]  # fmt: skip

UNLIMITED = [
    ("De trainer belooft te vertrekken.", "promise", "te vertrekken"),
    ("De minister roept op tot kalmte.", "demand", "kalmte"),
    ("\"We leggen de vijver tot op de bodem droog\", zei de directeur.", "promise",
     "\"We leggen de vijver tot op de bodem droog\""),
    ("De coach waarschuwt dat de tegenstander de zege als een vernedering ziet.", "warn",
     "de tegenstander de zege als een vernedering ziet"),
    ("De club belooft hem als eerste te bellen.", "promise", "hem als eerste te bellen"),
    ("De weduwe eist dat de bank net als de verzekeraar betaalt.", "demand",
     "de bank net als de verzekeraar betaalt"),
    ("De kok belooft zo snel als mogelijk te komen.", "promise", "zo snel als mogelijk te komen"),
    ("De wethouder weigert te betalen omdat de rekening niet klopt.", "refuse",
     "te betalen omdat de rekening niet klopt"),
    ("Toen de pers aankwam, weigerde de zanger een gesprek.", "refuse", "een gesprek"),
    ("Als de minister aankwam, eiste de menigte steevast zijn vertrek.", "demand", "zijn vertrek"),
    ("Demonstreren mag volgens haar gewoon, ook als het regent.", "permit",
     "Demonstreren mag … gewoon, ook als het regent"),
    ("De raad wil dat een bureau uitzoekt wanneer de fout bekend werd.", "demand",
     "een bureau uitzoekt wanneer de fout bekend werd"),
    ("\"Blijf binnen\", roept de agent.", "demand", "\"Blijf binnen\""),
    ("\"Neem de trein niet, wacht op ons\", zegt de reisleider.", "demand", "\"Neem de trein niet, wacht op ons\""),
    ("De bond waarschuwt dat het tekort tegen 2030 oploopt.", "warn", "het tekort tegen 2030 oploopt"),
    ("De jury vraagt gisteren gekozen leden te blijven.", "demand", "gisteren gekozen leden te blijven"),
    ("De gevangene eist dat de cipier die hem vorige week sloeg, vertrekt.", "demand",
     "de cipier die hem vorige week sloeg, vertrekt"),
    ("\"Wij geven u alleen een briefje\", zegt de balie.", "promise", "\"Wij geven u alleen een briefje\""),
    ("De keizer verbood de optocht van vrijdag.", "refuse", "de optocht van vrijdag"),
    ("\"Bij het station staat een bus klaar\", belooft de vervoerder.", "promise",
     "\"Bij het station staat een bus klaar\""),
    ("De advocaat vraagt de rechter vijf jaar cel te schrappen.", "demand", "vijf jaar cel te schrappen"),
    ("De brandweer waarschuwt inwoners voor giftige rook.", "warn",
     "giftige rook"),
    ("De vakbond eist 7 procent loonsverhoging.", "demand",
     "7 procent loonsverhoging"),
    ("De trainer wil dat zijn spelers voortaan om tien uur in bed liggen.", "demand",
     "zijn spelers voortaan om tien uur in bed liggen"),
    ("\"Met die man ga ik nooit meer aan tafel\", zegt Verhagen.", "refuse",
     "\"Met die man ga ik nooit meer aan tafel\""),
    ("China eist van Australië dat het zijn excuses aanbiedt.", "demand",
     "het zijn excuses aanbiedt"),
    ("De premier zegt toe dat er een onderzoek komt.", "promise",
     "er een onderzoek komt"),
    ("\"Geef ons twee jaar en we lossen het op\", zegt de directie.", "promise",
     "\"Geef ons twee jaar en we lossen het op\""),
    ("\"Anders stappen wij naar de rechter\", zegt de stichting.", "threaten",
     "\"Anders stappen wij naar de rechter\""),
    ("\"Nee, tenzij\", luidt het antwoord van de minister.", "refuse",
     "\"Nee, tenzij\""),
    ("De commissie adviseert om kinderen onder de 12 jaar geen telefoon te geven.", "demand",
     "kinderen onder de 12 jaar geen telefoon te geven"),
    ("Artsen roepen de regering op nu in te grijpen voordat het te laat is.", "demand",
     "nu in te grijpen voordat het te laat is"),
    ("De stad verkoopt de grond niet, ook niet als er een hoger bod komt.", "refuse",
     "De stad verkoopt de grond niet, ook niet als er een hoger bod komt"),
    ("De coach blijft ook als de ploeg degradeert, beloofde hij.", "promise",
     "De coach blijft ook als de ploeg degradeert"),
    ("\"Wij blijven. Ook als het water komt\", zegt boerin Tineke.", "promise",
     "\"Wij blijven. Ook als het water komt\""),
    ("\"Als moeder zeg ik: stop ermee\", aldus Wilma.", "demand",
     "\"Als moeder zeg ik: stop ermee\""),
    ("\"Als gemeente moeten we eerlijk zijn\", vindt het raadslid.", "demand",
     "\"Als gemeente moeten we eerlijk zijn\""),
    ("De dokter wilde de pil niet voorschrijven, zo bleek toen de zaak voorkwam.", "refuse",
     "de pil niet voorschrijven"),
    ("De minister belooft meer geld voor wijkverpleegkundigen.", "promise",
     "meer geld voor wijkverpleegkundigen"),
    ("De burgemeester belooft de bewoners nog een brief.", "promise",
     "nog een brief"),
    ("Noord-Korea dreigt met raketten, zoals het vorig jaar deed.", "threaten",
     "raketten"),
    ("Het OM eist drie jaar cel voor een overval op 3 mei.", "demand",
     "drie jaar cel voor een overval op 3 mei"),
    ("De politie vraagt getuigen zich te melden.", "demand",
     "zich te melden"),
    ("De koning riep de partijen op om zo snel mogelijk een kabinet te vormen.", "demand",
     "zo snel mogelijk een kabinet te vormen"),
    ("De GGD waarschuwt voor hitte.", "warn",
     "hitte"),
    ("Het college zegt nee tegen het plan.", "refuse",
     "nee tegen het plan"),
    ("De keuring geeft groen licht voor de nieuwe brug.", "permit",
     "de nieuwe brug"),
    ("De ouders willen weten wanneer de school weer opengaat.", "demand",
     "weten wanneer de school weer opengaat"),
    ("De bond eist dat de minister zegt of hij aanblijft als leider.", "demand",
     "de minister zegt of hij aanblijft als leider"),
    ("Ze kondigde aan dat ze als onafhankelijk lid verdergaat.", "promise",
     "ze als onafhankelijk lid verdergaat"),
    ("De vader weigert zijn zoon te zien zoals hij nu is.", "refuse",
     "zijn zoon te zien zoals hij nu is"),
    ("De rechter gelastte de krant het artikel te verwijderen, op straffe van een dwangsom.", "demand",
     "het artikel te verwijderen"),
    ("De krant gaf de bron niet prijs, hoe vaak de rechter ook vroeg.", "refuse",
     "de bron niet prijs"),
    ("Na de zomer begint de verbouwing, verzekert de directeur.", "promise",
     "Na de zomer begint de verbouwing"),
    ("\"Gaat u zitten\", zei de rechter.", "demand",
     "\"Gaat u zitten\""),
    ("\"Komt er een tunnel? Nee\", zegt de wethouder.", "refuse",
     "\"Komt er een tunnel? Nee\""),
    ("De Kamer wil dat het kabinet met spoed met een plan komt voor mensen die dakloos zijn.", "demand",
     "het kabinet met spoed met een plan komt voor mensen die dakloos zijn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "content", "expected"), LIMITED)
def test_words_that_limit_are_the_condition(
    analyser: Analyser, conditions: ConditionWords, text: str, act: str, content: str, expected: str
) -> None:
    terms = read(analyser, conditions, text, attribute(text, act, content))
    assert quote(text, terms.condition) in {expected, f"pas {expected}", f"alleen {expected}"}


@pytest.mark.parametrize(("text", "act", "content"), UNLIMITED)
def test_words_that_do_not_limit_are_no_condition(
    analyser: Analyser, conditions: ConditionWords, text: str, act: str, content: str
) -> None:
    terms = read(analyser, conditions, text, attribute(text, act, content))
    assert quote(text, terms.condition) == ""


def test_first_of_two_conditions_does_not_hide_the_second(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "Bewoners kunnen vanaf 14.00 uur hun spullen ophalen, mits ze zich legitimeren."
    terms = read(analyser, conditions, text, attribute(text, "permit", text[:-1]))
    assert quote(text, terms.condition) == "vanaf 14.00 uur … mits ze zich legitimeren"


def test_time_is_a_circumstance_where_a_clause_limits(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "Hij speelt vandaag mee, mits de dokter dat goedvindt."
    terms = read(analyser, conditions, text, attribute(text, "permit", text[:-1]))
    assert quote(text, terms.condition) == "mits de dokter dat goedvindt"


def test_matter_is_the_content_without_its_condition(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "De bond dreigt de treinen stil te leggen als het overleg mislukt."
    made = attribute(text, "threaten", "de treinen stil te leggen als het overleg mislukt", "dreigt", "De bond")
    assert quote(text, read(analyser, conditions, text, made).matter) == "de treinen stil te leggen"


def test_matter_of_a_fronted_condition_drops_the_comma(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "Betaalt u niet, dan sluiten wij het gas af, schrijft het bedrijf."
    made = attribute(text, "threaten", "Betaalt u niet, dan sluiten wij het gas af")
    assert quote(text, read(analyser, conditions, text, made).matter) == "sluiten wij het gas af"


def test_matter_of_a_bare_condition_is_the_question_before_it(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "Komt u terug? Alleen als de club mij vraagt."
    made = attribute(text, "promise", "Alleen als de club mij vraagt.")
    assert quote(text, read(analyser, conditions, text, made).matter) == "Komt u terug"


def test_only_the_sentence_with_the_act_gives_the_terms(analyser: Analyser, conditions: ConditionWords) -> None:
    text = '"Het water staat hoog als het regent. Honden mogen het eiland niet op."'
    terms = read(analyser, conditions, text, attribute(text, "refuse", text))
    assert (quote(text, terms.matter), terms.condition) == ("Honden mogen het eiland niet op", ())


def test_words_of_another_speaker_do_not_limit(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "Het strand mag open. Mits het niet stormt, zegt de visser."
    mayor = attribute(text, "permit", "Het strand mag open")
    fisher = attribute(text, "assert", "Mits het niet stormt", "zegt", "de visser")
    assert read(analyser, conditions, text, mayor, fisher).condition == ()


def test_acts_that_take_no_position_have_no_terms(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "De kok zegt dat het brood op is."
    made = attribute(text, "assert", "het brood op is", "zegt", "De kok")
    assert find_terms(analyser.parse(text), [made], conditions) == ()


ADDRESSED = [
    ("De inspecteur verbiedt de slager te verkopen.", "refuse", "te verkopen", "verbiedt", "De inspecteur",
     "de slager"),
    ("De rechter legde het vonnis uit en vroeg aan de advocaat om geduld.", "demand", "geduld", "vroeg", "De rechter",
     "de advocaat"),
    ("De gids zegt dat toeristen de kerk niet in mogen.", "refuse", "toeristen de kerk niet in mogen", "zegt",
     "De gids", "toeristen"),
    ("De minister mag van de Kamer niet reizen.", "refuse", "De minister mag … niet reizen", "van", "de Kamer",
     "De minister"),
    ("De directie geeft de huurders tot 1 mei de tijd.", "demand", "tot 1 mei", "geeft … de tijd", "De directie",
     "de huurders"),
    ("Wie te laat komt, mag niet naar binnen.", "refuse", "Wie te laat komt, mag niet naar binnen", "", "",
     "Wie te laat komt"),
    ("\"Ik ga niet weg\", zei de voorzitter.", "refuse", "\"Ik ga niet weg\"", "zei", "de voorzitter", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "content", "cue", "source", "expected"), ADDRESSED)
def test_toward_is_whom_it_concerns(
    analyser: Analyser,
    conditions: ConditionWords,
    text: str,
    act: str,
    content: str,
    cue: str,
    source: str,
    expected: str,
) -> None:
    terms = read(analyser, conditions, text, attribute(text, act, content, cue, source))
    assert quote(text, terms.toward) == expected


def test_toward_that_is_a_name_is_given_as_printed(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "De minister vraagt Frankrijk om hulp."
    terms = read(analyser, conditions, text, attribute(text, "demand", "hulp", "vraagt", "De minister"))
    assert terms.toward_name == "Frankrijk"


def test_toward_that_is_no_name_has_none(analyser: Analyser, conditions: ConditionWords) -> None:
    text = "De minister vraagt de boeren om geduld."
    terms = read(analyser, conditions, text, attribute(text, "demand", "geduld", "vraagt", "De minister"))
    assert terms.toward_name is None
