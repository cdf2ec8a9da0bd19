"""Watch lists: what I keep an eye on, and what changed since I last looked."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.db.models import Case, TextField, Value, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.together import watch_lists
from engagements.together.models import Watch
from engagements.together.watch_forms import WatchForm
from officials.institutions.models import Institution, Post
from officials.institutions.models.institutions import in_reader_language
from officials.names.choice import valid_keys
from officials.people.models import Official
from officials.themes.models import Theme
from staff.addresses import address
from staff.columns import Column
from staff.pages import DetailPage, FormPage, ListPage, Page, RecordPage
from staff.phrases import short_date, short_moment
from staff.views.desk.lines import Line, Tile

MAY_WATCH = "engagements.add_watch"
MAY_READ = "engagements.view_watch"
WATCHABLE = {"official": Official, "post": Post, "institution": Institution}
NAMES = {
    "official": ("official__name", "official__native_name"),
    "post": ("post__title", "post__native_title"),
    "institution": ("institution__name", "institution__native_name"),
    "theme": ("theme__name", "theme__name_ru"),
}
SHOWN = 50  # changes of one watched thing
ON_DESK = 4


def watch_item(target, user):
    """The line of a record's menu that puts it on the watch list, or takes it off."""
    if not user.has_perm(MAY_WATCH):
        return []
    watch = watch_lists.watched_by(user, target)
    if watch:
        url, label = address(watch, "stop"), _("Stop watching")
    else:
        url, label = begin_url(target), _("Watch")
    return [{"label": label, "url": url, "post": True}]


def page_of(target):
    """Where a watched thing has a page; a theme has none but the list of watches."""
    return reverse("watch-list") if isinstance(target, Theme) else address(target)


def begin_url(target, **more):
    target_parameter = {target._meta.model_name: target.pk}
    return f"{reverse('watch-begin')}?{urlencode({**target_parameter, **more})}"


class WatchList(ListPage):
    """What I watch."""

    title = gettext_lazy("What I watch")
    queryset = Watch.objects.all()
    searchable = False
    add_label = gettext_lazy("Watch something")
    links = ((gettext_lazy("What changed"), "watch-changes", ""),)
    empty_text = gettext_lazy(
        "You watch nothing yet. A person, a post and an institution have “Watch” in "
        "their menus."
    )

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    @property
    def columns(self):
        return (
            Column(_("What"), "label", link=True),
            Column(_("Kind"), "kind"),
            Column(_("Since"), "since"),
            Column(_("Last looked"), "looked_at"),
        )

    def get_queryset(self):
        return super().get_queryset().of(self.request.user)

    def annotate(self, queryset):
        kinds = {
            "official": _("Person"),
            "post": _("Post"),
            "institution": _("Institution"),
            "theme": _("Theme"),
        }
        return queryset.annotate(
            label=one_of(lambda name: in_reader_language(*NAMES[name])),
            kind=one_of(lambda name: Value(str(kinds[name]))),
        )


def one_of(expression):
    """`expression` of the kind of thing that is watched."""
    whens = [When(**{f"{n}__isnull": False}, then=expression(n)) for n in NAMES]
    return Case(*whens, default=Value(""), output_field=TextField())


