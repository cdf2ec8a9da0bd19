"""Every address of the staff interface, filled with ids of every circle."""

import uuid
from dataclasses import dataclass, replace

from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

from engagements.monitoring.models import FeedItem
from engagements.together.models import Comment
from engagements.together.models.comments import COMMENTED
from officials.security.records import Record
from staff import urls
from staff.addresses import subject
from staff.pages import ListPage
from staff.views.frame.accesses import kinds_with_accesses
from staff.views.frame.history import tracked_models
from staff.views.search.search import CHOSEN_FROM
from tests.trials.world import ALL, CIRCLES, NOT_FOR_EVERYBODY

NOBODY_KNOWS = {
    "pk": uuid.UUID("01999999-9999-7999-8999-999999999999"),
    "object_id": uuid.UUID("01999999-9999-7999-8999-999999999999"),
}
ADMIN_VERBS = {
    "changelist": (),
    "add": (),
    "change": ("object_id",),
    "history": ("object_id",),
    "delete": ("object_id",),
}


class UnknownRoute(AssertionError):
    """An address that the trial does not know how to fill: teach it in `BY_HAND`."""


@dataclass(frozen=True)
class Route:
    """One URL pattern: its name, what it wants, and the model it is about."""

    name: str
    wants: frozenset = frozenset()
    page: type | None = None
    model: type | None = None

    @property
    def takes_posts(self):
        return self.page is None or hasattr(self.page, "post")

    @property
    def is_detail(self):
        return self.model is not None and self.name.endswith("-detail")

    @property
    def is_list(self):
        return bool(self.page and issubclass(self.page, ListPage))

    @property
    def is_reference(self):
        """Whether it is about what is no record, of which the admin keeps lists."""
        return bool(self.model) and not issubclass(self.model, Record)

    def targets(self, world):
        """(arguments, Owner) of what can be asked; no Owner for what nobody knows."""
        if not self.wants:
            return [({}, None)]
        if self.name in BY_HAND:
            return list(BY_HAND[self.name](world))
        if self.is_reference:
            first = self.model._base_manager.order_by("pk")[:2]
            return [({name: row.pk}, None) for row in first for name in self.wants]
        if len(self.wants) == 1 and self.model in world.rows:
            (name,) = self.wants
            cases = [({name: r.pk}, world.owner_of(r)) for r in some(world, self.model)]
            return [({name: NOBODY_KNOWS[name]}, None), *cases]
        raise UnknownRoute(f"{self.name} wants {sorted(self.wants)}")

    def address(self, arguments):
        return reverse(self.name, kwargs=arguments)


def some(world, model):
    """The first record of `model` in each circle, and the jobs of each translator.

    A confidential record shows less than an open one, so both are asked for.
    """
    examples = {}
    for circle in CIRCLES:
        rows = [r for r in world.rows[model] if world.owner_of(r).circle == circle]
        if not rows and model._meta.label in NOT_FOR_EVERYBODY and circle == ALL:
            continue
        if not rows:
            raise UnknownRoute(
                f"{model._meta.label}: arrange one in {circle}, world.py"
            )
        for row in rows:
            confidential = getattr(row, "confidential", False)
            examples.setdefault(
                (circle, world.owner_of(row).workers, confidential), row
            )
    return list(examples.values())


def history_targets(world):
    return targets_of(world, tracked_models())


def seen_targets(world):
    return targets_of(world, kinds_with_accesses())


def targets_of(world, kinds):
    for kind, model in kinds.items():
        yield {"kind": kind, "pk": NOBODY_KNOWS["pk"]}, None
        for row in some(world, model):
            yield {"kind": kind, "pk": row.pk}, world.owner_of(row)


def comment_targets(world):
    """What can be commented on, and what cannot."""
    for name in COMMENTED:
        model = Comment._meta.get_field(name).related_model
        yield {"kind": subject(model), "pk": NOBODY_KNOWS["pk"]}, None
        for row in some(world, model):
            yield {"kind": subject(model), "pk": row.pk}, world.owner_of(row)
    yield {"kind": "nonsense", "pk": NOBODY_KNOWS["pk"]}, None


def suggest_targets(world):
    for kind in (*CHOSEN_FROM, "note", "nonsense"):
        yield {"kind": kind}, None


def import_targets(world):
    yield {"pk": 999_999}, None
    for file, owner in world.files.items():
        yield {"pk": file}, owner


def view_targets(world):
    """Saved views to change: that is for their owner, shared or not."""
    yield {"pk": 999_999}, None
    for view, owner in world.views.items():
        yield {"pk": view}, replace(owner, circle="")


def draft_targets(world):
    """Drafts to throw away: each is its owner's only."""
    yield {"pk": 999_999}, None
    for draft, owner in world.drafts.items():
        yield {"pk": draft}, owner


def access_targets(world):
    """Changes of ways in to take off the desk: each is its person's only."""
    yield {"pk": 999_999}, None
    for change, owner in world.access_changes.items():
        yield {"pk": change}, owner


def list_targets(world):
    for name in ("official-list", "translation-list", "export-list", "nonsense"):
        yield {"page": name}, None


def rule_targets(world):
    for name in ("signal", "nonsense"):
        yield {"name": name}, None


def playbook_targets(world):
    """Playbooks and their steps, a reference list for everybody."""
    for number in (999_999, 1):
        yield {"number": number}, None


def email_targets(world):
    """E-mails on their way: each is of who brought it only, and none is known here."""
    yield {"email": NOBODY_KNOWS["pk"]}, None


