"""The process that reads one file: `python -I __main__.py FOLDER KIND`, walls first.

FOLDER is the dotted name of a package of readers with a table of their limits: this
one, or that of an app further right, whose readers stand behind the same walls.

On its input come a line of options (JSON) and then the file, on its output go records,
a line of JSON each, and “.” when all is told. What went wrong is a record of its own.
"""

import gc
import json
import os
import re
import sys
from importlib import import_module

OURS = "officials.imports.readers"
HALF_LETTERS = re.compile("[\ud800-\udfff]")  # surrogates: no UTF-8 holds them


def main(folder, kind):
    sys.path.insert(0, os.path.realpath(f"{__file__}/../../../.."))
    limit = import_module(f"{folder}.limits").LIMITS[kind]
    unreadable = import_module(f"{OURS}.unreadable").Unreadable
    reader = import_module(f"{folder}.{limit.reader}")
    import_module(f"{OURS}.confinement").confine(limit)
    gc.disable()  # among rows it finds nothing, and takes half of the time
    try:
        options = json.loads(sys.stdin.buffer.readline())
        for record in reader.read(sys.stdin.buffer.read(), options):
            tell(record)
    except unreadable as reason:
        tell({"refused": reason.code, "params": reason.params})
    except MemoryError:
        tell({"refused": "memory", "params": {}})
    except RecursionError:
        tell({"refused": "depth", "params": {}})
    except Exception as fault:  # noqa: BLE001 - a parser raises whatever it raises
        tell({"refused": "fault", "params": {"fault": type(fault).__name__}})
    tell(".")
    sys.stdout.buffer.flush()


def tell(record):
    line = HALF_LETTERS.sub("\ufffd", json.dumps(record, ensure_ascii=False))
    sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
