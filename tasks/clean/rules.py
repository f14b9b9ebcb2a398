"""The cleaning rules in the order in which they act. The order is meaning: the first removal that applies decides."""

from types import ModuleType

from tasks.clean import (
    add_space_after_stop,
    add_space_around_brackets,
    close_space_after_proclitic,
    close_space_before_punctuation,
    close_space_in_brackets,
    drop_repeated_clause,
    fold_presentation_forms,
    merge_doubled_commas,
    normalize_nfc,
    normalize_spaces,
    pair_quotation_marks,
    part_numbers_from_words,
    part_scripts,
    remove_bidi_marks,
    remove_controls,
    remove_markdown,
    remove_markup,
    remove_tatweel,
    repair_homoglyphs,
    repair_mojibake,
    restore_zwnj,
    restore_zwnj_spaced,
    trim_joiners,
    use_arabic_letters,
    use_persian_letters,
    use_zwnj,
)
from tasks.clean.doubled import split_doubled
from tasks.clean.drop_advertisement_label import drop_advertisement_label
from tasks.clean.drop_blank import drop_blank
from tasks.clean.drop_breadcrumb import drop_breadcrumb
from tasks.clean.drop_byline import drop_byline
from tasks.clean.drop_byline import gate as drop_byline_gate
from tasks.clean.drop_code import drop_code
from tasks.clean.drop_comments import drop_comments
from tasks.clean.drop_comments import gate as drop_comments_gate
from tasks.clean.drop_copyright import drop_copyright
from tasks.clean.drop_counter import drop_counter
from tasks.clean.drop_dateline import drop_dateline
from tasks.clean.drop_link_line import drop_link_line
from tasks.clean.drop_marked_furniture import drop_marked_furniture
from tasks.clean.drop_navigation import drop_navigation
from tasks.clean.drop_navigation import gate as drop_navigation_gate
from tasks.clean.drop_page_data import drop_page_data
from tasks.clean.drop_player_line import drop_player_line
from tasks.clean.drop_promotion import drop_promotion
from tasks.clean.drop_recurring_line import drop_recurring_line
from tasks.clean.drop_related import drop_related
from tasks.clean.drop_related import gate as drop_related_gate
from tasks.clean.drop_repeated_body import drop_repeated_body
from tasks.clean.drop_repeated_caption import drop_repeated_caption
from tasks.clean.drop_repeated_lead import drop_repeated_lead
from tasks.clean.drop_repeated_paragraph import drop_repeated_paragraph
from tasks.clean.drop_repeated_paragraph import gate as drop_repeated_paragraph_gate
from tasks.clean.drop_repeated_title import drop_repeated_title
from tasks.clean.drop_reporter_code import drop_reporter_code
from tasks.clean.drop_share_line import drop_share_line
from tasks.clean.drop_tags import drop_tags
from tasks.clean.drop_tags import gate as drop_tags_gate
from tasks.clean.drop_trailer import drop_trailer
from tasks.clean.drop_trailer import gate as drop_trailer_gate
from tasks.clean.flags import FLAGS
from tasks.clean.recurring import MIN_DOCUMENTS
from tasks.clean.rule import Edit, Removal, Rewrite, Split
from tasks.clean.set_aside_caption import set_aside_caption
from tasks.clean.set_aside_credit import set_aside_credit
from tasks.clean.set_aside_image_text import set_aside_image_text
from tasks.clean.set_aside_marked_caption import set_aside_marked_caption
from tasks.clean.set_aside_marked_credit import set_aside_marked_credit
from tasks.clean.split_at_rulers import split_at_rulers
from tasks.clean.split_glued_furniture import split_glued_furniture
from tasks.clean.split_images import split_images
from tasks.clean.split_inline_related import split_inline_related

SPLITS: tuple[Split, ...] = (
    Split("split_images", split_images),
    Split("split_at_rulers", split_at_rulers),
    Split("split_doubled", split_doubled),
    Split("split_glued_furniture", split_glued_furniture),
    Split("split_inline_related", split_inline_related),
)

# Other languages have rules of their own for spaces: the French set them before a colon.
SPACED = ("ar", "fa", "en")


def _edit(module: ModuleType, look: str = "", languages: tuple[str, ...] = ()) -> Edit:
    """The rule of a file: it and its function have one name."""
    name = module.__name__.rpartition(".")[2]
    return Edit(name, getattr(module, name), module.EVIDENCE, languages or getattr(module, "LANGUAGES", ()), look)


def _restore(module: ModuleType) -> Rewrite:
    """The two rules that restore joiners, which look at a text together."""
    name = module.__name__.rpartition(".")[2]
    shared = restore_zwnj.restore_all
    return Rewrite(name, getattr(module, name), restore_zwnj.EVIDENCE, restore_zwnj.LANGUAGES, together=shared)


