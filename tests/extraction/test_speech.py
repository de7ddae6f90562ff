from parses import to_bare_parse
from volgens.extraction.candidate import Candidate
from volgens.extraction.quotations import Paragraph, find_paragraphs
from volgens.extraction.speech import find_runs, join_speech
from volgens.language.writing import Writing
from volgens.model import Act, Span, quote


def paragraph_of(text: str, writing: Writing) -> Paragraph:
    return find_paragraphs(to_bare_parse(text), writing)[0]


def claim(text: str, cue: str, content: str, sentence: int = 0) -> Candidate:
    at, start = text.index(cue), text.index(content)
    return Candidate(
        rule="verb.quote",
        sentence=sentence,
        cue=(Span(at, at + len(cue)),),
        content=(Span(start, start + len(content)),),
        act=Act.ASSERT,
        sure=0.8,
        speech=True,
    )


def contents(text: str, joined: list[Candidate]) -> list[str]:
    return [quote(text, c.content) for c in joined]


def test_speech_goes_on_in_the_sentences_behind_the_cue(writing: Writing) -> None:
    text = '"De brug is dicht", zegt zij. "Wij gaan niet. Morgen wel."'
    joined = join_speech(paragraph_of(text, writing), [claim(text, "zegt", '"De brug is dicht"')])
    assert contents(text, joined) == ['"De brug is dicht" … "Wij gaan niet … Morgen wel."']


def test_speech_begins_in_the_sentences_before_the_cue(writing: Writing) -> None:
    text = '"De brug is dicht. Wij gaan niet", zegt zij.'
    joined = join_speech(paragraph_of(text, writing), [claim(text, "zegt", 'Wij gaan niet"', sentence=1)])
    assert contents(text, joined) == ['"De brug is dicht … Wij gaan niet"']


def test_quotation_that_nobody_claims_is_free_speech(writing: Writing) -> None:
    text = 'Veldkamp zucht. "Wij gaan echt niet meer."'
    joined = join_speech(paragraph_of(text, writing), [])
    assert contents(text, joined) == ['"Wij gaan echt niet meer."']
    assert (joined[0].rule, joined[0].cue) == ("speech.free", ())


def test_free_speech_over_sentences_is_one(writing: Writing) -> None:
    text = 'Veldkamp zucht. "Wij gaan echt niet meer. Het is klaar."'
    assert len(join_speech(paragraph_of(text, writing), [])) == 1


def test_title_between_marks_is_no_speech(writing: Writing) -> None:
    assert find_runs(paragraph_of("De film 'Licht en water' trekt volle zalen.", writing)) == []


def test_scare_quotes_are_no_speech(writing: Writing) -> None:
    assert find_runs(paragraph_of('De zogenoemde "slaapbus" rijdt elke vrijdag.', writing)) == []


def test_writer_between_two_speakers_keeps_them_apart(writing: Writing) -> None:
    text = '"De brug is dicht", zegt zij. De burgemeester knikt nog eens. "Zo is het helaas gegaan."'
    joined = join_speech(paragraph_of(text, writing), [claim(text, "zegt", '"De brug is dicht"')])
    assert contents(text, joined) == ['"De brug is dicht"', '"Zo is het helaas gegaan."']


def test_cue_stays_outside_the_content(writing: Writing) -> None:
    text = '"De brug", zegt zij, "is helaas al dicht."'
    joined = join_speech(paragraph_of(text, writing), [claim(text, "zegt", '"De brug"')])
    cue = joined[0].cue[0]
    assert not any(span.overlaps(cue) for span in joined[0].content)


def test_paragraph_without_marks_is_left_as_it_is(writing: Writing) -> None:
    text = "Zij zegt dat de brug dicht is."
    found = [claim(text, "zegt", "de brug dicht is")]
    assert join_speech(paragraph_of(text, writing), found) == found
