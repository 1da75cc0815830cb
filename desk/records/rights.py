"""What the role under which a hall's windows work may do on their server: the least that serving people takes.

The tables belong to another role, the owner, who makes and upgrades them and is no window. The windows' role owns
nothing, so that it can neither drop a table nor take a guard off; what is a fact it adds and never changes. Its rights
are renewed together with the guards, whenever a migration has run or this list has changed.
"""

from sqlalchemy import Connection, text

from desk.errors import UsageError

RIGHTS = {
    "SELECT": ("alembic_version", "stock_balance", "store_facts", "windows_roles"),
    "SELECT, INSERT": (
        "anchors",
        "blank_moves",
        "commands",
        "journal",
        "papers",
        "payments",
        "ratings",
        "steps",
        "stock_counts",
        "stock_receipts",
        "way_corrections",
    ),
    "SELECT, INSERT, UPDATE": (
        "accounts",
        "approvals",
        "batch_lines",
        "batches",
        "blanks",
        "cards",
        "cases",
        "days",
        "deferrals",
        "insured_cards",
        "numbers",
        "print_jobs",
        "shifts",
        "tasks",
        "tickets",
    ),
    "SELECT, INSERT, UPDATE, DELETE": (
        "attempts",
        "drafts",
        "insured",
        "name_tokens",
        "picture_bytes",
        "pictures",
        "registry_answers",
    ),
}
"""Every table once. What may be deleted is what has a term or belongs to somebody else: drafts, pictures, the roll."""

_ROLE = text(
    "SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication OR EXISTS (SELECT FROM pg_roles granted "
    "WHERE granted.rolname LIKE 'pg\\_%' AND granted.rolname <> 'pg_database_owner' "
    "AND pg_has_role(pg_roles.oid, granted.oid, 'MEMBER')) AS rules, "
    "pg_has_role(rolname, current_user, 'MEMBER') "
    "OR pg_has_role(rolname, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER') "
    "OR pg_has_role(rolname, (SELECT nspowner FROM pg_namespace WHERE nspname = current_schema()), 'MEMBER') AS owns "
    "FROM pg_roles WHERE rolname = :role"
)
_MORE = text(
    "SELECT pg_has_role(relowner, 'MEMBER') OR NOT row_security_active('journal') "
    "FROM pg_class WHERE oid = 'journal'::regclass"
)  # a superuser is a member of every role
_HOLDERS = text(
    "SELECT DISTINCT grantee FROM information_schema.role_table_grants "
    "WHERE table_schema = current_schema() AND table_name = 'journal' AND grantee NOT IN (current_user, 'PUBLIC')"
)


def may_do_more(connection: Connection) -> bool:
    """Whether whoever is connected here could change the tables themselves, or no wall between halls stops him."""
    return bool(connection.scalar(_MORE))


def give(connection: Connection, role: str) -> None:
    """Gives a role what a window needs, and takes everything else; in the caller's transaction, which is the owner's.

    Raises UsageError(desk_role, role=…, why=unknown | rules | owns) for a role that could help itself to more.
    """
    found = connection.execute(_ROLE, {"role": role}).one_or_none()
    why = "unknown" if found is None else "rules" if found.rules else "owns" if found.owns else None
    if why is not None:
        raise UsageError("desk_role", role=role, why=why)
    quote = connection.dialect.identifier_preparer.quote_identifier
    whom, schema = quote(role), quote(connection.scalar(text("SELECT current_schema()")))
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {whom}, PUBLIC")
    connection.exec_driver_sql(f"REVOKE CREATE ON SCHEMA {schema} FROM {whom}, PUBLIC")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {whom}")
    for rights, tables in RIGHTS.items():
        connection.exec_driver_sql(f"GRANT {rights} ON {', '.join(map(quote, tables))} TO {whom}")


def renew(connection: Connection) -> None:
    """The same for every role that has rights already."""
    for role in connection.scalars(_HOLDERS).all():
        give(connection, role)
