"""One thread imports a module that needs a lock, which another thread has that needs the module; a third one only imports for long."""
import os
import signal
import sys
import tempfile
import threading

signal.alarm(900)  # an orphan ends by itself

folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
os.mkdir(os.path.join(folder.name, "shop"))
bodies = {
    "__init__": "",
    "prices": "import __main__\n__main__.started.set()\nwith __main__.till:\n    pass\n",
    "goods": "from shop import stock\n",
    "stock": "import __main__\n__main__.started.set()\n__main__.forever.wait()\n",
}
for name, body in bodies.items():
    with open(os.path.join(folder.name, "shop", name + ".py"), "w") as file:
        file.write(body)
till, started, forever = threading.Lock(), threading.Event(), threading.Event()


def opens_shop():
    import shop.prices


def sells():
    import shop.prices


def counts():
    import shop.goods


def start(function):
    started.clear()
    threading.Thread(target=function, name=function.__name__, daemon=True).start()
    started.wait(0.3)


start(counts)
with till:
    start(opens_shop)
    print("ready", flush=True)
    sells()
