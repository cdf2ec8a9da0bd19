#!/usr/bin/env python3
"""Django's command line, in an environment where the packages are installed.

`python3 dev.py manage ...` is the same, and installs them first.
"""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
