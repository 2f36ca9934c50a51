"""``python -m vizsla``: the command line, where it is not on the PATH."""

from vizsla.cli import main

if __name__ == "__main__":
    main()
