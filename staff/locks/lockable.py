"""What a person answers of locks: the twin of `app_is_locked_out` (rules.sql)."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.crypto import salted_hmac

from officials.security.context import acting_as
from officials.security.refusals import ask
from staff.locks.models import HouseLock, Lock

NAMES = ("latest_lock", "is_locked", "latest_house_lock", "house_is_locked")


def locks_of_each():
    """What a queryset of people is annotated with to ask of each, by `NAMES`.

    The latest lock of a person, whether it stands, and the same of the house.
    """
    own, house = Lock.objects.filter(person=OuterRef("pk")), HouseLock.objects.all()
    answers = (
        Subquery(own.order_by("-pk").values("pk")[:1]),
        Exists(own.standing()),
        Subquery(house.order_by("-pk").values("pk")[:1]),
        Exists(house.standing()),
    )
    return dict(zip(NAMES, answers, strict=True))


class MayBeLocked:
    """A person who can be locked out, by a lock of theirs or by the one of the house.

    Who comes with a request was asked when it began (`staff.accounts.sign_in`, by the
    names of `NAMES`); anybody else is asked each time.
    """

    @property
    def is_locked_out(self):
        locks = self.locks_now()
        return locks["is_locked"] or locks["house_is_locked"]

    def unless_locked_out(self, rows):
        """The queryset `rows` while no lock keeps them out, and none of them else.

        It is asked in the statement that reads them, where it was not asked before.
        """
        if self.__dict__.keys() >= {*NAMES}:
            return rows.none() if self.is_locked_out else rows
        own, house = self.locks.standing(), HouseLock.objects.standing()
        return rows.filter(~Exists(own), ~Exists(house))

    @property
    def lock_mark(self):
        """A text that the next lock changes, and the lifting of one of theirs; or "".

        What lets somebody in and was made before (a session, a link) is worth nothing
        from then on.
        """
        locks = self.locks_now()
        of_theirs, of_house = locks["latest_lock"], locks["latest_house_lock"]
        if of_theirs is None and of_house is None:
            return ""
        return f"{of_theirs} {locks['is_locked']} {of_house}"

    def locks_now(self):
        """The answers, by their names."""
        if self.__dict__.keys() >= {*NAMES}:
            return self.__dict__
        people = type(self)._default_manager.order_by().filter(pk=self.pk)
        answers = people.annotate(**locks_of_each()).values(*NAMES).first()
        return answers or dict.fromkeys(NAMES)

    def _get_session_auth_hash(self, secret=None):
        """As Django has it, and another one once a lock was turned."""
        digest = super()._get_session_auth_hash(secret)
        if not (mark := self.lock_mark):
            return digest
        marked = salted_hmac("lock", f"{digest} {mark}", secret, algorithm="sha256")
        return marked.hexdigest()


def lets_in(user):
    """Whether no lock keeps `user` out, but for the page that opens the house."""
    locks = user.locks_now()
    if locks["is_locked"]:
        return False
    return not locks["house_is_locked"] or opens_house(user)


def opens_house(user):
    """Whether `user` is a keeper in office, one of those who open a locked house."""
    with acting_as(user):
        return ask("app_opens_house(%s)", user.pk)
