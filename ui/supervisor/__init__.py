"""The supervisor's screens: approvals, the day as it stands, closing it."""
