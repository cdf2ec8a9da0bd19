"""The official wording of what a segment quotes.

A document of which there is an official text is quoted in its words and in no others,
however little of the segment the quotation is. A segment quotes a sentence that stands
in it whole, or of which it holds a part in quotation marks; where it names the symbol
of the document besides, some words in a row are enough.
"""

import re

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, IntegerField, Q, Value

from translations.catalogue.symbols import symbols_in
from translations.formats.sentences import sentences_of
from translations.memory.likeness import likeness
from translations.memory.matches import (
    CANDIDATES,
    COMPARED,
    ROWS,
    Match,
    SharedPairs,
    offered_to,
)
from translations.memory.models import MemoryPair, WordPairCount, forms_of
from translations.memory.normal_text import key_of, normal_text, word_pairs_of
from translations.terms.bare_text import bare

MOST = 3  # sentences that a segment quotes
WORDS = 4  # what is shorter is no quotation, unless it is all there is
RUN = 5  # words in a row, of a document that is named
RAREST = 2  # word pairs of a quotation, by which the sentence is looked for
QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"")


def official_matches_for(search, user):
    """Matches of official texts that the segment of a Search quotes, at most MOST.

    Those of which it holds the most words stand first. At most two statements.
    """
    text = bare(search.source).text
    cited = cited_symbols(text)
    quotations = [each for each in map(normal_text, quoted_in(text)) if is_long(each)]
    near = Q(normal_symbol__in=cited) if cited else Q()
    near |= of_the_same_words(text, search.languages[0])
    if rarest := rarest_of_each(quotations):
        near |= Q(word_pairs__overlap=rarest)
    normal = normal_text(text)
    shared = SharedPairs(
        F("word_pairs"),
        Value(word_pairs_of(normal), output_field=ArrayField(IntegerField())),
    )
    pairs = offered_to(user, search).filter(near)
    pairs = pairs.filter(grade=MemoryPair.Grade.OFFICIAL).order_by(-shared)
    pairs = pairs.only(*COMPARED, "normal_symbol")[:CANDIDATES]
    quoted = {}
    for pair in pairs:
        words = pair.words_in(search.languages[0])
        if is_quoted(words, normal, quotations, pair.normal_symbol in cited):
            quoted.setdefault(pair.sides(search.languages[0]), pair)
    return [match_of(pair, search) for pair in [*quoted.values()][:MOST]]


def cited_symbols(text):
    """The normal forms of the symbols that a text names."""
    return {form for _span, symbol in symbols_in(text) for form in forms_of(symbol)}


def quoted_in(text):
    """What stands in quotation marks."""
    return ["".join(filter(None, match.groups())) for match in QUOTED.finditer(text)]


def is_long(normal):
    return len(normal.split()) >= WORDS


def of_the_same_words(text, language):
    """The condition of pairs that say what the text, or a quotation in it, says."""
    sentences = [text]
    for quotation in quoted_in(text):
        sentences += [each.text for each in sentences_of(quotation, language)]
    keys = {key_of(normal) for each in sentences if (normal := normal_text(each))}
    return Q(source_key__in=keys) | Q(target_key__in=keys)


def rarest_of_each(quotations):
    """The word pairs by which the sentences that hold `quotations` are found."""
    by_quotation = [set(word_pairs_of(each)) for each in quotations]
    asked = set().union(*by_quotation)
    if not asked:
        return []
    counts = WordPairCount.objects.filter(word_pair__in=asked, number__lte=ROWS)
    counts = dict(counts.order_by("number").values_list("word_pair", "number"))
    rarest = set()
    for word_pairs in by_quotation:
        rarest.update([each for each in counts if each in word_pairs][:RAREST])
    return sorted(rarest)


def is_quoted(words, normal, quotations, is_cited):
    """Whether `normal`, a segment with its `quotations`, quotes a sentence, `words`."""
    if words == normal or (is_long(words) and holds(normal, words)):
        return True
    if any(holds(words, each) for each in quotations):
        return True
    return is_cited and bool(runs_of(words) & runs_of(normal))


def holds(normal, words):
    """Whether `words` stand in a normal text, one after the other."""
    return f" {words} " in f" {normal} "


def runs_of(normal):
    """All that are RUN words in a row."""
    words = normal.split()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def match_of(pair, search):
    """The Match of a quotation: its words are offered as they are."""
    source, target = pair.sides(search.languages[0])
    return Match(
        pair,
        likeness(source, search.source),
        source,
        target,
        is_reversed=pair.source_language != search.languages[0],
        is_quoted=True,
    )
