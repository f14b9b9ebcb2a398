"""The flow in Prefect: run from the command line. Few tests: a server and its runs cost seconds."""

import json
from pathlib import Path

import pytest
from prefect_server import Server, typed
from warm_khabar import WarmKhabar

ARTICLE = (
    "أعلنت بلدية ساحلية أنها ستفتح مكتبة عائمة للأطفال في نهاية الشهر. "
    "وقالت مديرة المشروع إن المكتبة ستبحر كل أسبوع بين ثلاث قرى."
)


def _records(path: Path, n: int) -> Path:
    lines = [
        json.dumps({"id": f"r{i}", "title": f"خبر {i}", "text": f"{ARTICLE} الرقم {i}.\nانتهای پیام"}) for i in range(n)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.timeout(170)
def test_a_run_against_a_server_is_seen_there_with_its_artifacts(
    server: Server, khabar: WarmKhabar, tmp_path: Path
) -> None:
    """`khabar run -` with PREFECT_API_URL takes standard input in, and leaves a Completed run with tasks by name, the three artifacts and a log.

    The same again ends in 0 with nothing new. `khabar reprocess` leaves a run of news-reprocess with the same tasks, but for
    the first.
    """
    lines, home = _records(tmp_path / "a.jsonl", 3).read_text(encoding="utf-8"), tmp_path / "home"

    done = khabar("run", "-", "--home", str(home), text=lines)

    assert (done.returncode, "3 records = 3 documents" in done.stdout) == (0, True), done.stderr
    runs = server.ask("flow_runs/filter", {"limit": 50})
    mine = [run for run in runs if str(home) in json.dumps(run["parameters"])]
    tasks = server.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [mine[0]["id"]]}}})
    artifacts = server.ask("artifacts/filter", {"flow_runs": {"id": {"any_": [mine[0]["id"]]}}})
    assert [run["state_name"] for run in mine] == ["Completed"]
    names = {task["name"].rsplit("-", 1)[0] for task in tasks}
    assert names == {"ingest", "clean", "check rows", "dedupe", "extract", "check batch", "load"}
    assert {"stages", "rules", "promise"} <= {artifact["key"] for artifact in artifacts}
    log = [line["message"] for line in server.ask("logs/filter", {"logs": {"flow_run_id": {"any_": [mine[0]["id"]]}}})]
    assert any(line.startswith("clean: 3 in, 3 out") for line in log), log

    second = khabar("run", "-", "--home", str(home), text=lines)

    assert (second.returncode, "nothing new" in second.stdout) == (0, True), second.stderr
    assert "3 records = 0 documents + 0 in quarantine + 3 seen before" in second.stdout

    (home / "khabar.toml").write_text('[clean]\noff = ["drop_trailer"]', encoding="utf-8")
    again = khabar("reprocess", "--home", str(home))

    assert "3 documents = 3 published anew + 0 set aside + 0 as they were" in again.stdout, again.stderr
    wanted = {"limit": 1, "sort": "START_TIME_DESC", "flows": {"name": {"any_": ["news-reprocess"]}}}
    runs = server.ask("flow_runs/filter", wanted)
    tasks = server.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [runs[0]["id"]]}}})
    assert {task["name"].rsplit("-", 1)[0] for task in tasks} == names - {"ingest"} | {"reread"}


@pytest.mark.timeout(170)
def test_nothing_readable_has_its_exit_code(server: Server, tmp_path: Path) -> None:
    """A missing path ends in 2 with a message that names it, from the very start of the command."""
    words = ("run", str(tmp_path / "nowhere.jsonl"), "--home", str(tmp_path / "home"))
    missing = typed(*words, environment=server.environment, patience=160)
    assert (missing.returncode, "nowhere.jsonl" in missing.stdout) == (2, True), missing.stderr
