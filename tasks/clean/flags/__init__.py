"""Detectors: each labels documents and touches no text. One file a flag; the file and its function have the flag's name."""

from tasks.clean.flags.broken_caption import broken_caption
from tasks.clean.flags.foreign_script import foreign_script
from tasks.clean.flags.machine_translated import THRESHOLD, machine_translated
from tasks.clean.flags.mixed_script import mixed_script
from tasks.clean.flags.truncated import truncated
from tasks.clean.flags.unbalanced_quotes import unbalanced_quotes
from tasks.clean.flags.untransliterated import untransliterated
from tasks.clean.flags.zwnj_missing import zwnj_missing
from tasks.clean.rule import Flag

FLAGS: tuple[Flag, ...] = (
    Flag("mixed_script", mixed_script, threshold=1),
    Flag("foreign_script", foreign_script, threshold=1, severity="info"),
    Flag("untransliterated", untransliterated, threshold=1, severity="info"),
    Flag("machine_translated", machine_translated, threshold=THRESHOLD),
    Flag("zwnj_missing", zwnj_missing, threshold=0.5),
    Flag("unbalanced_quotes", unbalanced_quotes, threshold=1, severity="info"),
    Flag("broken_caption", broken_caption, threshold=1),
    Flag("truncated", truncated, threshold=1),
)
