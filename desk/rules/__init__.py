"""What the counter knows: pure functions and frozen values. Time, tables and packs come in as arguments."""
