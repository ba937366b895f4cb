"""What several tests need: a small made-up story, and the corpus made from it with the real language model."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.large import where_records_lie

from sourcebook import pipeline
from sourcebook.pipeline import Result

__all__ = ["where_records_lie"]

STORY = Path(__file__).parent / "story"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a fresh copy of the folder of made-up articles."""
    return Path(shutil.copytree(STORY, tmp_path / "seeds"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Return what the whole pipeline finds in the made-up story."""
    return pipeline.analyse_folder(STORY, cache=tmp_path_factory.mktemp("cache"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests come first in which this process copies itself: with threads, as a browser leaves, it does not."""
    items.sort(key=lambda item: item.path.name not in {"test_aside.py", "test_kept_data.py"})
