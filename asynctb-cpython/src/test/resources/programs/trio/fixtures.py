"""A test of pytest-trio with fixtures that keep tasks. Says what stackscope sees of each task from within."""

import json
import os
import sys
import threading

import pytest
import trio
from within import each_by_stackscope


async def waits(task_status=trio.TASK_STATUS_IGNORED):
    task_status.started()
    await trio.sleep(3000)


@pytest.fixture
async def service(nursery):
    await nursery.start(waits)
    return "service"


@pytest.fixture
async def generator(service):
    async with trio.open_nursery() as opened:
        opened.start_soon(waits, name="opened")
        yield opened


@pytest.fixture
def synchronous(generator):
    with trio.move_on_after(4000):
        yield "synchronous"


def tell(runner):
    tasks = list(runner.tasks)
    print(json.dumps(sorted(task.name for task in tasks)))
    if sys.argv[1:] == ["stackscope"]:
        print(json.dumps(each_by_stackscope(tasks)))
    print("ready", flush=True)


@pytest.mark.trio
@pytest.mark.parametrize("kind", ["big"])
async def test_all(generator, synchronous, kind):
    await trio.testing.wait_all_tasks_blocked(0.05)
    threading.Timer(0.1, tell, [trio.lowlevel.current_task()._runner]).start()
    await trio.sleep(2000)


if __name__ == "__main__":
    sys.stdout.write("\n")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = "-s", "-q", "-p", "no:cacheprovider", "-p", "pytest_trio.plugin", "--capture=no"
    sys.exit(pytest.main([__file__, *options]))
