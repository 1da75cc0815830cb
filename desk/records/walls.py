"""The walls between the halls of one database on a server: a row is for the windows of its hall and for nobody else.

DEFINITIONS

A role is *bound* to a hall by its line in `windows_roles`. The owner writes that table, in `guitai db provision`; the
windows' role reads its own line.

INVARIANTS (kept by the server as row-level security, forced on the owner too)

 1. Who is asking is what the server knows (`current_user`), never a variable that whoever is connected could set.
 2. A role that is bound to no hall sees nothing and adds nothing. A role is bound to one hall for good.
 3. The owner sees every hall: he upgrades them, and checks each of them. A superuser is stopped by nothing.
 4. What is settled for the whole store stands under a hall that is none, is read by all and written by the owner.

The policies are made anew together with the guards; what is in `windows_roles` stays.
"""

from sqlalchemy import Column, Connection, MetaData, String, Table, select, text

from desk.errors import StoreTrouble, UsageError
from desk.records.base import Base

WHOLE_STORE = "0000000000"
"""What is settled under it holds for every hall in the store; no hall has this number."""
ROLES = Table(
    "windows_roles",
    MetaData(naming_convention=Base.metadata.naming_convention),  # of servers only: a file has no roles
    Column("role", String(63), primary_key=True),
    Column("hall", String(10), nullable=False),
)
_OWN_HALL = "hall = (SELECT bound.hall FROM windows_roles bound WHERE bound.role = current_user)"
_OWNER = text("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'journal'::regclass")
_OLD = text(
    "SELECT policyname, tablename FROM pg_policies "
    "WHERE schemaname = current_schema() AND policyname IN ('wall_hall', 'wall_owner', 'wall_store')"
)  # an administrator's own policies are his
_SEES_ALL = text(
    "SELECT NOT row_security_active('journal') OR pg_has_role(relowner, 'MEMBER') "
    "FROM pg_class WHERE oid = 'journal'::regclass"
)
_BOUND = text("SELECT current_user, (SELECT hall FROM windows_roles WHERE role = current_user)")
_CAN_BECOME = text(
    "SELECT hall FROM windows_roles JOIN pg_roles ON rolname = role "
    "WHERE hall <> :hall AND pg_has_role(:role, rolname, 'MEMBER')"
)


def build(connection: Connection) -> None:
    """Makes the walls anew, in the caller's transaction, which is the owner's."""
    ROLES.create(connection, checkfirst=True)
    for policy, table in connection.execute(_OLD).all():
        connection.exec_driver_sql(f"DROP POLICY {policy} ON {table}")
    for statement in statements(connection.scalar(_OWNER)):
        connection.exec_driver_sql(statement)


def statements(owner: str) -> list[str]:
    """Every wall as DDL; `owner` as it stands in a statement."""
    halls = {name: _OWN_HALL for name, table in sorted(Base.metadata.tables.items()) if "hall" in table.columns}
    lines = [f"CREATE POLICY wall_store ON commands FOR SELECT USING (hall = '{WHOLE_STORE}')"]
    for table, passes in {**halls, ROLES.name: "role = current_user"}.items():
        lines += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY wall_hall ON {table} USING ({passes})",
            f"CREATE POLICY wall_owner ON {table} TO {owner} USING (true)",
        ]
    return lines


def bind(connection: Connection, role: str, hall: str) -> None:
    """Binds a role to a hall, for good; again is harmless.

    Raises UsageError(desk_role, role, hall=the other one, why=elsewhere) for a role that is another hall's already, or
    can become one that is.
    """
    from sqlalchemy.dialects.postgresql import insert  # an embedded store never loads it

    connection.execute(insert(ROLES).values(role=role, hall=hall).on_conflict_do_nothing())
    bound = connection.scalar(select(ROLES.c.hall).where(ROLES.c.role == role))
    other = bound if bound != hall else connection.scalar(_CAN_BECOME, {"role": role, "hall": hall})
    if other is not None:
        raise UsageError("desk_role", role=role, hall=other, why="elsewhere")


def open_to(connection: Connection) -> str | None:
    """The hall whose rows whoever is connected here sees: "" for none, None for one who sees every hall."""
    if connection.dialect.name != "postgresql" or connection.scalar(_SEES_ALL):
        return None
    return connection.execute(_BOUND).one().hall or ""


def must_be_open(connection: Connection, hall: str) -> None:
    """Raises StoreTrouble(role_elsewhere, role, hall, bound) where this hall's rows are behind the wall."""
    bound = open_to(connection)
    if bound is not None and bound != hall:
        role = connection.execute(_BOUND).one().current_user
        raise StoreTrouble("role_elsewhere", role=role, hall=hall, bound=bound, what="bound" if bound else "unbound")
