"""Who the keepers are, and how managers name them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.keepers import workflow
from staff.keepers.enough import lack, warn_of_fewer
from staff.keepers.forms import KeeperForm
from staff.keepers.models import Keeper
from staff.models import User
from staff.pages import FormPage
from staff.phrases import short_date
from staff.views.keepers.colleagues import KEEPERS, ForColleagues
from staff.views.keepers.key_requests import closed_rows, rescues, waiting_rows
from staff.views.locks.colleague_locks import may_lock_others


class KeeperList(ForColleagues):
    """The keepers, and those whom a second manager has not confirmed yet."""

    template_name = "staff/keepers/keepers.html"
    title = gettext_lazy("Keepers")

    def get_context_data(self, **context):
        user = self.request.user
        keepers = Keeper.objects.current().select_related(
            "person", "named_by", "confirmed_by"
        )
        return super().get_context_data(
            rows=[row(each, user) for each in keepers.order_by(F("confirmed_at"))],
            lack=lack(),
            add_url=user.has_perm(Keeper.MAY_NAME) and reverse("keeper-add"),
            waiting=waiting_rows(user),
            closed=closed_rows(),
            rescues=rescues(),
            holds_key=workflow.holds_key(user),
            lost_key=workflow.lost_key(user),
            is_awake=workflow.is_awake(),
            colleagues_url=may_lock_others(user) and reverse("colleague-list"),
            **context,
        )


def row(keeper, user):
    """One keeper as the page shows them, with what `user` can do."""
    names = user.has_perm(Keeper.MAY_NAME)
    waits = keeper.confirmed_by_id is None
    steps = []
    if waits and names and user.pk not in (keeper.named_by_id, keeper.person_id):
        steps.append((_("Confirm"), reverse("keeper-confirm", args=[keeper.pk])))
    if waits and names:
        steps.append((_("Take back"), reverse("keeper-withdraw", args=[keeper.pk])))
    if keeper.person_id == user.pk and not waits:
        steps.append((_("Lay it down"), reverse("keeper-lay-down", args=[keeper.pk])))
    if waits:
        words = _("Named by %(name)s on %(day)s. A second manager confirms.")
    else:
        words = _("Named by %(name)s and %(second)s, since %(day)s.")
    return {
        "name": str(keeper.person),
        "gone": not keeper.person.is_active or keeper.person.is_external,
        "waits": waits,
        "text": words
        % {
            "name": keeper.named_by,
            "second": keeper.confirmed_by,
            "day": short_date(keeper.confirmed_at or keeper.named_at),
        },
        "steps": steps,
    }


class KeeperAdd(FormPage):
    """A manager names somebody."""

    title = gettext_lazy("Name a keeper")
    trail = (KEEPERS,)
    form_class = KeeperForm
    permission_required = Keeper.MAY_NAME
    submit_label = gettext_lazy("Name them")

    def get_form_kwargs(self):
        people = User.objects.order_by("full_name", "username")
        return {**super().get_form_kwargs(), "people": people}

    def get_context_data(self, **context):
        intro = _(
            "A keeper is the second person where one alone may not decide: they "
            "confirm roles and factors, and lock the house or open it again. They may "
            "have any role, and see no more than it shows them."
        )
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        workflow.name(form.cleaned_data["person"], by=self.request.user)

    def get_success_url(self):
        return reverse("keeper-list")


class KeeperStep(ForColleagues):
    """One step of a keeper, by POST only."""

    http_method_names = ["post"]
    step = None
    success_message = ""

    def post(self, request, *args, **kwargs):
        keeper = get_object_or_404(Keeper.objects.current(), pk=kwargs["pk"])
        try:
            with warn_of_fewer(request):
                type(self).step(keeper, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, self.success_message)
        return HttpResponseRedirect(reverse("keeper-list"))


class KeeperConfirm(KeeperStep):
    permission_required = Keeper.MAY_NAME
    step = staticmethod(workflow.confirm)
    success_message = gettext_lazy("Confirmed.")


class KeeperWithdraw(KeeperStep):
    permission_required = Keeper.MAY_NAME
    step = staticmethod(workflow.withdraw)
    success_message = gettext_lazy("Taken back.")


class KeeperLayDown(KeeperStep):
    step = staticmethod(workflow.lay_down)
    success_message = gettext_lazy("You are a keeper no more.")
