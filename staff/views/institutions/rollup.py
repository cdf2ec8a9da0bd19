"""What an institution comes to with everything below it."""

from django.db.models import Count, Exists, OuterRef
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from engagements.monitoring.models import Mention, Note
from engagements.relationships.models import Relationship
from officials.institutions.models import Appointment, Institution
from officials.people.models import Official

COUNTED = 10_000


def rollup(institution, user):
    """Officials of today, notes about them, and their stages, as `user` sees them.

    Three queries, whatever the size of the tree; stages only for those who may read
    relationships.
    """
    places = Institution.objects.visible_to(user).below(institution)
    appointments = Appointment.objects.visible_to(user).current()
    appointments = appointments.filter(post__institution__in=places)
    people = Official.objects.visible_to(user).filter(
        Exists(appointments.filter(official=OuterRef("pk")))
    )
    facts = [(_("Officials today"), number_format(people.count()))]
    if user.has_perm("engagements.view_note"):
        facts.append(
            (_("Notes about them"), in_words(notes_about(places, people, user)))
        )
    return {
        "facts": [{"label": label, "value": value} for label, value in facts],
        "stages": stages_of(people, user),
    }


def notes_about(places, people, user):
    """The notes about one of `places` or one of `people`, each once."""
    notes = Note.objects.visible_to(user).order_by()
    by_place = notes.filter(institution__in=places).values("pk")
    mentions = Mention.objects.visible_to(user).filter(official__in=people)
    by_person = notes.filter(pk__in=mentions.values("note")).values("pk")
    return by_place.union(by_person)[: COUNTED + 1].count()


def in_words(number):
    if number > COUNTED:
        return _("more than %(count)s") % {"count": number_format(COUNTED)}
    return number_format(number)


def stages_of(people, user):
    """How many relationships with `people` stand at each stage, the earliest first."""
    if not user.has_perm("engagements.view_relationship"):
        return []
    counts = dict(
        Relationship.objects.visible_to(user)
        .filter(official__in=people)
        .order_by()
        .values_list("stage")
        .annotate(number=Count("official", distinct=True))
    )
    return [
        {"label": label, "value": number_format(counts[stage])}
        for stage, label in Relationship.Stage.choices
        if stage in counts
    ]
