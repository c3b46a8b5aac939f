"""What people read on a terminal: messages, excerpts of files, diffs, progress."""
