"""`python -m generator` is the command `papershelf`."""

from generator.cli import program

if __name__ == "__main__":
    program()
