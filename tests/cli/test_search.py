"""``volgens search``: words, narrowed by act, actor, outlet and time."""

from tests.cli.conftest import Run


def test_finds_words_that_were_said(filled: Run) -> None:
    output = filled("search", "gewaarschuwd").stdout
    assert "Karin Duin" in output


def test_an_act_narrows(filled: Run) -> None:
    assert "Karin Duin" not in filled("search", "gewaarschuwd", "--act", "promise").stdout


def test_an_outlet_narrows(filled: Run) -> None:
    assert "Nothing found" in filled("search", "gewaarschuwd", "--outlet", "De Polderbode").stdout


def test_a_time_narrows(filled: Run) -> None:
    assert "Nothing found" in filled("search", "gewaarschuwd", "--since", "2027-01-01").stdout


def test_a_wrong_act_or_time_is_refused(filled: Run) -> None:
    assert filled("search", "deur", "--act", "sing").exit_code == 2
    assert filled("search", "deur", "--since", "gisteren").exit_code == 2


def test_odd_queries_do_no_harm(filled: Run) -> None:
    for query in ('"', "*", "a OR", "NEAR(", "'; --", "🙂"):
        assert filled("search", query).exit_code == 0
