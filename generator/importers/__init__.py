"""One module a source format: bytes of a seed in, papers and problems out."""
