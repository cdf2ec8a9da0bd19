"""Support on the page of an official, and what of it waits on the desk."""

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import supporting
from engagements.models import SupportRequest
from staff.addresses import address
from staff.views.markers import markers_of
from staff.views.requests_shown import section_of
from staff.views.support_plans import plans_of
from staff.wording import days_away

SHOWN = 8


def tab_of_support(official, user):
    """What templates/officials/tab_support.html shows: requests, plan, markers."""
    if not user.has_perm("engagements.view_supportrequest"):
        return {}
    asked = SupportRequest.objects.filter(official=official)
    return {
        "sections": [section_of(asked, user, f"official={official.pk}")],
        **plans_of(official, user),
        **markers_of(official, user),
    }


def support_on_desk(user):
    """The overdue requests that wait for me, and the plans that I should review."""
    overdue = supporting.mine(user).select_related("official", "institution")
    today = timezone.localdate()
    rows = [
        {
            "title": str(each),
            "url": address(each),
            "detail": str(each.official or each.institution),
            "kind": days_away(each.answer_by),
            "overdue": True,
        }
        for each in overdue[:SHOWN]
    ]
    rows += [
        {
            "title": _("Review the support plan: %(name)s") % {"name": plan.official},
            "url": address(plan),
            "kind": days_away(plan.review_on),
            "overdue": plan.review_on < today,
        }
        for plan in supporting.reviews_due(user)[:SHOWN]
    ]
    return rows
