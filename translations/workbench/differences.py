"""What a reviser changed in a sentence, word by word."""

import re
from difflib import SequenceMatcher

WORD = re.compile(r"⟦⟦|⟦/?\d{1,4}/?⟧|\s+|\w+|[^\w\s]")
MOST = 4_000  # words; longer texts are compared whole


def differences(before, after):
    """(kind, text) of each stretch: kind is `same`, `out` or `in`."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST:
        return [("out", before), ("in", after)]
    stretches = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            stretches.append(("same", "".join(old[start:end])))
            continue
        stretches += [("out", "".join(old[start:end]))] if end > start else []
        if new_end > new_start:
            stretches.append(("in", "".join(new[new_start:new_end])))
    return stretches
