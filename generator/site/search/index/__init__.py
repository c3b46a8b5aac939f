"""The index as data: counted from scratch, or updated from the state of the last build."""