def idea_targets(world):
    """Entries of a list by number: everybody reads them, and nobody is named in one."""
    yield {"number": 999_999}, None
    yield {"number": 1}, None


def item_targets(world):
    """News items, of which the page makes a note."""
    yield {"pk": NOBODY_KNOWS["pk"]}, None
    for item in some(world, FeedItem):
        yield {"pk": item.pk}, world.owner_of(item)


def undo_targets(world):
    yield {"pk": NOBODY_KNOWS["pk"]}, None
    for batch, owner in world.imports.items():
        yield {"pk": batch}, owner


def switch_targets(world):
    yield {"name": "nonsense"}, None
    yield {"name": "feeds"}, None


def day_targets(world):
    """Professional days: everybody reads them, and nobody is named in one."""
    yield {"pk": 999_999}, None


def brought_list_targets(world):
    """A list on its way in is its bringer’s; the trial has none."""
    yield {"pk": 999_999}, None


def confirmation_targets(world):
    yield {"key": "MQ:1a2b3c"}, None


def reset_targets(world):
    yield {"uidb36": "1", "key": "set-password"}, None


def keeper_targets(world):
    """Keepers: every colleague knows who they are; the trial has none."""
    yield {"pk": 999_999}, None


def colleague_targets(world):
    """Pages about a person; who works here everybody knows."""
    yield {"pk": 999_999}, None


BY_HAND = {
    "account_confirm_email": confirmation_targets,
    "account_reset_password_from_key": reset_targets,
    "colleague-lock": colleague_targets,
    "colleague-unlock": colleague_targets,
    "colleague-leaving": colleague_targets,
    "colleague-farewell": colleague_targets,
    "colleague-seen": colleague_targets,
    "keeper-confirm": keeper_targets,
    "keeper-withdraw": keeper_targets,
    "keeper-lay-down": keeper_targets,
    "keyrequest-agree": keeper_targets,
    "keyrequest-close": keeper_targets,
    "suspension-lift": keeper_targets,
    "closure-lift": keeper_targets,
    "professionalday-edit": day_targets,
    "recommendation-preview": brought_list_targets,
    "document-preview": brought_list_targets,
    "term-preview": brought_list_targets,
    "return-preview": brought_list_targets,
    "returned-text": brought_list_targets,
    "switch-turn": switch_targets,
    "draft-throw": draft_targets,
    "accesschange-know": access_targets,
    "batch-undo": undo_targets,
    "queuerule-edit": rule_targets,
    "email-check": email_targets,
    "markeridea-edit": idea_targets,
    "respectword-edit": idea_targets,
    "respectword-take-off": idea_targets,
    "feeditem-note": item_targets,
    "playbook-begin": playbook_targets,
    "playbook-detail": playbook_targets,
    "playbook-edit": playbook_targets,
    "playbookstep-add": playbook_targets,
    "playbookstep-edit": playbook_targets,
    "savedview-add": list_targets,
    "export-reason": list_targets,
    "savedview-edit": view_targets,
    "savedview-overwrite": view_targets,
    "savedview-remove": view_targets,
    "savedview-restore": view_targets,
    "import-settings": import_targets,
    "history": history_targets,
    "accesses": seen_targets,
    "comment-add": comment_targets,
    "suggest": suggest_targets,
    "import-preview": import_targets,
    "import-drop": import_targets,
    "import-progress": import_targets,
}


def routes(person):
    """Those of config/urls.py; of the admin, all its pages for who administers.

    Whoever does not is shown the lists only.
    """
    admin_routes = [
        route
        for route in in_admin()
        if person == "administrator"
        or (route.name.endswith("changelist") and not route.is_reference)
    ]
    accounts = in_map(get_resolver("allauth.urls").url_patterns)
    return [*in_map(urls.urlpatterns), *accounts, *admin_routes]


def in_map(patterns):
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from in_map(pattern.url_patterns)
            continue
        page = getattr(pattern.callback, "view_class", None)
        model = getattr(page, "model", None)
        if page and issubclass(page, ListPage):
            model = page.queryset.model
        is_record = isinstance(model, type) and issubclass(model, Record)
        yield Route(
            pattern.name,
            frozenset(pattern.pattern.regex.groupindex),
            page,
            model if is_record else None,
        )


def in_admin():
    for model in admin.site._registry:
        for verb, wants in ADMIN_VERBS.items():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}"
            yield Route(name, frozenset(wants), model=model)


def hidden_words(world, model, may_see):
    """A canary of each field of `model` in each circle of which `may_see` says no."""
    words = {}
    for number, (owner, name) in world.owners.items():
        if owner.kind == model._meta.label and not may_see(owner, name):
            words.setdefault((owner.circle, name), f"zq{number}qz")
    return list(words.values())


def search_words(world, model):
    """For each circle, a canary that the search of `model` would find."""
    words_by_circle = {}
    for circle in CIRCLES:
        numbers = [
            number
            for number, (owner, name) in world.owners.items()
            if owner.circle == circle
            and (owner.kind, name) == (model._meta.label, FOUND_BY[model._meta.label])
        ]
        words_by_circle[circle] = f"zq{numbers[0]}qz"
    return words_by_circle


FOUND_BY = {
    "officials.OfficialName": "text",
    "officials.Institution": "name",
    "officials.Post": "title",
    "engagements.FeedItem": "title",
    "engagements.Note": "headline",
    "officials.Source": "title",
    "engagements.OutreachAction": "subject",
    "engagements.Letter": "subject",
    "translations.Document": "title",
    "exchanges.Exchange": "title",
    "engagements.SupportRequest": "asked",
}
