"""Shuts the house from the server: nobody sees anything until it is opened again."""

from django.core.management.base import BaseCommand

from staff.locks import workflow
from staff.locks.models import HouseLock


class Command(BaseCommand):
    help = "Locks the house. Two keepers open it again, or `manage.py rescue`."

    def handle(self, **options):
        workflow.lock_house(by=None, reason=HouseLock.Reason.SERVER)
        self.stdout.write("The house is locked. Nothing is erased.")
