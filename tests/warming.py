"""What a program does once before it forks a child for each run, so that no child does it again."""

from flows.memory import spare_the_collector
from tasks.clean.languages import _detector
from tasks.extract.lexicon import lexicon
from tasks.languages import tags


def warm_up() -> None:
    """Fill what a process makes once: the words of the languages, the model of languages, what the collector overlooks.

    Nothing here may start threads, as a query of polars does: a process that has them must not fork.
    """
    for tag in tags():
        lexicon(tag)
    _detector()
    spare_the_collector()
