"""The wall of `site/`: nothing else writes there."""
