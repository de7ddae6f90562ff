"""Words as data: what a language's lexicon knows, loaded and validated once."""

from volgens.language.lexicon import Cue, Frame, Lexicon, load_lexicon

__all__ = ["Cue", "Frame", "Lexicon", "load_lexicon"]
