"""`manage.py symbols FILE`: the symbols of documents in a text."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from translations.catalogue.symbols import symbols_in


class Command(BaseCommand):
    help = (
        "Prints each symbol of an international document that stands in a text "
        "(UTF-8), a tab, and its normal form; what was mended, as an error."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file")

    def handle(self, *, file, **options):
        text = text_of(file)
        for (start, end), symbol in symbols_in(text):
            as_written = " ".join(text[start:end].split())
            self.stdout.write(f"{as_written}\t{symbol.normal}")
            for sentence in symbol.mended():
                self.stderr.write(f"{as_written}: {sentence}")


def text_of(file):
    """The text of a file; CommandError, one sentence, when it cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
    except ValueError:
        raise CommandError("That is not the name of a file.") from None
