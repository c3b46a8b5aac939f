"""Text to terms, by the same rules as in the browser."""
