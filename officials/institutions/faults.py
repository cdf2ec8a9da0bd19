"""What contradicts itself in the register, and how a person settles it.

Each of KINDS is a query of appointments (or, for too many holders, of posts) that the
reader may see; where two records contradict each other, both must be.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, IntegerField, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.institutions.models import Appointment, Post
from officials.institutions.models.appointments import CertainDays
from officials.security.context import as_system
from officials.security.models import Circle
from officials.workflow import in_the_name_of

AT_ONCE = """
    WITH days AS (
        SELECT range_agg(
            app_certain_days(a.started, a.started_circa, a.ended, a.ended_circa)) held
        FROM officials_appointment a
        WHERE a.post_id = officials_post.id AND NOT a.acting AND a.circle_id = ANY(%s)
        GROUP BY a.official_id
    ), steps AS (
        SELECT lower(stretch) AS day, 1 AS step FROM days, unnest(held) stretch
        UNION ALL
        SELECT upper(stretch), -1 FROM days, unnest(held) stretch
    ), counted AS (
        SELECT sum(step) OVER (ORDER BY day, step) AS people FROM steps
    ) SELECT max(people) FROM counted
"""


def seen_by(user):
    """The appointments that `user` may see, with what a line about one needs."""
    appointments = Appointment.objects.visible_to(user)
    return appointments.select_related("official", "post__institution")


def pairs(user):
    """Appointments with `rival`, the key of another that holds the same single seat.

    At one certain time, by two people, neither of them acting. Each pair once.
    """
    rivals = "post__appointments__"
    return (
        Appointment.objects.visible_to(user)
        .filter(single_seat=True, acting=False)
        .annotate(  # all at once, so that they speak of one and the same rival
            rival=F(f"{rivals}pk"),
            rival_circle=F(f"{rivals}circle"),
            rival_official=F(f"{rivals}official"),
            rival_acting=F(f"{rivals}acting"),
            rival_days=CertainDays(rivals),
            days=CertainDays(),
        )
        .filter(
            rival__gt=F("pk"),
            rival_circle__in=Circle.objects.keys_open_to(user),
            rival_acting=False,
            days__overlap=F("rival_days"),
        )
        .exclude(rival_official=F("official"))
        .order_by("post", "pk", "rival")
    )


def ends_before_start(user):
    """Those whose end lies before their beginning; only a disputed one can."""
    return seen_by(user).backwards().order_by("post", "pk")


def without_start(user):
    """Those of which nobody knows when they began."""
    return seen_by(user).filter(started=None).order_by("official__sort_name", "pk")


def held_by_the_dead(user):
    """Those that are open, or ended for certain, after the holder had died."""
    after = Q(ended=None) | Q(ended__startswith__gte=F("official__died__endswith"))
    dead = seen_by(user).exclude(official__died=None)
    return dead.filter(after).order_by("official__sort_name", "pk")


def held_of_nothing(user):
    """Those that outlive their post or its institution."""
    today = timezone.localdate()
    post = Q(post__abolished_on__lte=today) & (
        Q(ended=None) | Q(ended__startswith__gt=F("post__abolished_on"))
    )
    dissolved = "post__institution__dissolved_on"
    institution = Q(**{f"{dissolved}__endswith__lte": today}) & (
        Q(ended=None) | Q(ended__startswith__gte=F(f"{dissolved}__endswith"))
    )
    return seen_by(user).filter(post | institution).order_by("post", "pk")


def overcrowded(user):
    """Posts of several seats with `at_once`, more holders at one certain time.

    Counted along the days on which somebody came or left; a person counts once.
    """
    circles = Circle.objects.open_to(user).values_list("pk", flat=True)
    at_once = RawSQL(AT_ONCE, [list(circles)], IntegerField())  # noqa: S611
    posts = Post.objects.visible_to(user).filter(seats__gt=1)
    posts = posts.annotate(at_once=at_once).filter(at_once__gt=F("seats"))
    return posts.select_related("institution").order_by("title", "pk")


def disputed_alone(user):
    """Those marked as disputed that nothing on record contradicts any more."""
    contradicted = (
        Appointment.objects.visible_to(user)
        .filter(post=OuterRef("post"), acting=False, single_seat=True)
        .exclude(official=OuterRef("official"))
        .annotate(days=CertainDays())
        .filter(days__overlap=OuterRef("days"))
    )
    backwards = Appointment.objects.backwards().filter(pk=OuterRef("pk"))
    alone = seen_by(user).filter(disputed=True).annotate(days=CertainDays())
    contradicts = Q(acting=False, single_seat=True) & Q(Exists(contradicted))
    return alone.exclude(contradicts | Q(Exists(backwards))).order_by("post", "pk")


KINDS = {
    "holders": pairs,
    "crowd": overcrowded,
    "backwards": ends_before_start,
    "dead": held_by_the_dead,
    "gone": held_of_nothing,
    "alone": disputed_alone,
    "start": without_start,
}


# How it is settled


@transaction.atomic
def settle(appointment, *, by):
    """`appointment` is not in dispute any more; ValidationError where it still is."""
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    locked.disputed = False
    locked.full_clean()
    with in_the_name_of(by):
        locked.save()


@transaction.atomic
def dispute(appointment, *, by):
    """`appointment` contradicts another record: it stands on “To mend”."""
    with in_the_name_of(by):
        Appointment.objects.filter(pk=appointment.pk).update(disputed=True)


@transaction.atomic
def end(appointment, *, by, ended, circa=False):
    """The holder left the post on `ended`; ValidationError when that cannot be.

    What was in dispute only because it had no end is so no more, on both sides.
    """
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    rivals = Appointment.objects.visible_to(by).filter(disputed=True)
    rivals = list(rivals.contradicting(locked).values_list("pk", flat=True))
    locked.ended, locked.ended_circa = ended, circa
    if locked.disputed:
        locked.disputed = False
        try:
            locked.full_clean()
        except ValidationError:
            locked.disputed = True
    locked.full_clean()
    locked.save()
    settled = disputed_alone(by).filter(pk__in=rivals).values_list("pk", flat=True)
    Appointment.objects.filter(pk__in=list(settled)).update(disputed=False)


@transaction.atomic
def give_seats(post, *, by, seats=None):
    """`post` has several `seats` (None: nobody knows how many): its holders are right.

    What was in dispute for the one seat is so no more.
    """
    if seats == 1:
        raise ValidationError({"seats": _("Write how many seats, or leave it empty.")})
    locked = Post.objects.select_for_update().get(pk=post.pk)
    locked.seats = seats
    locked.full_clean()
    locked.save()
    appointments = Appointment.objects.visible_to(by).filter(post=post, disputed=True)
    backwards = Appointment.objects.backwards().filter(post=post)
    appointments.exclude(pk__in=backwards.values("pk")).update(disputed=False)


def clashes_in(post, user):
    """The undisputed `pairs` of `post` as if it had one seat, as lists of two.

    Of the same circle, as the database asks; only those that `user` may see.
    """
    appointments = Appointment.objects.visible_to(user).filter(
        post=post, acting=False, disputed=False
    )
    clashes = []
    for one in appointments.select_related("official"):
        rivals = appointments.contradicting(one).filter(
            circle=one.circle_id, pk__gt=one.pk
        )
        clashes += [[one, other] for other in rivals.select_related("official")]
    return clashes


@transaction.atomic
def dispute_hidden(post, user):
    """Marks as disputed what would contradict a single seat and `user` cannot see.

    Else a refusal would tell them of it. Those who see both find them on “To mend”.
    """
    with as_system():
        appointments = Appointment.objects.filter(
            post=post, acting=False, disputed=False
        )
        visible_keys = set(appointments.visible_to(user).values_list("pk", flat=True))
        for one in appointments.exclude(pk__in=visible_keys):
            if appointments.contradicting(one).filter(circle=one.circle_id).exists():
                appointments.filter(pk=one.pk).update(disputed=True)
