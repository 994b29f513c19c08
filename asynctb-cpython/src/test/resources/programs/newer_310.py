"""What 3.10 allows."""
from resting import started, trap

OBJECTS = {}


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        await trap()


async def matching(value):
    match value:
        case {"a": [first, *rest], **more} if (
            await trap(first)
        ):
            return rest
        case [1, 2]:
            return 1


async def matched(value):
    async with (
        Manager() as one,
        Manager() as two,
    ):
        match value:
            case str():
                pass
            case _:
                pass


OBJECTS["guard"] = started(matching({"a": [1, 2]}))
OBJECTS["managers"] = started(matched(1))
