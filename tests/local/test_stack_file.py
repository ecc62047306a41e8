import json
from pathlib import Path

import pytest

from local import stack_file


def test_it_is_there_while_the_stack_runs_and_gone_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "stack.json"
    with stack_file.written(path, {"api_url": "x"}):
        assert json.loads(path.read_text()) == {"api_url": "x"}
        assert list(tmp_path.iterdir()) == [path]
        assert path.stat().st_mode & 0o777 == 0o600, "it has passwords"
    assert list(tmp_path.iterdir()) == []


def test_it_is_gone_after_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), stack_file.written(tmp_path / "stack.json", {}):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_stale_one_goes_and_its_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / ".local" / "stack.json"
    stack_file.remove_stale(path)
    path.write_text("{}")
    stack_file.remove_stale(path)
    assert path.parent.is_dir()
    assert not path.exists()
