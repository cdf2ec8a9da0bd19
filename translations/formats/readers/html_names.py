"""Elements of HTML, by what they are for a sentence."""

BLOCKS = frozenset(
    """
    address article aside base blockquote body caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3
    h4 h5 h6 head header hgroup hr html legend li link main menu meta nav noframes ol
    optgroup option p param plaintext pre search section select source summary table
    tbody td textarea tfoot th thead title tr track ul
    """.split()  # noqa: SIM905
)
VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# Their content is no text of the page.
HIDDEN = frozenset(
    """
    script style template svg math object video audio canvas iframe noembed noframes xmp
    """.split()  # noqa: SIM905
)
KINDS = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "li": "list", "dt": "list", "dd": "list",
    "td": "cell", "th": "cell", "title": "title",
}  # fmt: skip
TAGS = {
    "a": "link", "br": "break", "img": "picture", "svg": "picture", "math": "picture",
    "video": "picture", "audio": "picture", "object": "picture", "canvas": "picture",
    "code": "code", "kbd": "code", "samp": "code", "var": "code", "tt": "code",
    "script": "code", "style": "code", "template": "code", "input": "picture",
    "iframe": "code",
}  # fmt: skip
# They end where the next of their kind begins.
UNCLOSED = frozenset(("li", "dt", "dd", "td", "th", "tr", "option"))
CONTAINERS = frozenset(("ul", "ol", "dl", "table", "select", "menu"))
SAID = ("alt", "title", "placeholder", "aria-label")
DESCRIPTIONS = frozenset(
    (
        "description", "keywords", "og:title", "og:description", "og:image:alt",
        "og:site_name", "twitter:title", "twitter:description", "twitter:image:alt",
        "dc.title", "dc.description", "dcterms.title", "dcterms.description",
    )
)  # fmt: skip
RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"))
