"""Starting a cleaning rule: its file, its cases, its line in the registry. The texts of the files are in `templates`."""

import ast
import keyword
import re
import subprocess
import sys
from pathlib import Path

from tests.scaffold.templates import CASES, MODULES, REGISTRATIONS
from warehouse.tables.passages import KINDS as PASSAGE_KINDS

KINDS = ("edit", "rewrite", "removal", "flag")

_VERB_OBJECT = (r"[a-z]+(_[a-z0-9]+)+", "a rule is called verb_object in small letters, as close_space or drop_counter")
_NAME = {
    "edit": _VERB_OBJECT,
    "rewrite": _VERB_OBJECT,
    "removal": (r"(drop|set_aside)(_[a-z0-9]+)+", "a removal is called drop_something or set_aside_something"),
    "flag": (r"[a-z]+(_[a-z0-9]+)*", "a flag is called after what is wrong, in small letters, as mixed_script"),
}
_TABLE = {"edit": "EDITS", "rewrite": "EDITS", "removal": "REMOVALS", "flag": "FLAGS"}
_RULES, _FLAGS = Path("tasks/clean/rules.py"), Path("tasks/clean/flags/__init__.py")


class NewRuleError(ValueError):
    """The rule cannot be made so; nothing was written."""


def kind_of(name: str) -> str:
    """The kind that a name tells: drop_ and set_aside_ begin removals, all else is an edit; a flag must be called one."""
    return "removal" if name.startswith(("drop_", "set_aside_")) else "edit"


def start_rule(project: Path, name: str, kind: str) -> list[str]:
    """Write the files of rule `name` below `project`, and say in a line each what was made.

    Raises NewRuleError before anything is written: for a bad name or kind, and for one that is taken.
    """
    _check(project, name, kind)
    registry = project / (_FLAGS if kind == "flag" else _RULES)
    rule = project / "tasks" / "clean" / ("flags" if kind == "flag" else "") / f"{name}.py"
    cases = project / "tests" / "cases" / f"{name}.json"
    fields = {"name": name, "words": name.replace("_", " ").capitalize(), **_passage(name, kind)}
    registered = _registered(registry.read_text(encoding="utf-8"), kind, fields)
    rule.write_text(_filled(MODULES[kind], fields), encoding="utf-8")
    cases.write_text(_filled(CASES[kind], fields), encoding="utf-8")
    registry.write_text(registered, encoding="utf-8")
    _in_shape(project, rule, registry)
    return [
        f"made   {rule.relative_to(project)}: the rule, which does nothing yet",
        f"made   {cases.relative_to(project)}: two positive and two negative cases, to be written",
        f"added  {name} to {_TABLE[kind]} in {registry.relative_to(project)}, last in the order{_said(fields)}",
    ]


def _check(project: Path, name: str, kind: str) -> None:
    if kind not in KINDS:
        raise NewRuleError(f"“{kind}” is no kind of rule: KIND is one of {', '.join(KINDS)}")
    pattern, told = _NAME[kind]
    if not re.fullmatch(pattern, name) or keyword.iskeyword(name):
        raise NewRuleError(f"“{name}” will not do: {told}")
    clean = project / "tasks" / "clean"
    taken = [clean / f"{name}.py", clean / "flags" / f"{name}.py", project / "tests" / "cases" / f"{name}.json"]
    for path in taken:
        if path.exists():
            raise NewRuleError(f"{name} is taken: there is {path.relative_to(project)}")
    for registry in (_RULES, _FLAGS):
        if f'"{name}"' in (project / registry).read_text(encoding="utf-8"):
            raise NewRuleError(f"{name} is taken: it stands in {registry}")


def _passage(name: str, kind: str) -> dict[str, str]:
    """The kind and placement that a removal gives its passages, as the name tells."""
    if kind != "removal":
        return {}
    words = name.split("_")
    found = next((known for known in PASSAGE_KINDS if known in words or f"{known}s" in words), None)
    if not name.startswith("set_aside_"):
        return {"kind": "repeat" if "repeated" in words else found or "navigation", "placement": "removed"}
    if found not in ("caption", "credit"):
        raise NewRuleError(f"“{name}” will not do: captions and credits are set aside, all else is dropped")
    return {"kind": found, "placement": found}


def _said(fields: dict[str, str]) -> str:
    if "kind" not in fields:
        return ""
    return f"; what it takes is of the kind “{fields['kind']}” (of {', '.join(PASSAGE_KINDS)})"


def _filled(template: str, fields: dict[str, str]) -> str:
    for name, value in fields.items():
        template = template.replace(f"<{name}>", value)
    return template


def _registered(source: str, kind: str, fields: dict[str, str]) -> str:
    """The registry with the rule's import, and its entry at the end of its table."""
    importing, entry = (_filled(text, fields) for text in REGISTRATIONS[kind])
    lines = source.splitlines(keepends=True)
    table = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == _TABLE[kind]
    )
    if not isinstance(table, ast.Tuple) or table.end_lineno is None or lines[table.end_lineno - 1].strip() != ")":
        raise NewRuleError(f"{_TABLE[kind]} is no tuple of one entry a line any more: mend this tool")
    lines.insert(table.end_lineno - 1, f"    {entry},\n")
    first_import = next(i for i, line in enumerate(lines) if line.startswith("from tasks.clean"))
    lines.insert(first_import, f"{importing}\n")
    return "".join(lines)


def _in_shape(project: Path, *paths: Path) -> None:
    """Sort the imports and format: the new lines stand where there was room."""
    ruff = Path(sys.executable).with_name("ruff")
    for command in (["check", "--quiet", "--select", "I", "--fix"], ["format", "--quiet"]):
        subprocess.run([str(ruff), *command, *map(str, paths)], cwd=project, check=True)
