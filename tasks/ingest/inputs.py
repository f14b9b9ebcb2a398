"""Which files an argument means: files, folders, patterns and standard input. Nothing is read here but names, sizes and hashes.

A name is relative to its argument's root, so that the same folder elsewhere gives the same records.
"""

import glob
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from tasks.ingest.formats import KNOWN, format_of, sniff, stem_of
from tasks.ingest.opening import head_of

STDIN = "stdin"
"""Name and source of what came through standard input."""

_BLOCK = 1 << 20


@dataclass(frozen=True)
class InputFile:
    """One file to read. `name`: POSIX path below its root. `source`: its source where nothing else names one."""

    path: Path
    name: str
    source: str
    format: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class Problem:
    """An argument or file that is not read. `reason` is one of the reasons of quarantine."""

    name: str
    source: str
    reason: str
    detail: str


@dataclass
class _Plan:
    files: list[InputFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)

    def refuse(self, name: str, source: str, reason: str, detail: str) -> None:
        self.problems.append(Problem(name, source, reason, f"{name}: {detail}"))


def plan_inputs(
    arguments: Sequence[str], *, spool: Path, stdin: BinaryIO | None = None
) -> tuple[list[InputFile], list[Problem]]:
    """Files that `arguments` mean, in their order, each once; and what could not be taken, with the reason.

    An argument is a file, a folder (all below it, hidden files apart), a pattern (`**` too) or `-`, which is written to
    the folder `spool` first. Raises OSError only where the spool cannot be written.
    """
    plan = _Plan()
    for argument in dict.fromkeys(arguments):
        if argument == "-":
            _add_stdin(plan, spool, stdin)
            continue
        try:
            _add_argument(plan, argument)
        except (OSError, ValueError) as error:  # no right to look there, or a name that no file can have
            plan.refuse(argument.rpartition("/")[2], "root", "missing", f"cannot be found: {error}")
    return _kept_apart(plan.files), plan.problems


def _kept_apart(files: list[InputFile]) -> list[InputFile]:
    """Files of two roots of one name get the folder above in their source: two files must not be one document."""
    met = Counter((file.source, file.name) for file in files)
    return [
        replace(file, source=f"{_root(file).parent.name}/{file.source}") if met[file.source, file.name] > 1 else file
        for file in files
    ]


def _root(file: InputFile) -> Path:
    """The folder that the file's name is relative to."""
    return file.path.parents[len(Path(file.name).parts) - 1]


def _add_argument(plan: _Plan, argument: str) -> None:
    path = Path(argument)
    if path.is_dir():
        root = path.resolve()
        _add_folder(plan, root, root)
    elif path.exists():
        _add_file(plan, path, path.absolute().parent.resolve(), by_name=True)
    elif glob.has_magic(argument):
        _add_pattern(plan, argument)
    else:
        plan.refuse(
            path.name or argument,
            path.absolute().parent.name or "root",
            "missing",
            "there is no such file or folder: look at the spelling",
        )


def _add_pattern(plan: _Plan, pattern: str) -> None:
    """Files that a pattern matches; their root is the folder before the first wildcard."""
    parts = Path(pattern).parts
    n_fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:n_fixed]).resolve()
    inner = "/".join(parts[n_fixed:])
    found = sorted(glob.glob(inner, root_dir=root, recursive=True))  # noqa: PTH207 - Path.glob matches hidden files too
    if not found:
        plan.refuse(inner, root.name or "root", "missing", "no file matches this pattern")
    for name in found:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            if "**" not in parts:  # which has matched the files below already
                _add_folder(plan, path, root)
        elif _stays_within(plan, path, root):
            _add_file(plan, path, root)


def _add_folder(plan: _Plan, folder: Path, root: Path) -> None:
    n_met = 0
    for path in _walk(plan, folder, root):
        n_met += 1
        if _stays_within(plan, path, root):
            _add_file(plan, path, root)
    if not n_met:
        plan.refuse(folder.name or "root", root.name or "root", "missing", "there is no file in this folder")


def _walk(plan: _Plan, folder: Path, root: Path) -> Iterator[Path]:
    """Files and symbolic links below `folder` in the order of their names, hidden ones apart. No recursion: paths may be deep."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_symlink() or not path.is_dir():
            yield path
            continue
        try:
            entries = sorted((entry for entry in path.iterdir() if not entry.name.startswith(".")), reverse=True)
        except OSError as error:
            plan.refuse(
                _posix(path.relative_to(root)),
                root.name or "root",
                "unreadable_file",
                f"this folder cannot be opened ({error.strerror}): check its permissions",
            )
            continue
        waiting.extend(entries)


def _stays_within(plan: _Plan, path: Path, root: Path) -> bool:
    """False, with a problem, for a symbolic link that leads out of the folder or nowhere."""
    if not path.is_symlink():
        return True
    name, target = _posix(path.relative_to(root)), path.resolve()
    if not target.is_relative_to(root):
        plan.refuse(
            name,
            root.name or "root",
            "unsupported",
            "this link leads out of the folder and was not followed: name its target as an input of its own",
        )
        return False
    if not target.exists():
        plan.refuse(name, root.name or "root", "missing", "this link leads nowhere: mend or remove it")
    return target.is_file()  # a link to a folder below the same root: its files are met where they are


def _add_file(plan: _Plan, path: Path, root: Path, by_name: bool = False) -> None:
    """Take one file in; `by_name`: the person named it, so a file without suffix is looked into."""
    name = _posix(Path(path.name) if by_name else path.relative_to(root))
    folder = root.name or "root"
    real = path.resolve()
    if real in plan.seen:
        return
    plan.seen.add(real)
    try:
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            plan.refuse(name, folder, "unsupported", "it is no regular file (a device, pipe or socket)")
            return
        kind = format_of(name) or (sniff(head_of(real)) if by_name and "." not in name else None)
        if kind is None:
            plan.refuse(
                name,
                folder,
                "unsupported",
                f"khabar does not read this kind of file; it reads {KNOWN} (text ones also as .gz or .zst)",
            )
            return
        source = folder if kind in ("text", "html") else f"{folder}/{stem_of(name)}"
        plan.files.append(InputFile(real, name, source, kind, status.st_size, _sha256(real)))
    except OSError as error:
        plan.refuse(name, folder, "unreadable_file", f"cannot be opened ({error.strerror}): check its permissions")


def _add_stdin(plan: _Plan, spool: Path, stdin: BinaryIO | None) -> None:
    """Write standard input to the spool under its hash, so that an interrupted run finds it again."""
    if stdin is None:
        plan.refuse(STDIN, STDIN, "missing", "there is no standard input to read: pipe something into it")
        return
    spool.mkdir(parents=True, exist_ok=True)
    draft = spool / f".stdin-{os.getpid()}.part"
    with draft.open("wb") as out:
        while block := stdin.read(_BLOCK):
            out.write(block)
    sha256 = _sha256(draft)
    path = draft.rename(spool / f"stdin-{sha256[:16]}")
    plan.files.append(InputFile(path.resolve(), STDIN, STDIN, sniff(head_of(path)), path.stat().st_size, sha256))


def _posix(path: Path) -> str:
    """The path with slashes; bytes of a name that are not UTF-8 as backslash escapes."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
