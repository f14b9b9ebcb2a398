"""`khabar search`: articles that hold all words, blind to spelling, with the place where they stand."""

from rich.console import Console
from rich.text import Text

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console, isolated, neutral, shown
from warehouse.home import Home
from warehouse.search import Hit, SearchError, Span, search

ID_LENGTH = 10
"""Characters of a doc_id that are shown: enough to paste into explain."""


def search_command(home: Home, words: str, *, limit: int, language: str | None, source: str | None) -> int:
    """Print the articles found; nothing found is an answer too, not an error."""
    try:
        found = search(home, words, limit=limit, language=language, source=source)
    except SearchError as error:
        raise CommandError(str(error)) from error
    out = console()
    if not found.n_articles:
        out.print("nothing found; all words must stand in one article, in the title or the text")
        return OK
    for hit in found.hits:
        _show(out, hit)
    more = found.n_articles - len(found.hits)
    out.print(
        f"{found.n_articles:,} articles" + (f", {more:,} not shown; --limit gives more" if more else "")
        if found.n_articles > 1
        else "1 article"
    )
    out.print(
        f"next: khabar explain {found.hits[0].doc_id[:ID_LENGTH]} --home {neutral(str(home.root))}",
        style="dim",
        soft_wrap=True,
    )
    return OK


def _show(out: Console, hit: Hit) -> None:
    facts = [
        hit.outlet or "",
        shown(hit.published_at) or "no date",
        hit.language,
        f"{hit.n_copies} copies" if hit.n_copies > 1 else "",
    ]
    head = Text(hit.doc_id[:ID_LENGTH], style="cyan")
    head.append("  " + " \u00b7 ".join(isolated(neutral(fact), out) for fact in facts if fact), style="dim")
    out.print(head)
    out.print(marked(hit.title or "(no title)", hit.title_spans, "bold", out))
    snippet = Text("\u2026 " if hit.text_before else "")
    snippet.append_text(marked(hit.snippet, hit.snippet_spans, "", out))
    out.print(snippet.append(" \u2026" if hit.text_after else ""))
    out.print()


def marked(text: str, spans: tuple[Span, ...], style: str, out: Console) -> Text:
    """`text` with the stretches of `spans` highlighted; in brackets where there is no colour to do it with."""
    open_, close = ("", "") if out.is_terminal and not out.no_color else ("[", "]")
    made, at = Text(style=style), 0
    for start, end in spans:
        made.append(neutral(text[at:start]))
        made.append(open_ + neutral(text[start:end]) + close, style="bold reverse")
        at = end
    made.append(neutral(text[at:]))
    return made
