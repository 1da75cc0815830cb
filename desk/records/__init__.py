"""What the desk keeps: tables, the store they live in, sealing, the journal, public numbers."""
