"""Second signatures, for tests."""

from factory import SubFactory
from factory.django import DjangoModelFactory

from officials.safeguards.models import ReviewRequest
from tests.factories.accounts import UserFactory


class ReviewRequestFactory(DjangoModelFactory):
    class Meta:
        model = ReviewRequest

    kind = ReviewRequest.Kind.APPROACH
    asked_by = SubFactory(UserFactory)
