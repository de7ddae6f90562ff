"""What every test may ask for: the pipeline and the data files, loaded once a session."""

import pytest

from volgens.analysis import Analyser
from volgens.language.lexicon import Lexicon, load_lexicon
from volgens.language.writing import Writing, load_writing
from volgens.pipeline import Pipeline
from volgens.settings import Settings


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline(Settings())


@pytest.fixture(scope="session")
def analyser(lexicon: Lexicon) -> Analyser:
    return Analyser(lexicon.people)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon("nl")


@pytest.fixture(scope="session")
def writing() -> Writing:
    return load_writing("nl")
