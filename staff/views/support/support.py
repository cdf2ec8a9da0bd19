"""Support on the page of an official, and what of it waits on the desk."""

from django.utils.translation import gettext as _

from engagements.support import workflow
from engagements.support.models import SupportRequest
from staff.addresses import address
from staff.views.desk.lines import Line
from staff.views.support.markers import markers_of
from staff.views.support.requests_shown import section_of
from staff.views.support.support_plans import plans_of

MOST = 50  # lines of a kind on the desk


def tab_of_support(official, user):
    """What support/tab_support.html shows: requests, plan, markers."""
    if not user.has_perm("engagements.view_supportrequest"):
        return {}
    requests = SupportRequest.objects.filter(official=official)
    return {
        "sections": [section_of(requests, user, f"official={official.pk}")],
        **plans_of(official, user),
        **markers_of(official, user),
    }


def lines_of(user):
    """The requests that wait for me, and the plans that I should review."""
    if not user.has_perm("engagements.view_supportrequest"):
        return []
    requests = workflow.mine(user).select_related("official", "institution")
    lines = [
        Line(
            icon="inbox",
            kind=_("Promised") if each.promised_by_id else _("They asked"),
            title=str(each),
            url=address(each),
            who=str(each.official or each.institution),
            on=each.answer_by,
        )
        for each in requests[:MOST]
    ]
    return lines + [
        Line(
            icon="life-buoy",
            kind=_("Support plan"),
            title=_("Review the support plan: %(name)s") % {"name": plan.official},
            url=address(plan),
            on=plan.review_on,
        )
        for plan in workflow.reviews_due(user)[:MOST]
    ]
