"""Text to terms, in the same way as the browser does it."""
