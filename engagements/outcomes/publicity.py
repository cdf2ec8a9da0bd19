"""Who of those that an outcome names agreed to be named in public.

Nobody is named in what is published unless they agreed (`ExposureRisk.publicity`);
not to have been asked counts as no.
"""

from officials.people.models import Official
from officials.safeguards.models import ExposureRisk

Publicity = ExposureRisk.Publicity


def named_in(outcome, user):
    """The officials whom `outcome` and what stands behind it name, as `user` sees them.

    Whom it is about, who confirms it, and who was met, mentioned or took part.
    """
    ways = (
        {"outcomes": outcome},
        {"substantiations__outcome": outcome},
        {"actions__outcome_links__outcome": outcome},
        {"notes__outcome_links__outcome": outcome},
        {"approaches__outcome_links__outcome": outcome},
        {"participations__exchange__outcome_links__outcome": outcome},
    )
    officials = Official.objects.visible_to(user)
    keys = set()
    for way in ways:
        keys.update(officials.filter(**way).values_list("pk", flat=True))
    return list(officials.with_post().filter(pk__in=keys).order_by("sort_name", "pk"))


def risks_of(officials):
    """The latest exposure risk of each, by key; none where nobody wrote one."""
    latest = {}
    for risk in (
        ExposureRisk.objects.filter(official__in=officials)
        .order_by("written_at", "pk")
        .prefetch_related("threats")
    ):
        latest[risk.official_id] = risk
    return latest


def without_consent(officials):
    """Those of `officials` who did not agree to be named in public, in their order."""
    risks = risks_of(officials)
    return [
        each
        for each in officials
        if each.pk not in risks or risks[each.pk].publicity != Publicity.AGREED
    ]


def exposed(officials):
    """Whether the risk of one of them is red: then only a manager signs."""
    red = ExposureRisk.Level.RED
    return any(risk.level == red for risk in risks_of(officials).values())
