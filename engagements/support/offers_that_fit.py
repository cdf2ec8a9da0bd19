"""Offers that fit: what we could offer to an official, best first, with its reasons.

An edition in force or an exchange still to come fits when the official asked for it,
when it shares a theme with them, or when it is marked as useful to institutions of the
kind in which they serve today (`useful_to`) or, of documents, in the function that they
have there (`functions`): a person ticked it, nothing is guessed. What was offered,
handed over or lived through already is left out, and so is what somebody decided is
“not for them”. Who holds an edition is offered the one that corrects it. Points:

    3  they asked for it: an open request names the document, or its symbol; for an
       exchange, an open request for training
    3  they hold an earlier edition of it
    2  for each shared theme
    1  useful to institutions of their kind
    1  useful in their function; of documents

Of several editions of one document the one in the language in which one of their names
is written is proposed, the official text before ours, else the newest. The sum is made
in the database; among equals the documents that came to us last are found first, so
that the search ends when enough are found.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import ActionEdition
from engagements.contacts.workflow import TO_COME
from engagements.support.models import Offer, SupportRequest
from exchanges.models import Exchange, ExchangeTheme, Participation
from officials.institutions.models import Appointment
from officials.institutions.models.institutions import (
    functions_in_words,
    kinds_in_words,
)
from officials.themes.models import Theme
from officials.workflow import in_the_name_of
from translations.catalogue.models import Document, DocumentTheme
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition

SHOWN = 10
EDITIONS = """
    WITH shared AS (
        SELECT document_id, array_agg(theme_id) AS themes
        FROM ({links}) link GROUP BY document_id
    ), later (of_document, edition) AS MATERIALIZED ({later}), fitting AS (
        SELECT document.id, coalesce(shared.themes, '{{}}') AS themes,
               useful_to && %(kinds)s::varchar[] AS of_kind,
               functions && %(functions)s::varchar[] AS of_function,
               document.id = ANY (%(asked)s::uuid[])
               OR (%(words)s <> '' AND symbol <> ''
                   AND strpos(%(words)s, lower(symbol)) > 0) AS asked,
               document.id IN (SELECT of_document FROM later) AS corrected
        FROM ({documents}) document LEFT JOIN shared ON document_id = document.id
    )
    SELECT best.id, points, asked, themes, of_kind, of_function, in_language,
           corrected, "on"
    FROM (SELECT *, {points} AS points FROM fitting
          WHERE corrected OR (themes <> '{{}}' OR of_kind OR of_function OR asked)
                             AND id NOT IN ({handed})
          ORDER BY points DESC, id DESC) document
    CROSS JOIN LATERAL (
        SELECT text.id, language = ANY (%(languages)s) AS in_language,
               (made_at AT TIME ZONE 'UTC')::date AS on
        FROM ({texts}) text
        WHERE document_id = document.id AND text.id NOT IN ({gone})
          AND (NOT corrected OR text.id IN (SELECT edition FROM later))
        ORDER BY in_language DESC, kind = 'official' DESC, made_at DESC, text.id
        LIMIT 1) best
    ORDER BY points DESC, document.id DESC LIMIT %(shown)s
"""
EXCHANGES = """
    WITH shared AS (
        SELECT exchange_id, array_agg(theme_id) AS themes
        FROM ({links}) link GROUP BY exchange_id
    ), fitting AS (
        SELECT exchange.id, coalesce(shared.themes, '{{}}') AS themes,
               useful_to && %(kinds)s::varchar[] AS of_kind, false AS of_function,
               %(training)s AS asked, false AS corrected, starts_on AS on
        FROM ({exchanges}) exchange LEFT JOIN shared ON exchange_id = exchange.id
    )
    SELECT id, {points} AS points, asked, themes, of_kind, of_function, false,
           corrected, "on"
    FROM fitting
    WHERE (themes <> '{{}}' OR of_kind) AND id NOT IN ({gone})
    ORDER BY points DESC, "on" DESC NULLS LAST, id LIMIT %(shown)s
