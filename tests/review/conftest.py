"""One edition of the small wijk, made once for all tests of what a reviewer gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition_folder import write_edition
from small_project import KEY, make_project


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project (monitor) and its edition (eerst)."""
    folder = tmp_path_factory.mktemp("uitgaven")
    write_edition(make_project(folder / "monitor"), KEY, folder / "eerst")
    return folder
