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
from staff.keepers.forms import FactorForm, RescueForm
from staff.keepers.models import KeyRequest
from staff.keepers.rescues import asked_with
from staff.models import AccessChange, User
from staff.pages import FormPage
from staff.phrases import short_moment
from staff.views.desk.lines import Line
from staff.views.keepers.colleagues import KEEPERS, ForKeyHolders


def waiting_rows(user):
    """What waits for a second person, and whether that may be `user`."""
    holds = workflow.holds_key(user)
    requests = KeyRequest.objects.waiting().exclude(asked_by=None)
    return [
        {
            "title": request_in_words(each),
            "text": _("Asked by %(name)s, %(when)s")
            % {"name": each.asked_by, "when": short_moment(each.asked_at)},
            "url": reverse("keyrequest-agree", args=[each.pk])
            if holds and user.pk not in (each.asked_by_id, each.person_id)
            else "",
        }
        for each in requests.select_related("person", "asked_by")
    ]


def request_in_words(request):
    return _("%(name)s: %(what)s") % {
        "name": request.person,
        "what": request.get_kind_display(),
    }


def lines_of(user):
    """On the desk: what `user` may confirm."""
    if not user.is_external and KeyRequest.objects.waiting().exists():
        return [
            Line(
                icon="key-round",
                kind=_("To confirm"),
                title=row["title"],
                url=reverse("keeper-list"),
                who=row["text"],
                on=timezone.localdate(),
            )
            for row in waiting_rows(user)
            if row["url"]
        ]
    return []


def rescues():
    """What everybody is told of rescues of late: a sentence each."""
    of_late = KeyRequest.objects.rescues_of_late()
    of_late = of_late.select_related("person", "confirmed_by")
    return [rescue_in_words(each) for each in of_late]


def rescue_in_words(rescue):
    if rescue.confirmed_by is None:
        words = _("%(what)s: asked on the server, %(when)s. Nobody has confirmed it.")
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
            agree(key_request, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, _("Confirmed, and done."))
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
        agree(rescue, by=self.request.user, code=code)

    def finish(self, form):
        messages.success(self.request, _("Confirmed, and done. Everybody is told."))
        return HttpResponseRedirect(reverse("keeper-list"))
