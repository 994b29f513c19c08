"""What 3.11 allows."""
from resting import started, trap

OBJECTS = {}


async def groups():
    try:
        raise ExceptionGroup("several", [
            ValueError(),
            KeyError(),
        ])
    except* ValueError:
        pass
    except* KeyError as group:
        await trap(
            group)


async def unpacks(things):
    return things[*[0], (await trap()) or 1]


OBJECTS["groups"] = started(groups())
OBJECTS["unpacks"] = started(unpacks({}))
