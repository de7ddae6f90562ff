"""Who may come in: accounts with passwords, sessions of browsers, and tokens of programs.

A password is kept as scrypt made it, with its costs and salt beside it, so that costs may rise later. Sessions and
tokens are random words of 256 bits that are kept as their SHA-256 only: whoever reads the ledger can come in with
none of them.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Semaphore

from sqlalchemy import Connection, delete, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger.database import Database
from volgens.ledger.rows import utc_text
from volgens.ledger.tables import accounts, tokens

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000
LONGEST_NAME = 60
MOST_SESSIONS = 50
"""Of one account; the oldest goes when another begins."""

SESSION_LASTS = timedelta(days=14)
TOKEN_HEAD = "volgens_"
"""What every token begins with, so that a scanner finds one that was published by mistake."""

_AT_ONCE = Semaphore(2)
"""Hashes made at the same time; each needs 32 MiB."""


class Reach(StrEnum):
    """What an account may do: read, or read and correct."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may come in."""

    name: str
    role: Reach
    made_at: datetime
    has_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenState:
    """A token of a program, without its word; ``mark`` is by what it is revoked."""

    mark: str
    label: str | None
    made_at: datetime
    expires: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What scrypt takes: its ``n``, ``r`` and ``p``; the defaults are those that OWASP gives for 32 MiB."""

    n: int = 1 << 15
    r: int = 8
    p: int = 3


COSTS = Costs()


def hash_password(password: str, costs: Costs = COSTS, salt: bytes | None = None) -> str:
    """``scrypt$n$r$p$salt$hash``, the last two in base 64."""
    salt = salt or secrets.token_bytes(16)
    made = _scrypt(password, salt, costs)
    parts = (base64.b64encode(part).decode() for part in (salt, made))
    return "$".join(("scrypt", str(costs.n), str(costs.r), str(costs.p), *parts))


def is_password(password: str, kept: str) -> bool:
    """Whether ``kept`` was made from ``password``; `LedgerError` where it is no hash of ours."""
    try:
        name, n, r, p, salt, made = kept.split("$")
        costs = Costs(n=int(n), r=int(r), p=int(p))
        if name != "scrypt":
            raise ValueError(name)
        found = _scrypt(password, base64.b64decode(salt), costs)
        return hmac.compare_digest(found, base64.b64decode(made))
    except (ValueError, binascii.Error) as error:
        raise LedgerError("a password is not kept as this program keeps them; set it again") from error


def _scrypt(password: str, salt: bytes, costs: Costs) -> bytes:
    room = 128 * costs.r * (costs.n + costs.p + 2) + (1 << 20)
    with _AT_ONCE:
        return hashlib.scrypt(
            password.encode("utf-8", "surrogatepass"), salt=salt, n=costs.n, r=costs.r, p=costs.p, maxmem=room, dklen=32
        )


class Accounts(Database):
    """Names are compared without regard to case; every method that names an account that is not there says so."""

    def has_accounts(self) -> bool:
        with self._reads() as connection:
            return connection.execute(select(accounts.c.name).limit(1)).scalar() is not None

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self._reads() as connection:
            return tuple(_iter_accounts(connection))

    def account(self, name: str) -> Account:
        """One account; `LedgerError` where there is none of this name."""
        with self._reads() as connection:
            return _find(connection, name)

    def add_account(self, name: str, role: Reach, password: str | None = None, *, costs: Costs = COSTS) -> Account:
        """A new account; without a password only its tokens let it in. `LedgerError` where the name is taken or bad."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise LedgerError(f"{name[:LONGEST_NAME]!r} is no name for an account; give 1 to {LONGEST_NAME} characters")
        kept = None if password is None else hash_password(_checked(password), costs)
        values = {"name": name, "role": role.value, "password": kept, "made_at": _now()}
        with self._writes() as connection:
            if any(account.name.casefold() == name.casefold() for account in _iter_accounts(connection)):
                raise LedgerError(f"there is an account {name} already; choose another name, or remove that one first")
            connection.execute(insert(accounts).values(values))
            return _find(connection, name)

    def remove_account(self, name: str) -> None:
        """Take an account away with its sessions and tokens; what it corrected keeps its name."""
        with self._writes() as connection:
            found = _find(connection, name)
            connection.execute(delete(tokens).where(tokens.c.account == found.name))
            connection.execute(delete(accounts).where(accounts.c.name == found.name))

    def set_password(self, name: str, password: str, *, costs: Costs = COSTS) -> None:
        """A new password; whoever is signed in under the old one is signed out everywhere."""
        kept = hash_password(_checked(password), costs)
        with self._writes() as connection:
            found = _find(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == found.name).values(password=kept))
            connection.execute(delete(tokens).where(tokens.c.account == found.name, tokens.c.kind == "session"))

    def set_role(self, name: str, role: Reach) -> None:
        with self._writes() as connection:
            found = _find(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == found.name).values(role=role.value))

    def sign_in(self, name: str, password: str) -> Account | None:
        """The account of this name where the password is its own; takes as long where there is no such account."""
        if len(password) > LONGEST_PASSWORD:
            return None
        with self._reads() as connection:
            found = next((a for a in _iter_accounts(connection) if a.name.casefold() == name.strip().casefold()), None)
            own = select(accounts.c.password).where(accounts.c.name == (found.name if found else ""))
            kept = connection.execute(own).scalar()
        right = is_password(password, kept or _NOBODY)
        return found if right and kept else None

    def begin_session(self, name: str, now: datetime | None = None) -> str:
        """A word for a cookie that stands for an account for `SESSION_LASTS`."""
        now = now or datetime.now(UTC)
        word = secrets.token_urlsafe(32)
        with self._writes() as connection:
            found = _find(connection, name)
            connection.execute(delete(tokens).where(tokens.c.expires < utc_text(now)))
            own = select(tokens.c.sha256).where(tokens.c.account == found.name, tokens.c.kind == "session")
            oldest = connection.execute(own.order_by(tokens.c.made_at.desc()).offset(MOST_SESSIONS - 1)).scalars().all()
            connection.execute(delete(tokens).where(tokens.c.sha256.in_(oldest)))
            _put(connection, word, {"account": found.name, "kind": "session", "label": None}, now, now + SESSION_LASTS)
        return word

    def account_of_session(self, word: str, now: datetime | None = None) -> Account | None:
        """Whose session this is, `None` where it ended."""
        return self._account_of(word, "session", now)

    def end_session(self, word: str) -> None:
        """Sign out here; nothing where the session ended before."""
        with self._writes() as connection:
            connection.execute(delete(tokens).where(tokens.c.sha256 == _sha256(word), tokens.c.kind == "session"))

    def end_sessions(self, name: str) -> int:
        """Sign an account out everywhere; how many sessions that ended. Tokens of programs stay."""
        with self._writes() as connection:
            found = _find(connection, name)
            own = delete(tokens).where(tokens.c.account == found.name, tokens.c.kind == "session")
            return connection.execute(own).rowcount

    def make_token(self, name: str, label: str | None = None, lasts: timedelta | None = None) -> str:
        """A word by which a program comes in as this account; shown this once, for it is kept as its hash."""
        word, now = TOKEN_HEAD + secrets.token_urlsafe(32), datetime.now(UTC)
        with self._writes() as connection:
            found = _find(connection, name)
            label = " ".join(label.split())[:LONGEST_NAME] if label else None
            until = now + lasts if lasts else None
            _put(connection, word, {"account": found.name, "kind": "token", "label": label}, now, until)
        return word

    def account_of_token(self, word: str, now: datetime | None = None) -> Account | None:
        """Whose token this is, `None` where it is nobody's or no longer holds."""
        return self._account_of(word, "token", now)

    def tokens_of(self, name: str) -> tuple[TokenState, ...]:
        """The tokens of an account, the newest first."""
        with self._reads() as connection:
            found = _find(connection, name)
            own = select(tokens).where(tokens.c.account == found.name, tokens.c.kind == "token")
            rows = connection.execute(own.order_by(tokens.c.made_at.desc(), tokens.c.sha256)).mappings()
            return tuple(
                TokenState(
                    mark=row["sha256"][:MARK_LENGTH],
                    label=row["label"],
                    made_at=datetime.fromisoformat(row["made_at"]),
                    expires=row["expires"] and datetime.fromisoformat(row["expires"]),
                )
                for row in rows
            )

    def revoke_token(self, name: str, mark: str) -> None:
        """Take a token away by the mark that `tokens_of` gives it; `LedgerError` where the account has none such."""
        with self._writes() as connection:
            found = _find(connection, name)
            own = (tokens.c.account == found.name) & (tokens.c.kind == "token")
            exact = tokens.c.sha256.startswith(mark, autoescape=True)
            if len(mark) != MARK_LENGTH or connection.execute(delete(tokens).where(own & exact)).rowcount == 0:
                raise LedgerError(f"there is no token {mark[:MARK_LENGTH]!r} of {found.name}; give one from the list")

    def _account_of(self, word: str, kind: str, now: datetime | None) -> Account | None:
        if not word:
            return None
        own = (
            select(tokens.c.account)
            .where(tokens.c.sha256 == _sha256(word), tokens.c.kind == kind)
            .where(tokens.c.expires.is_(None) | (tokens.c.expires > utc_text(now or datetime.now(UTC))))
        )
        with self._reads() as connection:
            name = connection.execute(own).scalar()
            return None if name is None else _find(connection, name)


MARK_LENGTH = 12
_NOBODY = "$".join(("scrypt", str(COSTS.n), str(COSTS.r), str(COSTS.p), "bm9ib2R5", "AAAA"))
"""A hash that no password has, for as much work where there is no account as where there is one."""


def _checked(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise LedgerError(f"a password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; give a longer one")
    return password


def _sha256(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _put(
    connection: Connection, word: str, own: dict[str, str | None], made: datetime, expires: datetime | None
) -> None:
    times = {"made_at": utc_text(made), "expires": expires and utc_text(expires)}
    connection.execute(insert(tokens).values({"sha256": _sha256(word), **own, **times}))


def _iter_accounts(connection: Connection) -> Iterator[Account]:
    for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings():
        yield Account(
            name=row["name"],
            role=Reach(row["role"]),
            made_at=datetime.fromisoformat(row["made_at"]),
            has_password=row["password"] is not None,
        )


def _find(connection: Connection, name: str) -> Account:
    wanted = " ".join(name.split()).casefold()
    for account in _iter_accounts(connection):
        if account.name.casefold() == wanted:
            return account
    raise LedgerError(f"there is no account {name!r}; volgens account list names them")
