"""Support requests as rows on other pages: of an official, an office, an action."""

from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.support.models import SupportRequest
from staff.addresses import address
from staff.phrases import days_away, short_date

State = SupportRequest.State
COLOURS = {
    State.OPEN: "amber",
    State.PROMISED: "blue",
    State.ANSWERED: "green",
    State.DECLINED: "secondary",
    State.WITHDRAWN: "secondary",
}


def request_rows(requests):
    """Requests as rows of a section; of a queryset `with_wait`."""
    return [
        {
            "title": str(each),
            "url": address(each),
            "detail": row_detail(each),
            "state_label": each.get_state_display(),
            "colour": COLOURS[each.state],
            "on": days_away(each.answer_by)
            if each.is_waiting
            else short_date(each.received_on),
        }
        for each in requests
    ]


def row_detail(request):
    """“A document; promised by Irina”."""
    parts = [str(request.get_kind_display())]
    if request.promised_by and request.is_waiting:
        parts.append(_("promised by %(name)s") % {"name": request.promised_by})
    return "; ".join(parts)


def section_of(requests, user, add, title=""):
    """A section of a page with `requests` that `user` sees, those that wait first."""
    visible_requests = (
        requests.visible_to(user).with_wait().select_related("promised_by")
    )
    section = {
        "title": title or _("Support requests"),
        "empty_text": _("Nothing was asked of us."),
        "rows": request_rows(
            visible_requests.order_by("rank", "answer_by", "-received_on")[:50]
        ),
    }
    if user.has_perm("engagements.add_supportrequest"):
        add_url = f"{reverse('request-add')}?{add}"
        section |= {"add_url": add_url, "add_label": _("New request")}
    return section


def section_of_action(action, user):
    """What was asked in `action`, and what it answered."""
    requests = SupportRequest.objects.filter(heard_in=action)
    answered_requests = SupportRequest.objects.visible_to(user).filter(action=action)
    sections = [
        section_of(requests, user, f"action={action.pk}", _("What they asked for here"))
    ]
    if rows := request_rows(
        answered_requests.with_wait().select_related("promised_by")
    ):
        sections.append({"title": _("Requests that this answered"), "rows": rows})
    return sections
