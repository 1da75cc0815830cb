"""What an auditor sees: the journal, and whether it is whole."""
