"""Pages as news sites build them, and texts with markup in them: the article comes in, and what is around it does not.

The pages are invented, each after the manner of a system that many sites use. expected.json says what a reader of the page
would call the article, line by line, and which lines are captions.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.ingest.markup_residue import read_residue
from tasks.ingest.pages import Page, read_page
from tasks.ingest.reading import Chunk

PAGES = Path(__file__).with_name("pages")
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


def _lines(page: Page) -> dict[str, list[str]]:
    """Lines of the body by the kind that the markup gives them; those with none are the article."""
    found: dict[str, list[str]] = {"article": []}
    body = page.body or ""
    spans = sorted((int(mark["start"]), int(mark["end"]), str(mark["kind"])) for mark in page.marks or [])
    at = 0
    for start, end, kind in [*spans, (len(body), len(body), "")]:
        for name, text in (("article", body[at:start]), (kind, body[start:end])):
            found.setdefault(name, []).extend(line for line in text.split("\n") if line.strip())
        at = end
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_news_page_gives_its_article(name: str) -> None:
    """Menus, sharing, related stories, comments, cookie notices and advertisements are left out or marked; captions are marked."""
    lines = _lines(read_page((PAGES / name).read_text(encoding="utf-8")))
    assert lines["article"] == EXPECTED[name]["article"]
    assert lines.get("caption", []) == EXPECTED[name]["captions"]


def test_joiners_come_through_a_page() -> None:
    """Each ZWNJ of the article is in the body, whether it was written as a character or as an entity."""
    page = (PAGES / "amp.html").read_text(encoding="utf-8")
    article = page[page.index('<div class="amp-wp-article-content">') : page.index("</article>")]
    body = read_page(page).body or ""
    assert body.count(ZWNJ) >= article.count(ZWNJ) + article.count("&zwnj;") >= 5


TEXTS = [
    ("<p>One.</p><p>Two <a href='https://a.example'>three</a>.</p>", "One.\n\nTwo three."),
    ("One.<br />Two.<br><br>Three.", "One.\nTwo.\n\nThree."),
    ("One.\n\n<strong>Two</strong> words.\nThree.", "One.\n\nTwo words.\nThree."),
    ("<p>One\nline.</p>\n<p>Two.</p>\n\n<p>Three.</p>", "One line.\n\nTwo.\n\nThree."),
    ("Text first. <div class='x'>A block.</div>", "Text first.\nA block."),
    ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
    ("One.</p>\nTwo.", "One.\n\nTwo."),
    ("One.<script>x = '<p>'</script><style>p{}</style><!-- ad -->\nTwo.</p>", "One. \nTwo."),
    ("<p>Ida <ida@post.example> & sons, a < b</p>", "Ida <ida@post.example> & sons, a < b"),
    ("<p>Salt &amp;amp; Road</p>", "Salt &amp; Road"),
    ("<p>An HTML5 page on tags</p><p>of HTML</p>", "An HTML5 page on tags\n\nof HTML"),
]


@pytest.mark.parametrize(("text", "body"), TEXTS)
def test_a_text_with_markup_is_read(text: str, body: str) -> None:
    """Paragraphs and line breaks are kept, entities decoded once, and brackets that are no tags stay."""
    page = read_residue(text)
    assert page is not None
    assert [line.strip() for line in (page.body or "").split("\n")] == body.replace("One. \n", "One.\n").split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, a < b and c > d.",
        "The tag <br> breaks a line in HTML, and </p> ends a paragraph.",
        "Write to <ida@post.example>.",
        "He said <<yes>> and left.",
        "**bold** and [a link](https://a.example).",
        "",
    ],
)
def test_a_plain_text_is_left_alone(text: str) -> None:
    """What speaks of markup, or only looks like it, is no markup."""
    assert read_residue(text) is None


def test_a_caption_of_a_fragment_is_marked() -> None:
    """A figure inside a field of text has its caption marked as on a page."""
    prose = "The village has turned its empty telephone exchange into a library of seeds."
    figure = "<figure><img src='a.jpg' alt='x'><figcaption>The mill at dawn</figcaption></figure>"
    page = read_residue(f"{prose}\n\n{figure}\n\n{prose}")
    assert page is not None
    lines = _lines(page)
    assert (lines["article"], lines["caption"]) == ([prose, prose], ["The mill at dawn"])


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_text_of_markup_is_kept_as_fetched(read: Callable[..., Chunk], name: str) -> None:
    """In a text file as in a record: the body is what it says, the payload what came."""
    text = "First paragraph of the story.<br/>Second &amp; last."
    records = read(name, text if name == "a.txt" else json.dumps({"text": text}) + "\n").records
    assert records["body"].to_list() == ["First paragraph of the story.\nSecond & last."]
    assert records["payload"].to_list() == [text]
