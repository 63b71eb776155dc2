"""Fixtures of the functional tests."""

import pytest

from http_server import BINARY, Server


def pytest_collection_modifyitems(items):
    if not BINARY.exists():
        skip = pytest.mark.skip(reason=f"{BINARY} is not built")
        for item in items:
            if "test_http" in item.nodeid:
                item.add_marker(skip)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that the tests of a module share."""
    instance = Server(tmp_path_factory.mktemp("server")).start()
    yield instance
    instance.kill()


@pytest.fixture
def own_server(tmp_path):
    """A server of one test's own, not started yet."""
    instance = Server(tmp_path)
    yield instance
    instance.kill()
