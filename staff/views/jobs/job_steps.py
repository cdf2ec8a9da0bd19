"""The buttons of a translation: from asked for to published, and back."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff import slow_files
from staff.models import ImportFile
from staff.pages import StepPage
from translations.jobs import forms, workflow
from translations.jobs.models import Translation
from translations.jobs.models.further_checks import EXPERT_REVIEW, PROOFREADING
from translations.jobs.publication import digest_of, words_of_translation
from translations.workbench.faults import warnings_of
from translations.workbench.turns import revises

State = Translation.State


class TranslationStep(StepPage):
    model = Translation
    legal = workflow.NEXT
    permission_required = "translations.change_translation"

    def new_form(self):
        return self.empty_form(self.record)


class WorkStep(TranslationStep):
    """A move of those who translate: their own jobs, and those nobody has yet."""

    permission_required = "translations.translate_translation"

    @classmethod
    def is_open(cls, record, user):
        mine = record.translator_id in (None, user.pk)
        return super().is_open(record, user) and mine


class TranslationBegin(WorkStep):
    step = staticmethod(workflow.begin)
    to_state = State.TRANSLATING
    verb = "begin"
    label = gettext_lazy("Begin")
    success_message = gettext_lazy("It is being translated.")
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and record.state == State.REQUESTED


class TranslationSplit(TranslationStep):
    """The file of the source becomes sentences, to be translated side by side."""

    step = staticmethod(slow_files.split)
    permission_required = "translations.translate_translation"
    verb = "split"
    label = gettext_lazy("Split into sentences")
    form_class = forms.SplitForm
    progress_url = ""

    @classmethod
    def is_open(cls, record, user):
        """For who translates it, or asked for it, while nobody has handed it in."""
        mine = user.has_perm("translations.change_translation") or (
            record.translator_id in (None, user.pk)
        )
        has_file = bool(record.source.file) and not record.file
        return (
            mine
            and has_file
            and not record.is_handed_in
            and not record.segments.exists()
        )

    def why_not(self):
        if self.record.segments.exists():
            return _("It is split into sentences already.")
        return _("There is no file to split, or it was brought another way.")

    def following(self, otherwise):
        return self.progress_url or super().following(otherwise)

    def success_words(self, outcome):
        if isinstance(outcome, ImportFile):  # it takes long: where one sees how far
            self.progress_url = reverse("import-progress", args=[outcome.pk])
            return _("It is a long text: it is being split.")
        return ngettext("%(number)s sentence.", "%(number)s sentences.", outcome) % {
            "number": outcome
        }


class TranslationHandIn(WorkStep):
    step = staticmethod(workflow.hand_in)
    to_state = State.REVISING
    verb = "hand_in"
    label = gettext_lazy("Hand in for revision")
    success_message = gettext_lazy("Handed in. Somebody else revises it now.")
    form_class = forms.HandInForm
    primary = True

    @classmethod
    def empty_form(cls, record):
        """The form; beside its tick stands what may still be wrong."""
        form = super().empty_form(record)
        if warnings := warnings_of(record):
            words = _("Nobody has looked at these yet: %(warnings)s")
            form.fields["checked"].help_text = words % {"warnings": " ".join(warnings)}
        return form


class RevisionStep(TranslationStep):
    """A move of the named reviser, whatever their role, or of who may approve any."""

    permission_required = "translations.translate_translation"

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and revises(record, user)


class TranslationApprove(RevisionStep):
    step = staticmethod(workflow.approve)
    to_state = State.TO_PUBLISH
    verb = "approve"
    label = gettext_lazy("Approve")
    success_message = gettext_lazy("Approved. One of us publishes it now.")
    primary = True


class TranslationSendBack(RevisionStep):
    step = staticmethod(workflow.send_back)
    to_state = State.TRANSLATING
    verb = "send_back"
    label = gettext_lazy("Send back")
    success_message = gettext_lazy("Sent back to the translator.")
    form_class = forms.ReasonForm

    @classmethod
    def is_open(cls, record, user):
        worked_on = record.state in (State.REVISING, State.TO_PUBLISH)
        return worked_on and super().is_open(record, user)


class FurtherCheckStep(TranslationStep):
    """What whoever was named for it has done, once the text is approved."""

    check = None
    permission_required = "translations.translate_translation"
    form_class = forms.RemarkForm

    @classmethod
    def is_open(cls, record, user):
        mine = getattr(record, f"{cls.check.person}_id") == user.pk
        is_open = cls.check in record.open_checks()
        return record.state == State.TO_PUBLISH and mine and is_open

    def why_not(self):
        record = self.record
        if getattr(record, self.check.moment):
            return _("It is done already.")
        if record.state != State.TO_PUBLISH:
            return _("That is done once the text is approved.")
        return _("Somebody else has to do that.")


class TranslationExpertReview(FurtherCheckStep):
    check = EXPERT_REVIEW
    step = staticmethod(workflow.finish_expert_review)
    verb = "expert_review"
    label = gettext_lazy("Expert review is done")
    success_message = gettext_lazy("The expert review is done.")


class TranslationProofread(FurtherCheckStep):
    check = PROOFREADING
    step = staticmethod(workflow.finish_proofreading)
    verb = "proofread"
    label = gettext_lazy("Proofreading is done")
    success_message = gettext_lazy("The proofreading is done.")


class TranslationPublish(TranslationStep):
    step = staticmethod(workflow.publish)
    to_state = State.PUBLISHED
    permission_required = "translations.publish_translation"
    verb = "publish"
    label = gettext_lazy("Publish")
    success_message = gettext_lazy("Published.")
    form_class = forms.PublishForm
    primary = True

    @classmethod
    def is_open(cls, record, user):
        mine = record.translator_id == user.pk
        return super().is_open(record, user) and not mine and not user.is_external

    @classmethod
    def empty_form(cls, record):
        digest = digest_of(words_of_translation(record))
        form = cls.form_class(prefix=cls.verb, initial={"digest": digest})
        if not record.in_force_id:
            del form.fields["changes"]
        return form


class TranslationOpenAgain(TranslationStep):
    step = staticmethod(workflow.open_again)
    to_state = State.TRANSLATING
    permission_required = "translations.publish_translation"
    verb = "open_again"
    label = gettext_lazy("Open for a correction")
    success_message = gettext_lazy(
        "It is being translated again; the edition in force stays until the next."
    )
    form_class = forms.ReasonForm

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.PUBLISHED and super().is_open(record, user)


class TranslationWithdraw(TranslationStep):
    step = staticmethod(workflow.withdraw)
    to_state = State.WITHDRAWN
    verb = "withdraw"
    label = gettext_lazy("Withdraw")
    success_message = gettext_lazy("Withdrawn.")
    danger = True
    form_class = forms.WithdrawForm
