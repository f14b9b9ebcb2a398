"""The best names of what was mentioned, and its spellings. Which mention is which entity is decided before."""

from functools import cache

import polars as pl

from tasks.extract.countries import cldr_names
from tasks.extract.ids import entity_id, person_id
from tasks.extract.lexicon import facts_of
from tasks.extract.persons import name_keys


def name_entities(mentions: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables entities and aliases of the linked `mentions` (as MENTIONS); languages are those of `documents`."""
    languages = documents.select("doc_id", "revision", "batch_id", "language").unique()
    linked = mentions.filter(pl.col("entity_id").is_not_null()).join(languages, on=["doc_id", "revision", "batch_id"])
    aliases = (
        linked.group_by("entity_id", "batch_id", pl.col("surface").alias("alias"), "language", "kind", "link_method")
        .agg(pl.len().alias("n_mentions"))
        .group_by("entity_id", "batch_id", "alias", "language", "kind")
        .agg(pl.col("n_mentions").sum(), (pl.col("link_method") == "nisba").all().alias("adjective"))
        .with_columns(_script(pl.col("alias")).alias("script"), pl.col("alias").str.len_chars().alias("length"))
        .sort(
            "entity_id",
            "batch_id",
            "adjective",
            "n_mentions",
            "length",
            "alias",
            descending=[False, False, False, True, True, False],
        )
    )
    # A person's best name is a full one, however rare; a country's is the one most used.
    several = pl.col("alias").str.contains(" ").cast(pl.Int8) * (pl.col("kind") == "person").cast(pl.Int8)
    ranked = aliases.with_columns(several.alias("full")).sort("full", descending=True, maintain_order=True)
    named = ranked.group_by("entity_id", "batch_id", maintain_order=True).agg(
        pl.col("kind").first(),
        pl.col("alias").first().alias("name"),
        *(_best(tag).alias(f"name_{tag}") for tag in ("ar", "fa", "en")),
    )
    known = _known_names()
    entities = named.join(known, on="entity_id", how="left").with_columns(
        *(pl.coalesce(pl.col(f"known_{tag}"), f"name_{tag}").alias(f"name_{tag}") for tag in ("ar", "fa", "en"))
    )
    keyed = aliases.with_columns(_key(aliases["alias"]).alias("skeleton"))
    return (
        entities.select("entity_id", "batch_id", "kind", "name", "name_ar", "name_fa", "name_en", "country").sort(
            "entity_id"
        ),
        keyed.select("entity_id", "batch_id", "alias", "language", "script", "skeleton", "n_mentions").sort(
            "entity_id", "alias", "language"
        ),
    )


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


def _key(names: pl.Series) -> pl.Series:
    keys = name_keys(names.to_list())
    return pl.Series([keys[name] for name in names], dtype=pl.String)


@cache
def _known_names() -> pl.DataFrame:
    """Names of countries, organisations and registered persons by entity id, in Arabic, Persian and English."""
    rows: list[tuple[str, str | None, str | None, str | None, str | None]] = []
    for code, name in cldr_names("en").items():
        rows.append((entity_id("place", code), cldr_names("ar").get(code), cldr_names("fa").get(code), name, code))
    for code, names in facts_of("organisations").items():
        rows.append((entity_id("organisation", code), names["ar"][0], names["fa"][0], names["en"][0], None))
    people = list(facts_of("people")["people"])
    keys = name_keys(people)
    for person in people:
        key = person_id(person, keys[person])
        if key is not None:
            rows.append((key, None, None, person, None))
    for kind in ("agency", "outlet"):
        for source in facts_of("outlets")[kind]:
            rows.append((entity_id("organisation", source["name"]), None, None, source["name"], None))
    schema = {
        "entity_id": pl.String,
        "known_ar": pl.String,
        "known_fa": pl.String,
        "known_en": pl.String,
        "country": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").unique("entity_id", keep="first", maintain_order=True)
