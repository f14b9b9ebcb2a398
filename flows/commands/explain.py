"""`khabar explain`: what was done to one document and why, in the terminal or as a page of its own."""

import webbrowser
from datetime import UTC, datetime
from pathlib import Path

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console, neutral, show_table
from warehouse.explain import SHORTEST_ID, Matches, explain, find
from warehouse.files import write_text
from warehouse.home import Home

_CANDIDATE = ("doc_id", "title", "outlet", "published_at", "input_name", "source_record_id")


def explain_command(home: Home, key: str, *, html: bool, page: Path | None, show: bool) -> int:
    """Explain the one document that `key` fits; `show` opens the page. Raises CommandError unless it fits one."""
    explanation = explain(home, _one(home, key))
    if not html:
        from flows.commands.explain_terminal import show_explanation

        show_explanation(console(), explanation)
        return OK
    from flows.commands.explain_page import explanation_page

    doc_id = str(explanation.document["doc_id"])
    # An id is a hash; where it is not, it must still not choose the folder.
    target = page or Path(f"explain-{''.join(c for c in doc_id if c.isalnum())[:16]}.html")
    write_text(target.absolute(), explanation_page(explanation, now=datetime.now(UTC)))
    print(neutral(str(target.absolute())))
    if show and not webbrowser.open(target.absolute().as_uri()):
        raise CommandError(f"no browser could be opened; the page is {target.absolute()}")
    return OK


def _one(home: Home, key: str) -> str:
    matches = find(home, key)
    if matches.n_documents == 1:
        return str(matches.candidates[0]["doc_id"])
    if matches.n_documents > 1:
        _show_candidates(matches)
        raise CommandError(f"“{key}” fits {matches.n_documents:,} documents; name one by its doc_id")
    if matches.set_aside:
        aside = matches.set_aside[0]
        raise CommandError(
            f"“{key}” was set aside ({aside['reason']}: {aside['detail']}); khabar quarantine show "
            f"{aside['quarantine_id'][:12]} shows it"
        )
    short = f" (an id needs at least {SHORTEST_ID} characters)" if len(key.strip()) < SHORTEST_ID else ""
    raise CommandError(
        f"no document has the id, URL or file name “{key}”{short}; khabar search finds documents by their words"
    )


def _show_candidates(matches: Matches) -> None:
    out = console()
    show_table(out, _CANDIDATE, [[row[name] for name in _CANDIDATE] for row in matches.candidates])
    if matches.n_documents > len(matches.candidates):
        out.print(f"the first {len(matches.candidates)} of {matches.n_documents:,}")
