"""The search index as data: built from scratch, or updated from the last one."""
