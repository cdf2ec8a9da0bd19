"""A hostile note about somebody with whom something is open: what does the lead say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach import hostility
from engagements.approach.hostility_forms import HostileForm
from engagements.monitoring.models import Mention
from staff.addresses import address
from staff.pages import StepPage


def answer_mention(mention, *, by, choice, reason, actions=()):
    return hostility.answer(mention, choice, by=by, reason=reason, actions=actions)


class MentionAnswer(StepPage):
    """Hold, keep or withdraw; what a withdrawal cancels is listed, and unticked."""

    model = Mention
    permission_required = "engagements.change_relationship"
    template_name = "engagements/approach/hostile.html"
    step = staticmethod(answer_mention)
    verb = "answer"
    label = gettext_lazy("Answer the hostile note")
    success_message = gettext_lazy("Kept: what we do about the note, and why.")

    def get_queryset(self):
        return Mention.objects.select_related("note", "official", "circle")

    @classmethod
    def is_open(cls, record, user):
        return hostility.questions(user).filter(pk=record.pk).exists()

    def why_not(self):
        return _("This note is answered already, or not yours.")

    def form_class(self, *args, **kwargs):
        user = self.request.user
        return HostileForm(*args, mention=self.record, user=user, **kwargs)

    def following(self, otherwise):
        tab = f"{address(self.record.official)}?tab=relationship"
        return super().following(tab if otherwise else otherwise)

    def get_context_data(self, **context):
        mention = self.record
        context.setdefault("note_url", address(mention.note))
        return super().get_context_data(mention=mention, note=mention.note, **context)
