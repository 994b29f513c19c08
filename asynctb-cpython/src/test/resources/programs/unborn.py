"""Its only thread has made a state for another one, as it does for each that it starts, but that one never begins."""
import ctypes
import os
import sys
import threading


def never_begun():
    pass


never_started = threading.Thread(target=never_begun, name="never started")
python = ctypes.pythonapi
python.PyInterpreterState_Head.restype = python.PyThreadState_New.restype = ctypes.c_void_p
python.PyThreadState_New(ctypes.c_void_p(python.PyInterpreterState_Head()))
sys.stdout.write("ready\n")
sys.stdout.flush()
os.read(0, 1)
