"""The structure proposed for invented laws in four languages."""

import pytest

from legislation.structure.tree import Kind
from tests.legislation.structure.documents import eids, law, node, of


def test_russian_law_is_divided_down_to_its_sub_points() -> None:
    assert eids(law("law_ru.txt")) == [
        "sec_I",
        "chp_1",
        "art_1",
        "art_1__point_1",
        "art_1__point_2",
        "art_1__point_2__point_a",
        "art_1__point_2__point_b",
        "art_1__note_1",
        "chp_1__sec_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_1-1",
        "art_2__para_2",
        "art_2__para_2__point_1",
        "art_2__para_2__point_2",
        "art_2__note_1",
        "chp_2",
        "art_115-1",
        "art_115-1__para_1",
        "art_115-1__para_2",
        "art_116",
        "art_117",
        "annex_1",
        "annex_1__para_1",
        "annex_1__para_2",
    ]


def test_kazakh_law_has_its_numbers_before_the_words() -> None:
    tree = law("law_kk.txt")
    assert eids(tree) == [
        "part_general",
        "sec_1",
        "chp_1",
        "art_59",
        "art_60",
        "art_60__para_1",
        "art_60__para_1__point_1",
        "art_60__para_1__point_2",
        "art_60__para_1-1",
        "art_60__para_2",
        "art_60__note_1",
        "chp_2",
        "art_115-1",
        "sec_II",
        "art_116",
    ]
    assert node(tree, "art_60").heading == "Тыныштық нұсқамасы"
    assert node(tree, "sec_II").heading == "АРНАУЛЫ ЕРЕЖЕЛЕР"


def test_english_act_without_articles_has_sections_as_units() -> None:
    assert eids(law("law_en.txt")) == [
        "part_I",
        "chp_1",
        "sec_1",
        "sec_1__para_1",
        "sec_1__para_2",
        "sec_2",
        "sec_2__para_1",
        "sec_2__para_1__point_a",
        "sec_2__para_1__point_a__point_i",
        "sec_2__para_1__point_a__point_ii",
        "sec_2__para_1__point_b",
        "sec_2__para_1__point_h",
        "sec_2__para_1__point_i",
        "sec_2__para_2",
        "part_II",
        "sec_354A",
        "sec_354A__note_1",
        "sec_3",
        "sec_3__para_1",
        "sec_3__para_1__point_a",
        "annex_1",
        "annex_1__para_1",
    ]


def test_urdu_act_has_plain_digits_in_its_numbers() -> None:
    tree = law("law_ur.txt")
    assert eids(tree) == [
        "chp_1",
        "sec_1",
        "sec_1__para_1",
        "sec_1__para_2",
        "chp_2",
        "sec_509",
        "sec_509__para_1",
        "sec_509__para_1__point_alif",
        "sec_509__para_1__point_b",
        "sec_509__note_1",
    ]
    assert node(tree, "sec_509").heading == "شور"
    assert node(tree, "sec_509").number == "509"


def test_markdown_law_is_read_by_its_words_not_by_its_levels() -> None:
    tree = law("law_en_articles.md")
    assert eids(tree)[:5] == [
        "chp_1",
        "art_60",
        "art_60__para_1",
        "art_60__para_1__point_1",
        "art_60__para_1__point_2",
    ]
    assert node(tree, "art_60__para_1__point_2").text == "by the owner of the house."
    assert node(tree, "art_62").heading == "Entry into force"


def test_title_preamble_and_signature_are_kept_unparsed() -> None:
    assert [piece.text for piece in law("law_ru.txt").unparsed] == [
        "ЗАКОН РЕСПУБЛИКИ ПРИМЕР",
        "О тишине в общественных местах",
        "Настоящий Закон определяет порядок охраны тишины.",
        "Президент",
        "Республики Пример А. Примеров",
    ]


def test_heading_on_several_lines_is_one() -> None:
    assert node(law("law_ru.txt"), "chp_1").heading == "ОСНОВНЫЕ ПОЛОЖЕНИЯ"


def test_heading_broken_across_lines_goes_on_in_small_letters() -> None:
    tree = of("Статья 3. Право на тишину\nв ночное время\n1. Тишина нужна.")
    assert node(tree, "art_3").heading == "Право на тишину в ночное время"


def test_sentence_after_the_last_point_closes_the_list() -> None:
    assert node(law("law_ru.txt"), "art_1").text.endswith("которые определены другими законами.")


def test_small_letter_goes_on_with_the_point() -> None:
    assert (
        node(law("law_ru.txt"), "art_2__para_2__point_2").text
        == "строительство, –\nесли о нем не предупреждали."
    )


