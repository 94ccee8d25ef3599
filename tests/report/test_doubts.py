"""What makes a number unsure is said beside it, and only while it does."""

from __future__ import annotations

from typing import Any

from filled_report import report
from plain import Tables

CODED = "Over geld waren twee onderzoekers het niet vaak genoeg eens."
MORE = "tot 1,1 bij, maar zo\u2019n verschil geeft toeval alleen ook."


def test_a_code_on_which_readers_differ_says_so_in_the_summary(
    example: Tables, settings: dict[str, Any]
) -> None:
    assert CODED in report(example, settings)
    agreed = example["agreement"].assign(alpha=0.9)
    assert CODED not in report(example | {"agreement": agreed}, settings)


def test_more_ties_a_party_are_not_enough_only_where_the_claim_fails_its_test(
    example: Tables, settings: dict[str, Any]
) -> None:
    changes = example["network_changes"].copy()
    changes.loc[changes["metric"] == "mean_degree", ["low", "high"]] = (0.2, 1.1)
    more = example | {"network_changes": changes}
    assert MORE in report(more, settings)
    claims = example["claims"]
    firm = claims["outcome"].mask(claims["claim"] == "sterker-hecht", "houdt")
    assert MORE not in report(more | {"claims": claims.assign(outcome=firm)}, settings)
    # Where none came at equal asking, it says no more than that.
    text = report(example, settings)
    assert MORE not in text and "in 2019 was dat 4,4 . Dat kan toeval zijn." in text
