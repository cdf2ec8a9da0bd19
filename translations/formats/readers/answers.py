"""What a writer of files tells: the bytes of the file, as records of text."""

import base64

LINE = 90_000  # bytes of the file in a record: three make four letters


def in_records(content):
    """`content`, in bytes, as lists of one text each: base64, to be joined."""
    for place in range(0, len(content), LINE):
        yield [base64.b64encode(content[place : place + LINE]).decode()]


def additions_of(options):
    """The `targets` that `options` have, with the translator's `notes` in them.

    A page and a plain text have no place for the mark of a note: its words stand in
    brackets where the mark would, after the `label` that says whose they are.
    """
    targets = dict(options.get("targets") or {})
    for note in options.get("notes") or ():
        if note["key"] in targets:
            words = in_brackets(note["text"], options.get("label") or "")
            targets[note["key"]] = with_words(targets[note["key"]], note, words)
    return targets


def in_brackets(text, label):
    """The words of a note of the translator as they stand in a line."""
    words = f"{label}: {text}" if label else text
    return f" [{words.replace('⟦', '⟦⟦')}]"


def with_words(text, note, words):
    """The tagged `text` with `words` where the tag of `note` stands, else behind it."""
    tag = f"⟦{note['tag']}/⟧" if note.get("tag") else ""
    if tag and tag in text:
        return text.replace(tag, words, 1)
    return text + words
