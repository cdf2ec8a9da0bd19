"""Many officials changed at once: choose, look it over, confirm."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.names.choice import valid_keys
from officials.people.bulk import MOST, chosen
from officials.security.refusals import sentence_of_code
from staff.bulk_changes import CHANGES, changes_in_words, in_words, open_changes
from staff.forms import BulkForm
from staff.pages import Page
from staff.pages.saved import canonical
from staff.views.people.officials import OfficialList

SHOWN = 200  # names of those who change; beyond them the number must do


class BulkChoose(Page):
    """The ticked rows, or all that match: what to change, the preview, the change.

    The officials travel from step to step as a list of keys signed for this person,
    so that what is confirmed is what was looked over.
    """

    http_method_names = ["post"]
    template_name = "officials/batches/bulk.html"
    title = gettext_lazy("Change several officials")
    trail = ((gettext_lazy("Officials"), "official-list"),)

    def has_permission(self):
        return bool(open_changes(self.request.user))

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
        submission = self.request.POST
        if "chosen" in submission:
            return self.keys_in_token(submission["chosen"])
        if submission.get("which") == "all":
            query = QueryDict(self.query)
            return all_that_match(OfficialList, query, self.request)
        keys = [str(key) for key in valid_keys(submission.getlist("row"))][:MOST]
        if not keys:
            raise ValidationError(_("No row was ticked. Tick some, and choose again."))
        return keys

    def keys_in_token(self, token):
        try:
            person, keys = signing.loads(token, salt="bulk")
        except signing.BadSignature:
            person, keys = None, []
        if person != self.request.user.pk:
            raise ValidationError(_("This page is out of date. Choose again."))
        return keys

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
        except IntegrityError as error:
            message = sentence_of_code(
                error,
                otherwise=_(
                    "Somebody saved one of these records just now. Look again."
                ),
            )
            messages.error(self.request, message)
            return HttpResponseRedirect(self.back)
        if batch is None:
            messages.info(self.request, _("There was nothing to change."))
        else:
            undo = reverse("batch-undo", args=[batch.pk])
            messages.success(self.request, changes_in_words(batch), extra_tags=undo)
        return HttpResponseRedirect(self.back)


def all_that_match(list_page, query, request):
    """The keys of what the list shows for `query`; ValidationError says why none."""
    page = list_page()
    page.setup(request)
    records = page.matches(query)
    if not page.filterset.is_valid():
        raise ValidationError(_("Mend the filter first."))
    keys = records.order_by().values_list("pk", flat=True)[: MOST + 1]
    if len(keys) > MOST:
        message = _("That is more than %(most)s rows. Narrow the list first.")
        raise ValidationError(message % {"most": number_format(MOST)})
    return [str(key) for key in keys]
