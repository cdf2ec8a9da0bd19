"""“Before we approach”: the four answers on one page, and the signature under them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach import respect_check, workflow
from engagements.approach.forms import BeforeForm
from engagements.approach.models import Approach
from engagements.relationships.models import TakenOver
from officials.people.models import Official
from officials.safeguards.models import ExposureRisk, ReviewRequest
from staff.addresses import address
from staff.pages import DetailPage, FormPage, RecordPage
from staff.phrases import short_moment
from staff.revisions import revision_of
from staff.views.approach.approach_steps import (
    ApproachAsk,
    ApproachGoAhead,
    ApproachRenew,
    ApproachSendBack,
    ApproachSign,
    ApproachTakeBack,
    ApproachWithdraw,
)
from staff.views.approach.versions import changes_of, check_of, finer_of, versions_of
from staff.views.relationships.stages import standing
from staff.views.relationships.taken_over import keys_of
from staff.views.together.comments import Commented

State = ReviewRequest.State
TITLE = gettext_lazy("Before we approach")
LEVEL_COLOURS = {"green": "green", "amber": "amber", "red": "red"}


class BeforePage(FormPage):
    """A form of rows and answers; “add a row” works without JavaScript."""

    template_name = "engagements/approach/before_form.html"
    title = TITLE

    def official_of(self):
        raise NotImplementedError

    def approach_of(self):
        return None

    def row_of(self):
        return None

    def get_form(self):
        kwargs = {
            "user": self.request.user,
            "official": self.official_of(),
            "approach": self.approach_of(),
            "row": self.row_of(),
        }
        if self.request.method == "POST":
            kwargs["data"] = self.form_fields()
        return BeforeForm(**kwargs)

    def form_fields(self):
        """What was sent, with a row more where that was asked for."""
        data = self.request.POST.copy()
        if "add_row" in data:
            rows = data.get("threat-TOTAL_FORMS", "")
            data["threat-TOTAL_FORMS"] = str(int(rows) + 1 if rows.isdecimal() else 1)
        return data

    def post(self, request, *args, **kwargs):
        if "add_row" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def get_trail(self):
        official = self.official_of()
        return [(str(official), f"{address(official)}?tab=relationship")]

    def get_context_data(self, **context):
        intro = _(
            "A draft may be saved before it is complete; then ask for a signature."
        )
        return super().get_context_data(intro=intro, **context)

    def told_of_another(self, form, **context):
        """Two people, one draft: what was typed stays, and is saved by a second try."""
        form.add_error(
            None,
            _(
                "Somebody saved this page meanwhile. Your words are below: compare "
                "them in another window, then save again."
            ),
        )
        context = self.get_context_data(form=form, **context)
        return self.render_to_response(context, status=409)


def revision(approach):
    """What the answers are now: the approach and the parts on the same page."""
    parts = (approach, approach.conduct, approach.exposure)
    return " ".join(revision_of(each) for each in parts if each)


class OfficialBefore(RecordPage, BeforePage):
    """The way to the latest version; the form itself where there is none yet."""

    model = Official
    permission_required = "engagements.view_approach"

    begun = None  # by somebody else, while this was typed

    def official_of(self):
        return self.record

    def approach_of(self):
        return self.begun

    def row_of(self):
        """What was said of them on the page of those taken over, if it leads here."""
        key = keys_of(self.request.GET.getlist("taken_over")[:1])
        rows = TakenOver.objects.visible_to(self.request.user).answered()
        return rows.filter(official=self.record, pk__in=key).first() if key else None

    def get_trail(self):
        return BeforePage.get_trail(self)

    def get(self, request, *args, **kwargs):
        latest = workflow.latest(self.record, request.user)
        if latest:
            return HttpResponseRedirect(address(latest))
        if not request.user.has_perm("engagements.add_approach"):
            messages.info(request, standing(None))
            return HttpResponseRedirect(f"{address(self.record)}?tab=relationship")
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("engagements.add_approach"):
            return self.handle_no_permission()
        if "add_row" not in request.POST:
            self.begun = workflow.latest(self.record, request.user)
        if self.begun:
            return self.go_on_with_what_stands()
        return super().post(request, *args, **kwargs)

    def go_on_with_what_stands(self):
        """The words of whoever came second go into the version that is there."""
        form = self.get_form()
        if form.says_more():
            edit, now = address(self.begun, "edit"), revision(self.begun)
            return self.told_of_another(form, form_action=edit, revision=now)
        messages.info(self.request, _("Somebody began it already: it stands here."))
        return HttpResponseRedirect(address(self.begun))

    def keep(self, form):
        self.saved_approach = form.save()

    def get_success_url(self):
        return address(self.saved_approach)


class ApproachEdit(RecordPage, BeforePage):
    """A draft, or what was sent back; of what is asked or signed nothing is edited."""

    model = Approach
    permission_required = "engagements.change_approach"

    def get_queryset(self):
        return workflow.whole(Approach.objects.all())

    def official_of(self):
        return self.record.official

    def approach_of(self):
        return self.record

    def get_trail(self):
        return [*BeforePage.get_trail(self), (str(TITLE), address(self.record))]

    def get_context_data(self, **context):
        context.setdefault("revision", revision(self.record))
        return super().get_context_data(**context)

    def get(self, request, *args, **kwargs):
        if not workflow.can_be_edited(self.record):
            messages.error(request, _("It is not edited any more: make a new version."))
            return HttpResponseRedirect(address(self.record))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "add_row" not in request.POST:
            workflow.lock(self.record)
            self.record = self.get_record()
            if request.POST.get("revision") != revision(self.record):
                return self.told_of_another(self.get_form())
        return super().post(request, *args, **kwargs)

    def keep(self, form):
        form.save()

    def get_success_url(self):
        return address(self.record)


class ApproachDetail(Commented, DetailPage):
    """One version: the four answers, the decision, the threats, the signature."""

    model = Approach
    template_name = "engagements/approach/before.html"
    steps = (
        ApproachAsk,
        ApproachSign,
        ApproachSendBack,
        ApproachRenew,
        ApproachTakeBack,
        ApproachGoAhead,
        ApproachWithdraw,
    )

    def get_queryset(self):
        return workflow.whole(Approach.objects.all())

    def get_title(self):
        return TITLE

    def get_trail(self):
        official = self.record.official
        return [(str(official), f"{address(official)}?tab=relationship")]

    def badges(self):
        review = self.record.review
        if review is None:
            return [{"text": _("draft"), "colour": "secondary"}]
        colour = {State.SIGNED: "green", State.WITHDRAWN: "secondary"}
        badges = [
            {
                "text": review.get_state_display(),
                "colour": colour.get(review.state, "amber"),
            }
        ]
        if review.is_red:
            badges.append({"text": _("red: a manager signs"), "colour": "red"})
        return badges

    def shown_steps(self):
        """Without the way to ask while something is missing; that is said in words."""
        steps = super().shown_steps()
        if self.missing_parts:
            ask = address(self.record, "ask")
            steps = [each for each in steps if each["url"] != ask]
        return steps

    def facts(self):
        record, review = self.record, self.record.review
        facts = [
            (_("Version"), record.version, None),
            (_("Written by"), record.written_by, None),
        ]
        if record.recommendation:
            recommendation = (
                str(record.recommendation),
                address(record.recommendation),
            )
            facts.append((_("Rests on a recommendation to the State"), *recommendation))
        if record.conduct:
            facts.append((_("Conduct checked on"), record.conduct.checked_on, None))
            facts.append((_("Valid until"), record.conduct.valid_until, None))
        if review:
            request_line = f"{review.asked_by}, {short_moment(review.asked_at)}"
            facts.append((_("Asked by"), request_line, None))
            facts.append((_("Whom we ask"), review.asked_of or _("anybody"), None))
        if review and review.decided_by:
            answer_line = f"{review.decided_by}, {short_moment(review.decided_at)}"
            facts.append((_("Answered by"), answer_line, None))
        return facts

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        editable = workflow.can_be_edited(record)
        self.missing_parts = workflow.what_is_missing(record, user) if editable else []
        exposure = record.exposure
        context = super().get_context_data(
            subtitle=str(record.official),
            missing=self.missing_parts,
            review=record.review,
            standing=standing(record),
            why_not_sign=self.why_not_sign(),
            threats=list(exposure.threats.visible_to(user)) if exposure else [],
            level=exposure and level_of(exposure),
            warnings=respect_check.warnings_of(record) if editable else [],
            finer=finer_of(record),
            check=check_of(record),
            versions=versions_of(record, user),
            changed=changes_of(record, user),
            **context,
        )
        if not editable:
            context.pop("edit_url", None)
        return context

    def why_not_sign(self):
        """Why the reader, who else might, does not sign what waits."""
        record, user = self.record, self.request.user
        waits = record.review and record.review.state in (State.OPEN, State.UNSIGNED)
        if not waits or not user.has_perm("engagements.change_approach"):
            return ""
        return workflow.why_not_sign(record, user)


def level_of(exposure):
    """The level in a word, its colour, and how it is counted."""
    level = ExposureRisk.Level(exposure.level)
    return {
        "text": level.label,
        "colour": LEVEL_COLOURS[level],
        "formula": _(
            "How likely × how bad of the worst: amber from %(amber)s, red from %(red)s."
        )
        % {"amber": ExposureRisk.AMBER_FROM, "red": ExposureRisk.RED_FROM},
    }
