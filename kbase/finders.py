"""Static files that come whole in wheels: Bootstrap's two stylesheets and the Urdu text font."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage


def package_directory(package: str) -> Path:
    """Return where an installed package keeps its files; `bootstrap` is a folder without `__init__`."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"The package {package!r} is not installed: install requirements/base.txt.")
    return Path(next(iter(spec.submodule_search_locations)))


# Address under STATIC_URL: (package, path in it). The maps go along because the stylesheets name them
# and hashed storage refuses a name that it cannot find.
PACKAGED = {
    "vendor/bootstrap.min.css": ("bootstrap", "css/bootstrap.min.css"),
    "vendor/bootstrap.min.css.map": ("bootstrap", "css/bootstrap.min.css.map"),
    "vendor/bootstrap.rtl.min.css": ("bootstrap", "css/bootstrap.rtl.min.css"),
    "vendor/bootstrap.rtl.min.css.map": ("bootstrap", "css/bootstrap.rtl.min.css.map"),
    "vendor/noto-naskh-arabic.ttf": ("pylopdf_fonts_ar", "NotoNaskhArabic-Variable.ttf"),
}
# The finder's method `list` hides the type of that name from the annotations after it.
Messages = list[CheckMessage]


class PackagedStorage(FileSystemStorage):
    """Read-only storage whose names are the keys of `PACKAGED`."""

    def path(self, name: str) -> str:
        package, inner = PACKAGED[name.replace("\\", "/")]
        return str(package_directory(package) / inner)


class PackagedFinder(BaseFinder):
    """Find the files of `PACKAGED` for `collectstatic` and for the development server."""

    storage = PackagedStorage()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self.storage.path(path)] if path in PACKAGED else []
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in PACKAGED:
            if not matches_patterns(name, list(ignore_patterns or ())):
                yield name, self.storage

    def check(self, **kwargs: Any) -> Messages:
        return []
