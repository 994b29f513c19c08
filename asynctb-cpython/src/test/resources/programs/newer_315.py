"""What 3.15 allows."""
lazy import colorsys

from resting import started, trap

OBJECTS = {}


async def unpacking(lists):
    return [
        *(await trap(part))
        for part in lists
    ]


OBJECTS["unpacking"] = started(unpacking([[1], [2]]))
