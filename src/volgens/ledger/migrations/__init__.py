"""The steps that bring a ledger from one layout to the next, run when it is opened."""
