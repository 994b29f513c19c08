"""Finds the Pythons that tools look at, and runs programs."""

import glob
import os
import shutil
import subprocess

MINORS = range(6, 16)


class ProgramFailed(Exception):
    """A program ended with an error; the message has its last words."""


def candidates():
    """Executables to look at, the preferred ones first."""
    if os.environ.get("ASYNCTB_PYTHONS"):
        return [path for path in os.environ["ASYNCTB_PYTHONS"].split(":") if path]
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    paths = []
    for minor in MINORS:
        name = "python3.%d" % minor
        pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
        paths += sorted(glob.glob(os.path.join(pyenv, "versions", "3.%d.*" % minor, "bin", name)))
        paths += glob.glob(os.path.join(cache, "asynctb", "pythons", "3.%d" % minor, "bin", name))
        # What pyenv puts on the PATH only starts one of the above, or says that none is chosen.
        if shutil.which(name) and not shutil.which(name).startswith(os.path.join(pyenv, "shims")):
            paths.append(shutil.which(name))
    return paths


def run(command, **options):
    """The standard output of a program. PYTHON* variables are of no concern to the Pythons that are looked at."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment.update(options.pop("environment", {}))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                          env=environment, **options)
    if done.returncode:
        raise ProgramFailed("%s failed: %s" % (os.path.basename(command[0]), (done.stdout[-1000:] + done.stderr[-1000:]).strip()))
    return done.stdout
