"""What feed readers and crawlers ask for: Atom, sitemap, robots."""
