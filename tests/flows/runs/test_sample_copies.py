"""The copies that are planted in the bundled samples: chains in order, a corrected reprint, templates, a round-up."""

from typing import Any

from driving import rows

from warehouse.home import Home


def linked(home: Home, one: str, other: str) -> list[tuple[Any, ...]]:
    """Relation of two records, whichever side the link was found from."""
    return rows(
        home,
        "SELECT l.relation FROM document_links l JOIN documents a ON a.doc_id = l.doc_id JOIN documents b ON b.doc_id = l.other_doc_id "
        f"WHERE list_sort([a.source_record_id, b.source_record_id]) = list_sort(['{one}', '{other}'])",
    )


def merged(home: Home, *records: str) -> list[tuple[Any, ...]]:
    """Records that are in a group of copies, of those named."""
    return rows(
        home, f"SELECT source_record_id FROM documents WHERE source_record_id IN {records} AND cluster_id IS NOT NULL"
    )


CHAIN = (
    "SELECT s.outlet, position, lag_minutes, lag_days, n_words_added, n_words_cut, credits, credits_a_copy, is_canonical "
    "FROM mart_syndication s JOIN documents d USING (doc_id) WHERE d.source_record_id SIMILAR TO '{}'"
)


def test_the_arabic_chain_is_shown_in_order(samples: Home) -> None:
    """Five outlets with their lags, what each changed against the agency's text, and whom it credits."""
    agency = "وكالة نسيم"
    assert rows(samples, CHAIN.format("[a-z]+-50[1-5]")) == [
        (agency, 1, 0, None, None, None, None, False, True),
        ("المرفأ", 2, 40, None, 0, 12, [agency], True, False),
        ("سواحل", 3, 95, None, 15, 15, ["صحيفة المرفأ", agency], True, False),
        ("البوصلة", 4, 190, None, 0, 0, [agency], True, False),
        ("المنارة", 5, None, 2, 0, 34, None, False, False),
    ]


def test_the_persian_chain_is_shown_in_order(samples: Home) -> None:
    """Four outlets, the first time in the Jalali calendar and Tehran's zone, each copy with what it changed and its credits."""
    agency = "خبرگزاری سپیدار"
    found = rows(samples, CHAIN.format("[a-z]+-51[1-4]"))
    assert [row[:3] for row in found] == [
        (agency, 1, 0),
        ("پرنیان", 2, 25),
        ("روزنامه کهربا", 3, 125),
        ("بادگیر", 4, 1310),
    ]
    assert ([row[6] for row in found[2:]], [row[7] for row in found[2:]]) == (
        [[agency], ["روزنامه کهربا", agency]],
        [True, True],
    )


def test_the_stories_name_their_first_outlet(samples: Home) -> None:
    """Both chains are stories of several outlets, and it is certain who was first."""
    found = rows(samples, "SELECT n_outlets, first_outlet, first_is_certain FROM mart_stories WHERE n_outlets >= 4")
    assert sorted(found) == [(4, "خبرگزاری سپیدار", True), (5, "وكالة نسيم", True)]


def test_template_notices_are_linked_and_both_stay(samples: Home) -> None:
    """Exchange rates of two days, and the weather of two days, are templates with their facts in conflict; none is merged."""
    pairs = (("sepidar-301", "sepidar-302"), ("csv-601", "csv-602"))
    facts = rows(
        samples,
        "SELECT [p.cut, p.added] FROM (SELECT unnest(differs) AS p FROM document_links WHERE relation = 'template')",
    )
    expected = {frozenset(("الثلاثاء", "الجمعة")), frozenset(("پنجشنبه", "شنبه"))}
    assert ([linked(samples, *pair) for pair in pairs], [merged(samples, *pair) for pair in pairs]) == (
        [[("template",)]] * 2,
        [[], []],
    )
    assert expected <= {frozenset(pair) for (pair,) in facts}


def test_a_corrected_reprint_is_near_and_the_fuller_copy_stands_for_both(samples: Home) -> None:
    """One number was corrected: the later, fuller text survives, and the link names the number."""
    found = rows(
        samples,
        "SELECT b.source_record_id, a.n_copies FROM articles a JOIN documents b USING (doc_id) WHERE b.source_record_id SIMILAR TO 'almarfa-52[12]'",
    )
    differs = rows(samples, "SELECT marked(differs) FROM mart_syndication WHERE url LIKE '%/522'")
    assert (linked(samples, "almarfa-521", "almarfa-522"), found) == ([("near",)], [("almarfa-522", 2)])
    assert differs[0][0].startswith("[-140-]{+410+}")


def test_a_round_up_merges_none_of_its_articles(samples: Home) -> None:
    """A round-up of three articles holds each of them, as does the older one; all stay as they are."""
    articles = ("harbour-531", "larch-532", "harbour-533")
    held = [linked(samples, name, "quayside-534") for name in articles] + [linked(samples, "harbour-401", "csv-606")]
    assert (held, merged(samples, *articles, "quayside-534", "harbour-401", "csv-606")) == ([[("contained",)]] * 4, [])
