"""A formal letter goes to an office by a law, and neither invites nor offers."""

import pytest
from django.db import IntegrityError, transaction

from engagements.contacts.models import OutreachAction
from engagements.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.institutions import InstitutionFactory
from tests.factories.letters import LetterTemplateFactory
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill
from tests.officials.clearance.closings import red, refused

pytestmark = pytest.mark.django_db
LAW = {"ground": "formal", "ground_words": "Federal law 59, article 12"}
WORDS = {"subject": "Complaint", "body": "We complain.", "addressee": "Head"}


def closed():
    official = OfficialFactory()
    refused(official)
    red(official)
    return official


def test_a_formal_letter_to_an_office_goes_out_whoever_heads_it(as_role):
    client, office, official = as_role("Officer"), InstitutionFactory(), closed()
    to = {"official": official.pk, "institution": office.pk}

    written = fill(client, "/letters/new/", **WORDS, **to, **LAW)
    assert written.status_code == 302, written.context["form"].errors
    client.post(f"{written.url}ready/")
    dispatch = {"dispatch-method": "post", "dispatch-dispatched_on": days(0)}
    client.post(f"{written.url}dispatch/", dispatch)

    assert Letter.objects.get().state == "dispatched"
    page = client.get(written.url).text
    assert "A formal letter to an office" in page
    assert "Federal law 59, article 12" in page


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("institution", "A formal letter goes to an office: choose the institution."),
        ("ground_words", "Name the law or the rule that it rests on."),
    ],
)
def test_a_formal_letter_names_the_office_and_the_law(as_role, without, sentence):
    client, office = as_role("Officer"), InstitutionFactory()
    fields = WORDS | LAW | {"official": closed().pk, "institution": office.pk}
    del fields[without]

    answer = fill(client, "/letters/new/", **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Letter.objects.exists()


@pytest.mark.parametrize("ground", ["formal", "warning", "decline", "law"])
def test_what_always_goes_out_invites_nobody(as_role, ground):
    client, office, official = as_role("Officer"), InstitutionFactory(), closed()
    template = LetterTemplateFactory(occasion="invitation")
    to = {"official": official.pk, "institution": office.pk, "template": template.pk}
    sentence = "What always goes out invites nobody"

    letter = fill(client, "/letters/new/", **WORDS, **to, **LAW | {"ground": ground})
    assert (letter.status_code, sentence in letter.text) == (422, True)

    action = {"officials": official.pk, "institution": office.pk, "subject": "Come"}
    action |= {"kind": "invitation", "planned_on": days(3), "nevertheless": "Law"}
    plan = fill(client, "/actions/new/", **action, **LAW | {"ground": ground})
    assert (plan.status_code, sentence in plan.text) == (422, True)
    assert not Letter.objects.exists()
    assert not OutreachAction.objects.exists()


def test_no_statement_makes_a_formal_letter_of_an_invitation():
    plan = OutreachActionFactory(kind="invitation", institution=InstitutionFactory())
    with pytest.raises(IntegrityError, match="invites_nobody"), transaction.atomic():
        OutreachAction.objects.filter(pk=plan.pk).update(**LAW)


def test_managers_see_the_list_of_formal_letters(as_role):
    office = InstitutionFactory()
    for subject, fields in (("Complaint", LAW), ("Greeting", {})):
        Letter.objects.create(
            institution=office, subject=subject, written_by=UserFactory(), **fields
        )
    client = as_role("Manager")

    assert "/letters/?ground=formal" in client.get("/reports/").text
    page = client.get("/letters/?ground=formal").text

    assert "Complaint" in page
    assert "Greeting" not in page
