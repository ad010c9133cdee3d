"""Read the files of the reference data; nothing is judged here but whether they can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from legislation.loading.problems import Problem, Step

LAWS = "legislation"
VOCABULARIES = ("jurisdictions.yaml", "topics.yaml", "roles.yaml", "glossary.yaml", "mci.yaml")
ALIASES = "aliases.yaml"
EVENT_KINDS = "event-kinds.yaml"
MOVED_DAYS = "moved-days.yaml"
OPTIONAL = (ALIASES, EVENT_KINDS, MOVED_DAYS)


class Loader(yaml.CSafeLoader):
    """YAML's safe loader, strict on keys given twice and lenient on dates that don't exist."""


def _mapping(loader: Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    mapping = loader.construct_mapping(node, deep=True)
    if len(mapping) != len(node.value):
        given = [key.value for key, _value in node.value]
        twice = next(key for key in given if given.count(key) > 1)
        raise yaml.MarkedYAMLError(problem=f"the key '{twice}' is given twice", problem_mark=node.start_mark)
    return mapping


def _date(loader: Loader, node: yaml.ScalarNode) -> object:
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:
        return node.value  # text, which the validation then refuses with the place where it stands


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)


@dataclass(slots=True)
class Documents:
    """The files, as read: file name (relative, with forward slashes) and content."""

    directory: Path
    laws: dict[str, Any] = field(default_factory=dict)
    vocabularies: dict[str, Any] = field(default_factory=dict)
    further: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def listed(self, file: str) -> list[Any]:
        """A vocabulary that is a list."""
        value = self.vocabularies.get(file)
        return value if isinstance(value, list) else []

    def mapping(self, file: str) -> dict[str, Any]:
        """A vocabulary that is a mapping."""
        value = self.vocabularies.get(file)
        return value if isinstance(value, dict) else {}

    def all_laws(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Laws that are mappings, in the order of their files."""
        for file, law in self.laws.items():
            if isinstance(law, dict):
                yield file, law


def read(directory: Path, *, further: Iterable[str] = ()) -> Documents:
    """Read every file that the loader knows; what can't be read is in `problems`.

    Args:
        further: names of files that other apps add.
    """
    documents = Documents(directory)
    for name in VOCABULARIES:
        _read_into(documents, documents.vocabularies, name)
    for name in OPTIONAL:
        if (directory / name).exists():
            _read_into(documents, documents.vocabularies, name)
    files = sorted((directory / LAWS).glob("*.yaml"))
    if not files:
        documents.problems.append(Problem(f"{LAWS}/", "", "", "holds no law: expected files named ID.yaml"))
    for path in files:
        _read_into(documents, documents.laws, f"{LAWS}/{path.name}")
    for name in further:
        _read_into(documents, documents.further, name)
    return documents


def _read_into(documents: Documents, target: dict[str, Any], name: str) -> None:
    try:
        target[name] = yaml.load((documents.directory / name).read_bytes(), Loader)  # noqa: S506 a safe loader
    except OSError as error:
        documents.problems.append(Problem(name, "", "", f"can't be read: {error.strerror}"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        words = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line = mark.line + 1 if mark else None
        documents.problems.append(Problem(name, "", "", f"isn't valid YAML: {words}", line=line))
    except RecursionError:
        documents.problems.append(Problem(name, "", "", "isn't valid YAML: nested too deep"))


def with_lines(directory: Path, problems: list[Problem]) -> list[Problem]:
    """Find the line of each problem, by reading the files concerned once more."""
    trees: dict[str, yaml.Node | None] = {}
    found = []
    for problem in problems:
        if problem.path and problem.line is None:
            if problem.file not in trees:
                trees[problem.file] = yaml.compose((directory / problem.file).read_bytes(), Loader)
            problem = replace(problem, line=_line(trees[problem.file], problem.path))
        found.append(problem)
    return found


def _line(node: yaml.Node | None, path: tuple[Step, ...]) -> int | None:
    line = None
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                break
            line = pair[0].start_mark.line + 1
            node = pair[1]
    return line
