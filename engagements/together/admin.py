"""Comments and watch lists in the Django admin."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import Approach
from engagements.together.models import Comment, CommentMention, Watch
from engagements.together.models.comments import COMMENTED
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


class CommentMentionInline(ReadOnly, PartInline):
    model = CommentMention
    fields = readonly_fields = ("person", "read_at")


@admin.register(Comment)
class CommentAdmin(ReadOnly, RecordAdmin):
    """Those that stand; what was taken back shows no text here either."""

    list_display = ("__str__", "about", "written_by", "written_at", "circle")
    list_select_related = ("written_by", "circle", *COMMENTED)
    fields = ("about", "text", "written_by", "written_at", "edited_at", "circle")
    readonly_fields = ("about", "written_by", "written_at", "edited_at")
    inlines = (CommentMentionInline,)
    search_fields = ()

    def get_queryset(self, request):
        standing = super().get_queryset(request).standing()
        approaches = Approach.objects.visible_to(request.user)
        return standing.filter(Q(approach=None) | Q(approach__in=approaches))

    @admin.display(description=_("what it is about"))
    def about(self, comment):
        return comment.target


@admin.register(Watch)
class WatchAdmin(ReadOnly, RecordAdmin):
    """One's own watches; nobody reads whom others keep an eye on."""

    list_display = ("__str__", "since", "looked_at", "circle")
    list_select_related = ("official", "post", "institution", "theme", "circle")
    fields = ("__str__", "since", "looked_at")
    search_fields = ()
