"""Two people sign at the same moment: one signature, and a sentence for the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from engagements.approach import workflow
from engagements.relationships.models import StageMove
from officials.safeguards.models import ReviewRequest
from officials.security.context import acting_as, as_system
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.relationships import RelationshipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_who_sign_at_once_make_one_signature(transactional_db):
    set_roles()
    with as_system():
        tie = RelationshipFactory()
        AssessmentFactory(official=tie.official)
        approach = ApproachFactory(official=tie.official)
        approach = workflow.ask(approach, by=approach.written_by)
        signers = [UserFactory(), UserFactory()]
    together = Barrier(2, timeout=20)

    def sign(person):
        try:
            with acting_as(person):
                together.wait()
                workflow.sign(approach, by=person)
        except ValidationError as reason:
            return reason.messages[0]
        finally:
            connections.close_all()
        return "signed"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(sign, signers))

    assert sorted(answer == "signed" for answer in answers) == [False, True]
    assert any("has signed it already" in answer for answer in answers)
    with as_system():
        assert ReviewRequest.objects.get().state == ReviewRequest.State.SIGNED
        assert StageMove.objects.count() == 1
