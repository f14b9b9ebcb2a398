"""The view of rules: what each did, where, and how much of the outlet it touched."""

import small_home

from warehouse.console import asking
from warehouse.home import Home


def test_rules_are_counted_by_outlet_and_language(settled: Home) -> None:
    """An edit counts its places, a removal and a flag one each; the share is of the outlet's documents in the language."""
    with asking(settled) as ask:
        rows = ask(
            "SELECT rule, action, language, n_documents, n_places, document_share, last_batch_id "
            "FROM mart_rule_activity WHERE outlet = 'Marsad' ORDER BY rule"
        )
    acted = {(row["rule"], row["action"]): (row["n_documents"], row["n_places"]) for row in rows}
    every = {(row["language"], row["document_share"], row["last_batch_id"]) for row in rows}
    assert (
        acted["close_space_before_punctuation", "edit"],
        acted["drop_counter", "remove"],
        acted["mixed_script", "flag"],
        len(acted),
        every,
    ) == ((1, 2), (1, 1), (1, 1), 8, {("ar", 1.0, small_home.BATCH)})


def test_an_outlet_without_a_name_is_called_by_its_source(settled: Home) -> None:
    """No row of the view lacks an outlet, and none counts more documents than there are."""
    with asking(settled) as ask:
        odd = ask("FROM mart_rule_activity WHERE outlet IS NULL OR document_share > 1 OR n_places < n_findings")
    assert odd == []
