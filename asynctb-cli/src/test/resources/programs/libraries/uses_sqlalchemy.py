"""A shop on SQLAlchemy's asyncio extension: a statement that takes long, one that waits for a connection, and a call that blocks."""

import asyncio
import gc
import threading

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

# What waits here is kept by nobody else.
gc.disable()
engine = create_async_engine("sqlite+aiosqlite:///:memory:")
ledger = create_async_engine(
    "sqlite+aiosqlite:///:memory:", poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, pool_timeout=1800)
counting = threading.Event()


@event.listens_for(engine.sync_engine, "connect")
def add_functions(connection, record):
    connection.run_async(lambda driver: driver.create_function("stock", 0, count))


def count():
    counting.set()
    threading.Event().wait()


async def report():
    async with engine.connect() as connection:
        await connection.execute(text("select stock()"))


async def book():
    async with ledger.connect():
        await asyncio.Event().wait()


async def sell():
    async with AsyncSession(ledger) as session:
        async with session.begin():
            await session.execute(text("select 1"))


def migrate(connection):
    print("ready", flush=True)
    threading.Event().wait()


async def main():
    asyncio.ensure_future(report())
    asyncio.ensure_future(book())
    while not counting.is_set():
        await asyncio.sleep(0.01)
    asyncio.ensure_future(sell())
    await asyncio.sleep(0.3)
    other = create_async_engine("sqlite+aiosqlite:///:memory:")
    async with other.connect() as connection:
        await connection.run_sync(migrate)


asyncio.new_event_loop().run_until_complete(main())
