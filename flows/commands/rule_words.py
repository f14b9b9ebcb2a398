"""What a rule is for, in the words of its own file: the first sentence of the docstring. The rules are not imported."""

import ast
import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FIRST_SENTENCE = re.compile(r"[^.:;]+(?:[.:;](?!\s)[^.:;]*)*")

_WITHOUT_FILE = {
    "unwrap_lines": "Join lines that were wrapped in the middle of a sentence",
    "find_title": "Find the title among the first passages",
}


@cache
def rule_words(name: str) -> str:
    """The sentence, without its stop; empty for a rule that has no file of its own, or has it no longer.

    >>> rule_words("remove_tatweel")
    'Remove tatweel that stretches a word'
    >>> rule_words("../secrets")
    ''
    """
    if not _NAME.fullmatch(name):
        return ""
    for folder in ("clean", "clean/flags"):
        path = files("tasks").joinpath(folder, f"{name}.py")
        if path.is_file():
            told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            sentence = _FIRST_SENTENCE.match(" ".join(told.split()))
            return sentence[0].strip().rstrip(".") if sentence else ""
    return _WITHOUT_FILE.get(name, "")
