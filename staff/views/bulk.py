"""Many officials changed at once: choose, look it over, confirm, take it back."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials import batches
from officials.bulk import MOST, chosen, officials_of
from officials.choosing import valid_keys
from officials.models import Batch
from staff.bulk import CHANGES, in_words, open_changes
from staff.forms import BulkForm
from staff.pages import Page
from staff.pages.saved import canonical
from staff.views.officials import OfficialList

OFFICIALS = (gettext_lazy("Officials"), "official-list")
SHOWN = 200  # names of those who change; beyond them the number must do
NAMED = 10  # names in a message


class BulkPage(Page):
    """A page for those who may change something in many officials."""

    def has_permission(self):
        return bool(open_changes(self.request.user))


class BulkChoose(BulkPage):
    """The ticked rows, or all that match: what to change, the preview, the change.

    The officials travel from step to step as a list of keys signed for this person,
    so that what is confirmed is what was looked over.
    """

    http_method_names = ["post"]
    template_name = "staff/bulk.html"
    title = gettext_lazy("Change several officials")
    trail = (OFFICIALS,)

    def post(self, request, *args, **kwargs):
        self.query = canonical(QueryDict(request.POST.get("query", "")))
        self.back = f"{reverse('official-list')}?{self.query or 'view=all'}"
        try:
            keys = self.keys()
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            return HttpResponseRedirect(self.back)
        self.officials = chosen(keys, by=request.user)
        self.token = signing.dumps([request.user.pk, keys], salt="bulk", compress=True)
        if "what" not in request.POST:
            return self.show(BulkForm(user=request.user))
        form = BulkForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form, status=422)
        if "confirm" in request.POST:
            return self.confirm(form)
        return self.show(form, plan=self.plan(form))

    def keys(self):
        """The keys of the officials that were chosen; ValidationError says why none."""
        posted = self.request.POST
        if "chosen" in posted:
            return self.signed(posted["chosen"])
        if posted.get("which") == "all":
            return self.all_that_match(QueryDict(self.query))
        keys = [str(key) for key in valid_keys(posted.getlist("row"))][:MOST]
        if not keys:
            raise ValidationError(_("No row was ticked. Tick some, and choose again."))
        return keys

    def signed(self, token):
        try:
            person, keys = signing.loads(token, salt="bulk")
        except signing.BadSignature:
            person, keys = None, []
        if person != self.request.user.pk:
            raise ValidationError(_("This page is out of date. Choose again."))
        return keys

    def all_that_match(self, query):
        page = OfficialList()
        page.setup(self.request)
        found = page.found(query)
        if not page.filterset.is_valid():
            raise ValidationError(_("Mend the filter first."))
        keys = found.order_by().values_list("pk", flat=True)[: MOST + 1]
        if len(keys) > MOST:
            said = _("That is more than %(most)s officials. Narrow the list first.")
            raise ValidationError(said % {"most": number_format(MOST)})
        return [str(key) for key in keys]

    def plan(self, form):
        change = CHANGES[form.cleaned_data["what"]]
        return change.plan(self.officials, form.value, by=self.request.user)

    def show(self, form, *, plan=None, status=200):
        context = {
            "form": form,
            "chosen": self.token,
            "query": self.query,
            "back_url": self.back,
            "count": len(self.officials),
            "plan": plan,
        }
        if plan is not None:
            context |= {
                "said": in_words(form.cleaned_data["what"], form.value),
                "names": plan.changes[:SHOWN],
                "more": max(len(plan.changes) - SHOWN, 0),
            }
        return self.render_to_response(self.get_context_data(**context), status=status)

    def confirm(self, form):
        change = CHANGES[form.cleaned_data["what"]]
        try:
            with transaction.atomic():
                batch = change.do(self.officials, form.value, by=self.request.user)
        except IntegrityError:
            said = _("Somebody saved one of these records just now. Look again.")
            messages.error(self.request, said)
            return HttpResponseRedirect(self.back)
        if batch is None:
            messages.info(self.request, _("There was nothing to change."))
        else:
            undo = reverse("bulk-undo", args=[batch.pk])
            messages.success(self.request, changed(batch), extra_tags=undo)
        return HttpResponseRedirect(self.back)


def changed(batch):
    """How many officials a batch changed, in words."""
    count = batch.details["changed"]
    said = ngettext(
        "%(count)s official changed.", "%(count)s officials changed.", count
    )
    return said % {"count": number_format(count)}


class BulkList(BulkPage):
    """What one changed in many officials before, the latest first, each with Undo."""

    template_name = "staff/bulk_list.html"
    title = gettext_lazy("What I changed in several officials")
    trail = (OFFICIALS,)

    def get_context_data(self, **context):
        mine = Batch.objects.visible_to(self.request.user)
        done = list(mine.filter(kind=Batch.Kind.BULK)[:SHOWN])
        values = {
            model: model.objects.in_bulk(
                [
                    batch.details["value"]
                    for batch in done
                    if CHANGES[batch.details["what"]].model is model
                ]
            )
            for model in {change.model for change in CHANGES.values()}
        }
        entries = []
        for batch in done:
            what, value = batch.details["what"], batch.details["value"]
            said = in_words(what, values[CHANGES[what].model].get(value))
            entries.append({"batch": batch, "said": said, "changed": changed(batch)})
        return super().get_context_data(entries=entries, **context)


class BulkUndo(BulkPage):
    """Puts back what a bulk change wrote, where nobody has changed it since."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        mine = Batch.objects.visible_to(request.user).filter(kind=Batch.Kind.BULK)
        batch = get_object_or_404(mine, pk=kwargs["pk"])
        if batch.details["what"] not in open_changes(request.user):
            raise PermissionDenied
        try:
            with transaction.atomic():
                undone = batches.undo(batch, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        except IntegrityError:
            said = _("Somebody saved one of these records just now. Look again.")
            messages.error(request, said)
        else:
            self.tell(batch, undone)
        return HttpResponseRedirect(self.following(reverse("bulk-list")))

    def tell(self, batch, undone):
        said = ngettext(
            "Undone: %(count)s record is as it was.",
            "Undone: %(count)s records are as they were.",
            undone.rows,
        )
        messages.success(self.request, said % {"count": number_format(undone.rows)})
        left = officials_of(undone.left, batch, by=self.request.user)
        if undone.left:
            names = ", ".join(str(official) for official in left[:NAMED])
            names += ", …" if len(left) > NAMED else ""
            said = _("Changed by somebody since, and so left alone: %(names)s")
            messages.warning(self.request, said % {"names": names or "…"})
