"""Tests of an asyncio program by pytest-asyncio; the last one hangs."""

import asyncio
import os
import sys

import pytest
import pytest_asyncio

fixture = getattr(pytest_asyncio, "fixture", pytest.fixture)


async def handle(request):
    await asyncio.sleep(3600)


@fixture
async def server():
    task = asyncio.ensure_future(handle("GET /"))
    yield "server"
    task.cancel()


async def ask(server):
    print("\nready", flush=True)
    await asyncio.sleep(900)


@pytest.mark.asyncio
async def test_shop(server):
    await asyncio.wait_for(ask(server), 60)


if __name__ == "__main__":
    here = os.path.dirname(__file__)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.exit(pytest.main([__file__, "-s", "--rootdir", here, "-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin"]))
