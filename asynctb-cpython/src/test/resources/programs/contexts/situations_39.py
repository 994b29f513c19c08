"""Situations for stepper.py, for CPython 3.9 and newer: statements with parentheses."""


def s_parentheses():
    with (
        M("p1", "a") as a,
        M("p2"),
        M(
            "p3",
            "c",
        ) as c,
    ):
        pause()


def s_parentheses_nested():
    with (M("pn1", "a") as a, M("pn2") ):
        for i in range(2):
            with (
                M("pn3")
            ):
                if i:
                    return a
                pause()
