"""The flow in Prefect: run from the command line. Few tests: a server and its runs cost seconds."""

import json
from pathlib import Path

import pytest
from prefect_server import Server
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
    server: Server, serving: Path, khabar: WarmKhabar, tmp_path: Path
) -> None:
    """`khabar run` with PREFECT_API_URL leaves a Completed run with tasks by name, the three artifacts and a log.

    `khabar reprocess` leaves one of news-reprocess with the same tasks, but for the first.
    """
    source, home = _records(tmp_path / "a.jsonl", 3), tmp_path / "home"

    done = khabar("run", str(source), "--home", str(home))

    assert done.returncode == 0, done.stderr
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

    (home / "khabar.toml").write_text('[clean]\noff = ["drop_trailer"]', encoding="utf-8")
    again = khabar("reprocess", "--home", str(home))

    assert "3 documents = 3 published anew + 0 set aside + 0 as they were" in again.stdout, again.stderr
    wanted = {"limit": 1, "sort": "START_TIME_DESC", "flows": {"name": {"any_": ["news-reprocess"]}}}
    runs = server.ask("flow_runs/filter", wanted)
    tasks = server.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [runs[0]["id"]]}}})
    assert {task["name"].rsplit("-", 1)[0] for task in tasks} == names - {"ingest"} | {"reread"}


@pytest.mark.timeout(170)
def test_nothing_readable_and_nothing_new_have_their_exit_codes(
    serving: Path, khabar: WarmKhabar, tmp_path: Path
) -> None:
    """A missing path ends in 2 with a message that names it; a second run of the same input in 0 with nothing new."""
    source, home = _records(tmp_path / "b.jsonl", 2), tmp_path / "home"

    missing = khabar("run", str(tmp_path / "nowhere.jsonl"), "--home", str(home))
    first = khabar("run", str(source), "--home", str(home))
    second = khabar("run", str(source), "--home", str(home))

    assert (missing.returncode, first.returncode, second.returncode) == (2, 0, 0)
    assert "nowhere.jsonl" in missing.stdout
    assert "nothing new" in second.stdout
    assert "2 records = 0 documents + 0 in quarantine + 2 seen before" in second.stdout


@pytest.mark.timeout(170)
def test_standard_input_is_taken_in(serving: Path, khabar: WarmKhabar, tmp_path: Path) -> None:
    """`khabar run -` spools standard input and publishes its records."""
    lines = _records(tmp_path / "c.jsonl", 2).read_text(encoding="utf-8")

    done = khabar("run", "-", "--home", str(tmp_path / "home"), text=lines)

    assert "2 records = 2 documents" in done.stdout, done.stderr
