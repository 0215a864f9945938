"""What Alembic runs for each migration: on the connection and in the transaction of the caller."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite can undo changes of tables too; Alembic supposes that it cannot
    render_as_batch=True,  # SQLite changes a column only by making the table anew
)
with context.begin_transaction():
    context.run_migrations()
