"""Tests of a Trio program by pytest-trio; the last one hangs."""

import os
import sys

import pytest
import trio


async def handle(request):
    await trio.sleep(3600)


async def accept(task_status=trio.TASK_STATUS_IGNORED):
    async with trio.open_nursery() as requests:
        requests.start_soon(handle, "GET /")
        task_status.started()
        await trio.Event().wait()


@pytest.fixture
async def server(nursery):
    await nursery.start(accept)
    return "server"


@pytest.fixture
async def database():
    async with trio.open_nursery() as connections:
        connections.start_soon(trio.sleep, 1800)
        yield connections


async def ask(server):
    print("\nready", flush=True)
    await trio.sleep(900)


@pytest.mark.trio
async def test_shop(server, database):
    with trio.move_on_after(60):
        await ask(server)


if __name__ == "__main__":
    here = os.path.dirname(__file__)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.exit(pytest.main([__file__, "-s", "--rootdir", here, "-p", "no:cacheprovider", "-p", "pytest_trio.plugin"]))
