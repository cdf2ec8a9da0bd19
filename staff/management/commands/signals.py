"""`manage.py signals --as EMAIL --on DATE`: every signal as one person sees it."""

from engagements.monitoring.signal import signals
from officials.security.formulas import harmless
from staff.management.reader_command import ReaderCommand


class Command(ReaderCommand):
    help = "Prints the signal of every official of whom there is a note, as CSV."
    header = (
        "official_id",
        "official",
        "signal",
        "mentions",
        "numerator",
        "denominator",
    )

    def rows(self, user, day):
        for key, name, signal in signals(user, day):
            yield (
                key,
                harmless(name),
                repr(signal.value),
                signal.mentions,
                repr(signal.numerator),
                repr(signal.denominator),
            )
