"""Static files that come in wheels are found and complete."""

import re

import pytest
from django.contrib.staticfiles import finders

from kbase.finders import PACKAGED, PackagedFinder, package_directory


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_file_exists(name: str) -> None:
    path = finders.find(name)
    assert isinstance(path, str)
    with open(path, "rb") as file:
        assert file.read(1)


def test_unknown_name_is_left_to_other_finders() -> None:
    assert PackagedFinder().find("vendor/nothing.css") == []


def test_maps_that_a_stylesheet_names_come_along() -> None:
    for name in (name for name in PACKAGED if name.endswith(".css")):
        with PackagedFinder.storage.open(name) as file:
            css = file.read().decode()
        (named,) = re.findall(r"sourceMappingURL=(\S+)", css)
        assert f"vendor/{named}" in PACKAGED


def test_missing_package_says_what_to_install() -> None:
    with pytest.raises(LookupError, match="'no_such_package' is not installed"):
        package_directory("no_such_package")
