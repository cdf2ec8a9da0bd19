"""Reads the words of a PDF that typst made, for tests: no more than they need."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n")
LENGTH = re.compile(rb"/Length (\d+)\b(?! \d+ R)")
OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)


def pages_of(pdf):
    """How many pages it has."""
    return int(re.search(rb"/Type/Pages/Count (\d+)", pdf)[1])


def words_of(pdf):
    """All the text of `pdf`, run by run, in the order in which it is drawn."""
    objects = {int(m[1]): m[2] for m in OBJECT.finditer(pdf)}
    letters = {}
    for body in objects.values():
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", body):
            wanted = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b""))
            if wanted:
                letters[name] = letters_of(unpacked(objects[int(wanted[1])]))
    said = [drawn(unpacked(body), letters) for body in objects.values()]
    return "".join(said).replace("\xa0", " ")


def unpacked(body):
    """What a stream holds; packed bytes may end like a line, so its length counts."""
    start = STREAM.search(body)
    if not start:
        return b""
    length = int(LENGTH.search(body, 0, start.start())[1])
    content = body[start.end() : start.end() + length]
    return zlib.decompress(content) if b"FlateDecode" in body else content


def letters_of(table):
    """{glyph: text} of a ToUnicode table."""
    known = {}
    for glyph, text in re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", table):
        known[glyph.lower()] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return known


def drawn(content, letters):
    """What a page draws: fonts are chosen by Tf, glyphs stand in (…) or <…>."""
    font, said = {}, []
    plain_run = rb"(?:\\.|[^\\()]|\((?:\\.|[^\\()]|\([^()]*\))*\))*"
    token = rb"/(f\d+) [\d.]+ Tf|<([0-9a-fA-F]*)>|\((" + plain_run + rb")\)|(\bET\b)"
    if b" Tf" not in content:
        return ""
    for name, coded, literal, end in re.findall(token, content, re.DOTALL):
        if name:
            font = letters.get(name, {})
        elif end:
            said.append("\n")
        else:
            run = coded.lower() or plain(literal).hex().encode()
            said += (font.get(run[i : i + 4], "") for i in range(0, len(run), 4))
    return "".join(said)


def plain(literal):
    """The bytes of a string in brackets, its escapes undone."""
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def undone(match):
        sign = match[1]
        if sign[:1].isdigit():
            return bytes([int(sign, 8)])
        return escapes.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", undone, literal, flags=re.DOTALL)
