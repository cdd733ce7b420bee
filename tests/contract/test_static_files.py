"""What the server lays out: every file, compressed beside itself, again only when something changed."""

import gzip
from pathlib import Path

import pytest

from alongside.config import static_files

STYLES = "ui/vendor/nhsuk-frontend.min.css"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
    }
    return tmp_path / "static"


def test_files_are_laid_out_with_a_compressed_copy(folder: Path) -> None:
    assert static_files.lay_out()
    plain, packed = folder / STYLES, folder / f"{STYLES}.gz"
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.stat().st_size < plain.stat().st_size / 5


def test_nothing_is_written_where_nothing_changed(folder: Path) -> None:
    static_files.lay_out()
    assert not static_files.lay_out()


def test_a_change_is_noticed_and_what_is_gone_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    static_files.lay_out()
    (folder / "old.css").write_text("left behind")
    monkeypatch.setattr(static_files, "what_there_is", lambda: "something else")
    assert static_files.lay_out()
    assert not (folder / "old.css").exists()
