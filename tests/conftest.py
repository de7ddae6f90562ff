"""What every test may ask for: the pipeline and the data files, loaded once a session."""

import os

import pytest
from hypothesis import settings as hypothesis_settings

from volgens.analysis import Analyser
from volgens.language.lexicon import Lexicon, load_lexicon
from volgens.language.writing import Writing, load_writing
from volgens.pipeline import Pipeline
from volgens.settings import Settings

# A clone's test run must not fail by the luck of a draw: there the examples are the same every time.
hypothesis_settings.register_profile("steady", derandomize=True)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("steady")


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
