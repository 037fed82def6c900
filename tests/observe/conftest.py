"""The busy society of ``tests/engine/busy.py`` and ``spoilt.py`` can be imported by tests here; catalogues to spoil."""

import shutil

import pytest

from glasshouse.observe.files import HOME, HOME_OF_FIRMS


@pytest.fixture
def copy(tmp_path):
    """A copy of our catalogue to spoil."""
    folder = tmp_path / "catalogue"
    shutil.copytree(HOME, folder)
    return folder


@pytest.fixture
def copy_of_firms(tmp_path):
    """A copy of our catalogue of firms to spoil."""
    folder = tmp_path / "catalogue-firms"
    shutil.copytree(HOME_OF_FIRMS, folder)
    return folder
