"""Hard wraps: prose broken at a width grows together again, and lines that a writer ended stay lines."""

import textwrap

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_documents import clean_bodies
from rule_cases import articles

SEVERAL = settings(max_examples=8, derandomize=True)


def _paragraphs(language: str) -> list[str]:
    """Three paragraphs of several sentences each."""
    own = articles()[language]
    return [" ".join(own[:2]), " ".join(own[2:4]), " ".join([own[4], own[0]])]


def _wrapped(paragraph: str, width: int, indent: str = "", first: str = "") -> list[str]:
    return textwrap.wrap(
        paragraph,
        width,
        break_long_words=False,
        break_on_hyphens=False,
        initial_indent=first or indent,
        subsequent_indent=indent,
    )


def _text(body: str) -> list[str]:
    document = clean_bodies([body]).documents.row(0, named=True)
    assert isinstance(document["text"], str)
    return document["text"].split("\n")


layouts = st.tuples(
    st.sampled_from(["ar", "fa", "en"]),
    st.integers(56, 100),
    st.sampled_from(["\n\n", "\n"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "    "]),
)


@SEVERAL
@given(st.lists(layouts, min_size=8, max_size=8))
def test_wrapped_paragraphs_grow_together(found: list[tuple[str, int, str, str, str]]) -> None:
    """Whatever the width, the indentation and the line ends; paragraphs with no blank line between them begin anew where one ends short."""
    bodies, expected = list[str](), list[str]()
    for language, width, gap, end, indent in found:
        paragraphs = _paragraphs(language)
        wrapped = [_wrapped(paragraph, width, indent) for paragraph in paragraphs]
        full = [
            len(lines[-1]) + 1 + len(after.split()[0]) > width - 3
            for lines, after in zip(wrapped, paragraphs[1:], strict=False)
        ]
        if gap == "\n\n" or not any(full):
            bodies.append(gap.join("\n".join(lines) for lines in wrapped).replace("\n", end))
            expected.append("\n".join(paragraphs))
    texts = clean_bodies(bodies).documents.select(pl.col("source_record_id").cast(pl.Int64), "text").sort(pl.all())
    assert texts["text"].to_list() == expected


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_a_part_alone_is_wrapped(language: str) -> None:
    """A statement pasted from a mail into an article whose other paragraphs are lines."""
    own = articles()[language]
    long, statement = " ".join(own[:2]), " ".join(own[2:4])
    assert _text("\n\n".join([long, "\n".join(_wrapped(statement, 64)), own[4]])) == [long, statement, own[4]]


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_lines_of_a_fixed_number_of_words_grow_together(language: str) -> None:
    """Some exports break after so many words, whatever their length."""
    words = " ".join(articles()[language]).split()
    lines = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    assert _text("\n".join(lines)) == [" ".join(words)]


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_lines_of_a_printed_column_grow_together(language: str) -> None:
    """Letters of different width: the lines are of about one length."""
    own = " ".join(articles()[language]).split()
    words = [*own, *reversed(own)]
    lines, line = list[str](), ""
    for number, word in enumerate(words):
        if len(line) + len(word) > 66 + (number * 7) % 9:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    assert _text("\n".join([*lines, line]))[0] == " ".join(words)


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_a_sentence_a_line_stays_a_line(language: str) -> None:
    """Lines that each end a sentence are paragraphs."""
    own = articles()[language]
    assert _text("\n".join(own)) == own


def test_a_wrapped_list_keeps_its_items() -> None:
    """Items begin lines, and what hangs below an item belongs to it."""
    own = articles()["en"]
    items = ["\n".join(_wrapped(f"- {sentence}", 60, "  ", "")).replace("  - ", "- ", 1) for sentence in own]
    assert _text("\n".join(items)) == [f"- {sentence}" for sentence in own]


def test_a_quoted_mail_loses_its_marks() -> None:
    """Every line of a quoted mail begins with a mark."""
    paragraph = " ".join(articles()["en"])
    assert _text("\n".join(f"> {line}" for line in _wrapped(paragraph, 70))) == [paragraph]


VERSE_FA = """گذشت آن شب که باران بر در ما ترانه می\u200cخواند
و از ایوان صدای دور دریا ترانه می\u200cخواند
درختی پیر در باد شبانه به یاد ریشه\u200cها بود
پرستویی میان کوچه تنها ترانه می\u200cخواند
نشستم تا سحر با خاطر تو کنار پنجره باز
چراغی در اتاق سرد آن\u200cجا ترانه می\u200cخواند"""
VERSE_AR = """يا نهر من علّم الأحجار أن تصغي إلى خطو المساء *** ومن رمى في كفّك القمرا
مرّت على الجسر القديم قوافل من غيمة عطشى *** ولم تترك لنا أثرا
قالت له الريح الغريبة نم قليلا يا رفيق *** فالليل أطول ما يكون إذا انتظرا
فمضى يعدّ نوافذ الدور التي انطفأت سراجا *** ثم قال الصبح قد حضرا"""
TABLE = """Harbour Rovers 3 - 1 Lantern Bay United, at the old ground
Stillwater Town 0 - 0 Thornby Ferry, abandoned in the rain
Perrin Valley 2 - 2 Odalys Wanderers, extra time was played
Salt Road 4 - 3 Mill Lane Athletic, five were sent off then
Quay Street 1 - 0 Orchard Rangers, a goal in the last minute"""
ADDRESS = """Office of the Harbour Master
12 Quay Street, Second Floor
Lantern Bay LB4 7QT
Telephone 020 555 0199"""
HEADLINES = """Mayor opens the rope bridge after eleven months of repairs to its cables
Growers in Perrin count more plum trees than in any year since the flood
Museum of sand shows a hundred old sundials at work in the daylight hall
Ferries keep sailing until the harvest is over, the harbour office says so
Thornby turns its telephone exchange into a library of unlabelled seeds now"""


@pytest.mark.parametrize("lines", [VERSE_FA, VERSE_AR, TABLE, ADDRESS, HEADLINES])
def test_lines_that_a_writer_ended_stay_lines(lines: str) -> None:
    """Verse, results, an address and headlines are of one length and are no wraps, alone and inside an article."""
    assert _text(lines) == lines.split("\n")
    own = articles()["fa"]
    assert _text("\n\n".join([own[0], lines, own[1]])) == [own[0], *lines.split("\n"), own[1]]


def test_a_word_broken_at_a_hyphen_grows_together() -> None:
    """Without the hyphen where the text writes the word without one elsewhere, and with it where it does not."""
    body = (
        "The harbour office of Lantern Bay said on Tuesday that its new govern-\n"
        "ment licence allows ferries to sail. The government of the well-\n"
        "known port had asked for it twice before. Ferries will keep sailing\n"
        "until the harvest is over, and then they rest in the old dock."
    )
    assert _text(body) == [
        "The harbour office of Lantern Bay said on Tuesday that its new government licence allows ferries to sail. "
        "The government of the well-known port had asked for it twice before. Ferries will keep sailing "
        "until the harvest is over, and then they rest in the old dock."
    ]
