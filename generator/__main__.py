"""`python -m generator` is the command `papershelf`."""

import sys

if __name__ == "__main__":
    # `python -m` looks for modules in this folder first, which may be a stranger's list.
    if not sys.flags.safe_path:
        del sys.path[0]
    from generator.cli import program

    program()