def test_reference_to_an_article_at_the_beginning_of_a_line_is_running_text() -> None:
    text = node(law("law_ru.txt"), "art_115-1").text + node(law("law_ru.txt"), "art_115-1__para_2").text
    assert "Статья 2 настоящего Закона применяется и к гостям." in text


def test_quoted_article_of_another_law_is_text() -> None:
    assert "1. Скамейки не скрипят." in node(law("law_ru.txt"), "art_117").text


def test_numbers_inside_a_note_stay_in_the_note() -> None:
    assert "1) из окна;\n2) во дворе." in node(law("law_ru.txt"), "art_2__note_1").text


def test_footnote_ends_with_its_line() -> None:
    tree = of("Статья 1. Цель\nСноска. Заголовок статьи 1 в редакции Закона.\nЗакон охраняет тишину.")
    assert node(tree, "art_1").text == "Закон охраняет тишину."


def test_heading_ends_before_the_dash() -> None:
    tree = law("law_en.txt")
    assert node(tree, "sec_354A").heading == "Making noise"
    assert node(tree, "sec_354A").text == "Whoever makes noise shall be warned."


def test_one_line_may_hold_three_levels() -> None:
    assert node(law("law_en.txt"), "sec_3__para_1__point_a").text == "A warning is given in words."


def test_i_after_h_is_a_letter_and_i_below_a_letter_is_roman() -> None:
    tree = law("law_en.txt")
    assert node(tree, "sec_2__para_1__point_i").text.startswith('"yard"')
    assert node(tree, "sec_2__para_1__point_a__point_i").text.startswith("in the next house")


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("ЧАСТЬ ПЕРВАЯ. ОБЩАЯ", Kind.PART, "1"),
        ("ОСОБЕННАЯ ЧАСТЬ", Kind.PART, "Особенная"),
        ("Подраздел 2. Сделки", Kind.SECTION, "2"),
        ("БІРІНШІ БӨЛІМ", Kind.SECTION, "1"),
        ("2-кіші бөлім. Мәмілелер", Kind.SECTION, "2"),
        ("3-параграф. Түн", Kind.SECTION, "3"),
        ("60-бап. Қорғау", Kind.ARTICLE, "60"),
        ("Статья 115¹. Шум", Kind.ARTICLE, "115-1"),
        ("Статья 12.1. Шум", Kind.ARTICLE, "12.1"),
        ("Section 354-A. Noise", Kind.SECTION, "354-A"),
        ("§ 4. Noise", Kind.SECTION, "4"),
        ("Chapter IV", Kind.CHAPTER, "IV"),
        ("باب دوم", Kind.CHAPTER, "2"),
        ("آرٹیکل ۲۵۔ مساوات", Kind.ARTICLE, "25"),
    ],
)
def test_way_of_numbering_is_known(text: str, kind: Kind, number: str) -> None:
    (found,) = of(text).nodes
    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "Статья 5 настоящего Кодекса не применяется.",
        "Часть 1 статьи 5 изложить в новой редакции",
        "Article 5 of this Law applies.",
        "60-баптың екінші бөлігі",
        "Section 3 of the Act",
        "12.05.2026 вступил в силу",
        "Partly quiet",
        "г. Алматы",
    ],
)
def test_running_text_is_not_taken_for_a_number(text: str) -> None:
    tree = of(text)
    assert not tree.nodes
    assert [piece.text for piece in tree.unparsed] == [text]


def test_chapters_that_begin_again_in_each_part_are_named_below_it() -> None:
    tree = of("Part 1. A\nChapter 1. B\nArticle 1. C\nText.\nPart 2. D\nChapter 1. E\nArticle 2. F\nText.")
    assert eids(tree) == ["part_1", "part_1__chp_1", "art_1", "part_2", "part_2__chp_1", "art_2"]


def test_table_of_contents_is_left_out_of_the_tree() -> None:
    tree = of("Содержание\nСтатья 1. Цель\nСтатья 2. Срок\nСтатья 1. Цель\nТекст.\nСтатья 2. Срок\nТекст.")
    assert eids(tree) == ["art_1", "art_2"]
    assert len(tree.unparsed) == 3


def test_latin_letters_in_kazakh_words_do_no_harm() -> None:
    assert eids(of("1-бөлiм. Жалпы\n5-бап. Шу\nМәтiн.")) == ["sec_1", "art_5"]


def test_lines_tell_where_a_node_was_read() -> None:
    assert node(of("Title\n\nArticle 1. A\n\n1. One.\n2. Two."), "art_1").lines == (3, 6)
