"""Rulers in a line part it; what looks like one does not."""

from raw_documents import clean_bodies

ONE = "The ferry company said on Monday that the new timetable would begin next week."
TWO = "The mayor of Lindenau opened the bridge and spoke of the long wait of the town."


def _text(body: str) -> str:
    return str(clean_bodies([body]).documents["text"][0])


def test_a_ruler_parts_the_line() -> None:
    """The sections are lines of their own, and the ruler is gone."""
    assert _text(f"{ONE} ============= {TWO} ======== {ONE[:40]}.") == f"{ONE}\n{TWO}\n{ONE[:40]}."


def test_what_is_no_ruler_stays() -> None:
    """Dashes, blanks to fill in and sums are no rulers."""
    for line in (f"{ONE} -- {TWO}", f"{ONE} Name: ___ Town: ___", f"{ONE} It is 2 == 2. {TWO}"):
        assert "\n" not in _text(line)
