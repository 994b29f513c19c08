"""Imports what its arguments name, and says from which folder."""

import importlib
import os
import sys

for name in sys.argv[1:]:
    module = importlib.import_module(name)
    print(name, os.path.dirname(os.path.dirname(os.path.abspath(module.__file__))))
print("ready", flush=True)
sys.stdin.read()
