"""The strings to translate, and the Russian catalogue of them.

`python3 dev.py messages` brings the catalogue up to date with the sources. It needs no
gettext programs: Django turns a template into the calls that its translation tags
stand for, and Babel finds the calls. The catalogue is sorted and names no lines or
dates, so that a change shows just what changed.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.house.sources import APPS, ROOT, python_files, templates

CATALOGUE = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")

IN_CONTEXT = (1, "c")
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (IN_CONTEXT, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (IN_CONTEXT, 2, 3)),
}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")


class Message(NamedTuple):
    """A string as the sources have it; `plural` and `context` may be empty."""

    singular: str
    context: str
    plural: str


def messages_in(path: Path) -> Iterator[Message]:
    """The strings that a module or a template asks to have translated."""
    text = path.read_text()
    if path.suffix != ".py":
        # In brackets, because what surrounds the calls is indented at random.
        text = f"({templatize(text, str(path))}\n)"
    source = io.BytesIO(text.encode())
    for _line, strings, _comments, context in extract("python", source, CALLS):
        singular, plural = (strings, "") if isinstance(strings, str) else strings
        yield Message(singular, context or "", plural)


def messages() -> list[Message]:
    """Every string of our own sources, once, sorted.

    The catalogue has one place for a string with and without its plural.
    """
    message_by_key = {}
    for path in (*python_files(*APPS), *templates()):
        for message in messages_in(path):
            key = message.singular, message.context
            message_by_key[key] = max(message, message_by_key.get(key, message))
    return sorted(message_by_key.values())


def catalogue() -> polib.POFile:
    """The catalogue as it is; empty if there is none."""
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def updated(before: polib.POFile) -> polib.POFile:
    """A catalogue of exactly the strings in the sources, with what `before` knows."""
    old_entries = {(entry.msgid, entry.msgctxt or ""): entry for entry in before}
    after = polib.POFile(wrapwidth=88)
    after.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "ru",
        "MIME-Version": "1.0",
        "Plural-Forms": plural_forms(),
    }
    for message in messages():
        old = old_entries.get((message.singular, message.context), polib.POEntry())
        entry = polib.POEntry(
            msgid=message.singular,
            msgctxt=message.context or None,
            comment=old.comment,
            tcomment=old.tcomment,
            flags=old.flags,
        )
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = old.msgstr_plural or dict.fromkeys(range(4), "")
        else:
            entry.msgstr = old.msgstr
        after.append(entry)
    return after


def plural_forms() -> str:
    """How Django's own Russian catalogue counts; ours must count alike."""
    folder = Path(django.__file__).parent / "conf" / "locale" / "ru" / "LC_MESSAGES"
    return polib.pofile(str(folder / "django.po")).metadata["Plural-Forms"]


def forms_of(entry: polib.POEntry) -> list[str]:
    """The translations of one entry: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation, in words."""
    if entry.fuzzy:
        yield f"{entry.msgid!r} is only guessed (fuzzy)"
    source_placeholders = placeholders(entry.msgid_plural or entry.msgid)
    for form in forms_of(entry):
        if not form.strip():
            yield f"{entry.msgid!r} is not translated"
            return
        if placeholders(form) != source_placeholders:
            yield f"{entry.msgid!r} has other placeholders than {form!r}"


def main() -> None:
    """Write the catalogue and its compiled form, and say what is left to translate."""
    after = updated(catalogue())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    after.save(str(CATALOGUE))
    after.save_as_mofile(str(COMPILED))
    open_faults = [fault for entry in after for fault in faults(entry)]
    print(*open_faults, f"{len(after)} strings, {len(open_faults)} faults.", sep="\n")


if __name__ == "__main__":
    main()
