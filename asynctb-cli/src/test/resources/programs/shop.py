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


class Basket:
    """Something that a frame holds."""

    def __init__(self, goods):
        self.goods = goods

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


async def order():
    with Basket(["apples", "pears"]):
        await pay()


checkout = order()
