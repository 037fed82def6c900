"""What `make` installs meets pyproject.toml, and the lock files hold all of it."""

from importlib.metadata import distributions

import lock
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def test_the_lock_files_meet_the_project():
    assert lock.problems() == []


def test_everything_that_a_locked_package_needs_is_locked_too():
    here = {canonicalize_name(one.metadata["Name"]): one for one in distributions()}
    for name in lock.declared():
        versions = lock.locked(name)
        for package in versions.keys() & here.keys():
            for text in here[package].requires or ():
                need = Requirement(text)
                if need.marker is None or need.marker.evaluate({"extra": ""}):
                    assert canonicalize_name(need.name) in versions, f"{name}: {package} needs {need.name}"


def test_developers_run_what_users_run():
    users, developers = lock.locked("requirements.lock"), lock.locked("requirements-dev.lock")
    assert users.items() <= developers.items()
