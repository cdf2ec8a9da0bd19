"""Comments below a record, and what I was told of on my desk."""

from django.http import Http404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.together import workflow
from engagements.together.forms import CommentForm
from engagements.together.models import Comment, CommentMention
from engagements.together.models.comments import COMMENTED
from staff.addresses import address, subject
from staff.pages import NewRecordPage, RecordPage, StepPage, UpdatePage
from staff.phrases import short_moment
from staff.views.desk.lines import Button, Line

MOST, LONGEST = 20, 160  # comments on the desk, and signs of each


class Commented:
    """A page of a record below which people talk to each other."""

    def takes_comments(self):
        return True

    def get_context_data(self, **context):
        if self.takes_comments():
            context["comments"] = comments_on(self.record, self.request.user)
        return super().get_context_data(**context)


def comments_on(record, user):
    """What was said about `record`, oldest first, and where more is said."""
    if not user.has_perm("engagements.view_comment"):
        return None
    comments = record.comments.visible_to(user).select_related("written_by")
    comments = comments.prefetch_related("told__person")
    may_add = user.has_perm("engagements.add_comment")
    return {
        "rows": [row(each, user) for each in comments],
        "add_url": reverse("comment-add", args=[subject(type(record)), record.pk])
        if may_add
        else None,
    }


def row(comment, user):
    mine = comment.written_by_id == user.pk
    may_change = mine and user.has_perm("engagements.change_comment")
    is_taken_back = comment.taken_back_at is not None
    return {
        "text": "" if is_taken_back else comment.text,
        "by": str(comment.written_by),
        "at": short_moment(comment.written_at),
        "edited": short_moment(comment.edited_at) if comment.edited_at else "",
        "told": ", ".join(str(each.person) for each in comment.told.all()),
        "edit_url": address(comment, "edit")
        if may_change and not is_taken_back
        else None,
        "take_back_url": address(comment, "take_back")
        if may_change and not is_taken_back
        else None,
        "put_back_url": address(comment, "put_back")
        if may_change and is_taken_back
        else None,
    }


class CommentPage(RecordPage):
    """A page about one comment leads back to what it is about."""

    def get_success_url(self):
        return self.following(address(self.record))


class CommentAdd(NewRecordPage, CommentPage):
    """A new comment on a record of one of the kinds that can be commented on."""

    title = gettext_lazy("Comment")
    form_class = CommentForm

    @property
    def model(self):
        for name in COMMENTED:
            model = Comment._meta.get_field(name).related_model
            if subject(model) == self.kwargs["kind"]:
                return model
        raise Http404

    def get_permission_required(self):
        return ["engagements.add_comment", self.permission("view")]

    def new_model(self):
        return Comment

    def get_trail(self):
        return [(str(self.record), address(self.record))]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "record": self.record}

    def keep(self, form):
        workflow.comment(
            self.record,
            form.cleaned_data["text"],
            by=self.request.user,
            told=form.cleaned_data["told"],
            key=self.key,
        )


class CommentEdit(UpdatePage):
    """One's own words put right; others see that they were edited."""

    model = Comment
    form_class = CommentForm

    def get_queryset(self):
        mine = Comment.objects.filter(written_by=self.request.user.pk)
        return mine.standing().select_related("circle")

    def get_title(self):
        return _("Edit the comment")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "record": self.record.target}

    def keep(self, form):
        workflow.reword(
            self.record,
            form.cleaned_data["text"],
            by=self.request.user,
            told=form.cleaned_data["told"],
        )


class CommentStep(StepPage):
    """A comment is taken back, or put back, by who wrote it."""

    model = Comment
    permission_required = "engagements.change_comment"
    taken_back = False

    @classmethod
    def is_open(cls, record, user):
        mine = record.written_by_id == user.pk
        return mine and bool(record.taken_back_at) is cls.taken_back

    def why_not(self):
        if self.record.written_by_id != self.request.user.pk:
            return _("Only who wrote a comment changes it.")
        return _("That is so already.")


class CommentTakeBack(CommentStep):
    step = staticmethod(workflow.take_back)
    verb = "take_back"
    label = gettext_lazy("Take it back")
    success_message = gettext_lazy("Taken back: nobody reads it any more.")
    undo = "put_back"


class CommentPutBack(CommentStep):
    step = staticmethod(workflow.put_back)
    verb = "put_back"
    label = gettext_lazy("Put it back")
    success_message = gettext_lazy("It stands again.")
    undo = "take_back"
    taken_back = True


class ToldStep(StepPage):
    """What I was told: read, or waiting on my desk again."""

    model = CommentMention
    permission_required = "engagements.view_comment"
    was_read = False

    def get_queryset(self):
        return CommentMention.objects.filter(person=self.request.user.pk)

    @classmethod
    def is_open(cls, record, user):
        return bool(record.read_at) is cls.was_read

    def why_not(self):
        return _("That is so already.")

    def following(self, otherwise):
        return super().following("") or reverse("desk")


class ToldRead(ToldStep):
    step = staticmethod(workflow.mark_read)
    verb = "read"
    label = gettext_lazy("Read")
    success_message = gettext_lazy("Marked as read.")
    undo = "unread"


class ToldUnread(ToldStep):
    step = staticmethod(workflow.mark_unread)
    verb = "unread"
    label = gettext_lazy("Not read yet")
    success_message = gettext_lazy("It waits on your desk again.")
    undo = "read"
    was_read = True


def unread_lines(user):
    """The comments that `user` was told of and has not read, the latest first."""
    return [
        Line(
            title=str(each.comment.target),
            url=f"{address(each.comment.target)}#comments",
            who=str(each.comment.written_by),
            when=short_moment(each.comment.written_at),
            more=[Truncator(each.comment.text).chars(LONGEST)],
            buttons=(Button(_("Read"), address(each, "read"), post=True),),
        )
        for each in workflow.unread(user)[:MOST]
    ]
