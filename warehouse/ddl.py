"""The DuckDB form of the contract: CREATE TABLE and COMMENT, derived from the declarations."""

import polars as pl

from warehouse.contract import Column, Table

_TYPES: dict[object, str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.UInt32: "UINTEGER",
    pl.UInt64: "UBIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime("us", "UTC"): "TIMESTAMPTZ",
}


def sql_type(dtype: object) -> str:
    """The DuckDB type of a polars type; raises KeyError for a type that no table uses."""
    if isinstance(dtype, pl.List):
        return f"{sql_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        return "STRUCT(" + ", ".join(f"{quoted(f.name)} {sql_type(f.dtype)}" for f in dtype.fields) + ")"
    if isinstance(dtype, pl.Datetime):
        return _TYPES[dtype]
    return _TYPES[dtype if isinstance(dtype, type) else type(dtype)]


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table, schema: str) -> str:
    """CREATE TABLE for `table` in `schema`."""
    columns = ",\n  ".join(
        f"{quoted(c.name)} {sql_type(c.dtype)}{'' if c.nullable else ' NOT NULL'}" for c in table.columns
    )
    return f"CREATE TABLE {schema}.{quoted(table.name)} (\n  {columns}\n)"


def described(column: Column) -> str:
    """A column's comment: its meaning and the values it may hold."""
    return column.description + (f". One of: {', '.join(column.allowed)}" if column.allowed else "")


def comments(table: Table, name: str, kind: str = "TABLE") -> list[str]:
    """COMMENT statements for the relation `name` (schema-qualified) that has the columns of `table`."""
    lines = [f"COMMENT ON {kind} {name} IS {literal(table.description)}"]
    return lines + [f"COMMENT ON COLUMN {name}.{quoted(c.name)} IS {literal(described(c))}" for c in table.columns]
