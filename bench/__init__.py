"""The budgets: each figure is measured beside its floor in the same run, because machines are noisy and ratios hold."""
