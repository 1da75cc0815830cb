"""Alembic's entry: runs on the connection and in the transaction of `desk.records.migrate`."""

from alembic import context

from desk.records.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=False,
)
context.run_migrations()
