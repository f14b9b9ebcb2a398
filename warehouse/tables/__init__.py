"""All tables of the warehouse, one file each. Nothing else may declare a column."""

from warehouse.contract import by_name
from warehouse.tables.aliases import ALIASES
from warehouse.tables.attributions import ATTRIBUTIONS
from warehouse.tables.batches import BATCHES
from warehouse.tables.checks import CHECKS
from warehouse.tables.current_revisions import CURRENT_REVISIONS
from warehouse.tables.dates import DATES
from warehouse.tables.document_links import DOCUMENT_LINKS
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.entities import ENTITIES
from warehouse.tables.findings import FINDINGS
from warehouse.tables.memberships import MEMBERSHIPS
from warehouse.tables.mentions import MENTIONS
from warehouse.tables.office_claims import OFFICE_CLAIMS
from warehouse.tables.outlets import OUTLETS
from warehouse.tables.passages import PASSAGES
from warehouse.tables.quarantine import QUARANTINE
from warehouse.tables.quote_groups import QUOTE_GROUPS
from warehouse.tables.quote_signatures import QUOTE_SIGNATURES
from warehouse.tables.quotes import QUOTES
from warehouse.tables.raw_documents import RAW_DOCUMENTS
from warehouse.tables.recurring_lines import RECURRING_LINES
from warehouse.tables.runs import RUNS
from warehouse.tables.signatures import SIGNATURES
from warehouse.tables.sources import SOURCES

TABLES = by_name(
    (
        RAW_DOCUMENTS,
        DOCUMENTS,
        PASSAGES,
        FINDINGS,
        DOCUMENT_LINKS,
        MEMBERSHIPS,
        SIGNATURES,
        ENTITIES,
        ALIASES,
        MENTIONS,
        QUOTES,
        QUOTE_SIGNATURES,
        QUOTE_GROUPS,
        OFFICE_CLAIMS,
        ATTRIBUTIONS,
        OUTLETS,
        DATES,
        CURRENT_REVISIONS,
        BATCHES,
        RUNS,
        CHECKS,
        QUARANTINE,
        SOURCES,
        RECURRING_LINES,
    )
)

__all__ = [
    "ALIASES",
    "ATTRIBUTIONS",
    "BATCHES",
    "CHECKS",
    "CURRENT_REVISIONS",
    "DATES",
    "DOCUMENTS",
    "DOCUMENT_LINKS",
    "ENTITIES",
    "FINDINGS",
    "MEMBERSHIPS",
    "MENTIONS",
    "OFFICE_CLAIMS",
    "OUTLETS",
    "PASSAGES",
    "QUARANTINE",
    "QUOTES",
    "QUOTE_GROUPS",
    "QUOTE_SIGNATURES",
    "RAW_DOCUMENTS",
    "RECURRING_LINES",
    "RUNS",
    "SIGNATURES",
    "SOURCES",
    "TABLES",
]
