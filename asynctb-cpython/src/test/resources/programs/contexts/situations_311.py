"""Situations for stepper.py, for CPython 3.11 and newer: more than the 20 blocks that older ones allow, except*."""


def s_except_star():
    try:
        with M("es1", "a") as a:
            raise ExceptionGroup("g", [KeyError(1)])
    except* KeyError:
        with M("es2", "b") as b:
            pause()
