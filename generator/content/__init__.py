"""The pages on disk: every `*.md` below `content/`, read, created and updated.

Pages belong to the reader. New papers become new files; of an existing page an import
changes the bytes of values that the source owns and no other byte. A page that cannot
be read is a problem and never disturbs the others.
"""
