"""Papershelf: a static site generator for a research reading list.

Two walls and one direction: *import* turns `seeds/` into `content/`, *build* turns `content/`
into `site/`. They share types and never call each other. `ARCHITECTURE.md` is the map.
"""
