"""`python3 dev.py bench` runs every benchmark, `dev.py bench offers notes` two."""

import importlib
import sys
import time

EACH = (
    "names",
    "suggestions",
    "duplicates",
    "introductions",
    "signals",
    "notes",
    "timeline",
    "offers",
    "brief",
    "peers",
    "imports",
    "translations.memory",
    "translations.workbench",
)


def main(names):
    for name in names or EACH:
        print(f"== {name}", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"benchmarks.{name}").main()
        print(f"   took {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
