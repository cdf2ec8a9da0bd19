"""Which numbers of the register no standing letter has."""

from engagements.letters.models import Letter, LetterSeries


def gaps(user):
    """The numbers of each series that `user` sees under which no standing letter is.

    [(series, number, the cancelled letter or None)], the latest year first. Without a
    letter: it was moved to another circle.
    """
    unused_numbers, cancelled_state = [], Letter.State.CANCELLED
    series = LetterSeries.objects.visible_to(user).select_related("circle")
    for each in series.filter(last_number__gt=0):
        of = {"direction": each.direction, "year": each.year}
        letters = Letter.objects.visible_to(user).filter(
            series_circle=each.circle_id, **of
        )
        standing = letters.exclude(state=cancelled_state).values_list("number")
        there = {number for (number,) in standing}
        if len(there) == each.last_number:
            continue
        cancelled = {one.number: one for one in letters.filter(state=cancelled_state)}
        for number in range(1, each.last_number + 1):
            if number not in there:
                unused_numbers.append((each, number, cancelled.get(number)))
    return unused_numbers
