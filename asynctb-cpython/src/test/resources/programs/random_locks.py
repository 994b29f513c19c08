"""Threads that take some locks at random, in each way there is, until all of them stand still.

    random_locks.py SEED

After "ready" they come to rest. Then it answers, as JSON, who holds which lock, and by which lock each is entered.
"""
import json
import random
import sys
import threading
import time

LOCKS = 4
THREADS = 7
LONG = 1000

seed = int(sys.argv[1])
freeze = threading.Event()
never = threading.Event()
holders = {}


class Kind:
    """A lock, the one that it is entered by, and whether one thread gets it again."""

    def __init__(self, lock, base, again):
        self.lock, self.base, self.again = lock, base, again


def make(rng, others):
    how = rng.choice(("lock", "rlock", "own", "plain", "shared"))
    plain = [other.base for other in others if not other.again]
    base = threading.RLock() if how in ("rlock", "own") else threading.Lock()
    if how == "shared" and plain:
        base = rng.choice(plain)
    return Kind(base if how in ("lock", "rlock") else threading.Condition(base), base, how in ("rlock", "own"))


rng = random.Random(seed)
locks = []
for _ in range(LOCKS):
    locks.append(make(rng, locks))


def stand():
    if freeze.is_set():
        never.wait()


class Worker:
    def __init__(self, number):
        self.rng = random.Random(seed * THREADS + number)
        self.held = {}

    def run(self):
        while True:
            self.step(0)
            time.sleep(0.001)

    def taken(self, base):
        self.held[base] = self.held.get(base, 0) + 1
        holders[base] = threading.current_thread().name

    def given(self, base):
        self.held[base] -= 1
        if not self.held[base]:
            holders.pop(base)

    def step(self, depth):
        stand()
        kind = self.rng.choice(locks)
        # Now and then it waits for itself.
        if kind.again or not self.held.get(kind.base) or self.rng.random() < 0.02:
            self.rng.choice((self.in_block, self.in_block, self.by_hand, self.lends))(kind, depth)

    def in_block(self, kind, depth):
        with kind.lock:
            self.taken(kind.base)
            self.work(kind, depth)
            self.given(kind.base)

    def by_hand(self, kind, depth):
        kind.lock.acquire()
        self.taken(kind.base)
        self.work(kind, depth)
        self.given(kind.base)
        kind.lock.release()

    def lends(self, kind, depth):
        with kind.lock:
            self.taken(kind.base)
            if self.held[kind.base] == 1:
                self.given(kind.base)
                kind.lock.release()
                if self.rng.random() < 0.3:
                    stand()
                time.sleep(0.002)
                if self.rng.random() < 0.5:
                    kind.lock.acquire()
                else:
                    kind.lock.acquire(timeout=LONG)
                self.taken(kind.base)
            self.work(kind, depth)
            self.given(kind.base)

    def work(self, kind, depth):
        stand()
        chance = self.rng.random()
        if kind.lock is not kind.base and chance < 0.25:
            held = self.held[kind.base]
            self.held[kind.base] = 0
            holders.pop(kind.base)
            kind.lock.wait(self.rng.choice((None, 0.003, LONG)))
            self.held[kind.base] = held
            holders[kind.base] = threading.current_thread().name
        elif kind.lock is not kind.base and chance < 0.4:
            kind.lock.notify_all()
        if depth < 3 and self.rng.random() < 0.6:
            self.step(depth + 1)
        if self.rng.random() < 0.2:
            time.sleep(0.002)


for number in range(THREADS):
    threading.Thread(target=Worker(number).run, name="t%d" % number, daemon=True).start()
time.sleep(0.2)
freeze.set()
print("ready", flush=True)
input()
print(json.dumps({
    "holders": {str(id(base)): name for base, name in holders.items()},
    "bases": {str(id(kind.lock)): str(id(kind.base)) for kind in locks},
}), flush=True)
input()
