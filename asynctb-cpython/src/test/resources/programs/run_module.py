"""run_module.py [--oracle] FOLDER MODULE ARGUMENT...: runs a module as the main program, in an empty folder.

The program has nothing to read and writes to a file "output" in the folder. With --oracle, the oracle answers beside it.
"""
import os
import runpy
import signal
import sys

signal.alarm(900)  # an orphan ends by itself
with_oracle = sys.argv[1] == "--oracle"
folder, module = sys.argv[1 + with_oracle:3 + with_oracle]
arguments = sys.argv[3 + with_oracle:]
protocol = [os.dup(0), os.dup(1)]
nothing, kept_open = os.pipe()
os.dup2(nothing, 0)
os.chdir(folder)
output = os.open("output", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.dup2(output, 1)
os.dup2(output, 2)
sys.path.insert(1, folder)
sys.argv = [module] + arguments
if with_oracle:
    import oracle

    oracle.serve({}, *protocol)
else:
    os.write(protocol[1], b"ready\n")
runpy.run_module(module, run_name="__main__", alter_sys=True)
