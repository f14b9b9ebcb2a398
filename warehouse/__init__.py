"""Where the data lies and what shape it has: tables, the Parquet lake, the DuckDB catalogue. The only package that imports duckdb."""
