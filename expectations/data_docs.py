"""Builds Data Docs: pages that show what the last validations found, readable without a network and without scripts.

Great Expectations makes the pages; its own load their style and their tables from elsewhere. Here they lose every
script and every outside reference, get the style of `data_docs.css`, and an index of our own.
"""

import shutil
from datetime import datetime
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
from great_expectations.data_context.data_context.file_data_context import FileDataContext
from selectolax.lexbor import LexborHTMLParser

_SITE = Path("uncommitted", "data_docs", "local_site")

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load for a page: nothing. Behind the removal, a second wall."""

_UNUSABLE = (
    "script, style, link, meta, base, iframe, object, embed, form, img, svg, button, input, footer, "
    "hr, #navigation, .card, [data-toggle=collapse], [id$=toolbar], .ge-walkthrough-modal"
)
"""What works only with scripts or with a network, and what could load or run anything."""

_TEXT_BEARING = "td, th, li, p, h4, h5, h6"


def build_docs(context: FileDataContext, *, since: datetime | None = None, pages: int = 40) -> Path:
    """Build the pages of the last validations and return the path of the index.

    Validations from before `since`, and all but the newest `pages`, are removed from the context for good: each shard
    is a validation, and a page costs 50 ms.
    """
    store: Any = context.validation_results_store  # Its methods have no types.
    # A key is (suite, run name, run time, batch); its time sorts as text does.
    keys = sorted(store.list_keys(), key=lambda key: key.to_tuple()[2], reverse=True)
    kept = [key for key in keys if since is None or key.run_id.run_time >= since][:pages]
    for key in keys:
        if key not in kept:
            store.remove_key(key)
    site = Path(context.root_directory) / _SITE
    shutil.rmtree(site, ignore_errors=True)
    context.build_data_docs()
    shutil.rmtree(site / "static", ignore_errors=True)
    for page in site.rglob("*.html"):
        page.write_text(offline(page.read_text(encoding="utf-8")), encoding="utf-8")
    index = site / "index.html"
    index.write_text(_index([(key, store.get(key)) for key in kept]), encoding="utf-8")
    return index


def offline(page: str) -> str:
    """`page` without scripts, frames, pictures and references to the outside, in our style; its links within stay."""
    tree = LexborHTMLParser(page)
    for node in tree.css(_UNUSABLE):
        node.decompose()
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            leads_outside = name in ("href", "src", "action") and not _is_within(value or "")
            if leads_outside or name.startswith(("on", "data-", "style", "srcset", "xlink")):
                del node.attrs[name]
    for node in tree.css(_TEXT_BEARING):
        node.attrs["dir"] = "auto"
        if not node.text(strip=True) and node.tag == "li":
            node.decompose()
    for node in tree.css("a:not([href])"):
        node.unwrap()
    body = tree.body.inner_html if tree.body else ""
    return _page("Data Docs", body or "")


def _is_within(reference: str) -> bool:
    """True for an anchor or a path inside the site; false for anything that has a scheme or a host."""
    path = "".join(reference.split()).lower()
    return path.startswith("#") or (":" not in path and not path.startswith(("/", "\\")))


def _page(title: str, body: str) -> str:
    style = files("expectations").joinpath("data_docs.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _index(validations: list[tuple[Any, ExpectationSuiteValidationResult]]) -> str:
    """The list of (key, result) of the validations; what Great Expectations puts in its place is drawn by a script."""
    rows = "".join(_index_row(key, validation) for key, validation in validations)
    head = "".join(f"<th>{name}</th>" for name in ("", "Moment", "Time", "Rows", "Failing rows, by expectation"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else "<p>None yet.</p>"
    suites = '<p><a href="expectations/texts.html">What is expected of texts</a></p>'
    return _page(
        "Data Docs", f"<h1>Data Docs</h1><p>What the last validations found.</p>{suites}<h2>Validations</h2>{table}"
    )


def _index_row(key: Any, validation: ExpectationSuiteValidationResult) -> str:
    suite, moment, time, batch = key.to_tuple()
    link = "/".join(("validations", suite, moment, time, f"{batch}.html"))
    found, n_rows = [], 0
    for result in validation.results:
        kind = result.expectation_config.type if result.expectation_config else "?"
        n_failing = result.result.get("unexpected_count")
        n_rows = max(n_rows, result.result.get("element_count", 0))
        count = "could not be checked" if n_failing is None else f"{n_failing:,}"
        state = "passed" if result.success else "failed"
        name = kind.removeprefix("expect_column_values_not_to_hold_").removeprefix("a_").replace("_", " ")
        found.append(f'<span class="{state}">{escape(name)}: {count}</span>')
    mark = '<span class="passed">✓</span>' if validation.success else '<span class="failed">✗</span>'
    when = key.run_id.run_time.strftime("%Y-%m-%d %H:%M:%S %Z")
    cells = (mark, f'<a href="{escape(link)}">{escape(moment)}</a>', escape(when))
    shown = "".join(f'<td dir="auto">{cell}</td>' for cell in cells)
    return f'<tr>{shown}<td class="number">{n_rows:,}</td><td dir="auto">{"<br>".join(found)}</td></tr>'
