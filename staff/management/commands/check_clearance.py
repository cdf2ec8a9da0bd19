"""`manage.py check_clearance`: computes all clearances anew, and compares."""

from django.core.management.base import BaseCommand

from engagements.approach.clearance_check import changed_after_signature, differing


class Command(BaseCommand):
    help = (
        "Compares what is written of clearances with what it rests on, and what was "
        "signed with the text of today. Changes nothing; tells keys, and no names."
    )

    def handle(self, **options):
        faults = [f"{key}: other rows" for key in differing()]
        faults += [f"{key}: another text" for key in changed_after_signature()]
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise SystemExit(1)
        self.stdout.write("Every clearance follows from what it rests on.")
