"""Readers of files that anybody may have made: each runs in a process of its own.

Bytes go in, rows of text come out. Nothing here imports Django, settings, models or a
database (a test asks the process itself): what a row means is said on the other side,
in `officials.imports`, which starts the process (`reader_process`) and trusts nothing
that comes back. A reader is a module with `read(content, options)`, which yields
records (lists and dicts of text) and raises `Unreadable`; its line in `LIMITS` is what
it may use up.
"""
