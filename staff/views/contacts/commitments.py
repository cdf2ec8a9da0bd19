"""Commitments on the page of their action, and wherever they are due."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.commitments import workflow as commitment_steps
from engagements.contacts.commitments.filters import CommitmentFilter
from engagements.contacts.forms import CommitmentForm, SettleForm
from engagements.contacts.models import Commitment, OutreachAction
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePart, ListPage, StepPage, UpdatePage
from staff.phrases import STATE_COLOURS, days_away, short_date
from staff.views.desk.lines import WEEK, Line

State = Commitment.State
COLOURS = {**STATE_COLOURS, "open": "blue", "kept": "green", "broken": "red"}
MOST = 50  # on the desk


def commitments_in(action, user):
    """Those of `action` as its page shows them, with what may be done to each."""
    commitments = action.commitments.visible_to(user).select_related(
        "topic", "official", "settled_by", "action"
    )
    may_change = user.has_perm("engagements.change_commitment")
    return {
        "commitments": [commitment_row(each, may_change) for each in commitments],
        "add_commitment_url": user.has_perm("engagements.add_commitment")
        and reverse("commitment-add", args=[action.pk]),
    }


def commitment_row(commitment, may_change):
    """One commitment in words, with the moves that are legal now."""
    has_text = bool(commitment.text)
    steps = STEPS if may_change and has_text else ()
    return {
        "pk": commitment.pk,
        "topic": str(commitment.topic or ""),
        "official": str(commitment.official or ""),
        "position": commitment.position,
        "ask": commitment.ask,
        "text": commitment.text,
        "whose": commitment.get_whose_display(),
        "state": commitment.get_state_display() if has_text else "",
        "colour": "red"
        if commitment.is_overdue
        else COLOURS.get(commitment.state, "secondary"),
        "made_on": short_date(commitment.made_on),
        "due": days_away(commitment.due_on) if commitment.due_on else "",
        "overdue": commitment.is_overdue,
        "is_open": commitment.state == State.OPEN,
        "settled": settlement_in_words(commitment),
        "edit_url": address(commitment, "edit") if may_change else None,
        "steps": [
            {"label": str(step.label), "url": address(commitment, step.verb)}
            for step in steps
            if step.is_open(commitment, None)
        ],
    }


def settlement_in_words(commitment):
    """“12 Nov 2026, Anna Beketova: with a letter”, once it was."""
    if commitment.settled_on is None:
        return ""
    sentence = f"{short_date(commitment.settled_on)}, {commitment.settled_by}"
    return (
        f"{sentence}: {commitment.settled_how}" if commitment.settled_how else sentence
    )


class CommitmentAdd(CreatePart):
    """Several in a row: “Save and add another” opens the form again."""

    title = gettext_lazy("New commitment")
    model = OutreachAction
    part = Commitment
    parent_name = "action"
    form_class = CommitmentForm
    more_submits = (("another", gettext_lazy("Save and add another")),)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        action, part = self.record, kwargs["instance"]
        if action.done_on:
            part.made_on = action.done_on
        return kwargs

    def get_success_url(self):
        if "another" in self.request.POST:
            return reverse("commitment-add", args=[self.record.pk])
        return super().get_success_url()


class CommitmentEdit(UpdatePage):
    model = Commitment
    form_class = CommitmentForm

    def get_queryset(self):
        return Commitment.objects.select_related("action")


class CommitmentStep(StepPage):
    model = Commitment
    legal = commitment_steps.NEXT
    permission_required = "engagements.change_commitment"
    form_class = SettleForm
    undo = "reopen"

    def get_queryset(self):
        return Commitment.objects.select_related("action")


class CommitmentKept(CommitmentStep):
    step = staticmethod(commitment_steps.keep)
    to_state = State.KEPT
    verb = "keep"
    label = gettext_lazy("It was kept")
    success_message = gettext_lazy("Marked as kept.")


class CommitmentBroken(CommitmentStep):
    step = staticmethod(commitment_steps.break_)
    to_state = State.BROKEN
    verb = "break"
    label = gettext_lazy("It was broken")
    success_message = gettext_lazy("Marked as broken.")


class CommitmentWithdrawn(CommitmentStep):
    step = staticmethod(commitment_steps.withdraw)
    to_state = State.WITHDRAWN
    verb = "withdraw"
    label = gettext_lazy("It was withdrawn")
    success_message = gettext_lazy("Marked as withdrawn.")


class CommitmentReopen(CommitmentStep):
    step = staticmethod(commitment_steps.reopen)
    to_state = State.OPEN
    verb = "reopen"
    label = gettext_lazy("Open it again")
    success_message = gettext_lazy("It is open again.")
    form_class = None
    undo = ""


STEPS = (CommitmentKept, CommitmentBroken, CommitmentWithdrawn, CommitmentReopen)


class CommitmentList(ListPage):
    """What was promised in actions, theirs and ours, the soonest due first."""

    title = gettext_lazy("Commitments")
    queryset = Commitment.objects.with_text()
    filterset_class = CommitmentFilter
    searchable = False
    default_sort = ("due_on", "made_on", "pk")
    empty_text = gettext_lazy("No commitment matches.")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    @property
    def columns(self):
        return (
            Column(_("Due"), "due_on"),
            Column(
                _("What was promised"),
                "text",
                link=True,
                second="action__subject",
            ),
            Column(_("Whose commitment"), "whose"),
            Column(_("State"), "state", colours=COLOURS),
            Column(_("Officials"), "names", sort=()),
            Column(_("Institution"), "institution_label", by_default=False),
            Column(_("Who looks after it"), "action__lead__full_name"),
            Column(_("Made on"), "made_on", by_default=False),
            Column(_("Settled on"), "settled_on", by_default=False),
            Column(_("How it was settled"), "settled_how", by_default=False, sort=()),
            Column(_("What they said"), "position", by_default=False, sort=()),
            Column(_("What we asked"), "ask", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        return queryset.with_names().annotate(
            institution_label=in_reader_language(
                "action__institution__name", "action__institution__native_name"
            )
        )

    def key(self):
        return "action"

    def row_url(self, record):
        return reverse("action-detail", args=[record["action"]])


def open_commitments(commitments, user):
    """The open ones of `commitments` in two lists, theirs and ours, soonest first."""
    if not user.has_perm("engagements.view_commitment"):
        return None
    commitments = commitments.visible_to(user).open().soonest_first()
    commitments = list(commitments.select_related("action__lead", "official"))
    rows = {"them": [], "us": []}
    for each in commitments:
        rows[each.whose].append(commitment_line(each))
    return [
        {"label": _("They promised"), "rows": rows["them"]},
        {"label": _("We promised"), "rows": rows["us"]},
    ]


def commitment_line(commitment):
    """A commitment in one line, with the address of the action in which it was made."""
    who = commitment.official or ""
    return {
        "title": commitment.text,
        "url": address(commitment.action),
        "detail": " · ".join(
            filter(
                None,
                [
                    capfirst(commitment.get_whose_display()),
                    str(who),
                    str(commitment.action.lead),
                ],
            )
        ),
        "due": days_away(commitment.due_on)
        if commitment.due_on
        else _("no day was agreed"),
        "overdue": commitment.is_overdue,
    }


def commitments_of(official, user):
    """For the Relationship tab of a person."""
    return open_commitments(Commitment.objects.of_official(official), user)


def commitments_with(institution, user):
    """For the page of an institution: of the actions towards it as an office."""
    return open_commitments(
        Commitment.objects.filter(action__institution=institution), user
    )


def lines_of(user):
    """Commitments of actions that I lead, due within a week."""
    if not user.has_perm("engagements.view_commitment"):
        return []
    day = timezone.localdate() + timedelta(days=WEEK)
    commitments = Commitment.objects.visible_to(user).due_by(day)
    commitments = commitments.filter(action__lead=user, official__died=None)
    commitments = commitments.soonest_first()
    return [
        Line(
            icon="hand-helping",
            kind=_("They promised") if each.whose == "them" else _("We promised"),
            title=each.text,
            url=address(each.action),
            who=str(each.official or each.action),
            on=each.due_on,
        )
        for each in commitments.select_related("action", "official")[:MOST]
    ]
