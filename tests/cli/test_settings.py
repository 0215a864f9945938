"""Settings: option before environment before default, and a mistake names the setting."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from loosen.errors import CallError
from loosen.settings import SETTINGS, Settings


def test_defaults_answer_this_machine_only() -> None:
    settings = Settings.from_environment({}, {})

    assert (settings.host, settings.port) == ("127.0.0.1", 8712)
    assert settings.overlay is None
    assert settings.allowed_hosts == ()
    assert settings.data_dir.name == "loosen"


def test_environment_is_read(tmp_path: Path) -> None:
    variables = {
        "LOOSEN_HOST": "0.0.0.0",  # noqa: S104 - a setting that people use
        "LOOSEN_PORT": " 80 ",
        "LOOSEN_DATA_DIR": str(tmp_path / "data"),
        "LOOSEN_OVERLAY": str(tmp_path),
        "LOOSEN_ALLOWED_HOSTS": "Back.example.org, box , ,box,[::1]",
    }

    settings = Settings.from_environment(None, variables)

    assert settings == Settings(
        host="0.0.0.0",  # noqa: S104
        port=80,
        data_dir=tmp_path / "data",
        overlay=tmp_path,
        allowed_hosts=("back.example.org", "box", "::1"),
    )
    assert settings.journal_file == tmp_path / "data" / "loosen.db"


def test_override_wins_over_environment() -> None:
    settings = Settings.from_environment({"port": 9000, "host": None}, {"LOOSEN_PORT": "1", "LOOSEN_HOST": "box"})

    assert (settings.port, settings.host) == (9000, "box")


def test_empty_variable_counts_as_unset() -> None:
    settings = Settings.from_environment({}, {"LOOSEN_PORT": "", "LOOSEN_OVERLAY": "  "})

    assert settings.port == 8712
    assert settings.overlay is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LOOSEN_PORT", "0"),
        ("LOOSEN_PORT", "65536"),
        ("LOOSEN_PORT", "8712.0"),
        ("LOOSEN_PORT", "-1"),
        ("LOOSEN_PORT", "\u0667"),
        ("LOOSEN_HOST", "http://box"),
        ("LOOSEN_HOST", "256.1.1.1"),
        ("LOOSEN_HOST", "two words"),
        ("LOOSEN_ALLOWED_HOSTS", "good.example, *"),
        ("LOOSEN_ALLOWED_HOSTS", "good.example:8712"),
        ("LOOSEN_DATA_DIR", "a\0b"),
    ],
)
def test_bad_value_names_the_variable(variable: str, value: str) -> None:
    with pytest.raises(CallError) as caught:
        Settings.from_environment({}, {variable: value})

    assert caught.value.where == variable
    assert caught.value.detail


def test_bad_override_names_the_setting() -> None:
    with pytest.raises(CallError) as caught:
        Settings.from_environment({"port": "x"}, {"LOOSEN_PORT": "1"})

    assert caught.value.where == "port"


def test_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")

    with pytest.raises(CallError, match="is a file"):
        Settings.from_environment({"data_dir": str(file)}, {})


def test_unknown_override_is_refused() -> None:
    with pytest.raises(CallError, match="no setting 'prot'"):
        Settings.from_environment({"prot": 1}, {})


def test_table_names_every_field_once() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]
    assert all(setting.help.endswith(".") and setting.default for setting in SETTINGS)


def test_settings_do_not_change() -> None:
    settings = Settings.from_environment({}, {})

    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]
