"""The plain Django admin on the tables of the register: what costs nothing to have.

Row security holds here as everywhere; the lists show what ours show of a record's own
columns and names.
"""

from django.contrib.admin import AdminSite, ModelAdmin, TabularInline
from django.urls import include, path

from engagements.monitoring.models import Mention, Note
from officials.institutions.models import Appointment
from officials.people.models import Official, OfficialName

site = AdminSite(name="plain")


def inline(of):
    """The parts of a person, as plain rows that cannot be changed."""
    return type(
        f"{of.__name__}Rows",
        (TabularInline,),
        {"model": of, "extra": 0, "has_change_permission": lambda *_asked: False},
    )


class OfficialAdmin(ModelAdmin):
    list_display = ("name", "native_name", "gender", "circle")
    list_filter = ("gender", "circle")
    list_per_page = 50
    search_fields = ("names__text",)
    inlines = (inline(OfficialName), inline(Appointment), inline(Mention))


class NoteAdmin(ModelAdmin):
    list_display = ("happened_on", "headline", "kind", "recorded_by", "circle")
    list_filter = ("kind", "credibility")
    list_per_page = 50
    list_select_related = ("recorded_by", "circle")
    search_fields = ("headline", "detail")


site.register(Official, OfficialAdmin)
site.register(Note, NoteAdmin)
urlpatterns = [path("plain/", site.urls), path("", include("config.urls"))]
