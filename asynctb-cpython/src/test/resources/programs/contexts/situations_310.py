"""Situations for stepper.py, for CPython 3.10 and newer."""


def s_match():
    for value in [1, (2, 3), "x"]:
        with M("ma1", "a") as a:
            match value:
                case 1:
                    with M("ma2"):
                        pause()
                        continue
                case (p, q):
                    with M("ma3", "b") as b:
                        pause()
                case _:
                    pause()
                    return a
