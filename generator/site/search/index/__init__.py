"""The index as data: counted from scratch, or updated from the last build's state."""
