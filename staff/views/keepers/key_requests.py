"""What one asked and another confirms, and the rescue that the server asks for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.accounts.notices import tell
from staff.keepers import workflow
from staff.keepers.enough import warn_of_fewer
from staff.keepers.forms import FactorForm, RescueForm
from staff.keepers.models import KeyRequest
from staff.keepers.rescues import asked_with
from staff.models import AccessChange, User
from staff.pages import FormPage
from staff.phrases import short_moment
from staff.views.desk.lines import Line
from staff.views.keepers.colleagues import KEEPERS, ForColleagues, ForKeyHolders


def waiting_rows(user):
    """What waits for a second person, and what `user` can do about it."""
    holds = workflow.holds_key(user)
    requests = KeyRequest.objects.waiting().exclude(asked_by=None)
    requests = requests.select_related("person", "asked_by")
    return [waiting_row(each, user, holds=holds) for each in requests]


def waiting_row(request, user, *, holds):
    """One request, with the address where each step that is open to `user` is taken."""
    is_mine = request.asked_by_id == user.pk
    may_decide = holds and user.pk not in (request.asked_by_id, request.person_id)
    words = {"name": request.asked_by, "when": short_moment(request.asked_at)}
    agree = reverse("keyrequest-agree", args=[request.pk])
    close = reverse("keyrequest-close", args=[request.pk])
    return {
        "title": request_in_words(request),
        "text": _("Asked by %(name)s, %(when)s") % words,
        "url": agree if may_decide else "",
        "decline_url": close if may_decide else "",
        "withdraw_url": close if is_mine else "",
    }


def closed_rows():
    """What was declined or taken back of late: a sentence each, for all."""
    closed = KeyRequest.objects.closed_of_late()
    closed = closed.select_related("person", "asked_by", "closed_by")
    return [
        {"title": request_in_words(each), "text": closed_in_words(each)}
        for each in closed
    ]


def closed_in_words(request):
    words = {"name": request.asked_by, "when": short_moment(request.closed_at)}
    if request.closed_by_id == request.asked_by_id:
        return _("Asked by %(name)s and taken back, %(when)s") % words
    by = _("Asked by %(name)s, declined by %(by)s, %(when)s")
    return by % {**words, "by": request.closed_by}


def request_in_words(request):
    return _("%(name)s: %(what)s") % {
        "name": request.person,
        "what": request.get_kind_display(),
    }


def lines_of(user):
    """On the desk: what `user` may confirm, and what they asked that was declined."""
    if user.is_external:
        return []
    lines = []
    if KeyRequest.objects.waiting().exists():
        rows = waiting_rows(user)
        lines = [line_of(row, _("To confirm")) for row in rows if row["url"]]
    mine = KeyRequest.objects.closed_of_late().filter(asked_by=user)
    declined = mine.exclude(closed_by=user).select_related("person", "closed_by")
    for each in declined:
        row = {"title": request_in_words(each), "text": closed_in_words(each)}
        lines.append(line_of(row, _("Declined")))
    return lines


def line_of(row, kind):
    return Line(
        icon="key-round",
        kind=kind,
        title=row["title"],
        url=reverse("keeper-list"),
        who=row["text"],
        on=timezone.localdate(),
    )


def rescues():
    """What everybody is told of rescues of late: a sentence each."""
    of_late = KeyRequest.objects.rescues_of_late()
    of_late = of_late.select_related("person", "confirmed_by")
    return [rescue_in_words(each) for each in of_late]


def rescue_in_words(rescue):
    if rescue.confirmed_by is None:
        words = _("%(what)s: asked on the server, %(when)s. Nobody has confirmed it.")
    elif rescue.had_part:
        words = _(
            "%(what)s: asked on the server, %(when)s, confirmed by %(by)s, who had a "
            "part in what was changed: nobody else was left."
        )
    else:
        words = _("%(what)s: asked on the server, %(when)s, confirmed by %(by)s.")
    return words % {
        "what": request_in_words(rescue),
        "when": short_moment(rescue.asked_at),
        "by": rescue.confirmed_by,
    }


class KeyRequestAgree(ForKeyHolders):
    """The second person confirms: by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        waiting = KeyRequest.objects.waiting().exclude(asked_by=None)
        key_request = get_object_or_404(waiting, pk=kwargs["pk"])
        try:
            with warn_of_fewer(request):
                agree(key_request, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, _("Confirmed, and done."))
        return HttpResponseRedirect(reverse("keeper-list"))


class KeyRequestClose(ForColleagues):
    """Declined by whoever could confirm it, or taken back by who asked: POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        waiting = KeyRequest.objects.waiting().exclude(asked_by=None)
        key_request = get_object_or_404(waiting, pk=kwargs["pk"])
        is_mine = key_request.asked_by_id == request.user.pk
        try:
            workflow.close(key_request, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            done = _("Taken back.") if is_mine else _("Declined. Who asked is told.")
            messages.success(request, done)
        return HttpResponseRedirect(reverse("keeper-list"))


def agree(key_request, *, by, code=""):
    """The second person confirms, and whose way in was changed is told."""
    workflow.agree(key_request, by=by, code=code)
    if key_request.kind == KeyRequest.Kind.FACTOR:
        tell(key_request.person, AccessChange.Kind.FACTOR_OFF, by=by)


class FactorAdd(ForKeyHolders, FormPage):
    """One asks that somebody’s lost second factor be taken off."""

    title = gettext_lazy("Somebody lost their second factor")
    trail = (KEEPERS,)
    form_class = FactorForm
    submit_label = gettext_lazy("Ask for it")

    def get_form_kwargs(self):
        people = User.objects.order_by("full_name", "username")
        return {**super().get_form_kwargs(), "people": people}

    def get_context_data(self, **context):
        intro = _(
            "Ask it once you have spoken with them, in person or by telephone. Another "
            "administrator, manager or keeper confirms; then they set up a new one."
        )
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        person = form.cleaned_data["person"]
        workflow.ask(person, KeyRequest.Kind.FACTOR, by=self.request.user)

    def finish(self, form):
        messages.success(self.request, _("Asked. Another person confirms it."))
        return HttpResponseRedirect(reverse("keeper-list"))


class Rescue(ForKeyHolders, FormPage):
    """Somebody types the code that `manage.py rescue` printed."""

    title = gettext_lazy("Confirm a rescue")
    trail = (KEEPERS,)
    form_class = RescueForm
    submit_label = gettext_lazy("Confirm")
    keeps_drafts = False

    def get_context_data(self, **context):
        intro = _(
            "Whoever looks after the server asked for it, and gives you the code by "
            "telephone or in person. Confirm only what you have spoken about: "
            "everybody is told."
        )
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        code = form.cleaned_data["code"]
        if (rescue := asked_with(code)) is None:
            raise ValidationError({"code": _("No rescue waits for this code.")})
        with warn_of_fewer(self.request):
            agree(rescue, by=self.request.user, code=code)

    def finish(self, form):
        messages.success(self.request, _("Confirmed, and done. Everybody is told."))
        return HttpResponseRedirect(reverse("keeper-list"))
