"""All that is known of one document: how it came in, what was done to each passage and why, its copies, what it says.

Here it is found and read. How it is shown is the business of the command.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from warehouse.console import Ask, ConsoleError, asking
from warehouse.home import Home

Row = dict[str, Any]

SHORTEST_ID = 4
"""Characters of a doc_id that are enough to ask for it."""

MOST_CANDIDATES = 20
MOST_LINKS = 100
"""Documents that share text without being copies that are read: a template's notices may be thousands."""

_CANDIDATE = "doc_id, title, outlet, published_at, language, input_name, source_record_id, url"
_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|yclid|ref|amp)(=|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the document as it was fetched (`raw`) and as it became (`clean`), and where it went."""

    passage_no: int
    kind: str
    placement: str
    rule: str | None
    edits: tuple[str, ...]
    raw: str
    clean: str

    @property
    def kept(self) -> bool:
        """True where it is part of the text, or the title."""
        return self.placement in ("body", "title")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One document. `raw` is None, and `raw_trouble` says why, where the lake cannot be reached.

    `copies`: its group in the order of publication, rows of mart_syndication, itself among them. `links`: the first of
    `n_links` documents that share text with it and are no copies; what they have more than it is added, and less is cut.
    """

    document: Row
    raw: Row | None
    raw_trouble: str | None
    passages: list[Passage]
    findings: list[Row]
    copies: list[Row]
    links: list[Row]
    n_links: int
    quotes: list[Row]
    mentions: list[Row]
    claims: list[Row]
    attributions: list[Row]


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that a key fits. One: it is found. `n_documents` counts all, `candidates` holds the first."""

    n_documents: int
    candidates: list[Row]
    set_aside: list[Row] = field(default_factory=list)


def heading(document: Row, longest: int = 80) -> str:
    """The title, or the first words of a document that has none, in at most `longest` characters."""
    if document["title"]:
        return str(document["title"])
    words = str(document["text"]).lstrip().partition("\n")[0][: longest * 2].split()
    made = ""
    for word in words:
        if len(made) + len(word) > longest:
            break
        made = f"{made} {word}".strip()
    return f"{made}\u2026" if made else "(no title)"


def find(home: Home, key: str) -> Matches:
    """Documents whose id is or begins with `key`, else whose URL, else whose file or record name it is.

    Where there is none, `set_aside` holds records in quarantine of that name. Raises NoWarehouseError, ConsoleError.
    """
    key = key.strip()
    with asking(home) as ask:
        for condition, parameters in _ways(key):
            rows = ask(
                f"SELECT {_CANDIDATE}, count(*) OVER () AS n FROM documents WHERE {condition} ORDER BY doc_id LIMIT "
                f"{MOST_CANDIDATES}",
                parameters,
            )
            if rows:
                return Matches(int(rows[0]["n"]), rows)
        name = key.replace("\\", "/").rsplit("/", 1)[-1]
        aside = (
            "SELECT DISTINCT quarantine_id, reason, detail FROM ops.quarantine WHERE url = ? OR (? <> '' AND "
            "(ends_with(input_name, ?) OR source_record_id = ?)) LIMIT 5"
        )
        return Matches(0, [], ask(aside, (key, name, name, key)))


def _ways(key: str) -> list[tuple[str, tuple[str, ...]]]:
    ways: list[tuple[str, tuple[str, ...]]] = [("doc_id = ?", (key,))]
    if len(key) >= SHORTEST_ID:
        ways.append(("starts_with(doc_id, ?)", (key,)))
    ways.append(("url = ?", (key,)))
    if comparable := comparable_url(key):
        # The host and path narrow it down; the rest is compared in the form that ignores what does not matter.
        ways.append((f"{_SQL_URL} = ?", (comparable,)))
    name = key.replace("\\", "/").removeprefix("./")
    ways.append(("input_name = ? OR source_record_id = ?", (name, name)))
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    ways += [(_NAMED, ("/" + end, "/" + end)) for end in ("/".join(parts[i:]) for i in range(len(parts)))]
    if parts:
        ways.append(("contains('/' || input_name, ?)", (f"/{parts[-1]}.",)))
    if parts and len(parts[-1]) >= SHORTEST_ID:
        ways.append(("ends_with(source_record_id, ?) OR ends_with(input_name, ?)", (parts[-1], parts[-1])))
    return ways


_NAMED = "ends_with('/' || input_name, ?) OR ends_with('/' || source_record_id, ?)"

_SQL_URL = (
    r"regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(url), '#.*$', ''), "
    r"'^[a-z]+://(www\.|m\.)?', ''), "
    r"'([?&])((utm_[^=&]*|fbclid|gclid|yclid|ref|amp)(=[^&]*)?(&|$))+', '\1', 'g'), '/+([?]|$)', '\1'), '[?&]+$', '')"
)


def comparable_url(text: str) -> str | None:
    """An address without what does not tell pages apart (scheme, www, fragment, tracking, last slash); None for others.

    >>> comparable_url("https://WWW.paper.example/a/?utm_source=x#top")
    'paper.example/a'
    """
    try:
        parts = urlsplit(text.strip().lower())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    host = re.sub(r"^(www|m)\.", "", parts.netloc)
    asked = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{asked}" if asked else "")


def explain(home: Home, doc_id: str) -> Explanation:
    """All that is known of the current revision of `doc_id`. Raises LookupError, NoWarehouseError, ConsoleError."""
    with asking(home) as ask:
        documents = ask("FROM documents WHERE doc_id = ?", (doc_id,))
        if not documents:
            raise LookupError(doc_id)
        document = documents[0]
        raw, trouble = _raw(ask, document)
        cluster = document["cluster_id"]
        copies = ask(_COPIES, (cluster,)) if cluster else []
        links = ask(_LINKS, (doc_id,))
        return Explanation(
            document=document,
            raw=raw,
            raw_trouble=trouble,
            passages=[
                _passage(row, raw) for row in ask("FROM passages WHERE doc_id = ? ORDER BY passage_no", (doc_id,))
            ],
            findings=ask("FROM findings WHERE doc_id = ? ORDER BY passage_no NULLS FIRST, rule", (doc_id,)),
            copies=copies,
            links=links,
            n_links=int(links[0]["n"]) if links else 0,
            quotes=ask(_QUOTES, (doc_id, cluster or doc_id)),
            mentions=ask(_MENTIONS, (doc_id,)),
            claims=ask("FROM office_claims WHERE doc_id = ? ORDER BY claim_no", (doc_id,)),
            attributions=ask("FROM attributions WHERE doc_id = ? ORDER BY attribution_no", (doc_id,)),
        )


_COPIES = (
    "SELECT s.*, d.quality FROM mart_syndication s JOIN documents d USING (doc_id) WHERE s.cluster_id = $1 "
    "ORDER BY (s.published_at AT TIME ZONE 'UTC')::DATE NULLS LAST, s.published_precision = 'day', s.published_at, s.doc_id"
)
_LINKS = (
    "SELECT l.*, d.title, coalesce(d.outlet, d.source) AS outlet, d.published_at, d.published_precision, d.url, "
    "count(*) OVER () AS n FROM (FROM ("
    "SELECT other_doc_id AS doc_id, relation, similarity, coalesce(covered, containment) AS covered, n_words_added, n_words_cut, differs "
    "FROM document_links WHERE doc_id = $1 UNION ALL "
    "SELECT doc_id, relation, similarity, coalesce(covered, containment), n_words_cut, n_words_added, "
    "list_transform(differs, lambda place: {'cut': place.added, 'added': place.cut}) "
    "FROM document_links WHERE other_doc_id = $1) WHERE relation IN ('contained', 'template') "
    "QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY similarity DESC) = 1) l JOIN documents d USING (doc_id) "
    f"ORDER BY relation, similarity DESC, l.doc_id LIMIT {MOST_LINKS}"
)
_QUOTES = (
    "WITH own AS (FROM quotes WHERE doc_id = $1), others AS (SELECT q.quote_group_id, list(DISTINCT {'outlet': coalesce(d.outlet, d.source), "
    "'doc_id': doc_id, 'title': d.title}) AS elsewhere FROM quotes q JOIN documents d USING (doc_id) "
    "WHERE q.quote_group_id IN (SELECT quote_group_id FROM own) AND coalesce(d.cluster_id, doc_id) <> $2 GROUP BY ALL) "
    "FROM own LEFT JOIN others USING (quote_group_id) ORDER BY quote_no"
)
"""`elsewhere`: documents of other stories that tell the same statement."""
_MENTIONS = (
    "SELECT m.kind, coalesce(any_value(e.name), any_value(m.surface)) AS name, count(*) AS n, list(DISTINCT "
    "m.surface ORDER BY m.surface) AS surfaces, m.entity_id "
    "FROM mentions m LEFT JOIN entities e USING (entity_id) WHERE m.doc_id = ? "
    "GROUP BY m.kind, m.entity_id, coalesce(m.entity_id, m.surface) ORDER BY m.kind, n DESC, name"
)


def _raw(ask: Ask, document: Row) -> tuple[Row | None, str | None]:
    columns = "title, body, format, encoding, published_raw, fetched_at"
    try:
        rows = ask(
            f"SELECT {columns} FROM history.raw_documents WHERE doc_id = ? AND revision = ? LIMIT 1",
            (document["doc_id"], document["revision"]),
        )
    except ConsoleError as error:
        return None, str(error).splitlines()[-1]
    return (rows[0], None) if rows else (None, "the lake has no raw form of this document")


def _passage(row: Row, raw: Row | None) -> Passage:
    clean = str(row["clean_text"])
    kept_raw = row["raw_text"] if row["raw_text"] is not None else clean
    if raw is not None and row["raw_start"] is not None:
        kept_raw = raw["body"][row["raw_start"] : row["raw_end"]]
    elif raw is not None and row["passage_no"] == 0 and raw["title"]:
        kept_raw = raw["title"]
    return Passage(
        row["passage_no"], row["kind"], row["placement"], row["rule"], tuple(row["edits"]), str(kept_raw), clean
    )
