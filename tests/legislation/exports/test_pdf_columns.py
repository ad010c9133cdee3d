"""Columns on paper: each has room for its words, and what doesn't fit is known before it is set."""

from legislation.exports.pdf_columns import LANDSCAPE, PADDING, PORTRAIT, plan
from legislation.exports.summary import Column


def test_column_that_is_empty_in_every_row_is_left_out() -> None:
    columns = [Column("a", "A"), Column("b", "B"), Column("c", "C")]
    assert plan(columns, [["x", "", ""], ["x", "", "y"]]).shown == (0, 2)


def test_table_without_rows_keeps_its_columns() -> None:
    assert plan([Column("a", "A"), Column("b", "B")], []).shown == (0, 1)


def test_dates_and_numbers_are_never_broken() -> None:
    columns = [Column("a", "From", kind="date"), Column("b", "N", kind="number")]
    assert plan(columns, [["2 мар. 2026", "1 730 000"]]).widths == (11 + PADDING, 9 + PADDING)


def test_words_fit_their_column_and_very_long_ones_are_hyphenated() -> None:
    [jurisdiction] = plan([Column("a", "Jurisdiction", weight=0.5)], [["KZ"]]).widths
    [longest] = plan([Column("a", "A", weight=0.5)], [["правоохранительные"]]).widths
    assert jurisdiction == len("Jurisdiction") + PADDING
    assert longest == 13 + PADDING


def test_long_texts_are_given_room_by_weight() -> None:
    light, heavy = plan([Column("a", "A", weight=1), Column("b", "B", weight=5)], [["word " * 50] * 2]).widths
    assert heavy > 2 * light


def test_few_columns_fit_upright_and_many_do_not_fit_at_all() -> None:
    columns = [Column(str(number), "Jurisdiction") for number in range(20)]
    few, many = (plan(columns[:count], [["Kazakhstan"] * count]).need for count in (5, 20))
    assert few < PORTRAIT < LANDSCAPE < many
