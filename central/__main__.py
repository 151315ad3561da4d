"""``python -m central``: runs and looks after the service (central/cli.py)."""

import sys

from central.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
