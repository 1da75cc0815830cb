"""The schema's history. HEAD is the revision this program writes, KNOWN are those it can bring up to it."""

KNOWN = ("0001", "0002", "0003")
HEAD = KNOWN[-1]
