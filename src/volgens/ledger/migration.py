"""Opening a database and bringing it to the layout that this program works with."""

from functools import cache
from importlib import metadata as packages

from sqlalchemy import URL, Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from volgens.errors import LedgerError
from volgens.ledger import sqlite
from volgens.ledger.rows import set_meta

LAYOUT = "0004"
"""The last step in `migrations/versions`. Known here so that opening a ledger of today does not load Alembic."""

OWN_TABLES = {"alembic_version", "meta", "attributions"}


@cache
def program_version() -> str:
    try:
        return packages.version("volgens")
    except packages.PackageNotFoundError:
        return "unknown"


def url_of(location: str) -> URL:
    """``location`` as a SQLAlchemy URL; whatever has no ``://`` in it is the path of an SQLite file."""
    if "://" not in location:
        return URL.create("sqlite", database=location)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise LedgerError(f"{location} is no database address; give a path or sqlite:///path") from error
    if url.get_backend_name() != "sqlite":
        name = url.render_as_string(hide_password=True)
        raise LedgerError(f"{name}: this version keeps its ledger in SQLite only; give a path or sqlite:///path")
    return url


def check_place(url: URL, *, create: bool) -> None:
    """Raise `LedgerError` where no ledger can be, or where none is and none may be made."""
    try:
        reason = sqlite.obstacle(url)
        if reason is None and not create and sqlite.missing(url):
            reason = "there is no ledger here; read some articles into it first"
    except (OSError, ValueError) as error:
        raise LedgerError(f"{url.database!r}: no file can be looked for here ({error}); give another path") from error
    if reason is not None:
        raise LedgerError(f"{url.database or 'ledger'}: {reason}")


def prepare(engine: Engine, writer: Engine, place: str, *, create: bool) -> None:
    """Leave the database in today's layout: a new one is made, an older one brought up to date in one transaction."""
    with engine.connect() as connection:
        found = layout_of(connection, place)
    if found == LAYOUT:
        return
    if found is None:
        if not create:
            raise LedgerError(f"{place}: there is no ledger here; read some articles into it first")
        sqlite.keep_log(engine)
    with writer.begin() as connection:
        # Another program may have done it while this one waited for the lock.
        if layout_of(connection, place) != LAYOUT:
            upgrade(connection, place)


def layout_of(connection: Connection, place: str) -> str | None:
    """The layout of the ledger, `None` for an empty database; `LedgerError` where other things are kept in it."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not tables >= OWN_TABLES:
        raise LedgerError(f"{place}: this database holds other things than a ledger; give another path")
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, place: str) -> None:
    """Run the steps that the ledger lacks; `LedgerError` where it has steps that this program does not know."""
    # Alembic takes a tenth of a second to load and is needed once in the life of a ledger.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "volgens.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    steps = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    found = layout_of(connection, place)
    if found is not None and found not in steps:
        written_by = connection.execute(text("SELECT value FROM meta WHERE name = 'program'")).scalar()
        raise LedgerError(
            f"{place}: this ledger is newer than the program (layout {found}, written by volgens {written_by}; this is "
            f"volgens {program_version()}, which knows layouts up to {LAYOUT}); install a newer volgens"
        )
    command.upgrade(config, "head")
    set_meta(connection, "program", program_version())
