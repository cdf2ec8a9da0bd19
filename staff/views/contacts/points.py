"""Points of an action on its page, and promises wherever they are due."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts import commitments
from engagements.contacts.commitment_filters import CommitmentFilter
from engagements.contacts.forms import ActionPointForm, SettleForm
from engagements.contacts.models import ActionPoint, OutreachAction
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.lines import WEEK, Line
from staff.pages import CreatePart, ListPage, StepPage, UpdatePage
from staff.wording import STATE_COLOURS, days_away, short_date

State = ActionPoint.State
COLOURS = {**STATE_COLOURS, "open": "blue", "kept": "green", "broken": "red"}
MOST = 50  # promises on the desk


def points_of(action, user):
    """The points of `action` as its page shows them, with what may be done to each."""
    points = action.points.visible_to(user).select_related(
        "topic", "official", "settled_by", "action"
    )
    may_change = user.has_perm("engagements.change_actionpoint")
    return {
        "points": [point_row(each, may_change) for each in points],
        "add_point_url": user.has_perm("engagements.add_actionpoint")
        and reverse("point-add", args=[action.pk]),
    }


def point_row(point, may_change):
    """One point in words, with the moves that are legal now."""
    is_promise = bool(point.commitment)
    steps = STEPS if may_change and is_promise else ()
    return {
        "pk": point.pk,
        "topic": str(point.topic or ""),
        "official": str(point.official or ""),
        "position": point.position,
        "ask": point.ask,
        "commitment": point.commitment,
        "whose": point.get_whose_display(),
        "state": point.get_state_display() if is_promise else "",
        "colour": "red" if point.is_overdue else COLOURS.get(point.state, "secondary"),
        "made_on": short_date(point.made_on),
        "due": days_away(point.due_on) if point.due_on else "",
        "overdue": point.is_overdue,
        "is_open": point.state == State.OPEN,
        "settled": settlement_in_words(point),
        "edit_url": address(point, "edit") if may_change else None,
        "steps": [
            {"label": str(step.label), "url": address(point, step.verb)}
            for step in steps
            if step.is_open(point, None)
        ],
    }


def settlement_in_words(point):
    """“12 Nov 2026, Anna Beketova: with a letter”, once it was."""
    if point.settled_on is None:
        return ""
    sentence = f"{short_date(point.settled_on)}, {point.settled_by}"
    return f"{sentence}: {point.settled_how}" if point.settled_how else sentence


class PointAdd(CreatePart):
    """Several in a row: “Save and add another” opens the form again."""

    title = gettext_lazy("New point")
    model = OutreachAction
    part = ActionPoint
    parent_name = "action"
    form_class = ActionPointForm
    more_submits = (("another", gettext_lazy("Save and add another")),)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        action, part = self.record, kwargs["instance"]
        if action.done_on:
            part.made_on = action.done_on
        return kwargs

    def get_success_url(self):
        if "another" in self.request.POST:
            return reverse("point-add", args=[self.record.pk])
        return super().get_success_url()


class PointEdit(UpdatePage):
    model = ActionPoint
    form_class = ActionPointForm

    def get_queryset(self):
        return ActionPoint.objects.select_related("action")


class CommitmentStep(StepPage):
    model = ActionPoint
    legal = commitments.NEXT
    permission_required = "engagements.change_actionpoint"
    form_class = SettleForm
    undo = "reopen"

    def get_queryset(self):
        return ActionPoint.objects.select_related("action")


class CommitmentKept(CommitmentStep):
    step = staticmethod(commitments.keep)
    to_state = State.KEPT
    verb = "keep"
    label = gettext_lazy("It was kept")
    success_message = gettext_lazy("Marked as kept.")


class CommitmentBroken(CommitmentStep):
    step = staticmethod(commitments.break_)
    to_state = State.BROKEN
    verb = "break"
    label = gettext_lazy("It was broken")
    success_message = gettext_lazy("Marked as broken.")


class CommitmentWithdrawn(CommitmentStep):
    step = staticmethod(commitments.withdraw)
    to_state = State.WITHDRAWN
    verb = "withdraw"
    label = gettext_lazy("It was withdrawn")
    success_message = gettext_lazy("Marked as withdrawn.")


class CommitmentReopen(CommitmentStep):
    step = staticmethod(commitments.reopen)
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
    queryset = ActionPoint.objects.commitments()
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
                "commitment",
                link=True,
                second="action__subject",
            ),
            Column(_("Whose promise"), "whose"),
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


def open_commitments(points, user):
    """The open promises among `points` in two lists, theirs and ours, soonest first."""
    if not user.has_perm("engagements.view_actionpoint"):
        return None
    commitments = points.visible_to(user).open().soonest_first()
    commitments = list(commitments.select_related("action__lead", "official"))
    rows = {"them": [], "us": []}
    for each in commitments:
        rows[each.whose].append(commitment_line(each))
    return [
        {"label": _("They promised"), "rows": rows["them"]},
        {"label": _("We promised"), "rows": rows["us"]},
    ]


def commitment_line(point):
    """A promise in one line, with the address of the action in which it was made."""
    who = point.official or ""
    return {
        "title": point.commitment,
        "url": address(point.action),
        "detail": " · ".join(
            filter(
                None,
                [capfirst(point.get_whose_display()), str(who), str(point.action.lead)],
            )
        ),
        "due": days_away(point.due_on) if point.due_on else _("no day was agreed"),
        "overdue": point.is_overdue,
    }


def commitments_of(official, user):
    """For the Relationship tab of a person."""
    return open_commitments(ActionPoint.objects.of_official(official), user)


def commitments_with(institution, user):
    """For the page of an institution: of the actions towards it as an office."""
    return open_commitments(
        ActionPoint.objects.filter(action__institution=institution), user
    )


def lines_of(user):
    """Promises of actions that I lead, due within a week."""
    if not user.has_perm("engagements.view_actionpoint"):
        return []
    day = timezone.localdate() + timedelta(days=WEEK)
    commitments = ActionPoint.objects.visible_to(user).due_by(day)
    commitments = commitments.filter(action__lead=user).soonest_first()
    return [
        Line(
            icon="hand-helping",
            kind=_("They promised") if each.whose == "them" else _("We promised"),
            title=each.commitment,
            url=address(each.action),
            who=str(each.official or each.action),
            on=each.due_on,
        )
        for each in commitments.select_related("action", "official")[:MOST]
    ]
