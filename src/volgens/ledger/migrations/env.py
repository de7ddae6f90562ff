"""Runs inside Alembic: takes the connection that `volgens.ledger.migration` hands over, already in a transaction."""

from alembic import context

from volgens.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
