"""`make bench`: runs every module here that can `measure()`, prints the figures, fails when a budget is broken."""

import importlib
import pkgutil
import sys

import bench
from bench.budget import Figure, table

wanted = sys.argv[1:]
figures: list[Figure] = []
for module in pkgutil.iter_modules(bench.__path__):
    if module.name == "__main__" or (wanted and module.name not in wanted):
        continue
    measure = getattr(importlib.import_module(f"bench.{module.name}"), "measure", None)
    if measure:
        print(f"… {module.name}", file=sys.stderr, flush=True)  # noqa: T201
        figures += measure()
print(table(figures))  # noqa: T201
sys.exit(any(not figure.kept for figure in figures))
