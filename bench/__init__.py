"""The benchmark: Papershelf and its peers, timed on the same papers. See README.md here."""