class WatchDetail(DetailPage):
    """One thing I watch: what changed of it since I last looked."""

    model = Watch
    template_name = "engagements/together/watch_detail.html"

    def may(self, verb):
        """Nothing of a watch is edited."""
        return verb != "change" and super().may(verb)

    def get_queryset(self):
        mine = Watch.objects.of(self.request.user)
        return mine.select_related("official", "post", "institution", "theme")

    def get_trail(self):
        return [(_("What I watch"), reverse("watch-list"))]

    def facts(self):
        watch, target = self.record, self.record.target
        return [
            (_("What"), target, page_of(target)),
            (_("Since"), short_moment(watch.since), None),
            (_("Last looked"), short_moment(watch.looked_at), None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        context = super().get_context_data(**context)
        changes = watch_lists.changes(user, only=record)
        context["rows"] = [row(change) for change in changes[:SHOWN]]
        if user.has_perm(MAY_WATCH):
            context["stop_url"] = address(record, "stop")
        return context


class WatchAdd(FormPage):
    """Something more to watch, by typing its name."""

    model = Watch
    title = gettext_lazy("Watch something")
    form_class = WatchForm
    permission_required = MAY_WATCH
    submit_label = gettext_lazy("Watch")
    trail = ((gettext_lazy("What I watch"), "watch-list"),)

    def keep(self, form):
        user = self.request.user
        self.record = watch_lists.watch(form.cleaned_data["target"], by=user)

    def get_success_url(self):
        return self.following(reverse("watch-list"))


class WatchBegin(Page):
    """The button “Watch”; also puts back what was stopped just now."""

    http_method_names = ["post"]
    permission_required = MAY_WATCH

    def post(self, request, *args, **kwargs):
        watch = watch_lists.watch(self.target(), by=request.user, **self.before())
        stop = address(watch, "stop")
        messages.success(request, _("You watch it now."), extra_tags=stop)
        return HttpResponseRedirect(self.following(page_of(watch.target)))

    def target(self):
        parameters = self.request.GET
        for name, model in WATCHABLE.items():
            if name in parameters:
                records = model.objects.in_circles_of(self.request.user)
                keys = valid_keys([parameters[name]])
                return get_object_or_404(records, pk__in=keys)
        number = parameters.get("theme", "")[:9]
        if not (number.isascii() and number.isdigit()):
            raise Http404
        return get_object_or_404(Theme, pk=number)

    def before(self):
        """Since when it was watched and looked at, before it was stopped."""
        try:
            person, *moments = signing.loads(
                self.request.GET.get("again", ""), salt="watch"
            )
        except signing.BadSignature:
            return {}
        if person != self.request.user.pk:
            return {}
        since, looked_at = map(parse_datetime, moments)
        return {"since": since, "looked_at": looked_at}


class WatchStop(RecordPage):
    """The button “Stop watching”."""

    model = Watch
    http_method_names = ["post"]
    permission_required = MAY_WATCH

    def get_queryset(self):
        return Watch.objects.of(self.request.user)

    def post(self, request, *args, **kwargs):
        watch = self.record
        moments = [watch.since.isoformat(), watch.looked_at.isoformat()]
        again = signing.dumps([request.user.pk, *moments], salt="watch")
        undo = begin_url(watch.target, again=again)
        watch_lists.stop(watch, by=request.user)
        message = _("You do not watch it any more.")
        messages.success(request, message, extra_tags=undo)
        return HttpResponseRedirect(self.following(page_of(watch.target)))


class WatchChanges(Page):
    """What changed of all I watch: since I last looked, or in the last seven days."""

    template_name = "engagements/together/watch_changes.html"
    title = gettext_lazy("What changed")
    permission_required = MAY_READ
    trail = ((gettext_lazy("What I watch"), "watch-list"),)

    def get_context_data(self, **context):
        user = self.request.user
        weekly = "week" in self.request.GET
        now = timezone.now()
        since = now - watch_lists.WEEK if weekly else None
        changes = watch_lists.changes(user, since=since)
        here = reverse("watch-changes")
        context |= {
            "groups": groups(changes),
            "count": watch_lists.number_of(changes),
            "tabs": [
                {"label": _("Since I last looked"), "url": here, "current": not weekly},
                {
                    "label": _("In the last 7 days"),
                    "url": f"{here}?week=1",
                    "current": weekly,
                },
            ],
            "look_url": reverse("watch-look"),
            "shown_at": now.isoformat(),
            "may_look": user.has_perm(MAY_WATCH) and changes and not weekly,
            "add_url": reverse("watch-add") if user.has_perm(MAY_WATCH) else None,
            "watches": watch_lists.watches_of(user).exists(),
        }
        return super().get_context_data(**context)


def groups(all_changes):
    """The changes of each thing that is watched, the latest on top."""
    by_watch = {}
    for change in all_changes:
        by_watch.setdefault(change.watch, []).append(change)
    return [
        {
            "title": str(watch.target),
            "url": address(watch),
            "rows": [row(change) for change in changes[:SHOWN]],
            "left": max(len(changes) - SHOWN, 0),
            "count_text": ngettext(
                "%(count)s change", "%(count)s changes", len(changes)
            )
            % {"count": len(changes)},
        }
        for watch, changes in by_watch.items()
    ]


def row(change):
    """One line: what, where it leads, when, by whom."""
    when = short_date(change.day) if change.day else short_moment(change.at)
    return {
        "title": change.title,
        "url": address(change.record),
        "detail": change.words,
        "by": str(change.by) if change.by else "",
        "on": when,
    }


class WatchLook(Page):
    """“I have looked”: from now on only what is newer shows."""

    http_method_names = ["post"]
    permission_required = MAY_WATCH

    def post(self, request, *args, **kwargs):
        watch_lists.look(request.user, until=self.shown_at())
        undo = reverse("watch-unlook")
        message = _("You have looked. Only what is newer will show here.")
        messages.success(request, message, extra_tags=undo)
        return HttpResponseRedirect(reverse("watch-changes"))

    def shown_at(self):
        """When the page with the button was shown; None if it does not say."""
        try:
            moment = parse_datetime(self.request.POST.get("until", "")[:40])
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None


class WatchUnlook(Page):
    """Takes “I have looked” back."""

    http_method_names = ["post"]
    permission_required = MAY_WATCH

    def post(self, request, *args, **kwargs):
        watch_lists.take_back_look(request.user)
        messages.success(request, _("Shown again as before you looked."))
        return HttpResponseRedirect(reverse("watch-changes"))


def tile(user):
    """The latest changes of what `user` watches and their number; None without."""
    if not user.has_perm(MAY_READ):
        return None
    changes = watch_lists.changes(user)
    change_keys, latest = set(), []
    for change in changes:
        if (change.record.pk, change.words) not in change_keys:
            change_keys.add((change.record.pk, change.words))
            latest.append(change)
    lines = [
        Line(
            title=change.title,
            url=address(change.record),
            who=" · ".join(filter(None, [change.words, str(change.by or "")])),
            when=row(change)["on"],
        )
        for change in latest[:ON_DESK]
    ]
    url, count = reverse("watch-changes"), watch_lists.number_of(changes)
    return Tile("watch", _("What changed"), lines, url=url, count=count)
