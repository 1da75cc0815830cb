"""One file per thing people do at the counter; each function reads top to bottom and takes the counter first."""
