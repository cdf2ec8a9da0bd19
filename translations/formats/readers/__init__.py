"""What takes the files of texts apart and puts them together, behind walls.

As in `officials.imports.readers`, whose process runs these too: a reader is a module
with `read(content, options)`, and its line in `LIMITS` is what it may use up. Nothing
here imports anything of ours but these two folders.
"""
