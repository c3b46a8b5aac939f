"""One module a bibliography format: papers in, text out."""
