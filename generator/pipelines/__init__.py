"""The recipes: what a command does, step by step. Start reading in `build`."""
