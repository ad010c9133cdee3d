"""Each step before serving is done when something changed, and only then."""

import pytest

from kbase import preparation

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(tmp_path, settings, monkeypatch) -> list[str]:
    """The commands that were called, in a fresh data directory; none is really run."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    called: list[str] = []

    def call(name: str, **options: object) -> None:
        called.append(name)
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(preparation, "call_command", call)
    monkeypatch.setattr(preparation, "compile_all", lambda: None)
    return called


def prepare_again(done: list[str]) -> list[str]:
    done.clear()
    preparation.prepare(lambda line: None)
    return done


def test_first_start_loads_and_collects(done):
    assert prepare_again(done) == ["load_reference", "load_instruments", "collectstatic"]


def test_second_start_does_nothing(done):
    prepare_again(done)
    assert prepare_again(done) == []


def test_changed_data_are_loaded_again(done, monkeypatch):
    prepare_again(done)
    monkeypatch.setattr(preparation, "_inputs_of_reference_data", lambda: iter(["other"]))
    assert prepare_again(done) == ["load_reference", "load_instruments"]


def test_emptied_database_is_loaded_again(done, monkeypatch):
    prepare_again(done)
    monkeypatch.setattr(preparation, "reference_data", lambda: "no law is loaded")
    assert prepare_again(done) == ["load_reference", "load_instruments"]


def test_missing_static_files_are_collected_again(done, settings):
    prepare_again(done)
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert prepare_again(done) == ["collectstatic"]


def test_failed_step_is_tried_again(done, monkeypatch):
    def fail(name: str, **options: object) -> None:
        raise RuntimeError(name)

    with monkeypatch.context() as patch:
        patch.setattr(preparation, "call_command", fail)
        with pytest.raises(RuntimeError, match="load_reference"):
            preparation.prepare(lambda line: None)
    assert prepare_again(done) == ["load_reference", "load_instruments", "collectstatic"]


def test_steps_that_take_time_are_announced(done):
    lines: list[str] = []
    preparation.prepare(lines.append)
    assert lines == ["Loading the reference data", "Collecting the static files"]
