"""`manage.py segment FILE LANGUAGE`: the sentences of a text file, one a line."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from officials.imports.unreadable_files import UnreadableFile
from translations.formats import files
from translations.formats.readers.tags import parts_of
from translations.formats.sentences import sentences_of


class Command(BaseCommand):
    help = "Prints the sentences of a text file, one a line, as segments are made."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file (also .html, .md, .docx)")
        parser.add_argument("language", help="the code of its language, such as ru")

    def handle(self, *, file, language, **options):
        for paragraph in paragraphs_of(file):
            for sentence in sentences_of(paragraph.text, language, paragraph.tags):
                self.stdout.write(line_of(sentence.text))


def paragraphs_of(file):
    """The paragraphs in `file`; CommandError, one sentence, when it cannot be read."""
    try:
        content = Path(file).read_bytes()
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
    except ValueError:
        raise CommandError("That is not the name of a file.") from None
    try:
        name = file if Path(file).suffix[1:].lower() in files.BY_ENDING else "a.txt"
        return files.read(files.kind_of(name, content), content).paragraphs
    except UnreadableFile as fault:
        raise CommandError(" ".join(fault.messages)) from None


def line_of(text):
    """`text` without its tags, breaks made blanks."""
    words = (
        part if isinstance(part, str) else " " * (part.role == "alone")
        for part in parts_of(text)
    )
    return " ".join("".join(words).split())
