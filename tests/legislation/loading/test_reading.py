"""Files that can't be read are reported, each by its name."""

from pathlib import Path

import pytest

from legislation.loading.problems import Problem
from legislation.loading.reading import read, with_lines

VOCABULARIES = ("jurisdictions", "topics", "roles", "glossary", "mci")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "legislation").mkdir()
    for name in VOCABULARIES:
        (tmp_path / f"{name}.yaml").write_text("[]\n")
    (tmp_path / "legislation" / "kz-x.yaml").write_text("id: kz-x\n")
    return tmp_path


def only_problem(directory: Path) -> Problem:
    (problem,) = read(directory).problems
    return problem


def test_files_of_other_parts_of_the_data_are_ignored(directory: Path) -> None:
    (directory / "programmes.yaml").write_text("[[[")
    assert not read(directory).problems


def test_missing_vocabulary_is_named(directory: Path) -> None:
    (directory / "roles.yaml").unlink()
    assert str(only_problem(directory)) == "roles.yaml: can't be read: No such file or directory"


def test_directory_without_laws_is_a_problem(directory: Path) -> None:
    (directory / "legislation" / "kz-x.yaml").unlink()
    assert "holds no law" in str(only_problem(directory))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [1\nb: 2", "isn't valid YAML"),
        (b"id: kz-x\nid: kz-y\n", "the key 'id' is given twice"),
        (b"title: \xff\xfe\xfa", "isn't valid YAML"),
        (b"title: \x00", "isn't valid YAML"),
        (b"a: !!python/object/apply:os.system ['true']", "isn't valid YAML"),
        (b"a: *nowhere", "isn't valid YAML"),
        (b"[" * 20_000, "isn't valid YAML"),
    ],
)
def test_file_that_is_not_yaml_is_named(directory: Path, content: bytes, words: str) -> None:
    (directory / "legislation" / "kz-x.yaml").write_bytes(content)
    problem = only_problem(directory)
    assert problem.file == "legislation/kz-x.yaml"
    assert words in problem.message


def test_day_that_does_not_exist_is_read_as_text(directory: Path) -> None:
    (directory / "legislation" / "kz-x.yaml").write_text("adopted: 2025-13-45\n")
    documents = read(directory)
    assert not documents.problems
    assert documents.laws["legislation/kz-x.yaml"] == {"adopted": "2025-13-45"}


def test_problem_is_given_the_line_of_its_value(directory: Path) -> None:
    text = "id: kz-x\nprovisions:\n- eid: art_1\n- eid: art_2\n  number: 2\n"
    (directory / "legislation" / "kz-x.yaml").write_text(text)
    problem = Problem("legislation/kz-x.yaml", "art_2", "number", "", ("provisions", 1, "number"))
    (found,) = with_lines(directory, [problem])
    assert found.line == 5
