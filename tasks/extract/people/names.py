"""The best names of what was mentioned, and its spellings. Which mention is which entity is decided before."""

from functools import cache

import polars as pl

from tasks.extract.people.ids import entity_id, person_id
from tasks.extract.people.persons import name_keys
from tasks.extract.words.countries import cldr_names
from tasks.extract.words.facts import facts_of
from tasks.text.outlets import outlets
from warehouse.tables.aliases import ALIASES
from warehouse.tables.entities import ENTITIES

_TAGS = ("ar", "fa", "en")


def name_entities(mentions: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables entities and aliases of the linked `mentions` (as MENTIONS); languages are those of `documents`."""
    languages = documents.select("doc_id", "revision", "language").unique()
    linked = mentions.filter(pl.col("entity_id").is_not_null()).join(languages, on=["doc_id", "revision"])
    aliases = _aliases(linked)
    named = aliases.group_by("entity_id", "batch_id", maintain_order=True).agg(
        pl.col("kind").first(),
        pl.col("alias").first().alias("name"),
        *(_best(tag).alias(f"name_{tag}") for tag in _TAGS),
    )
    entities = named.join(_known_names(), on="entity_id", how="left").with_columns(
        pl.coalesce(f"known_{tag}", f"name_{tag}").alias(f"name_{tag}") for tag in _TAGS
    )
    return entities.select(set(ENTITIES.names)).sort("entity_id"), aliases.select(set(ALIASES.names))


def _aliases(linked: pl.DataFrame) -> pl.DataFrame:
    """Spellings with their counts; those of one entity stand with the best first.

    A person's best name is a full one, however rare; a country's is the one most used, and no adjective.
    """
    alias, full = pl.col("alias"), pl.col("alias").str.contains(" ") & (pl.col("kind") == "person")
    counted = (
        linked.rename({"surface": "alias"})
        .group_by("entity_id", "batch_id", "alias", "language", "kind")
        .agg(pl.len().alias("n_mentions"), (pl.col("link_method") == "nisba").all().alias("adjective"))
        .with_columns(_script(alias).alias("script"), alias.str.len_chars().alias("length"), full.alias("full"))
    )
    order = {
        "entity_id": False,
        "full": True,
        "adjective": False,
        "n_mentions": True,
        "length": True,
        "alias": False,
        "language": False,
    }
    keys = name_keys(counted["alias"].to_list())
    skeleton = pl.Series("skeleton", [keys[name] for name in counted["alias"]], dtype=pl.String)
    return counted.with_columns(skeleton).sort(list(order), descending=list(order.values()))


def _script(name: pl.Expr) -> pl.Expr:
    """ISO 15924 code of the script a name is written in."""
    arabic = name.str.contains(r"\p{Arabic}")
    return (
        pl.when(arabic)
        .then(pl.lit("Arab"))
        .when(name.str.contains(r"\p{Latin}"))
        .then(pl.lit("Latn"))
        .otherwise(pl.lit("Zyyy"))
    )


def _best(tag: str) -> pl.Expr:
    fitting = (
        pl.col("script") == "Latn"
        if tag == "en"
        else (pl.col("script") == "Arab") & pl.col("language").str.starts_with(tag)
    )
    return pl.col("alias").filter(fitting).first()


@cache
def _known_names() -> pl.DataFrame:
    """Names of countries, organisations and registered persons by entity id, in Arabic, Persian and English."""
    arabic, persian = cldr_names("ar"), cldr_names("fa")
    people = list(facts_of("people")["people"])
    keys = name_keys(people)
    rows: list[tuple[str | None, str | None, str | None, str | None, str | None]] = [
        *(
            (entity_id("place", code), arabic.get(code), persian.get(code), name, code)
            for code, name in cldr_names("en").items()
        ),
        *(
            (entity_id("organisation", code), names["ar"][0], names["fa"][0], names["en"][0], None)
            for code, names in facts_of("organisations").items()
        ),
        *((person_id(person, keys[person]), None, None, person, None) for person in people),
        *((entity_id("organisation", outlet.name), None, None, outlet.name, None) for outlet in outlets()),
    ]
    columns = ["entity_id", *(f"known_{tag}" for tag in _TAGS), "country"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row").drop_nulls("entity_id")
    return frame.unique("entity_id", keep="first", maintain_order=True)
