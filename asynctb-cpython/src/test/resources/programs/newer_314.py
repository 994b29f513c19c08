"""What 3.14 allows."""
from resting import started, trap

OBJECTS = {}


async def template(value: not_defined):
    try:
        return t"{value} {
            await trap(value)
        }"
    except ValueError, KeyError:
        pass


OBJECTS["template"] = started(template(1))
