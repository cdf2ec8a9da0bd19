"""Whatever a feed is like, it is read or refused in a sentence."""

import datetime

import pytest

from engagements.monitoring.feeds.feed_reader import NEWEST, read
from engagements.monitoring.feeds.network_addresses import Trouble
from tests.engagements.monitoring.newsstand import rss

NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><id>urn:1</id><title type="html">&lt;b&gt;Bold&lt;/b&gt; news</title>
<link href="https://example.org/1"/><updated>2026-11-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p>
</div></content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>x</title>
</channel><item rdf:about="https://example.org/1"><title>Old style</title>
<link>https://example.org/1</link></item></rdf:RDF>"""
BILLION_LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<rss version="2.0"><channel><item><title>&lol3;</title></item></channel></rss>"""
ONE_FILE = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&f;</title></item></channel></rss>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC
"-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>
<item><title>Of old</title><link>http://example.org/1</link></item></channel></rss>"""


def titles(contents):
    return [item.title for item in contents.items]


def feed_of(items):
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_rss_is_read():
    (item,) = read(rss("News of today", text="&lt;p&gt;Some &lt;b&gt;words")).items

    assert item.title == "News of today"
    assert item.summary == "Some words"
    assert item.url == "https://example.org/0"
    assert item.published_at == datetime.datetime(2026, 11, 2, 7, tzinfo=datetime.UTC)
    assert len(item.guid) == 64


def test_atom_is_read_as_plain_text():
    (item,) = read(ATOM.encode()).items

    assert item.title == "Bold news"
    assert item.summary == "One\nTwo"
    assert item.published_at.year == 2026


@pytest.mark.parametrize(("body", "title"), [(RDF, "Old style"), (RSS_091, "Of old")])
def test_old_feeds_are_read(body, title):
    assert titles(read(body.encode())) == [title]


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("windows-1251", "windows-1251", "application/rss+xml"),
        ("windows-1251", "", "text/xml; charset=windows-1251"),
        ("windows-1251", "utf-8", "text/xml"),  # it lies
        ("koi8-r", "KOI8-R", "text/xml; charset=utf-8"),  # the server lies
        ("utf-8", "windows-1251", "text/xml"),  # it lies the other way round
        ("utf-16", "utf-16", "text/xml"),
        ("utf-8-sig", "", ""),
    ],
)
def test_cyrillic_is_read_however_it_is_written(encoding, declared, content_type):
    encoding_attribute = f'encoding="{declared}"' if declared else ""
    text = (
        f'<?xml version="1.0" {encoding_attribute}?>'
        + rss("Министр посетил колонию").decode()[38:]
    )
    text = text.replace('encoding="utf-8"?>', "").lstrip()

    contents = read(text.encode(encoding), content_type)

    assert titles(contents) == ["Министр посетил колонию"]


def test_a_feed_that_does_not_say_its_letters_is_guessed_and_told():
    text = feed_of("<item><title>Суд отложен</title></item>").decode()

    contents = read(text.encode("windows-1251"), "text/xml")

    assert titles(contents) == ["Суд отложен"]
    assert "guessed" in contents.remark


