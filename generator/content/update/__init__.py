"""The wall of `content/`: what an import changes there, planned first, then written."""
