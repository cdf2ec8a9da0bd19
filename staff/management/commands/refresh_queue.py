"""`manage.py refresh_queue`: makes the sums behind the identification queue anew."""

from django.core.management.base import BaseCommand

from engagements.assessment.queue import refresh


class Command(BaseCommand):
    help = "Makes the sums of all signals anew; the background job does the same."

    def handle(self, **options):
        self.stdout.write(f"{refresh()} sums changed.")
