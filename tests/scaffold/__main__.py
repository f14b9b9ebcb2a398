"""`make new-rule NAME=verb_object KIND=edit|rewrite|removal|flag`: the files of a new cleaning rule, and its place in the registry.

It lies among the tests, as the benchmarks do: a tool for who works on khabar, not shipped, that writes cases too.
"""

import argparse
import sys
from pathlib import Path

from tests.scaffold.new_rule import KINDS, NewRuleError, kind_of, start_rule

PROJECT = Path(__file__).parents[2]


def main(words: list[str]) -> int:
    """Make the rule and say what to do next; 2 where the name or kind will not do."""
    parser = argparse.ArgumentParser(prog="make new-rule", description=__doc__, add_help=True)
    parser.add_argument("name", help="verb_object for a rule, what is wrong for a flag")
    parser.add_argument("--kind", choices=KINDS, help="without it, by the name: drop_ and set_aside_ are removals")
    given = parser.parse_args(words)
    try:
        kind = given.kind or kind_of(given.name)
        made = start_rule(PROJECT, given.name, kind)
    except NewRuleError as error:
        print(f"make new-rule: {error}", file=sys.stderr)
        return 2
    print("\n".join(f"  {line}" for line in made))
    print(_NEXT.format(name=given.name, look=_LOOK[kind]))
    return 0


_LOOK = {
    "edit": "EVIDENCE finds each place, the function changes it; keep EVIDENCE cheap, every text is searched for it",
    "rewrite": "what no expression can say, text by text: EVIDENCE keeps the texts few, say in a comment how few",
    "removal": "position and shape are evidence beside the cue: tasks/clean/facts.py names what there is to look at",
    "flag": "give the documents it finds with a value and the place; a flag touches no text",
}
_NEXT = """
Next:
  1. Write the cases first: what the rule is for, and at least as many that look broken and must stay.
       .venv/bin/python -m pytest -n 0 tests/tasks/clean/test_rule_cases.py -k {name}
     fails until they are yours, then until the rule does what they say.
  2. Write the rule: {look}.
  3. Put it where it belongs in its table: the order is meaning. It stands last.
  4. See what it does to real news: khabar run, khabar explain DOC --html, and what it costs: make bench.
  5. make lint, make test, a line in CHANGELOG.md."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
