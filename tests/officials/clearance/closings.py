"""The five ways in which somebody is closed to us, each done as it is done here."""

from engagements.approach import workflow
from engagements.relationships import workflow as relationship_steps
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.relationships import RelationshipFactory


def next_version(official):
    return official.approaches.count() + 1


def unsigned(official):
    approach = official.approaches.get()
    workflow.withdraw(approach, by=approach.written_by, reason="They were moved")


def red(official):
    ApproachFactory(official=official, version=next_version(official), threat=(5, 5))


def refused(official):
    ApproachFactory(
        official=official, version=next_version(official), decision="refuse"
    )


def at_rest(official):
    tie = official.relationships.first() or RelationshipFactory(official=official)
    relationship_steps.move_stage(tie, "paused", by=UserFactory(), reason="Ill")


def dead(official):
    official.died = "2026-01-02"
    official.save()


CLOSINGS = (unsigned, red, refused, at_rest, dead)
