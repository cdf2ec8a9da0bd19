"""The plain Django admin on the tables of the register, in a process of its own.

On Django's own middleware and as its documentation has it (`plain_settings`). Twice:
`/bare/` shows what stands on the record itself; `/plain/` what our list shows of a
person (post, institution, themes, lead), read by `prefetch_related` as whoever knows
Django would. `Rival` starts it and asks; it answers with what an address has cost.
"""

import dataclasses
import json
import os
import subprocess
import sys

from django.contrib.admin import AdminSite, ModelAdmin, TabularInline, display
from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone

from benchmarks.visits import Cost, signed_in, visited
from engagements.monitoring.models import Mention, Note
from engagements.relationships.models import Relationship
from officials.institutions.models import Appointment
from officials.people.models import Official, OfficialName
from staff.models import User

KEEPER = "bench-admin"
HELD = "-post__is_leading", "-started", "pk"


def inline(of, *related):
    """The parts of a person, as plain rows that cannot be changed."""
    return type(
        f"{of.__name__}Rows",
        (TabularInline,),
        {
            "model": of,
            "extra": 0,
            "raw_id_fields": related,
            "has_change_permission": lambda *_asked: False,
            "has_add_permission": lambda *_asked: False,
            "get_queryset": lambda self, request: of._base_manager.select_related(
                *related
            ),
        },
    )


class BareOfficialAdmin(ModelAdmin):
    list_display = ("name", "native_name", "gender", "circle")
    list_filter = ("gender", "circle")
    list_select_related = ("circle",)
    list_per_page = 50
    search_fields = ("names__text",)
    inlines = (
        inline(OfficialName),
        inline(Appointment, "post"),
        inline(Mention, "note"),
    )


class OfficialAdmin(BareOfficialAdmin):
    list_display = ("name", "native_name", "post", "institution", "subjects", "lead")
    list_select_related = ()

    def get_queryset(self, request):
        today = timezone.localdate()
        current = Appointment._base_manager.filter(started__startswith__lte=today)
        current = current.filter(ended=None).order_by(*HELD)
        leads = Relationship._base_manager.select_related("lead")
        return Official._base_manager.prefetch_related(
            Prefetch("appointments", current.select_related("post__institution")),
            Prefetch("relationships", leads),
            "themes",
        )

    @display
    def post(self, official):
        return next((str(each.post) for each in official.appointments.all()), "")

    @display
    def institution(self, official):
        current = official.appointments.all()
        return next((str(each.post.institution) for each in current), "")

    @display
    def subjects(self, official):
        return ", ".join(str(theme) for theme in official.themes.all())

    @display
    def lead(self, official):
        relationships = official.relationships.all()
        return next((str(each.lead) for each in relationships), "")


class NoteAdmin(ModelAdmin):
    list_display = ("happened_on", "headline", "kind", "recorded_by", "circle")
    list_filter = ("kind", "credibility")
    list_per_page = 50
    list_select_related = ("recorded_by", "circle")
    search_fields = ("headline", "detail")


site, bare = AdminSite(name="plain"), AdminSite(name="bare")
for each, officials in ((site, OfficialAdmin), (bare, BareOfficialAdmin)):
    each.register(Official, officials)
    each.register(Note, NoteAdmin)
urlpatterns = [path("plain/", site.urls), path("bare/", bare.urls)]


class Rival:
    """The other process; as a context manager, so that it ends with us."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.plain_admin"],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.plain_settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *reason):
        self.process.stdin.close()
        self.process.wait()

    def visited(self, address):
        """The `Cost` of `address` there."""
        print(address, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"The plain admin did not answer: {address}")
        return Cost(**json.loads(answer))


def main():
    client = signed_in(User.objects.get(username=KEEPER))
    for line in sys.stdin:
        cost = visited(client, line.strip())
        print(json.dumps(dataclasses.asdict(cost)), flush=True)


if __name__ == "__main__":
    main()
