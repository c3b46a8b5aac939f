"""The pages on disk: every `*.md` below `content/`, read into values, made and brought up to date.

Pages belong to the reader. New papers become new files; of a page that exists, an import changes
the bytes of values that the source owns and no other byte. A page that cannot be read is a
problem and never disturbs the others.
"""
