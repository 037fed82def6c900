"""What ``python -m glasshouse`` does: the same as the command."""

from glasshouse.cli import main

if __name__ == "__main__":
    main()
