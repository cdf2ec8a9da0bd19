"""What a segment is looked up by: its words, their hash, and each two in a row."""

import hashlib
import zlib

from translations.memory.likeness import WORD, folded
from translations.terms.bare_text import GAP, bare

MOST = 300  # word pairs of a segment; what is longer is found by its beginning
HALF = 1 << 31


def normal_text(text):
    """The words of `text` with one space between them: no tags, signs or capitals."""
    words = WORD.findall(bare(text).text.replace(GAP, " "))
    return " ".join(folded(word) for word in words)


def key_of(normal):
    """The 64 bits by which a normal text is found, as a signed number."""
    digest = hashlib.blake2b(normal.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def word_pairs_of(normal):
    """The hashes (32 bits, signed) of each two words in a row of a normal text."""
    words = normal.split(" ")[: MOST + 1]
    pairs = zip(words, words[1:], strict=False)
    return sorted({zlib.crc32(" ".join(pair).encode()) - HALF for pair in pairs})
