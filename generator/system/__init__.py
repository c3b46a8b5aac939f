"""Disk and processes. Nothing here knows what a paper is."""
