"""What is measured, and against what: `python -m benchmarks.suggestions`.

Figures are ratios wherever there is a peer: milliseconds hold only against each
other in one run on one machine. Nothing here is a test; docs/performance.md tells.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
