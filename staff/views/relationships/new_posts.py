"""Three questions on one card when somebody whom we know came into a new post."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.relationships import new_post_steps
from engagements.relationships.forms import NewPostForm
from engagements.relationships.models import NewPostAnswer, Relationship
from staff.addresses import address
from staff.pages import CreatePart
from staff.phrases import short_date, spell
from staff.views.desk.lines import Button, Line, Place

ANSWERS = "engagements.change_relationship"
MOST = 50


class NewPostAnswerAdd(CreatePart):
    """The card as a page of its own; the tab and the desk lead here."""

    title = gettext_lazy("A new post: three questions")
    model = Relationship
    part = NewPostAnswer
    parent_name = "relationship"
    form_class = NewPostForm
    keeps_drafts = False

    def get_permission_required(self):
        return [ANSWERS]

    def get_queryset(self):
        return Relationship.objects.select_related("official", "circle")

    def get_trail(self):
        official = self.record.official
        return [
            (_("Officials"), reverse("official-list")),
            (str(official), self.back()),
        ]

    def back(self):
        return f"{address(self.record)}?tab=relationship"

    def get(self, request, *args, **kwargs):
        if self.asked() is None:
            messages.info(request, _("Nothing is asked: it was answered already."))
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def asked(self):
        """The appointment that is asked about, or None."""
        mine = Relationship.objects.visible_to(self.request.user)
        mine = mine.filter(pk=self.record.pk)
        posts = asked_of(mine, self.request.user)
        return posts.get(self.record.pk)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {"appointment": self.asked()}}

    def get_context_data(self, **context):
        appointment = self.asked()
        return super().get_context_data(
            intro=appointment and in_words(appointment), **context
        )

    def finish(self, form):
        messages.success(self.request, next_steps(self.new_record))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.following(self.back())


def asked_of(relationships, user):
    """{key of a relationship: the appointment that it asks about}."""
    if not user.has_perm(ANSWERS):
        return {}
    asking = list(new_post_steps.with_new_post(relationships, user)[:MOST])
    return new_post_steps.posts_of(asking) if asking else {}


def in_words(appointment):
    """“Minister, Ministry of Justice, since 1 May 2026”."""
    post = appointment.post
    return f"{post}, {post.institution}, {spell(appointment)}"


def next_steps(answer):
    """What the answers ask for next, in one line."""
    words = [_("Answered.")]
    if answer.lead == answer.Lead.OTHER:
        words.append(_("Next: hand the relationship over."))
    if answer.approach == answer.Approach.LOOK_AGAIN:
        words.append(_("Next: look at “Before we approach” again."))
    if answer.risk != answer.Risk.SAME:
        words.append(_("Next: look at what could harm them again."))
    return " ".join(words)


def card(relationship, appointment, user):
    """What the card on the tab shows, or None."""
    if appointment is None:
        return None
    part = NewPostAnswer(relationship=relationship, circle=relationship.circle)
    form = NewPostForm(
        instance=part,
        user=user,
        initial={"appointment": appointment},
        auto_id=f"new-post-{relationship.pk}-%s",
    )
    return {
        "words": in_words(appointment),
        "form": form,
        "url": reverse("newpostanswer-add", args=[relationship.pk]),
    }


def answers_of(relationship, user):
    """The answers of earlier changes of post, the latest first, as lines."""
    answers = NewPostAnswer.objects.visible_to(user).filter(relationship=relationship)
    answers = answers.select_related("appointment__post", "answered_by")
    return [
        {
            "title": str(each.appointment.post),
            "detail": " · ".join(
                filter(
                    None,
                    (
                        each.get_lead_display(),
                        each.get_approach_display(),
                        _("Risk: %(words)s") % {"words": each.get_risk_display()},
                        each.remark,
                    ),
                )
            ),
            "on": f"{each.answered_by}, {short_date(each.answered_at.date())}",
        }
        for each in answers
    ]


def lines_of(user):
    """My relationships with somebody in a new post, until the card is answered."""
    mine = Relationship.objects.visible_to(user).filter(lead=user)
    asking = asked_of(mine, user)
    return [
        Line(
            icon="id-card",
            kind=_("New post"),
            title=str(appointment.official),
            url=f"{address(appointment.official)}?tab=relationship",
            who=in_words(appointment),
            place=Place.TODAY,
            buttons=(
                Button(
                    _("Three questions"),
                    f"{reverse('newpostanswer-add', args=[key])}"
                    f"?next={reverse('desk')}",
                ),
            ),
        )
        for key, appointment in asking.items()
    ]
