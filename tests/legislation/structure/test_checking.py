"""What an editor is told to look at."""

import pytest

from tests.legislation.structure.documents import codes, law, of

PARAGRAPHS = "Article 1. A\n{}\nArticle 2. B\nText."


def test_law_in_order_has_no_warnings_but_its_gap() -> None:
    warned = {
        node.eid: [one.code for one in node.warnings] for node in law("law_ru.txt").walk() if node.warnings
    }
    assert warned == {"art_115-1": ["gap"]}


def test_both_of_two_duplicates_are_marked_and_none_is_merged() -> None:
    tree = of("Article 5. A\nOne.\nArticle 5. B\nTwo.")
    assert codes(tree, "art_5") == ["duplicate", "duplicate"]
    assert [node.text for node in tree.nodes] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("lines", "eid", "code"),
    [
        ("1. One.\n3. Three.", "art_1__para_3", "gap"),
        ("1. One.\n3. Three.\n2. Two.", "art_1__para_2", "order"),
        ("2. Two.\n3. Three.", "art_1__para_2", "starts-late"),
        ("1. One.\n1-1. One one.\n1-3. One three.", "art_1__para_1-3", "gap"),
        ("(a) one;\n(c) three.", "art_1__point_c", "gap"),
        ("1. ", "art_1__para_1", "empty"),
        (f"1. {'word ' * 1000}", "art_1__para_1", "long-line"),
        ("1. " + "Это предложение написано по-русски, а не по-английски.", "art_1__para_1", "language"),
    ],
)
def test_irregularity_is_named(lines: str, eid: str, code: str) -> None:
    text = PARAGRAPHS.format(lines) + "\nArticle 3. C\n" + "These are the words of the law. " * 9
    assert code in codes(of(text), eid)


@pytest.mark.parametrize("lines", ["1. One.\n1-1. One one.\n2. Two.", "(h) eight;\n(i) nine;\n(j) ten."])
def test_numbers_that_follow_one_another_are_no_gap(lines: str) -> None:
    tree = of(PARAGRAPHS.format(lines))
    assert not {"gap", "order"} & {one.code for node in tree.walk() for one in node.warnings}


def test_article_without_words_is_marked_empty() -> None:
    assert codes(of("Article 1. Purpose\nArticle 2. Term\nText."), "art_1") == ["empty"]


def test_numbers_of_articles_go_on_from_chapter_to_chapter() -> None:
    tree = of("Chapter 1. A\nArticle 1. B\nText.\nChapter 2. C\nArticle 3. D\nText.")
    assert codes(tree, "art_3") == ["gap"]
