"""Pages and fragments of HTML: the text, what is marked in it, and what the page says of itself."""

from collections.abc import Callable
from typing import Any

import pytest

from tasks.ingest.markup_facts import without_site
from tasks.ingest.pages import read_page
from tasks.ingest.reading import Chunk

Read = Callable[..., Chunk]

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
FILL = "البلدية تفتح حديقة جديدة في وسط المدينة يوم الأحد، والدخول إليها مجاني لجميع السكان. "
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>حديقة جديدة | جريدة المدينة</title>
<meta property="og:title" content="حديقة جديدة | جريدة المدينة"><link rel="canonical" href="https://example.com/garden">
<meta property="article:section" content="city"><meta name="keywords" content="garden, park">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2024-05-03T10:00:00Z", "author": [{{"name": "A. One"}}]}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><form id="aspnet"><article><ol class="breadcrumb"><li><a>Home</a></li></ol><h1>حديقة جديدة</h1>
<figure><img src="x"><figcaption>الحديقة <span class="credit">A. Two</span></figcaption></figure>
<p>{FILL}می{ZWNJ}خواهیم &amp;amp; می&zwnj;رود<br>سطر <b>ثا</b>ن</p><p>{FILL}</p>
<aside><p>اقرأ أيضا: خبر آخر</p></aside><script>var a = "<p>no</p>"</script></article></form><footer>footer words</footer></body></html>"""


def _marked(page: Any) -> list[tuple[str, str]]:
    return [(mark["kind"], page.body[mark["start"] : mark["end"]]) for mark in page.marks or []]


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    """The article's text, its title without the site's name, address, date, authors, section and tags."""
    page = read_page(PAGE)
    assert page.body is not None
    assert "footer words" not in page.body
    assert "no" not in page.body.split()
    assert (page.title, page.url, page.published) == (
        "حديقة جديدة",
        "https://example.com/garden",
        "2024-05-03T10:00:00Z",
    )
    assert (page.authors, page.section, page.tags) == (["A. One"], "city", ["garden", "park"])


def test_what_the_markup_names_stays_in_the_body_and_is_marked() -> None:
    """Breadcrumb, heading, caption and related links are lines of their own, with their places in code points."""
    page = read_page(PAGE)
    assert _marked(page) == [
        ("navigation", "Home"),
        ("title", "حديقة جديدة"),
        ("caption", "الحديقة A. Two"),
        ("related", "اقرأ أيضا: خبر آخر"),
    ]
    assert all(f"\n{text}\n" in f"\n{page.body}\n" for _, text in _marked(page))


def test_zwnj_is_kept_and_entities_are_decoded_once() -> None:
    """U+200C stays, as a character and as an entity; &amp;amp; is &amp;."""
    body = read_page(PAGE).body or ""
    assert f"می{ZWNJ}خواهیم &amp; می{ZWNJ}رود\n" in body
    assert body.count(ZWNJ) == 2


FRAGMENTS = [
    ("plain words", "plain words"),
    ("<p>a<p>b", "a\n\nb"),
    ("<div>a<div>b</div>c</div>", "a\nb\nc"),
    ("a<b>b</b><i>c</i> d", "abc d"),
    ("a<br>b<br><br><br>c", "a\nb\n\nc"),
    ("<ul><li>a<li>b</ul>", "a\nb"),
    ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
    ("<p> a \n\t b&nbsp; c </p>", "a b\N{NO-BREAK SPACE} c"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    (
        "a<script>x</script><style>y</style><noscript>z</noscript><template>t</template><svg><text>s</text></svg><iframe>f</iframe>b",
        "ab",
    ),
    ("a<!-- c -->b", "ab"),
    ("<form><p>search</p></form><p>a</p>", "a"),
    ("&lt;p&gt; &#x200c;&zwnj;", f"<p> {ZWNJ}{ZWNJ}"),
    ("", None),
    ("<br><img src=x>", None),
    ("<frameset><frame src=x></frameset>", None),
]


@pytest.mark.parametrize(("markup", "body"), FRAGMENTS, ids=lambda value: str(value)[:30])
def test_a_fragment_reads_as_a_browser_shows_it(markup: str, body: str | None) -> None:
    """Blocks and line breaks make lines, inline elements do not, and what is no text is gone."""
    assert read_page(markup).body == body


CONTAINERS = [
    ("article", f"<div><p>{FILL * 2}</p></div><article><p>{FILL * 2}</p>IN</article>"),
    (
        "articleBody",
        f"<div><p>x</p></div><div itemprop='articleBody'><p>{FILL}</p>IN</div><div><p>{FILL[:30]}</p></div>",
    ),
    ("main", f"<div><p>{FILL[:40]}</p></div><main><p>{FILL}</p>IN</main>"),
    (
        "the block with most text",
        "<div><ul>"
        + "<li><a>link</a></li>" * 50
        + f"</ul></div><div><p>{FILL}</p><p>{FILL}</p>IN</div><div><p>short</p></div>",
    ),
    ("teasers are no article", "<article><p>teaser</p></article>" * 5 + f"<div><p>{FILL}</p><p>{FILL}</p>IN</div>"),
    (
        "sections of one article",
        f"<div><div><p>{FILL}</p></div><div><p>{FILL}</p></div><div><p>{FILL}</p>IN</div></div><div><p>OUT</p></div>",
    ),
    ("a form around the page", f"<form><div><p>{FILL * 4}</p>IN</div></form>"),
]


@pytest.mark.parametrize(("why", "markup"), CONTAINERS)
def test_the_article_is_found_among_the_rest_of_the_page(why: str, markup: str) -> None:
    """What holds the article is taken, however the page is built."""
    assert "IN" in (read_page(f"<body>{markup}</body>").body or ""), why


@pytest.mark.parametrize(
    ("title", "proof", "expected"),
    [
        ("Garden opens | The Paper", "Garden opens", "Garden opens"),
        ("Garden opens - The Paper", "The Paper", "Garden opens"),
        ("Garden opens | free for all", None, "Garden opens | free for all"),
        ("Garden opens | free for all", "Something else", "Garden opens | free for all"),
        ("Garden opens early", "Garden opens", "Garden opens early"),
        ("War: Garden", "Garden", "War: Garden"),
    ],
)
def test_the_site_leaves_the_title_only_on_proof(title: str, proof: str | None, expected: str) -> None:
    """A part of the title goes only where a heading shows it to be the headline or the site."""
    assert without_site(title, proof) == expected


def test_an_html_file_keeps_the_page_as_fetched(read: Read) -> None:
    """The row has the page for its payload, the text for its body and the code page that it declares."""
    page = f'<html><head><meta charset="windows-1256"></head><body><p>{FILL}</p></body></html>'
    row = read("a.html", page.encode("cp1256")).records.row(0, named=True)
    assert (row["payload"], row["body"], row["encoding"], row["format"], row["source_record_id"]) == (
        page,
        FILL.strip(),
        "windows-1256",
        "html",
        "a.html",
    )
