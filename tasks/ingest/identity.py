"""What makes a record the same record: its canonical URL, its ids and the hash of its content. Pure columns, no input files.

Two spellings of one address must meet, and two addresses must not: a rule that could join two articles (AMP pages,
`index.html`, letter case of a path) is not made here.
"""

import re
from functools import cache

import polars as pl
import polars_hash  # noqa: F401  registers the plug-in that `_blake3` names

URL_RULES = "1"
"""Version of the rules of `canonical_url`: another rule is another number, since every doc_id hangs on it."""

TRACKING = (
    "utm_.*", "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "mc_cid", "mc_eid",
    "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "cmpid", "icid", "ncid", "s_cid", "at_medium", "at_campaign", "at_custom[0-9]", "ns_mchannel", "ns_source",
    "ns_campaign", "ns_linkname", "ns_fee", "traffic_source", "__twitter_impression", "_openstat", "vero_id", "wt_mc", "srsltid",
)  # fmt: skip
"""Query parameters that say how a reader came, never which article it is: whole names, case-blind."""

SEPARATOR = "\x1f"
"""Between the parts of what is hashed: no field holds it."""

_URL = r"(?i)^(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?"
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_MEANING = frozenset(b" #%&+/=?\x7f") | frozenset(range(32))
"""ASCII that means something else when it is not escaped; all other characters are written as they are."""


def blake3(text: pl.Expr) -> pl.Expr:
    """BLAKE3 of each string, in hex. Raises nothing: null stays null."""
    hashed: pl.Expr = text.chash.blake3()  # type: ignore[attr-defined]
    return hashed


def canonical_url(urls: pl.Series) -> pl.Series:
    """One spelling for each address, null for what identifies no article (no path and no query, or not http).

    Scheme, default port, user, `www.`, fragment and tracking parameters go; the host is lower-case ASCII (IDNA); the
    query is sorted; percent escapes are decoded where the character means nothing else then; slashes are neither doubled nor last.
    """
    frame = urls.rename("url").to_frame().unique(maintain_order=True)
    parts = frame.with_columns(
        pl.col("url")
        .str.strip_chars()
        .str.replace_all(r"[\x00-\x1f\x7f]+", "")
        .str.replace_all(" ", "%20")
        .str.extract_groups(_URL)
        .struct.rename_fields(["scheme", "host", "port", "path", "query"])
        .alias("_")
    ).unnest("_")
    parts = parts.with_columns(_one_escape(parts[name]) for name in ("path", "query")).with_columns(
        _ascii_host(host_of(parts["host"])),
        pl.col("path").str.replace_all("/+", "/").str.strip_chars_end("/"),
        _sorted_query(pl.col("query")),
        port=pl.when(pl.col("port").is_in(["", "80", "443"]))
        .then(None)
        .otherwise(":" + pl.col("port").str.strip_chars_start("0")),
    )
    known = pl.col("host").is_not_null() & ((pl.col("path") != "") | pl.col("query").is_not_null())
    canonical = pl.concat_str(
        pl.lit("https://"),
        pl.col("host"),
        pl.col("port").fill_null(""),
        pl.col("path"),
        ("?" + pl.col("query")).fill_null(""),
    )
    answers = parts.select("url", canonical=pl.when(known).then(canonical))
    return (
        urls.rename("url")
        .to_frame()
        .join(answers, on="url", how="left", maintain_order="left", nulls_equal=True)["canonical"]
        .rename(urls.name)
    )


def host_of(hosts: pl.Series) -> pl.Series:
    """Hosts in small letters without `www.` and without a dot at the end; "" is null."""
    return hosts.str.to_lowercase().str.strip_chars_end(".").str.replace(r"^www\.", "").replace("", None)


def url_hosts(urls: pl.Series) -> pl.Series:
    """The host of each http address, as `host_of` writes it; null where there is none."""
    return host_of(urls.str.strip_chars().str.extract(_URL, 2))


def identify(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with doc_id, content_hash and revision; it must have url, source, source_record_id, title and body."""
    content = blake3(pl.concat_str(pl.col("title").fill_null(""), pl.lit(SEPARATOR), pl.col("body").fill_null("")))
    by_url = "url" + SEPARATOR + pl.col("_canonical")
    by_id = pl.concat_str(pl.lit("id"), pl.col("source"), pl.col("source_record_id"), separator=SEPARATOR)
    return (
        frame.with_columns(canonical_url(frame["url"]).alias("_canonical"), content_hash=content)
        .with_columns(
            doc_id=blake3(pl.coalesce(by_url, by_id)).str.head(16), revision=pl.col("content_hash").str.head(12)
        )
        .drop("_canonical")
    )


def _ascii_host(hosts: pl.Series) -> pl.Series:
    """Hosts with other letters than ASCII in their xn-- form; one that has no such form stays as it is."""
    odd = hosts.filter(hosts.str.contains(r"[^\x00-\x7f]")).unique()
    return hosts.replace(odd, pl.Series([_xn(host) for host in odd.to_list()], dtype=pl.String))


@cache
def _xn(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host


def _one_escape(parts: pl.Series) -> pl.Series:
    """Percent escapes decoded where that is safe, all others in capitals. Only rows that have a `%` are touched, 16 us each."""
    escaped = parts.str.contains("%", literal=True).fill_null(False)
    if not escaped.any():
        return parts
    texts = parts.filter(escaped)
    decoded = pl.Series([_ESCAPES.sub(_decoded, text) for text in texts.to_list()], dtype=pl.String)
    return parts.scatter(escaped.arg_true(), decoded)


@cache
def _safe(char: str) -> str:
    raw = char.encode()
    return f"%{raw[0]:02X}" if raw[0] in _MEANING else char


def _decoded(found: re.Match[str]) -> str:
    raw = bytes.fromhex(found[0].replace("%", ""))
    try:
        text = raw.decode()
    except UnicodeDecodeError:  # escapes of another encoding: kept, in capitals
        return found[0].upper()
    return "".join(map(_safe, text))


def _sorted_query(query: pl.Expr) -> pl.Expr:
    """The parameters that matter, in order; null where none does."""
    parameters = query.str.split("&").list.eval(
        pl.element().filter(~pl.element().str.contains(rf"(?i)^(?:{'|'.join(TRACKING)})(?:=|$)") & (pl.element() != ""))
    )
    return parameters.list.sort().list.join("&").replace("", None)