"""
POINTS = (
    "3 * asked::int + 3 * corrected::int + 2 * cardinality(themes)"
    " + of_kind::int + of_function::int"
)


class About(NamedTuple):
    """What is known of an official that an offer may fit."""

    themes: list  # keys of themes
    kinds: list  # kinds of the institutions in which they serve today
    functions: list  # those that they have there
    languages: list  # those in which their names are written
    asked: list  # keys of documents they asked for
    words: str  # what they asked, in small letters
    training: bool  # whether they asked for training


class Fit(NamedTuple):
    """An `Edition` or an `Exchange` that fits, and why, in sentences."""

    thing: object
    points: int
    reasons: list
    on: datetime.date | None


class Why(NamedTuple):
    """What of it fits, as the query says it."""

    asked: bool
    later: bool  # a later edition than the one they hold
    themes: list
    of_kind: bool
    of_function: bool
    in_language: bool


def known_of(official, user):
    """What `user` sees of `official` that offers may fit: an `About`."""
    posts = Appointment.objects.visible_to(user).current().filter(official=official)
    rows = [
        *posts.order_by().values_list(
            "post__institution", "post__institution__kind", "post__function"
        )
    ]
    places = {institution: kind for institution, kind, _function in rows}
    unanswered_requests = SupportRequest.objects.visible_to(user).unanswered()
    requests = unanswered_requests.filter(
        Q(official=official) | Q(official=None, institution__in=list(places))
    )
    requests = list(requests.values_list("kind", "document", "asked"))
    links = official.theme_links.visible_to(user)
    languages = official.names.visible_to(user).exclude(language="")
    return About(
        themes=list(links.values_list("theme", flat=True)),
        kinds=sorted(set(places.values())),
        functions=sorted({function for *_place, function in rows if function}),
        languages=list(languages.values_list("language", flat=True).distinct()),
        asked=[document for _kind, document, _words in requests if document],
        words="\n".join(words for _kind, _document, words in requests).lower(),
        training=any(kind == SupportRequest.Kind.TRAINING for kind, *_rest in requests),
    )


def fitting(official, user, limit=SHOWN):
    """The best `Fit`s for `official` among what `user` sees, at most `limit`.

    A constant number of queries, whatever there is to offer. Nothing fits the dead.
    """
    if official.died:
        return []
    about = known_of(official, user)
    try:
        fit_rows = [
            *rows(EDITIONS, editions_for(official, user, about), about, limit),
            *rows(EXCHANGES, exchanges_for(official, user, about), about, limit),
        ]
    except EmptyResultSet:
        return []
    fit_rows.sort(
        key=lambda row: (-row[1], -(row[-1] or datetime.date.min).toordinal())
    )
    return in_words(fit_rows[:limit], about, user)


def rows(template, parts, about, limit):
    """What the query finds; `parts` are the visible records that it is made of."""
    values = {**about._asdict(), "shown": limit}
    compiled = {}
    for name, queryset in parts.items():
        pieces = []
        for number, each in enumerate(queryset):
            sql, params = each.order_by().query.sql_with_params()
            keys = [f"{name}_{number}_{place}" for place in range(len(params))]
            values |= dict(zip(keys, params, strict=True))
            pieces.append(sql % tuple(f"%({key})s" for key in keys))
        compiled[name] = " UNION ALL ".join(pieces)
    with connection.cursor() as cursor:
        cursor.execute(template.format(points=POINTS, **compiled), values)
        return cursor.fetchall()


def editions_for(official, user, about):
    """The visible records of which editions that fit are found."""
    planned = ActionEdition.objects.visible_to(user).filter(
        action__action_officials__official=official,
        action__state__in=TO_COME,
    )
    deliveries = Delivery.objects.visible_to(user).filter(official=official)
    offers = Offer.objects.visible_to(user).in_the_way().filter(official=official)
    answered = SupportRequest.objects.visible_to(user).filter(
        official=official, state=SupportRequest.State.ANSWERED
    )
    later = deliveries.outdated(user)
    texts = Edition.objects.in_circles_of(user).in_force()
    links = DocumentTheme.objects.visible_to(user).filter(theme__in=about.themes or [0])
    documents = Document.objects.in_circles_of(user)
    return {
        "links": [links.values("document_id", "theme_id")],
        "documents": [documents.values("id", "useful_to", "functions", "symbol")],
        "texts": [texts.values("id", "document_id", "language", "made_at", "kind")],
        "gone": [
            planned.values("edition_id"),
            deliveries.values("edition_id"),
            offers.exclude(edition=None).values("edition_id"),
            answered.exclude(translation__in_force=None).values(
                "translation__in_force_id"
            ),
        ],
        "handed": [deliveries.values("edition__document_id")],
        "later": [
            later.values_list(
                "edition__document_id", "edition__translation__in_force_id"
            )
        ],
    }


def exchanges_for(official, user, about):
    """The visible records of which exchanges that fit are found."""
    participations = Participation.objects.visible_to(user).filter(official=official)
    offers = Offer.objects.visible_to(user).in_the_way().filter(official=official)
    links = ExchangeTheme.objects.visible_to(user).filter(theme__in=about.themes or [0])
    coming = Exchange.objects.visible_to(user).coming()
    return {
        "links": [links.values("exchange_id", "theme_id")],
        "exchanges": [coming.values("id", "useful_to", "starts_on")],
        "gone": [
            participations.values("exchange_id"),
            offers.exclude(exchange=None).values("exchange_id"),
        ],
    }


def in_words(fit_rows, about, user):
    """The rows of `rows` as `Fit`s."""
    keys = [row[0] for row in fit_rows]
    texts = Edition.objects.visible_to(user).select_related("document__superseded_by")
    things = {each.pk: each for each in texts.filter(pk__in=keys)}
    coming = Exchange.objects.visible_to(user).filter(pk__in=keys)
    things |= {each.pk: each for each in coming}
    themes = Theme.objects.in_bulk(about.themes)
    fits = []
    for key, points, asked, shared, kind, function, language, later, on in fit_rows:
        if key in things:
            shared_themes = [themes[theme] for theme in shared]
            why = Why(asked, later, shared_themes, kind, function, language)
            sentences = reasons(things[key], about, why)
            fits.append(Fit(things[key], points, sentences, on))
    return fits


def reasons(thing, about, why):
    """Why `thing` fits, in sentences, those that weigh most first.

    What is superseded says so at the end; it is offered all the same.
    """
    is_exchange = isinstance(thing, Exchange)
    marked = thing if is_exchange else thing.document
    sentences = []
    if why.asked:
        sentences.append(
            _("They asked for training") if is_exchange else _("They asked for it")
        )
    if why.later:
        sentences.append(_("They hold an earlier edition of it"))
    if why.themes:
        names = ", ".join(sorted(str(theme) for theme in why.themes))
        sentences.append(_("On what they work on: %(themes)s") % {"themes": names})
    if why.of_kind:
        names = kinds_in_words(k for k in about.kinds if k in marked.useful_to)
        sentences.append(_("Useful to: %(kinds)s") % {"kinds": names})
    if why.of_function:
        shared = (each for each in about.functions if each in marked.functions)
        names = functions_in_words(shared)
        sentences.append(_("Useful in their function: %(names)s") % {"names": names})
    if why.in_language:
        words = {"language": thing.get_language_display()}
        sentences.append(_("In a language of theirs: %(language)s") % words)
    if not is_exchange and marked.warning:
        sentences.append(marked.warning)
    return sentences


@transaction.atomic
def take_back(offer, *, by):
    """It was not offered after all: it may be proposed again."""
    return stamp(offer, timezone.now(), by=by)


@transaction.atomic
def put_back(offer, *, by):
    """It was offered: what was taken back holds again."""
    return stamp(offer, None, by=by)


def stamp(offer, moment, *, by):
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if bool(locked.taken_back_at) is bool(moment):
        raise ValidationError(_("That is so already."))
    locked.taken_back_at = moment
    locked.full_clean()
    with in_the_name_of(by):
        locked.save()
    return locked
