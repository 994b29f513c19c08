"""source_program.py FOLDER FILE...: rests in a function of each file, whether there is such a file or not."""
import importlib
import linecache
import os
import sys
import threading

SOURCE = "\n\ndef work(rest):\n    rest()\n"


def rest():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def start(name, function):
    threading.Thread(target=function, args=(rest,), name=name, daemon=True).start()


def main(folder, *files):
    for file in files + ("<notebook>", "<lazy>"):
        names = {}
        exec(compile(SOURCE, file, "exec"), names)
        start(file, names["work"])
    linecache.cache["<notebook>"] = len(SOURCE), None, ["\n", "\n", "def work(rest):\n", "    rest()  # notebook\n"], "x"
    linecache.cache["<lazy>"] = lambda: None,
    for archive in "stored.zip", "deflated.zip":
        sys.path.insert(0, os.path.join(folder, archive))
        start(archive, importlib.import_module("package.zipped").work)
        for module in "package.zipped", "package":
            del sys.modules[module]
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.read(0, 1)


main(*sys.argv[1:])
