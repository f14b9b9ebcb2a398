"""The section of a document's page on its copies: who published it when, what each changed, and what is only like it."""

from flows.commands.copy_words import (
    canonical_reason,
    count_words,
    group_words,
    lag_words,
    published_words,
    shown_copies,
)
from flows.commands.direction import direction
from flows.commands.lag_picture import Lane, lanes, scale
from flows.commands.markup import escaped, link, table, text_html
from warehouse.explain import Explanation, Row


def copies(explanation: Explanation) -> str:
    """The copies of the story in the order of publication, and documents that share text without being copies."""
    if not explanation.copies and not explanation.links:
        return ""
    parts = []
    if explanation.copies:
        parts.append(_story(explanation))
    if explanation.links:
        rows = [_linked(row, explanation.document["language"]) for row in explanation.links]
        names = ("relation", "similarity", "outlet", "published", "title", "cut here, added there", "document")
        parts.append("<p>Documents that share text with it and are no copies:</p>" + table(names, rows, css="copies"))
        parts.append(_more(explanation.n_links, len(rows)))
    return f"<section id='copies'><h2>Copies</h2>{''.join(parts)}</section>"


def _story(explanation: Explanation) -> str:
    """All copies of the story, why one of them stands for all, and how long after the first each was published."""
    here = explanation.document["doc_id"]
    shown = shown_copies(explanation.copies, here)
    cluster, reason = escaped(explanation.document["cluster_id"] or ""), canonical_reason(explanation.copies)
    why = f" <b class='star'>\u2605</b> stands for all: {escaped(reason)}." if reason else ""
    drawn = lanes(shown)
    names = (
        "",
        "outlet",
        "published",
        "after the first",
        "similarity",
        "what it changed",
        "credits",
        "document",
    )
    rows = [_copy(row, here, lane) for row, lane in zip(shown, drawn, strict=True)]
    head = f"<p class='told'><bdi>{escaped(group_words(explanation.copies))}</bdi>.{why} <small>group <code>{cluster}</code></small></p>"
    return head + scale(drawn) + table(names, rows, css="copies") + _more(len(explanation.copies), len(rows))


def _more(n_all: int, n_shown: int) -> str:
    more = n_all - n_shown
    return f'<p class="none">{more:,} more are not shown: khabar sql gives all of them.</p>' if more > 0 else ""


def _copy(row: Row, here: str, lane: Lane | None) -> list[str]:
    star = "<b class='star' title='stands for all copies'>\u2605</b> " if row["is_canonical"] else ""
    place = "" if row["position"] is None else str(row["position"])
    this = " <b class='this'>this one</b>" if row["doc_id"] == here else ""
    title = f'<small class="title" dir="auto">{text_html(row["title"] or "")}</small>'
    return [
        f"{star}{place}",
        f"<bdi>{escaped(row['outlet'])}</bdi>{this}{title}",
        published_words(row),
        f'{lane.svg if lane else ""}<span class="lag">{lag_words(row)}</span>',
        "" if row["similarity"] is None else f"{row['similarity']:.2f}<small class='words'>{count_words(row)}</small>",
        differs_html(row, row["language"]),
        _credits(row),
        _document(row),
    ]


def _credits(row: Row) -> str:
    """The names in their chain, a line each."""
    names = "".join(f'<span class="credit"><bdi>{escaped(name)}</bdi></span>' for name in row["credits"] or ())
    return names + ("<small>\u2713 one of the copies</small>" if row["credits_a_copy"] else "")


def differs_html(row: Row, language: str) -> str:
    """The places in which two documents part: what was cut, and what stands in its place. Figures run as their language."""
    return "".join(
        _place(place["cut"] or "", place["added"] or "", escaped(language)) for place in row["differs"] or ()
    )


def _place(cut: str, added: str, language: str) -> str:
    sides = " ".join(f"<{tag}>{text_html(text)}</{tag}>" for tag, text in (("del", cut), ("ins", added)) if text)
    return f'<p class="differs" dir="{direction(cut + added, language)}" lang="{language}">{sides}</p>'


def _linked(row: Row, language: str) -> list[str]:
    share = f"{row['similarity']:.2f}" if row["relation"] == "template" else f"{row['covered']:.2f} of one"
    return [
        escaped(row["relation"]),
        share,
        f"<bdi>{escaped(row['outlet'])}</bdi>",
        published_words(row),
        f'<span dir="auto">{text_html(row["title"] or "")}</span>',
        differs_html(row, language),
        _document(row),
    ]


def _document(row: Row) -> str:
    """The id, with the command that explains it, and where it was published."""
    doc_id, url = escaped(row["doc_id"]), row["url"] or ""
    page = f'<span class="original">{link(url, "original")}</span>' if url else ""
    return f'<code title="khabar explain {doc_id}">{escaped(row["doc_id"][:12])}</code>{page}'
