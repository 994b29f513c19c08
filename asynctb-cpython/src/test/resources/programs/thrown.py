"""An exception is thrown into a coroutine, which hands it on to the generator that it waits for; that one handles it."""
import types


@types.coroutine
def inner():
    try:
        yield
    except ValueError:
        handle()


def handle():
    print("ready", flush=True)
    input()


async def middle():
    await inner()


async def outer():
    await middle()


coroutine = outer()
coroutine.send(None)
coroutine.throw(ValueError())
