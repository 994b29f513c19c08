"""What 3.8 allows."""
from resting import started, trap

OBJECTS = {}


async def positional_only(self, a, /, b, *, c):
    if (value := [
        a,
        await trap(b),
    ]) and c:
        return value


def generator_with_return():
    yield 1
    return *[1], (
        yield 2
    )


OBJECTS["positional_only"] = started(positional_only(1, 2, b=3, c=4))
OBJECTS["return_unpacked"] = generator = generator_with_return()
next(generator)
next(generator)
