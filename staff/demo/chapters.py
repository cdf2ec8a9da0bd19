"""What is done with officials and what came of it, chapter by chapter."""

import json
from pathlib import Path

from staff.demo.approach.approach import add_approaches
from staff.demo.contacts.contacts import add_commitments
from staff.demo.deliveries.given_editions import add_deliveries
from staff.demo.letters.letters import add_letters
from staff.demo.outcomes.outcomes import add_changes
from staff.demo.relationships.relationships import add_taken_over
from staff.demo.support.support import add_support
from staff.demo.together.together import add_together

FOLDER = Path(__file__).parent


def chapter(name):
    """What one file of the demo says."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    add_approaches(demo, chapter("approach/approach"))
    demo.go_on_once_signed()
    add_commitments(demo)
    add_letters(demo)
    add_support(demo)
    add_deliveries(demo, **chapter("deliveries/deliveries"))
    add_changes(demo)
    add_together(demo, chapter("together/together"))
    add_taken_over(demo, chapter("relationships/taken_over"))
