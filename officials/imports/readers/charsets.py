"""Letters as e-mails and feeds may say that they are written: loaded before the walls.

Python loads an encoding when it is first wanted, which a reader cannot do any more.
"""

import codecs

ENCODINGS = (
    "ascii", "big5", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257",
    "cp437", "cp850", "cp852", "cp855", "cp866", "cp874", "cp932", "cp936", "cp949",
    "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "hz", "idna", "iso2022_jp",
    "iso2022_kr", "iso8859_1", "iso8859_15", "iso8859_2", "iso8859_5", "iso8859_7",
    "iso8859_9", "koi8_r", "koi8_u", "latin_1", "mac_cyrillic", "mac_roman",
    "shift_jis", "tis_620", "utf_16", "utf_16_be", "utf_16_le",
    "utf_32", "utf_7", "utf_8", "utf_8_sig",
)  # fmt: skip
for name in ENCODINGS:
    codecs.lookup(name)


def is_loaded(name):
    """Whether `name` is an encoding that a reader has; LookupError is never raised."""
    try:
        return codecs.lookup(name).name.replace("-", "_") in LOADED
    except (LookupError, ValueError):
        return False


LOADED = {codecs.lookup(name).name.replace("-", "_") for name in ENCODINGS}
