"""``python -m glasshouse``, and the command ``glasshouse``: one and the same."""

import sys

try:
    from glasshouse.cli import main
except KeyboardInterrupt:  # Ctrl-C before anything has begun
    sys.exit(130)

__all__ = ["main"]

if __name__ == "__main__":
    main()
