"""What an embedded database is told about its tables, so that it asks the right index in a hall's tenth year as well.

Without figures SQLite takes it that a hall has ten rows in every table, and reads all its cases in their order, or its
whole journal, where an index would have found the three that were asked for. Figures it counted by itself would come
too late for a new hall, and change the ways of an old one overnight: these are the same everywhere. A server counts.
"""

from itertools import groupby
from math import prod

from sqlalchemy import Connection, Row, text

ROWS = 1_000_000
"""Rows of every table, all of one hall."""
DIFFERENT = {"hall": 1, "state": 500, "kind": 10, "decision": 3, "place": 10, "chain": 20, "operator": 50, "day": 500}
"""How many different values a column holds; any other holds one for every second row."""

_INDEXED = text("""
    SELECT t.name AS tbl, CASE WHEN i.origin = 'pk' AND t.wr THEN t.name ELSE i.name END AS idx, c.name AS col
    FROM pragma_table_list AS t, pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' ORDER BY i.name, c.seqno
""")
"""Every column of every index; the key of a table that lies in its key goes by the table's name."""


def renew(connection: Connection) -> None:
    """Gives every index of an embedded store its figures, in the caller's transaction."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text("ANALYZE store_facts"))  # a small one: it is only to make the table they are kept in
    connection.execute(text("DELETE FROM sqlite_stat1"))
    told = [
        {"tbl": tbl, "idx": idx, "stat": _figures(list(columns))}
        for (tbl, idx), columns in groupby(connection.execute(_INDEXED), lambda row: (row.tbl, row.idx))
    ]
    connection.execute(text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:tbl, :idx, :stat)"), told)
    connection.execute(text("ANALYZE sqlite_schema"))  # has them read


def _figures(columns: list[Row[tuple[str, str, str]]]) -> str:
    """How many rows there are, then how many share the first column, the first two, and so on."""
    many = [DIFFERENT.get(column.col, ROWS // 2) for column in columns]
    return " ".join(str(max(ROWS // prod(many[:so_far]), 1)) for so_far in range(len(many) + 1))
