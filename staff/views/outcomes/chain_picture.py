"""The picture of a contribution chain, and the same as a list.

Drawn on the server in plain SVG: it needs no script. Each kind of thing has a lane of
its own; a line leads through the steps in order of time to the change. On a telephone
time goes down the page. The numbers are those of the list beside it.
"""

from django.utils.translation import gettext as _

from officials.costs import days_in_words, money_in_words, took
from officials.dates import PartialDate
from staff.addresses import address

LANES = ("note", "request", "approach", "action", "translation", "exchange", "change")
ACROSS, LABEL, MARGIN, LANE = 660, 100, 58, 44
NARROW, ROW = 330, 46
LONGEST = 34  # letters of a line on a telephone
DATES = 4  # so many dates stand side by side, also “23 сентября 2026”


def lane_of(step):
    return "change" if step.kind == "confirmation" else step.kind


def lane_label(kind):
    return {
        "note": _("Notes"),
        "request": _("Requests"),
        "approach": _("Approaches"),
        "action": _("Actions"),
        "translation": _("Translations"),
        "exchange": _("Exchanges"),
        "change": _("The change"),
    }[kind]


def pictures_of(chain):
    """The wide and the narrow picture; nothing while the chain has one step or none."""
    if len(chain.steps) < 2:
        return []
    return [wide(chain.steps), narrow(chain.steps)]


def wide(steps):
    """Time from left to right, a lane for each kind that occurs."""
    kinds = [kind for kind in LANES if kind in {lane_of(each) for each in steps}]
    room = ACROSS - LABEL - 2 * MARGIN
    apart = room / max(len(steps) - 1, 1)
    every = -(-len(steps) // DATES)
    dots = []
    for number, each in enumerate(steps):
        x = round(LABEL + MARGIN + number * apart, 1)
        y = kinds.index(lane_of(each)) * LANE + LANE // 2
        has_date = (len(steps) - 1 - number) % every == 0
        dots.append(dot(number, each, x, y, has_date=has_date))
    height = len(kinds) * LANE
    return {
        "name": "wide",
        "box": f"0 0 {ACROSS} {height + 30}",
        "lanes": [
            {
                "label": lane_label(kind),
                "y": n * LANE,
                "text_y": n * LANE + LANE // 2 + 4,
            }
            for n, kind in enumerate(kinds)
        ],
        "lane_height": LANE,
        "across": ACROSS,
        "line": " ".join(f"{each['x']},{each['y']}" for each in dots),
        "dots": dots,
        "dates_y": height + 20,
    }


def narrow(steps):
    """Time from above to below, a line of words beside each step."""
    dots = [
        dot(number, each, 20, number * ROW + ROW // 2)
        for number, each in enumerate(steps)
    ]
    return {
        "name": "narrow",
        "box": f"0 0 {NARROW} {len(steps) * ROW}",
        "line": " ".join(f"{each['x']},{each['y']}" for each in dots),
        "dots": dots,
    }


def dot(number, step, x, y, *, has_date=False):
    words = step.words
    return {
        "number": number + 1,
        "x": x,
        "y": y,
        "kind": step.kind,
        "label": step.label,
        "on": str(step.on),
        "day": str(PartialDate(step.day, step.day))
        if step.on.precision == "span"
        else str(step.on),
        "dated": has_date,
        "words": words,
        "short": words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…",
        "up": y - 4,
        "down": y + 11,
        "url": address(step.record),
    }


def step_rows(chain, user):
    """The steps as rows of a list, with what each took, and its links to change."""
    may_change = user.has_perm("engagements.change_outcomelink")
    may_remove = user.has_perm("engagements.delete_outcomelink")
    return [
        {
            "number": number,
            "on": str(each.on),
            "label": each.label,
            "kind": each.kind,
            "words": each.words,
            "how": each.how,
            "took": took(each.days, each.money, each.currency),
            "url": address(each.record),
            "is_change": each.kind == "change",
            "how_url": each.link and may_change and address(each.link, "edit"),
            "remove_url": each.link and may_remove and address(each.link, "remove"),
        }
        for number, each in enumerate(chain.steps, start=1)
    ]


def sums_in_words(chain):
    """What all of it took: days, and money of each currency apart; "" for nothing."""
    sums = [days_in_words(chain.days)] if chain.days else []
    sums += [money_in_words(currency, money) for currency, money in chain.money]
    return ", ".join(sums)
