"""The records and the small pure functions that every other layer uses."""
