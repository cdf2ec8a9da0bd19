"""A translated document that came back, laid beside the sentences of its source."""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from staff.addresses import address
from staff.import_files import RETURNED_TEXT
from staff.models import ImportFile
from staff.views.workbench.returns import ReturnedFile, pairs_in, row_of
from translations.workbench.faults import book_for
from translations.workbench.returns import aligned_text
from translations.workbench.returns.offers import judged

PAGE = 100  # places on one page
LAST_PAGE = 9999


class ReturnedText(ReturnedFile):
    """Pairs side by side; one shifts, joins or leaves out what is not right."""

    kind = RETURNED_TEXT
    template_name = "translations/workbench/returned_text.html"

    @property
    def page(self):
        asked = self.request.GET.get("page", "1")
        is_page = asked.isdecimal() and len(asked) < 5 and int(asked) <= LAST_PAGE
        return max(1, int(asked)) if is_page else 1

    def judged_page(self, job):
        """(the first place of the page, its places, what they offer)."""
        places = self.file.work["lines"]
        last = max(1, -(-len(places) // PAGE))
        first = (min(self.page, last) - 1) * PAGE
        offers = aligned_text.offers_of(places, job)[first : first + PAGE]
        rows = judged(offers, book_for(job, self.request.user))
        return first, places[first : first + PAGE], rows

    def get_context_data(self, **context):
        job, places = self.job, self.file.work["lines"]
        first, here, rows = self.judged_page(job)
        last = max(1, -(-len(places) // PAGE))
        page = first // PAGE + 1
        return self.context_of(
            job,
            rows=[place_row(place, row) for place, row in zip(here, rows, strict=True)],
            number=len(places),
            unsure=sum(not each["sure"] for each in places),
            page=page,
            last_page=last,
            earlier_url=f"?page={page - 1}" if page > 1 else "",
            later_url=f"?page={page + 1}" if page < last else "",
            first=first,
            **context,
        )

    def take(self, job):
        with transaction.atomic():
            mine = ImportFile.objects.select_for_update()
            self.file = mine.get(pk=self.file.pk)
            at = self.keep()
        if "take" in self.request.POST:
            return self.take_page(job)
        return HttpResponseRedirect(f"{self.here()}#p{at}" if at else self.here())

    def here(self):
        return f"{self.request.path}?page={self.page}"

    def keep(self):
        """Keeps the ticks, and makes a move where one is asked; its number, or None."""
        posted, places = self.request.POST, self.file.work["lines"]
        ticks = pairs_in(posted.getlist("row"))
        for number in pairs_in(posted.getlist("place")):
            if 0 < number <= len(places):
                places[number - 1]["tick"] = number in ticks
        name, _colon, number = posted.get("move", "").partition(":")
        at = int(number) if number.isdecimal() and len(number) < 7 else 0
        if name not in aligned_text.MOVES or not 0 < at <= len(places):
            self.file.save(update_fields=["work"])
            return None
        for place in places[at - 1 : at + 1]:
            place.pop("tick", None)
        self.file.work["lines"] = aligned_text.MOVES[name](places, at - 1)
        self.file.save(update_fields=["work"])
        return at

    def take_page(self, job):
        """Writes the ticked places of this page, and goes on with the next."""
        _first, _here, rows = self.judged_page(job)
        if not self.write(job, rows):
            return HttpResponseRedirect(self.here())
        if self.page * PAGE < len(self.file.work["lines"]):
            return HttpResponseRedirect(f"{self.request.path}?page={self.page + 1}")
        return HttpResponseRedirect(address(job))


def place_row(place, row):
    """How a place stands on the page."""
    default = row.is_ticked and place["sure"]
    words = {
        "same": _("stands there already"),
        "unknown": _("no sentence of the source"),
        "empty": _("no sentence of the translation"),
    }
    is_bare = row.status == "same" and not place["texts"]
    return {
        **row_of(row),
        "is_ticked": row.may_go_in and place.get("tick", default),
        "is_sure": place["sure"],
        "has_text": bool(place["texts"]),
        "former": row.offer.segment.target if row.status == "there" else "",
        "word": words["empty"] if is_bare else words.get(row.status, ""),
    }
