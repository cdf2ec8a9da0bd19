"""The accountability track on the page of an institution, and “consult first”."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.relationships import accountability
from engagements.relationships.models import AccountabilityWork
from engagements.relationships.two_track_forms import AccountabilityWorkForm
from officials.institutions.models import Institution
from officials.safeguards.models import Switch
from staff.addresses import address
from staff.pages import CreatePart, DetailPage, StepPage, UpdatePage
from staff.phrases import short_date


class OnTheTrack:
    """A page for the people of the accountability track; others find nothing."""

    needs_switch = Switch.Name.TWO_TRACKS


class WorkAdd(OnTheTrack, CreatePart):
    model = Institution
    part = AccountabilityWork
    parent_name = "institution"
    form_class = AccountabilityWorkForm
    title = gettext_lazy("New accountability work")

    def dispatch(self, request, *args, **kwargs):
        if not accountability.tracks_of(request.user).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class WorkEdit(OnTheTrack, UpdatePage):
    model = AccountabilityWork
    form_class = AccountabilityWorkForm

    def get_queryset(self):
        return AccountabilityWork.objects.select_related("institution", "circle")


class WorkStep(OnTheTrack, StepPage):
    model = AccountabilityWork
    permission_required = "engagements.change_accountabilitywork"
    ended = False

    @classmethod
    def is_open(cls, record, user):
        return bool(record.until_on) is cls.ended

    def why_not(self):
        return _("That is so already.")


class WorkEnd(WorkStep):
    step = staticmethod(accountability.end_work)
    verb = "end"
    label = gettext_lazy("It is over")
    success_message = gettext_lazy(
        "Over: nobody needs to be consulted because of it any more."
    )
    undo = "open_again"


class WorkOpenAgain(WorkStep):
    step = staticmethod(accountability.open_again)
    verb = "open_again"
    label = gettext_lazy("It goes on")
    success_message = gettext_lazy("It goes on.")
    undo = "end"
    ended = True


class WorkDetail(OnTheTrack, DetailPage):
    model = AccountabilityWork
    steps = (WorkEnd, WorkOpenAgain)

    def get_queryset(self):
        return AccountabilityWork.objects.select_related(
            "institution", "circle", "opened_by", "flag__whom"
        )

    def get_trail(self):
        place = self.record.institution
        return [(str(place), address(place))]

    def facts(self):
        work = self.record
        return [
            (_("Institution"), work.institution, address(work.institution)),
            (_("Since"), work.since_on, None),
            (_("Until"), work.until_on, None),
            (_("Opened by"), work.opened_by, None),
            (_("Others are told to consult"), work.flag.whom, None),
        ]

    def get_context_data(self, **context):
        sections = [{"title": _("What it is about"), "text": self.record.what}]
        return super().get_context_data(sections=sections, **context)


def track_panel(institution, user):
    """The section of the people of the track; None for everybody else."""
    if not Switch.objects.is_on(Switch.Name.TWO_TRACKS):
        return None
    if not accountability.tracks_of(user).exists():
        return None
    works = institution.accountability_works.visible_to(user)
    section = {
        "title": _("Accountability work"),
        "empty_text": _("None is open."),
        "rows": [
            {
                "title": work.get_kind_display(),
                "url": address(work),
                "detail": work.what,
                "on": short_date(work.since_on),
                "state_label": _("over") if work.until_on else _("open"),
                "colour": "secondary" if work.until_on else "amber",
            }
            for work in works
        ],
    }
    if user.has_perm("engagements.add_accountabilitywork"):
        section |= {
            "add_url": reverse("accountabilitywork-add", args=[institution.pk]),
            "add_label": _("New accountability work"),
        }
    return section


def consult_first(institutions, user):
    """“Consult first: Anna, Lev”, or ""."""
    people = accountability.whom_to_consult(institutions, user)
    if not people:
        return ""
    names = ", ".join(str(person) for person in people)
    return _("Consult first: %(names)s") % {"names": names}


def consult_about(official, user):
    """The same for where `official` works today."""
    return consult_first(accountability.places_of([official], user), user)
