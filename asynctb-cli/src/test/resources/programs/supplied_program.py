"""Packages in a folder of their own call one another, in threads, tasks and coroutines, and rest."""

import asyncio
import os
import sys
import threading

sys.path.insert(0, sys.argv[1])

import evil
import other

BEHIND = other.behind()
BEHIND.send(None)
WAITER = other.waiter(evil.Signal(BEHIND))
WAITER.send(None)
HEIR = other.waiter(other.Signal(BEHIND))
HEIR.send(None)
JOBS = [evil.Job("job-%d" % i, BEHIND) for i in range(2)]
CROSSED = []
BEGUN = threading.Event()


def loop():
    async def main():
        tasks = [asyncio.ensure_future(other.work()) for _ in range(3)]
        locks = asyncio.Lock(), asyncio.Lock()
        CROSSED.extend([other.cross(*locks), other.cross(*reversed(locks))])
        tasks.extend(map(asyncio.ensure_future, CROSSED))
        with evil.Nest(*tasks), evil.guard(other.Manager()):
            await asyncio.sleep(0.01)
            asyncio.get_event_loop().call_later(0.01, BEGUN.set)
            await asyncio.wait(tasks)

    asyncio.new_event_loop().run_until_complete(main())


threading.Thread(target=loop, daemon=True).start()
BEGUN.wait()
# Root may read everything: others' files are only others' for somebody else.
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print("ready", flush=True)
other.rest(sys.stdin.readline)
