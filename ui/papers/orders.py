"""What lies in clear for the card centre, because it has to be read there: numbers and photos, for a week."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

ORDERS = "orders.csv"
KEPT = timedelta(days=7)


def clear_orders(tables: Path, now: datetime) -> None:
    """Removes the folders of batches that were written more than a week ago; saving a batch again makes it again."""
    long_ago = (now - KEPT).timestamp()
    for table in tables.glob(f"*/{ORDERS}"):
        if table.stat().st_mtime < long_ago:
            shutil.rmtree(table.parent)
