"""What the text has said about time so far, by which later words are understood."""

from dataclasses import dataclass, field
from datetime import datetime

from volgens.language.times import Kind, TimeWords
from volgens.times.clauses import Clause, Tense
from volgens.times.dating import Point, Precision
from volgens.times.expression import Expression

HALF_A_DAY = 12 * 60
"""Minutes after which a clock on the wall shows the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of time with the clause that they date and the place where they stand."""

    expression: Expression
    clause: Clause
    sentence: int
    line: int

    @property
    def side(self) -> int:
        """-1 where the words look back, 1 where they look ahead, 0 where they do not tell."""
        if self.expression.lead is Kind.SINCE:
            return -1
        tense = Tense.OPEN if self.clause.nominal else self.clause.tense
        if self.expression.looks_ahead:
            return 0 if tense is Tense.PAST else 1
        return {Tense.PAST: -1, Tense.OPEN: 0}.get(tense, 1)

    @property
    def year_side(self) -> tuple[int, int]:
        """As `side` for a date without its year, and which way it leans where it does not tell.

        The present tells also of dates just past (*op 11 juni inspecteert de dienst*), *is gesloten* of those to come.
        """
        side, tense = self.side, self.clause.tense
        if side == 1 and tense is Tense.PRESENT and not self.expression.looks_ahead:
            return 0, 1
        if side == -1 and self.clause.state and self.expression.lead is not Kind.SINCE:
            return 0, -1
        return side, 0


@dataclass(slots=True, kw_only=True)
class Context:
    """``now`` is when the words were written: the publication, or the time of the live entry around them.

    ``last`` is the last point of all, ``event`` the last day on which something happened, ``clocks`` the moments by
    what a clock on the wall showed.
    """

    times: TimeWords
    now: datetime | None
    last: Point | None = None
    last_line: int = 0
    event: Point | None = None
    event_line: int = 0
    clocks: dict[int, datetime] = field(default_factory=dict)

    def last_within(self, lines: int, line: int, precision: Precision = Precision.YEAR) -> Point | None:
        """The last point not more than so many paragraphs back, if it is as fine as ``precision``."""
        if self.last is None or line - self.last_line > lines or self.last.precision < precision:
            return None
        return self.last

    def event_within(self, lines: int, line: int) -> Point | None:
        """The last day on which something happened, not more than so many paragraphs back."""
        return self.event if self.event is not None and line - self.event_line <= lines else None

    def remember(self, mention: Mention, point: Point) -> None:
        """Let later words lean on ``point``."""
        self.last, self.last_line = point, mention.line
        if point.at is not None:
            self.clocks[(point.at.hour * 60 + point.at.minute) % HALF_A_DAY] = point.at
        happened = self.now is not None and point.day <= self.now.date() and mention.side <= 0
        if point.precision >= Precision.DAY and happened and not mention.clause.reports:
            self.event, self.event_line = point, mention.line
