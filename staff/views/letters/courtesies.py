"""Courtesies: the lines on the desk, and one greeting to a chosen list."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.contacts.models import OutreachAction
from engagements.letters import courtesies
from engagements.letters.forms import GreetingForm
from engagements.letters.models import Letter
from officials.institutions.models import Institution
from officials.names.choice import valid_keys
from officials.security.records import new_key
from officials.security.refusals import sentence_of_code
from staff.addresses import address
from staff.pages import Page
from staff.pages.saved import canonical
from staff.views.batches.bulk import all_that_match
from staff.views.contacts.plan_words import with_waiting
from staff.views.desk.lines import Line
from staff.views.institutions.institutions import InstitutionList
from staff.views.letters.letters import TRAIL
from staff.views.relationships.two_tracks import consult_first

SHOWN = 20


def lines_of(user):
    """The occasions of the next 14 days for officials and institutions `user` leads."""
    if not user.has_perm("engagements.add_letter"):
        return []
    return [
        Line(
            icon="gift",
            kind=_("Courtesy"),
            title=str(each.to),
            url=f"{reverse('letter-greet')}?"
            + urlencode({"row": each.to.pk, "day": each.day.isoformat()}),
            who=each.words,
            on=each.day,
            greets=each.to.pk,
        )
        for each in courtesies.coming(user)[:SHOWN]
    ]


class Greet(Page):
    """One greeting: the list, a template and a day; the texts; the letters.

    Officials and institutions come as `row` (from the desk, or a list), as all that
    match the `query` of the list of institutions, or as the signed list `chosen` of
    the page that changes many. From the first step on they travel signed, with the key
    of this greeting, so that what is sent twice is made once.
    """

    template_name = "engagements/letters/greet.html"
    title = gettext_lazy("Greet")
    permission_required = "engagements.add_letter"

    def get_trail(self):
        return [(label, reverse(name)) for label, name in TRAIL]

    def get(self, request, *args, **kwargs):
        keys = valid_keys(request.GET.getlist("row"))[: courtesies.MOST]
        self.take([str(key) for key in keys], new_key())
        if not self.greeted:
            return self.nobody()
        day = request.GET.get("day") or self.first_day()
        form = GreetingForm(user=request.user, initial={"day": day} if day else {})
        return self.show(form)

    def post(self, request, *args, **kwargs):
        try:
            self.take(*self.keys_and_once())
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            return HttpResponseRedirect(reverse("letter-list"))
        if not self.greeted:
            return self.nobody()
        if "day" not in request.POST:
            return self.show(GreetingForm(user=request.user))
        form = GreetingForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form, status=422)
        if "confirm" in request.POST:
            return self.confirm(form)
        return self.look_over(form)

    def keys_and_once(self):
        """(keys of whom, key of the greeting); ValidationError if out of date."""
        submission, person = self.request.POST, None
        if "chosen" not in submission and "greeting" not in submission:
            if submission.get("which") == "all":
                query = QueryDict(canonical(QueryDict(submission.get("query", ""))))
                return all_that_match(InstitutionList, query, self.request), new_key()
            keys = valid_keys(submission.getlist("row"))[: courtesies.MOST]
            return [str(key) for key in keys], new_key()
        try:
            if "greeting" in submission:
                token_parts = signing.loads(submission["greeting"], salt="greet")
                person, keys, once = (
                    token_parts[0],
                    token_parts[1],
                    uuid.UUID(token_parts[2]),
                )
            else:
                person, keys = signing.loads(submission["chosen"], salt="bulk")
                once = new_key()
        except signing.BadSignature:
            pass
        if person != self.request.user.pk:
            raise ValidationError(_("This page is out of date. Choose again."))
        return keys, once

    def take(self, keys, once):
        if len(keys) > courtesies.MOST:
            raise ValidationError(
                _("One greeting goes to %(most)s addressees at most: choose fewer.")
                % {"most": courtesies.MOST}
            )
        self.greeted = courtesies.chosen(keys, by=self.request.user)
        token_parts = [self.request.user.pk, [str(each.pk) for each in self.greeted]]
        self.token = signing.dumps(
            [*token_parts, str(once)], salt="greet", compress=True
        )
        self.once = once

    def first_day(self):
        """The first day that the desk names for those who are chosen, or None."""
        keys = {each.pk for each in self.greeted}
        coming = courtesies.coming(self.request.user)
        return next((each.day for each in coming if each.to.pk in keys), None)

    def nobody(self):
        messages.error(self.request, _("Nobody was chosen."))
        return HttpResponseRedirect(reverse("official-list"))

    def show(self, form, *, status=200, **context):
        skipped = courtesies.why_skipped(self.greeted, self.request.user)
        context = {
            "form": form,
            "token": self.token,
            "greeted": [(each, skipped.get(each.pk, "")) for each in self.greeted],
            "count": len(self.greeted) - len(skipped),
            "consult": consult_first(
                [each.pk for each in self.greeted if isinstance(each, Institution)],
                self.request.user,
            ),
            **context,
        }
        return self.render_to_response(self.get_context_data(**context), status=status)

    def look_over(self, form):
        """Each text as it would be."""
        letters, refusals = courtesies.preview(
            self.greeted, form.greeting, by=self.request.user
        )
        return self.show(form, letters=letters, refused=refusals, looked_over=True)

    def confirm(self, form):
        try:
            letters = courtesies.greet(
                self.greeted, form.greeting, by=self.request.user, once=self.once
            )
        except ValidationError as reason:
            form.add_error(None, ValidationError(reason.messages))
            return self.show(form, status=422)
        except IntegrityError as error:
            messages.error(
                self.request,
                sentence_of_code(
                    error,
                    otherwise=_("Somebody saved one of these just now. Look again."),
                ),
            )
            return self.show(form, status=422)
        if not letters:
            messages.error(self.request, _("There is nobody left to write to."))
            return self.show(form, status=422)
        message = ngettext(
            "%(n)s draft is made, with an action planned.",
            "%(n)s drafts are made, each with an action planned.",
            len(letters),
        )
        actions = OutreachAction.objects.filter(
            pk__in=[letter.action_id for letter in letters]
        )
        words = with_waiting(message % {"n": len(letters)}, actions)
        messages.success(self.request, words)
        rows = urlencode([("row", letter.pk) for letter in letters])
        return HttpResponseRedirect(f"{reverse('letter-greeted')}?{rows}")


class Greeted(Page):
    """The drafts that one greeting made, with their envelopes and address labels."""

    template_name = "engagements/letters/greeted.html"
    title = gettext_lazy("Drafts of one greeting")
    permission_required = "engagements.view_letter"

    def get_trail(self):
        return [(label, reverse(name)) for label, name in TRAIL]

    def get_context_data(self, **context):
        keys = valid_keys(self.request.GET.getlist("row"))[: courtesies.MOST]
        letters = Letter.objects.visible_to(self.request.user).filter(pk__in=keys)
        letters = list(
            letters.select_related("official", "institution").order_by(
                "official__sort_name", "institution__name"
            )
        )
        rows = [
            {
                "title": str(each.official or each.institution or each.addressee),
                "url": address(each),
                "detail": each.subject,
                "state_label": each.get_state_display(),
            }
            for each in letters
        ]
        query = urlencode([("row", each.pk) for each in letters])
        return super().get_context_data(rows=rows, query=query, **context)
