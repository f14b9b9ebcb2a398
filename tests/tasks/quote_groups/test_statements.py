"""What is one statement and what is none, in each language: other wordings, other figures, other speakers, formulas."""

import pytest
from statements import Said, one_statement

WORDINGS = {
    "an article of it": (
        "سنفتح الجسر الخشبي أمام المشاة قبل موسم الحصاد، وتبقى القوارب للصيادين",
        "أنه سيتم فتح الجسر الخشبي أمام المشاة قبل موسم الحصاد وستبقى القوارب للصيادين",
    ),
    "spelled otherwise": (
        "إن مدرسة الأنوال القديمة ستعود إلى أهل الوادي بعد ترميم سقفها",
        "مدرسه الانوال القديمه ستعود الى اهل الوادى بعد ترميم سقفها",
    ),
    "a part of it": (
        "باغداران دره نیلوفر امسال دو برابر سال گذشته انار چیدند و سردخانه\u200cها پر شدند",
        "باغداران دره نیلوفر امسال دو برابر سال گذشته انار چیدند",
    ),
    "a figure that the other leaves out": (
        "کتابخانه تازه شهر بندر در زمستان با ۴۰ هزار جلد کتاب به روی خوانندگان باز می\u200cشود",
        "کتابخانه تازه شهر بندر در زمستان با کتاب به روی خوانندگان باز می\u200cشود",
    ),
    "indirect": (
        "We will reopen the rope bridge before the harvest and leave the ferries to the fishermen",
        "the rope bridge would reopen before harvest, leaving the ferries to fishermen",
    ),
}
OTHERS = {
    "another figure": (
        "زاد عدد زوار متحف الساعات الشمسية هذا الربيع إلى 1200 زائر في اليوم",
        "زاد عدد زوار متحف الساعات الشمسية هذا الربيع إلى 1900 زائر في اليوم",
    ),
    "another figure in words": (
        "سه هزار درخت گردو در دامنه کوه سپید کاشته شد و نهال\u200cها آبیاری شدند",
        "پنج هزار درخت گردو در دامنه کوه سپید کاشته شد و نهال\u200cها آبیاری شدند",
    ),
    "another weekday": (
        "The weavers of Perrin will open their looms to visitors on Monday at the old mill",
        "The weavers of Perrin will open their looms to visitors on Friday at the old mill",
    ),
    "it denies": (
        "سنبيع أرض المرفأ القديم لشركات الشحن الأجنبية هذا العام",
        "لن نبيع أرض المرفأ القديم لشركات الشحن الأجنبية هذا العام",
    ),
    "it denies by a verb's prefix": (
        "سد تازه روستای بلوط برای کشاورزان پایین\u200cدست آب کافی نگه می\u200cدارد",
        "سد تازه روستای بلوط برای کشاورزان پایین\u200cدست آب کافی نگه نمی\u200cدارد",
    ),
    "it denies in English": (
        "The harbour council will sell the western lighthouse to the shipping company",
        "The harbour council will not sell the western lighthouse to the shipping company",
    ),
    "a form of words": ("لا تعليق لدينا الآن", "لا تعليق لدينا الآن"),
    "a short greeting": ("Thank you all very much", "Thank you all very much"),
    "half of it is other": (
        "The valley needs a doctor who stays through the winter, a road and a school roof",
        "The valley needs a doctor who stays, and its bakers deserve cheaper flour and salt",
    ),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_wordings_of_one_statement(name: str) -> None:
    """The same speaker's statement in other articles and words."""
    first, second = WORDINGS[name]
    assert one_statement(Said("a", first), Said("b", second, day=2))


@pytest.mark.parametrize("name", OTHERS)
def test_statements_that_only_look_alike(name: str) -> None:
    """Other facts, a denial, and forms of words that anybody says at any time."""
    first, second = OTHERS[name]
    assert not one_statement(Said("a", first), Said("b", second))


LONG = "سنزرع ألف شجرة زيتون حول بئر القرية القديمة قبل هطول أمطار الخريف"


def test_the_same_words_of_another_speaker_are_another_statement() -> None:
    """Neither another entity, nor another name, nor nobody."""
    others = (Said("b", LONG, "selma"), Said("b", LONG, None, name="سلمى الدرويش"), Said("b", LONG, None))
    assert [one_statement(Said("a", LONG), other) for other in others] == [False] * 3


def test_who_is_not_known_joins_nobody() -> None:
    """Two quotes without a speaker have but their words in common."""
    assert not one_statement(Said("a", LONG, None), Said("b", LONG, None))


def test_a_speaker_without_an_entity_goes_by_the_folded_name() -> None:
    """Spellings of a ministry are one speaker."""
    assert one_statement(Said("a", LONG, None, name="وزارة الزيتون"), Said("b", LONG, None, name="وزاره الزيتون"))


def test_other_words_a_month_later_are_another_statement() -> None:
    """Offices announce like things in like words; the very same text is a statement told again, whenever."""
    again = f"{LONG} ونسقيها"
    told = [one_statement(Said("a", LONG), Said("b", text, day=day)) for text, day in ((again, 5), (again, 40), (LONG, 40), (again, None))]  # fmt: skip
    assert told == [True, False, True, True]
