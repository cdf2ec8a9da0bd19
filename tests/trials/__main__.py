"""`python3 dev.py trial NAME`: a trial that takes longer than the tests may."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.trials import fuzz  # noqa: E402 - Django is set up first

TRIALS = {"fuzz": fuzz.main}

if __name__ == "__main__":
    name, *rest = sys.argv[1:] or [""]
    if name not in TRIALS:
        sys.exit(f"There are these trials: {', '.join(TRIALS)}.")
    sys.exit(1 if TRIALS[name](rest) else 0)
