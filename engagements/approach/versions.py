"""What one version of “Before we approach” says otherwise than the one before."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagements.approach.models import Approach
from officials.safeguards.models import ExposureThreat

OWN = ("why_this_person", "what_would_help", *Approach.FINER)
OF_CONDUCT = ("allegations", "sources", "decision", "conditions")
OF_EXPOSURE = ("publicity",)


@dataclass(frozen=True)
class Difference:
    """A field that changed: its name, “added”, “changed” or “left out”, and before."""

    label: str
    how: str
    before: str


def version_before(approach, user):
    """The version of the same circle before `approach` that `user` sees, or None."""
    earlier = Approach.objects.visible_to(user).filter(
        official=approach.official_id,
        circle=approach.circle_id,
        version__lt=approach.version,
    )
    earlier = earlier.select_related("conduct", "exposure")
    return earlier.order_by("-version").first()


def differences(approach, before):
    """The `Difference`s from the version `before` to `approach`, as the page goes."""
    field_differences = [
        *fields(approach, before, OWN),
        *fields(approach.conduct, before.conduct, OF_CONDUCT),
        *fields(approach.exposure, before.exposure, OF_EXPOSURE),
    ]
    now, then = threats(approach), threats(before)
    field_differences.append(difference(_("What could go wrong"), now, then))
    return [each for each in field_differences if each]


def fields(now, then, names):
    """The differences of the fields `names` of two records, either of them None."""
    record = now or then
    if record is None:
        return []
    return [
        difference(
            capfirst(str(record._meta.get_field(name).verbose_name)),
            in_words(now, name),
            in_words(then, name),
        )
        for name in names
    ]


def in_words(record, name):
    """What the field says, in words; "" where there is no record."""
    if record is None:
        return ""
    display_method = getattr(record, f"get_{name}_display", None)
    value = display_method() if display_method else getattr(record, name)
    return "" if value is None else str(value).strip()


def difference(label, now, then):
    """A `Difference`, or None where both say the same."""
    if now == then:
        return None
    how = _("changed") if now and then else _("added") if now else _("left out")
    return Difference(label, how, then)


def threats(approach):
    """What could go wrong, a line each: what, for whom, how likely by how bad."""
    exposure_threats = ExposureThreat.objects.filter(exposure=approach.exposure_id)
    return "\n".join(
        f"{each.what} ({each.get_whom_display()}), "
        f"{each.likelihood} × {each.severity}: {each.mitigation}"
        for each in exposure_threats.order_by("pk")
    )