EDITS: tuple[Edit | Rewrite, ...] = (
    # What is misread goes first: its bytes may look like controls and spaces.
    _edit(repair_mojibake, "codes"),
    # Then what is invisible: it may stand between a letter and its sign. Where it was typed for a joiner it is one.
    Rewrite("use_zwnj", use_zwnj.use_zwnj, use_zwnj.EVIDENCE, use_zwnj.LANGUAGES, "codes"),
    _edit(remove_controls, "codes"),
    _edit(remove_bidi_marks, "codes"),
    _edit(repair_homoglyphs, "codes"),
    _edit(normalize_nfc, "codes"),
    _edit(fold_presentation_forms, "codes"),
    Rewrite("remove_markup", remove_markup.remove_markup, remove_markup.EVIDENCE, look="marks_of_pages"),
    Rewrite("remove_markdown", remove_markdown.remove_markdown, remove_markdown.EVIDENCE, look="marks_of_pages"),
    _edit(trim_joiners, "spaces"),
    _edit(normalize_spaces, "spaces"),
    _edit(remove_tatweel, "spaces"),
    _edit(use_persian_letters),
    _edit(use_arabic_letters),
    _edit(pair_quotation_marks, "marks", SPACED),
    _edit(close_space_in_brackets, "marks", SPACED),
    _edit(close_space_before_punctuation, "marks", SPACED),
    _edit(close_space_after_proclitic, "marks"),
    _edit(merge_doubled_commas, "marks"),
    _edit(add_space_around_brackets, "marks"),
    _edit(add_space_after_stop, "marks"),
    _edit(part_numbers_from_words, "marks"),
    _edit(part_scripts, "marks"),
    _restore(restore_zwnj),
    _restore(restore_zwnj_spaced),
    # Last: what the clause leaves beside it is as the other rules made it.
    Rewrite("drop_repeated_clause", drop_repeated_clause.drop_repeated_clause, drop_repeated_clause.EVIDENCE),
)

REMOVALS: tuple[Removal, ...] = (
    Removal("drop_blank", "markup", "removed", drop_blank),
    Removal("drop_marked_furniture", "navigation", "removed", drop_marked_furniture),
    Removal("set_aside_marked_caption", "caption", "caption", set_aside_marked_caption),
    Removal("set_aside_marked_credit", "credit", "credit", set_aside_marked_credit),
    Removal("drop_code", "markup", "removed", drop_code),
    Removal("drop_link_line", "markup", "removed", drop_link_line),
    Removal("drop_breadcrumb", "navigation", "removed", drop_breadcrumb),
    Removal("drop_repeated_title", "repeat", "removed", drop_repeated_title),
    Removal("drop_page_data", "counter", "removed", drop_page_data),
    Removal("drop_dateline", "dateline", "removed", drop_dateline, "n_words", 8),
    Removal("drop_repeated_caption", "caption", "removed", drop_repeated_caption, "similarity", 0.9),
    Removal("set_aside_credit", "credit", "credit", set_aside_credit, "n_words", 7),
    Removal("set_aside_caption", "caption", "caption", set_aside_caption, "n_position_markers"),
    Removal("drop_repeated_body", "repeat", "removed", drop_repeated_body, "similarity", 0.7, "warning"),
    Removal("drop_repeated_lead", "repeat", "removed", drop_repeated_lead, "similarity", 0.8),
    Removal(
        "drop_repeated_paragraph",
        "repeat",
        "removed",
        drop_repeated_paragraph,
        "similarity",
        0.8,
        gate=drop_repeated_paragraph_gate,
    ),
    Removal("drop_counter", "counter", "removed", drop_counter),
    Removal("drop_share_line", "share", "removed", drop_share_line, "n_words", 14),
    Removal("drop_player_line", "navigation", "removed", drop_player_line, "n_words", 14),
    Removal("drop_advertisement_label", "promotion", "removed", drop_advertisement_label),
    Removal("drop_trailer", "trailer", "removed", drop_trailer, "n_words", 6, gate=drop_trailer_gate),
    Removal("set_aside_image_text", "caption", "caption", set_aside_image_text),
    Removal("drop_tags", "tags", "removed", drop_tags, gate=drop_tags_gate),
    Removal("drop_promotion", "promotion", "removed", drop_promotion, "n_words", 25),
    Removal("drop_copyright", "trailer", "removed", drop_copyright, "n_words", 25),
    Removal("drop_byline", "byline", "removed", drop_byline, "n_words", 8, gate=drop_byline_gate),
    Removal("drop_reporter_code", "byline", "removed", drop_reporter_code),
    Removal("drop_related", "related", "removed", drop_related, "n_words", 30, gate=drop_related_gate),
    Removal("drop_comments", "navigation", "removed", drop_comments, gate=drop_comments_gate),
    Removal("drop_navigation", "navigation", "removed", drop_navigation, "n_words", 14, gate=drop_navigation_gate),
    # Last: what another rule knows by its shape is better explained by that rule.
    Removal(
        "drop_recurring_line",
        "navigation",
        "removed",
        drop_recurring_line,
        "recurring_in",
        MIN_DOCUMENTS,
        kind_from="recurring_kind",
    ),
)

STEPS = ("unwrap_lines", "find_title", "transliterate_names", "low_quality")
"""What cuts a body, finds its title, applies suggestions and judges the whole: no rules of the tables above, but they too can be switched off."""


def rule_names() -> tuple[str, ...]:
    """Every name that can be switched off: steps, splits, edits, removals and flags."""
    names = ([rule.name for rule in rules] for rules in (SPLITS, EDITS, REMOVALS, FLAGS))
    return (*STEPS, *(name for some in names for name in some))
