"""Whom and what people of the demo keep an eye on; every part is switched on."""

import pghistory

from engagements.together.watch_lists import watch
from officials.institutions.models import Post
from officials.safeguards.models import Switch


def add_watches(demo, rows):
    """The watches of the file, last looked at so many days ago, and what changed.

    A few more posts lead, so that there is something of which we have heard little.
    """
    Post.objects.filter(title__in=rows["leading"]).update(is_leading=True)
    for row in rows["watches"]:
        person = demo.people[row["watcher"]]
        for kind in ("official", "institution", "theme", "post"):
            if kind in row:
                target = target_of(demo, kind, row[kind])
        watch(
            target,
            by=person,
            since=demo.moment(-row["since_days_ago"]),
            looked_at=demo.moment(-row["looked_days_ago"]),
        )
    for row in rows["written"]:
        official = demo.officials[row["official"]]
        with pghistory.context(user=demo.people[row["by"]].pk):
            note = official.notes.order_by("recorded_at").first()
            note.detail = f"{note.detail} {row['added']}".strip()
            note.save()


def target_of(demo, kind, key):
    if kind == "post":
        place, title = key
        return Post.objects.get(institution=demo.institutions[place], title=title)
    records_by_kind = {
        "official": demo.officials,
        "institution": demo.institutions,
        "theme": demo.themes,
    }
    return records_by_kind[kind][key]


def switch_all_on():
    for name in Switch.Name.values:
        Switch.objects.turn(name, on=True)
