"""Pages of support: the inbox, plans, offers and markers, as people use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.support import workflow
from engagements.support.models import (
    MarkerIdea,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.support import (
    MarkerJudgementFactory,
    OfferFactory,
    ProgressMarkerFactory,
    SupportPlanFactory,
    SupportRequestFactory,
    before,
)
from tests.factories.themes import ThemeFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.deliveries import in_force
from tests.factories.translations.jobs import TranslationFactory, corrected
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def markers_in_use():
    Switch.objects.turn(Switch.Name.PROGRESS_MARKERS, on=True)


def page_of(official, tab):
    return reverse("official-detail", args=[official.pk]) + f"?tab={tab}"


def words(answer):
    return answer.content.decode()


def post(client, name, record, **data):
    answer = client.post(reverse(name, args=[record.pk]), data, follow=True)
    return words(answer)


def test_the_inbox_shows_the_most_overdue_first_and_how_long_answers_took(as_role):
    client = as_role("Officer")
    over = SupportRequestFactory(answered=4, asked="Answered one")
    late = SupportRequestFactory(received_on=before(50), asked="Waits longest")
    SupportRequestFactory(asked="Came today")

    answer = client.get(reverse("request-list"))

    keys = [row["key"] for row in answer.context["rows"]]
    assert (keys[0], keys[-1]) == (late.pk, over.pk)
    assert "Median time to an answer: 4 days (1 answer since" in words(answer)


def test_the_inbox_is_a_file_of_the_same_columns(as_role):
    client = as_role("Officer")
    request = SupportRequestFactory(received_on=before(50))

    file = client.get(reverse("request-list"), {"format": "csv"})

    text = b"".join(file.streaming_content).decode()
    assert request.asked in text
    assert "Days overdue" in text


@pytest.mark.parametrize("filter_name", ["waiting", "overdue"])
def test_the_inbox_can_be_narrowed(as_role, filter_name):
    client = as_role("Officer")
    late = SupportRequestFactory(received_on=before(50))
    SupportRequestFactory(answered=4)

    answer = client.get(reverse("request-list"), {filter_name: "true"})

    assert [row["key"] for row in answer.context["rows"]] == [late.pk]


def test_what_they_asked_is_recorded_from_their_page(as_role):
    client = as_role("Officer")
    official = OfficialFactory()

    assert f"?official={official.pk}" in words(client.get(page_of(official, "support")))
    add = reverse("request-add") + f"?official={official.pk}"
    assert client.get(add).context["form"].initial["official"] == official.pk
    client.post(
        reverse("request-add"),
        {
            "official": official.pk,
            "asked": "A handbook on detention",
            "kind": "document",
            "received_on": before(2).isoformat(),
        },
    )

    request = SupportRequest.objects.get()
    assert (request.official, request.recorded_by) == (official, client.person)
    assert "A handbook on detention" in words(client.get(page_of(official, "support")))


def test_what_was_asked_in_an_action_is_recorded_from_there(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    action = OutreachActionFactory(towards=[official], done=True)

    page = words(client.get(reverse("action-detail", args=[action.pk])))
    assert f"?action={action.pk}" in page
    form = client.get(reverse("request-add"), {"action": action.pk}).context["form"]

    assert form.initial["heard_in"] == action.pk
    assert form.initial["official"] == official.pk


def test_a_day_to_come_is_refused_and_nothing_is_lost(as_role):
    client = as_role("Officer")
    fields = {
        "official": OfficialFactory().pk,
        "asked": "A handbook",
        "kind": "document",
        "received_on": before(-3).isoformat(),
    }

    answer = client.post(reverse("request-add"), fields)

    assert answer.status_code == 422
    assert "still to come" in words(answer)
    assert "A handbook" in words(answer)


def test_a_request_is_promised_answered_and_opened_again_by_buttons(as_role):
    client = as_role("Officer")
    request = SupportRequestFactory()

    post(client, "request-promise", request, **{"promise-promised_on": before(0)})
    request.refresh_from_db()
    assert (request.state, request.promised_by) == ("promised", client.person)

    fields = {"answered_on": before(0), "answer": "Sent by post"}
    assert "Answered." in post(client, "request-answer", request, **fields)
    request.refresh_from_db()
    assert request.state == "answered"

    post(client, "request-reopen", request)
    request.refresh_from_db()
    assert request.state == "promised"


def test_a_translation_that_is_not_published_does_not_answer(as_role):
    client = as_role("Officer")
    document = DocumentFactory()
    draft = TranslationFactory(document=document, state="revising")
    request = SupportRequestFactory(document=document)

    page = words(client.get(reverse("request-detail", args=[request.pk])))
    assert str(draft) in page
    assert "Request a translation" in page
    fields = {"answered_on": before(0), "translation": draft.pk}
    answer = client.post(reverse("request-answer", args=[request.pk]), fields)

    assert "Only a published translation answers a request." in words(answer)
    request.refresh_from_db()
    assert request.state == "open"


def test_a_published_translation_answers_in_two_clicks(as_role):
    client = as_role("Officer")
    document = DocumentFactory()
    text = TranslationFactory(document=document, state="published")
    request = SupportRequestFactory(document=document)
    answer_url = reverse("request-answer", args=[request.pk])

    page = words(client.get(reverse("request-detail", args=[request.pk])))
    assert f"{answer_url}?translation={text.pk}" in page
    form = client.get(answer_url, {"translation": text.pk}).context["form"]
    assert form.initial["translation"] == text.pk
    client.post(answer_url, {"answered_on": before(0), "translation": text.pk})

    request.refresh_from_db()
    assert (request.state, request.translation) == ("answered", text)


def test_overdue_requests_and_reviews_stand_on_my_desk(as_role):
    client = as_role("Officer")
    late = SupportRequestFactory(received_on=before(50), asked="Waits for me")
    SupportRequestFactory(received_on=before(50), asked="Waits for others")
    RelationshipFactory(official=late.official, lead=client.person)
    plan = SupportPlanFactory(contact=client.person, review_on=before(1))

    desk = words(client.get(reverse("desk")))

    assert "Waits for me" in desk
    assert "Waits for others" not in desk
    assert f"Review the support plan: {plan.official}" in desk


def test_a_viewer_reads_requests_and_changes_nothing(as_role):
    request = SupportRequestFactory()
    client = as_role("Viewer")

    page = client.get(reverse("request-detail", args=[request.pk]))

    assert request.asked in words(page)
    assert "Answer it" not in words(page)
    assert page.context["steps"] == []
    answer = client.post(reverse("request-reopen", args=[request.pk]))
    assert answer.status_code == 403


def test_a_translator_learns_nothing_of_who_asked(as_role):
    document = DocumentFactory(useful_to=["police"])
    client = as_role("Translator", is_external=True)
    job = TranslationFactory(
        document=document, state="translating", translator=client.person
    )
    request = SupportRequestFactory(document=document, asked="For the police school")

    assert client.get(reverse("request-list")).status_code == 403
    for name, record in (("translation", job), ("document", document)):
        page = client.get(reverse(f"{name}-detail", args=[record.pk]))
        assert page.status_code == 200
        for hidden in (request.asked, "Useful to", str(request.official)):
            assert hidden not in words(page)


def test_a_request_of_another_circle_is_not_there(as_role):
    circle = CircleFactory()
    hidden = SupportRequestFactory(
        official=OfficialFactory(circle=circle), asked="Of their circle"
    )
    insider = UserFactory()
    circle.people.add(insider)
    client = as_role("Officer")

    answer = client.get(reverse("request-detail", args=[hidden.pk]))
    assert answer.status_code == 404
    assert "Of their circle" not in words(client.get(reverse("request-list")))
    client.force_login(insider)
    assert "Of their circle" in words(client.get(reverse("request-list")))


def test_a_plan_begins_with_their_yes_and_rests_with_a_reason(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    add = reverse("supportplan-add", args=[official.pk])
    fields = {"in_their_words": "Yes, please", "rhythm_days": 30}
    fields |= {"contact": client.person.pk, "needs": "A trainer"}

    assert "no plan without their yes" in words(
        client.get(page_of(official, "support"))
    )
    assert client.post(add, fields).status_code == 422
    client.post(add, {**fields, "opted_in_on": before(3).isoformat()})
    plan = SupportPlan.objects.get()
    post(client, "supportplan-pause", plan, **{"pause-reason": "They are ill"})

    page = words(client.get(reverse("supportplan-detail", args=[plan.pk])))
    for text in ("Yes, please", "A trainer", "They are ill", "Paused"):
        assert text in page
    assert "They are ill" in words(client.get(page_of(official, "support")))
    post(client, "supportplan-go_on", plan)
    plan.refresh_from_db()
    assert plan.state == "active"


def test_a_second_plan_is_refused_in_words(as_role):
    client = as_role("Officer")
    plan = SupportPlanFactory()
    fields = {"in_their_words": "Yes", "rhythm_days": 30, "contact": client.person.pk}
    fields["opted_in_on"] = before(3).isoformat()

    add = reverse("supportplan-add", args=[plan.official_id])

    assert "There is a support plan for this person already" in words(
        client.post(add, fields)
    )


def test_what_fits_is_offered_in_one_click_and_taken_back(as_role):
    client = as_role("Officer")
    official, theme = cleared(OfficialFactory()), ThemeFactory()
    official.themes.add(theme)
    text = TranslationFactory(state="published").in_force
    text.document.themes.add(theme)
    tab = page_of(official, "offers")

    page = client.get(tab)
    assert page.context["fitting"][0]["title"] == str(text)
    assert str(theme) in words(page)
    answer = client.post(
        reverse("offer-add", args=[official.pk]),
        {"edition": text.pk, "next": tab},
        follow=True,
    )
    offer = Offer.objects.get()
    assert "Remembered as offered." in words(answer)
    assert (answer.context["fitting"], offer.offered_by) == ([], client.person)

    post(client, "offer-take_back", offer)
    page = client.get(tab)
    assert len(page.context["fitting"]) == 1
    assert page.context["offered"] == []


def test_what_a_narrower_circle_prepares_is_offered_within_it(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official, seminar = cleared(OfficialFactory()), ExchangeFactory(circle=circle)

    client.post(reverse("offer-add", args=[official.pk]), {"exchange": seminar.pk})

    assert Offer.objects.get().circle == circle


def test_not_for_them_needs_a_reason(as_role):
    client = as_role("Officer")
    official, text = OfficialFactory(), in_force()
    add = reverse("offer-add", args=[official.pk])
    fields = {"edition": text.pk, "answer": "not_for_them"}

    answer = client.post(add, fields)
    assert "Say why it is not for them." in words(answer)

    client.post(add, {**fields, "words": "They wrote it themselves"})
    offer = Offer.objects.get()
    page = words(client.get(reverse("offer-detail", args=[offer.pk])))
    assert "They wrote it themselves" in page


def test_what_is_not_in_force_any_more_is_not_offered(as_role):
    client = as_role("Officer")
    earlier = in_force()
    corrected(earlier)
    add = reverse("offer-add", args=[cleared(OfficialFactory()).pk])

    answer = client.post(add, {"edition": earlier.pk})

    assert "This text is not in force: offer the one that is." in words(answer)
    assert not Offer.objects.exists()


def test_what_they_said_to_an_offer_is_written_down(as_role):
    client = as_role("Officer")
    offer = OfferFactory()
    edit = reverse("offer-edit", args=[offer.pk])
    revision = client.get(edit).context["revision"]
    fields = {"answer": "accepted", "words": "Ten copies", "revision": revision}

    client.post(edit, {**fields, "offered_on": before(1).isoformat()})

    offer.refresh_from_db()
    assert (offer.answer, offer.words) == ("accepted", "Ten copies")


@pytest.mark.usefixtures("markers_in_use")
def test_a_marker_of_the_library_is_set_and_judged(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    idea = MarkerIdea.objects.filter(level="like").first()

    client.post(reverse("marker-add", args=[official.pk]), {"idea": idea.pk})
    marker = ProgressMarker.objects.get()
    assert (marker.text, marker.level) == (idea.text, "like")
    judge = reverse("judgement-add", args=[marker.pk])
    fields = {"degree": 2, "words": "Cited it twice"}
    to_come = client.post(judge, {**fields, "judged_on": before(-1).isoformat()})
    assert "still to come" in words(to_come)
    client.post(judge, {**fields, "judged_on": before(1).isoformat()})

    for page in (
        page_of(official, "support"),
        reverse("marker-detail", args=[marker.pk]),
    ):
        assert "Cited it twice" in words(client.get(page))
        assert "partly" in words(client.get(page))


@pytest.mark.usefixtures("markers_in_use")
def test_an_institution_has_markers_and_requests_of_its_own(as_role):
    client = as_role("Officer")
    place = InstitutionFactory()
    fields = {"level": "love", "text": "Publishes its orders"}

    client.post(reverse("institutionmarker-add", args=[place.pk]), fields)
    SupportRequestFactory(official=None, institution=place, asked="A training plan")

    page = words(client.get(reverse("institution-detail", args=[place.pk])))
    assert "Publishes its orders" in page
    assert "A training plan" in page


def test_markers_are_not_there_while_switched_off(as_role):
    client = as_role("Officer")
    marker = ProgressMarkerFactory()
    page = reverse("marker-detail", args=[marker.pk])
    tab = page_of(marker.official, "support")

    assert client.get(page).status_code == 404
    assert marker.text not in words(client.get(tab))

    Switch.objects.turn(Switch.Name.PROGRESS_MARKERS, on=True)
    assert client.get(page).status_code == 200
    assert marker.text in words(client.get(tab))


@pytest.mark.usefixtures("markers_in_use")
def test_the_library_is_changed_by_managers_and_read_by_all(as_role):
    idea = MarkerIdea.objects.first()
    edit = reverse("markeridea-edit", args=[idea.pk])
    client = as_role("Officer")
    assert idea.text in words(client.get(reverse("markeridea-list")))
    assert client.get(edit).status_code == 403

    client = as_role("Manager")
    fill(client, edit, level="like", text="Signs the charter", text_ru="")

    idea.refresh_from_db()
    assert idea.text == "Signs the charter"
    assert client.get(reverse("markeridea-edit", args=[999_999])).status_code == 404


@pytest.mark.usefixtures("markers_in_use")
def test_pages_of_support_ask_the_database_no_more_for_more_records(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    theme = ThemeFactory()
    official.themes.add(theme)

    def add():
        for number in range(3):
            SupportRequestFactory(official=official, received_on=before(40 + number))
            OfferFactory(official=official)
            MarkerJudgementFactory(marker=ProgressMarkerFactory(official=official))
            text = TranslationFactory(state="published")
            text.document.themes.add(theme)
            plan = SupportPlanFactory(official=official)
            workflow.end(plan, by=UserFactory(), reason="Over")

    pages = [
        reverse("request-list"),
        page_of(official, "support"),
        page_of(official, "offers"),
    ]
    add()
    few = [queries_of(client, page) for page in pages]
    add()

    assert [queries_of(client, page) for page in pages] == few


def queries_of(client, page):
    """How many queries a page takes."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_the_inbox_is_narrowed_to_a_theme_of_the_person_or_of_the_document(as_role):
    client, theme = as_role("Viewer"), ThemeFactory()
    official, document = OfficialFactory(), DocumentFactory()
    official.themes.add(theme)
    document.themes.add(theme)
    SupportRequestFactory(official=official, asked="Of the person")
    SupportRequestFactory(document=document, asked="For the document")
    SupportRequestFactory(asked="Of something else")
    path = reverse("request-list")
    assert "Of something else" in words(client.get(path))

    page = client.get(path, {"theme": theme.pk})

    assert "Of the person" in words(page)
    assert "For the document" in words(page)
    assert "Of something else" not in words(page)
    assert [pill["value"] for pill in page.context["pills"]] == [str(theme)]