@pytest.mark.parametrize("charset", ["zip", "hex", "rot13", "unicode_escape", "x-none"])
def test_an_encoding_that_is_none_does_no_harm(charset):
    body = f'<?xml version="1.0" encoding="{charset}"?>'.encode() + rss("Суд")[38:]

    assert titles(read(body)) == ["Суд"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html><body>Welcome to our rss</body></html>", "web page"),
        (b"<!-- hello --><html><head></head><rss></html>", "web page"),
        (b'<?xml version="1.0"?><html xmlns="x"><body/></html>', "web page"),
        (b"/etc/passwd", "neither RSS nor Atom"),
        (b"http://127.0.0.1/", "neither RSS nor Atom"),
        (b'{"items": []}', "neither RSS nor Atom"),
        (b"<?xml version='1.0'?><catalogue><book/></catalogue>", "neither RSS nor"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither RSS nor Atom"),
        (BILLION_LAUGHS.encode(), "expand without end"),
        (BILLION_LAUGHS.encode("utf-16"), "expand without end"),
        (BILLION_LAUGHS.replace("</rss>", "").encode(), "expand without end"),
        (BILLION_LAUGHS.replace("<!DOCTYPE", "<oops><!DOCTYPE").encode(), "expand"),
        (ONE_FILE.encode(), "expand without end"),
        (b"<rss>" + b"<a>" * 100_000, "nested deeper"),
        (b"<rss version='2.0'><channel><item", "no item could be read"),
    ],
)
def test_what_is_no_feed_or_a_harmful_one_has_its_sentence(body, sentence):
    with pytest.raises(Trouble, match=sentence):
        read(body)


def test_of_a_feed_that_is_not_well_formed_is_taken_what_can_be_read():
    body = rss("First & foremost", "Second")
    body = body.replace(b"</channel>", b"</channel")

    contents = read(body)

    assert "First & foremost" in titles(contents)
    assert "not well-formed" in contents.remark


def test_an_empty_feed_is_a_feed():
    contents = read(feed_of("<title>Nothing yet</title>"))

    assert contents.items == []
    assert contents.remark == ""


def test_an_id_that_is_repeated_counts_once_and_is_told():
    one = "<item><title>{}</title><guid>same</guid></item>"

    contents = read(feed_of(one.format("First") + one.format("Again")))

    assert titles(contents) == ["First"]
    assert "same id" in contents.remark


def test_an_item_without_a_title_is_called_by_its_words():
    body = feed_of(
        "<item><description>The court adjourned the case.</description></item>"
        "<item><link>https://example.org/7</link></item><item><guid>x</guid></item>"
    )

    assert titles(read(body)) == [
        "The court adjourned the case.",
        "https://example.org/7",
    ]


@pytest.mark.parametrize(
    "date",
    ["", "soon", "Mon, 02 Nov 2037 10:00:00 GMT", "Mon, 02 Nov 0001 10:00:00 GMT"],
)
def test_a_date_that_cannot_be_is_left_out(date):
    body = feed_of(f"<item><title>News</title><pubDate>{date}</pubDate></item>")

    assert read(body, now=NOW).items[0].published_at is None


def test_of_ten_thousand_items_the_newest_are_taken():
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    items = [
        f"<item><title>News {number}</title><guid>{number}</guid><pubDate>"
        f"{(start + datetime.timedelta(minutes=number)):%a, %d %b %Y %H:%M:%S GMT}"
        "</pubDate></item>"
        for number in range(10_000)
    ]

    newest_titles = titles(read(feed_of("".join(items)), now=NOW))

    assert len(newest_titles) == NEWEST
    assert newest_titles[0] == "News 9999"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https://example.org/" + "x" * 600,
        "https://exa mple.org/",
    ],
)
def test_only_addresses_on_the_web_become_links(link):
    body = feed_of(f"<item><title>News</title><link>{link}</link></item>")

    assert read(body).items[0].url == ""


def test_scripts_and_control_characters_are_not_text():
    text = (
        "&lt;script&gt;alert(1)&lt;/script&gt;Words\u200b&lt;style&gt;x{}&lt;/style&gt;"
    )
    body = feed_of(
        f"<item><title>5 &lt; 7 &amp;amp; more</title><description>{text}</description>"
        "</item>"
    )

    (item,) = read(body).items

    assert item.title == "5 < 7 & more"
    assert item.summary == "Words"


def test_long_texts_are_cut():
    body = feed_of(
        f"<item><title>{'title ' * 200}</title>"
        f"<description>{'words ' * 20_000}</description></item>"
    )

    (item,) = read(body).items

    assert len(item.title) <= 300
    assert len(item.summary) <= 5000
    assert item.summary.endswith("…")
