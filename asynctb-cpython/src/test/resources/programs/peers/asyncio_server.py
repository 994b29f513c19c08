"""An asyncio server with one client that says nothing."""
import asyncio
import signal

signal.alarm(900)  # an orphan ends by itself


async def handle(reader, writer):
    line = await reader.readline()
    writer.write(line)


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print("ready", flush=True)
    await asyncio.gather(reader.read(), asyncio.Event().wait())


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
