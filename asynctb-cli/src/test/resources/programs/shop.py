"""The target of the README's example: a coroutine that a module holds, and that waits."""


class Payment:
    """Something without a frame, which coroutines wait in."""

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return self


async def pay():
    await Payment()


async def order():
    await pay()


checkout = order()
