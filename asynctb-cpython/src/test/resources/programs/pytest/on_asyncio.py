"""A test of pytest-asyncio beside another task."""

import asyncio
import os
import sys

import pytest


async def beside():
    await asyncio.sleep(3000)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["big"])
async def test_all(kind):
    other = asyncio.ensure_future(beside())
    await asyncio.sleep(0)
    print("\nready", flush=True)
    await asyncio.wait([other])


if __name__ == "__main__":
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = "-s", "--rootdir", os.path.dirname(__file__), "-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin"
    sys.exit(pytest.main([__file__] + list(options)))
