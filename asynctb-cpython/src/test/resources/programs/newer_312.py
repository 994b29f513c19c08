"""What 3.12 allows."""
from resting import started, trap

OBJECTS = {}


async def generic[T: (int, str), *Ts, **P](value: T) -> T:
    return f"{f'{
        await trap(f"{value!r:>{10}}")
    }'}"


class Box[T]:
    async def method(self):
        return [await trap(x) for x in [1] for y in [
            2]]


def inlined():
    return [(yield_ := n, [m for m in [1]]) for n in next_of((x for x in [
        1]))]


def next_of(generator):
    OBJECTS["expression"] = generator
    next(generator)
    return []


inlined()
OBJECTS["generic"] = started(generic(1))
OBJECTS["box"] = started(Box().method())
