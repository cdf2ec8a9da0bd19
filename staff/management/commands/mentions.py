"""`manage.py mentions --as EMAIL --on DATE`: the rows that the signals rest on."""

from engagements.monitoring.signal import mention_rows
from officials.security.formulas import harmless
from staff.management.reader_command import ReaderCommand


class Command(ReaderCommand):
    help = "Prints every mention that counts in a signal, with its weights, as CSV."
    header = (
        "official_id",
        "official",
        "note_id",
        "headline",
        "stance",
        "reliability",
        "credibility",
        "r",
        "c",
        "latest_day",
        "recorded_on",
        "age_days",
        "d",
    )

    def rows(self, user, day):
        for term in mention_rows(user, day):
            yield (
                term.official_id,
                harmless(term.name),
                term.note_id,
                harmless(term.headline),
                term.stance,
                term.reliability,
                term.credibility,
                repr(term.r),
                repr(term.c),
                term.latest_on.isoformat(),
                term.recorded_on.isoformat(),
                term.age_days,
                repr(term.d),
            )
