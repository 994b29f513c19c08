"""Situations for stepper.py, for CPython 3.8 and newer."""


def s_walrus_target():
    class Holder:
        pass

    y = Holder()
    d = {}
    with M("wt1", "(x := y).z") as (x := y).z:
        pause()
        with M("wt2", "d[(i := 1)]") as d[(i := 1)]:
            pause()


def s_continue_in_finally():
    for i in range(2):
        with M("cf1", "a") as a:
            try:
                pause()
            finally:
                with M("cf2"):
                    continue
