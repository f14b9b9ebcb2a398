"""`khabar doctor`: what is wrong with a home or with the packages under it, what to do, and with --mend doing it."""

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from rich.text import Text

from flows.commands.errors import OK, UNHEALTHY, CommandError
from flows.commands.status import clean_settings
from flows.commands.terminal import console, neutral, show_table
from flows.settings import SettingsError, clean_options, publish_settings
from warehouse import doctor
from warehouse.doctor import Finding, examine, healthy
from warehouse.home import Home

WINDOWS = (
    ("fastapi", (0, 139), (0, 151), "the Prefect server cannot start with others"),
    ("sqlalchemy", (2, 0), (2, 1), "with others no scheduled run is ever made, and nothing says so"),
)
"""Packages that install and import in other versions too, and then break: the lowest, the first too high, why."""

SIGNS = {"ok": ("ok", "green"), "note": ("note", "yellow"), "wrong": ("WRONG", "red bold")}


def doctor_command(home: Home, *, mend: bool, deep: bool) -> int:
    """Print what was found; returns 0 where all is well, after mending if that was asked for, else 1."""
    if not home.root.is_dir():
        raise CommandError(f"there is no {home.root}; khabar run SOURCE --home {home.root} makes one")
    findings = [*examine(home, deep=deep), settings(home), *packages()]
    out = console()
    _show(findings)
    if healthy(findings):
        out.print(Text("all is well", style="green bold"))
        return OK
    curable = [finding for finding in findings if finding.mends]
    if not mend:
        if curable:
            out.print(
                Text(
                    f"khabar doctor --mend --home {neutral(str(home.root))} puts {len(curable)} of these right",
                    style="bold",
                ),
                soft_wrap=True,
            )
        return UNHEALTHY
    return _mend(home, findings, deep)


def _mend(home: Home, findings: list[Finding], deep: bool) -> int:
    out = console()
    if any(finding.check == "lake files" and finding.state == "wrong" for finding in findings) and any(
        f.mends == "rebuild" for f in findings
    ):
        raise CommandError(
            "the catalogue cannot be built while files of the lake are missing or damaged; put them back first",
            UNHEALTHY,
        )
    for done in doctor.mend(home, findings, now=datetime.now(UTC), settings=publish_settings(home)):
        out.print(done)
    after = [*examine(home, deep=deep), settings(home), *packages()]
    if healthy(after):
        out.print(Text("all is well now", style="green bold"))
        return OK
    _show([finding for finding in after if finding.state == "wrong"])
    return UNHEALTHY


def _show(findings: list[Finding]) -> None:
    rows = [(SIGNS[finding.state][0], finding.check, finding.detail, finding.remedy) for finding in findings]
    show_table(console(), ("", "check", "found", "what to do"), rows)


def settings(home: Home) -> Finding:
    """Whether khabar.toml can be used, and what it sets about cleaning."""
    try:
        said = clean_settings(clean_options(home))
    except SettingsError as error:
        return Finding("settings", "wrong", str(error), "mend khabar.toml: no run begins before")
    return Finding("settings", "note", "; ".join(said)) if said else Finding("settings", "ok", "all rules on")


def packages() -> list[Finding]:
    """One finding for each package that must lie in a window of versions."""
    return [judged(name, _installed(name), low, high, why) for name, low, high, why in WINDOWS]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def judged(name: str, installed: str | None, low: tuple[int, ...], high: tuple[int, ...], why: str) -> Finding:
    """Whether `installed` lies in the window from `low` to below `high`."""
    window = f">={'.'.join(map(str, low))},<{'.'.join(map(str, high))}"
    remedy = f"install {name}{window}: make run does"
    if installed is None:
        return Finding(name, "wrong", "not installed", remedy)
    numbers = tuple(int(part) for part in installed.split(".")[: len(low)] if part.isdigit())
    if low <= numbers < high:
        return Finding(name, "ok", f"{installed} in {window}")
    return Finding(name, "wrong", f"{installed}: {why}", remedy)
