"""Every error that the library raises on purpose.

```
VolgensError
├── IntakeError      a document cannot be read; the batch goes on without it
│   └── NoArticleError   it can be read and is no article: a list of articles, a page that was not found
├── LexiconError     one of our data files is wrong; names file and entry
├── ModelError       the Dutch pipeline is missing or does not fit this version
├── LedgerError      the database cannot be opened, is newer than the program, or is locked
└── GoldError        an evaluation file has not the form that the measure needs
```

A message says what is wrong, where, and what to do. The command line prints it as one line.
"""


class VolgensError(Exception):
    """Base of all errors below."""


class IntakeError(VolgensError):
    """A document cannot be read."""


class NoArticleError(IntakeError):
    """A document can be read, and is no article."""


class LexiconError(VolgensError):
    """A data file under ``language/`` breaks its own rules."""


class ModelError(VolgensError):
    """The trained pipeline cannot be loaded."""


class LedgerError(VolgensError):
    """The ledger cannot be opened, migrated or written."""


class GoldError(VolgensError):
    """A file to evaluate against cannot be used."""
