"""The reading console: it answers one reading statement, and there is no way out of it."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from publishing import publish_again

from warehouse.console import ConsoleError, NoWarehouseError, query
from warehouse.doctor import examine, mend
from warehouse.home import Home
from warehouse.publish import PublishSettings

REFUSED = {
    "COPY out": "COPY (SELECT 1) TO '{outside}/x.csv'",
    "COPY into the lake": "COPY (SELECT 1) TO '{lake}/x.parquet' (FORMAT parquet)",
    "COPY, after a comment": "/* SELECT */ COPY (SELECT 1) TO '{lake}/x.csv'",
    "COPY database": "COPY FROM DATABASE khabar TO memory",
    "EXPORT": "EXPORT DATABASE '{outside}/all'",
    "ATTACH": "ATTACH '{outside}/other.duckdb' AS other",
    "DETACH": "DETACH khabar",
    "USE": "USE memory",
    "SET": "SET enable_external_access = true",
    "RESET": "RESET lock_configuration",
    "PRAGMA": "PRAGMA enable_profiling",
    "INSTALL": "INSTALL httpfs",
    "LOAD": "LOAD httpfs",
    "CREATE": "CREATE TABLE memory.main.mine AS SELECT 1",
    "CREATE VIEW": "CREATE VIEW memory.main.mine AS SELECT 1",
    "CREATE SECRET": "CREATE SECRET s (TYPE s3, KEY_ID 'k', SECRET 's')",
    "INSERT": "INSERT INTO ops.runs SELECT * FROM ops.runs",
    "INSERT with a name": "WITH x AS (SELECT 1) INSERT INTO ops.runs SELECT * FROM ops.runs",
    "UPDATE": "UPDATE ops.runs SET detail = 'x'",
    "DELETE": "DELETE FROM ops.runs",
    "DROP": "DROP TABLE ops.runs",
    "CALL": "CALL pragma_version()",
    "CHECKPOINT": "CHECKPOINT khabar",
    "PREPARE": "PREPARE p AS COPY (SELECT 1) TO '{lake}/x.csv'",
    "EXPLAIN ANALYZE of a COPY": "EXPLAIN ANALYZE COPY (SELECT 1) TO '{lake}/x.csv'",
    "EXPLAIN with options of a COPY": "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{lake}/x.csv'",
    "EXPLAIN, after a comment": "/* x */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{lake}/x.csv'",
    "several": "SELECT 1; SELECT 2",
    "a second one that writes": "SELECT 1; COPY (SELECT 1) TO '{lake}/x.csv'",
    "none": " -- nothing",
    "read_text": "SELECT * FROM read_text('/etc/hostname')",
    "read_csv": "SELECT * FROM read_csv('{outside}/secret.csv')",
    "a file as a table": "FROM '{outside}/secret.csv'",
    "read_text by way of the lake": "SELECT * FROM read_text('{lake}/../secret.csv')",
    "a link in the lake": "SELECT * FROM read_text('{lake}/link/secret.csv')",
    "glob": "SELECT * FROM glob('/etc/*')",
    "a Python variable": "SELECT * FROM planted",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_what_does_not_only_read_is_refused(home: Home, tmp_path: Path, sql: str) -> None:
    """Nothing is written, no other file is read, and the message is one for a person."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text("a\nsecret\n")
    (home.root / "secret.csv").write_text("a\nsecret\n")
    (home.lake / "link").symlink_to(outside)
    before = _files(home.root), _files(tmp_path)
    planted = "not for the console"
    with pytest.raises(ConsoleError) as caught:
        query(home, sql.format(outside=outside, lake=home.lake.absolute()))
    after = _files(home.root), _files(tmp_path)
    assert (after, "secret\n" in str(caught.value), bool(planted)) == (before, False, True)


def _files(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_size) for path in folder.rglob("*") if path.is_file())


ALLOWED = {
    "SELECT": "SELECT count(*) AS n FROM documents",
    "FROM first": "FROM documents SELECT count(*) AS n",
    "WITH": "WITH d AS (FROM documents) SELECT count(*) AS n FROM d",
    "DESCRIBE": "DESCRIBE articles",
    "SUMMARIZE": "SUMMARIZE articles",
    "SHOW": "SHOW TABLES",
    "VALUES": "VALUES (1), (2)",
    "EXPLAIN": "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE": "EXPLAIN ANALYZE SELECT count(*) FROM documents",
    "a semicolon behind": "SELECT 1 AS one;",
    "the lake's own files": "SELECT count(length(body)) AS n FROM raw_documents",
    "a comment": "-- how many?\nSELECT 1 AS one",
    "types that frames do not know": "SELECT INTERVAL 1 DAY AS day, [1, 2] AS numbers, {'a': 1} AS pair",
}


@pytest.mark.parametrize("sql", ALLOWED.values(), ids=ALLOWED)
def test_what_reads_is_answered(settled: Home, sql: str) -> None:
    """Every statement that only reads gives rows."""
    assert query(settled, sql).height > 0


def test_values_are_bound(settled: Home) -> None:
    """A parameter is a value, whatever it looks like."""
    assert query(settled, "SELECT count(*) AS n FROM documents WHERE title = ?", ("' OR true --",))["n"].to_list() == [
        0
    ]


def test_no_warehouse_is_told(tmp_path: Path) -> None:
    """Without a home the message says how to make one."""
    with pytest.raises(NoWarehouseError, match="khabar run"):
        query(Home(tmp_path / "nowhere"), "SELECT 1")


WRITER = """
import os, signal, sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("CREATE TABLE mine AS SELECT 1 AS one")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_log_that_locks_everyone_out_is_told(home: Home) -> None:
    """The log of a program that made the file writable, wrote and died, beside a newer file: the console tells the way out."""
    home.catalogue.chmod(0o644)
    subprocess.run([sys.executable, "-c", WRITER, str(home.catalogue)], check=False)
    log = home.catalogue.with_name("warehouse.duckdb.wal")
    left = log.read_bytes()
    publish_again(home, 2)
    log.write_bytes(left)
    with pytest.raises(ConsoleError, match="doctor --mend"):
        query(home, "SELECT 1")
    mend(home, examine(home), now=datetime.now(UTC), settings=PublishSettings())
    assert (log.exists(), query(home, "SELECT count(*) AS n FROM documents")["n"].to_list()) == (False, [10])


@pytest.mark.parametrize("word", ["COPY (SELECT 1) TO '{}'", "INSERT INTO x VALUES (1)", "DELETE FROM articles"])
def test_a_statement_that_writes_inside_a_with_is_refused(home: Home, word: str) -> None:
    """DuckDB takes a COPY as a WITH's body and calls the whole a SELECT: it must not reach the lake."""
    before = home.manifest.read_bytes()
    with pytest.raises(ConsoleError, match="only reads"):
        query(home, f"WITH x AS ({word.format(home.manifest)}) FROM x")
    assert home.manifest.read_bytes() == before
