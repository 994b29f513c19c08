"""Situations for stepper.py, for CPython 3.6 and newer, that stop in plain calls only."""


def s_calling_comprehensions():
    def stop(x):
        with M("cc1", "b") as b:
            pause()
        return x

    with M("cc2", "a") as a:
        values = [stop(x) for x in (1, 2)]
        values = {stop(x): [stop(y) for y in (2,)] for x in (1,)}
        with M("cc3"):
            values = list(stop(x) for x in (1,))
            values = sorted([2, 1], key=lambda x: stop(x))
            return {stop(x) for x in (1,)}


def s_with_in_what_comprehensions_call():
    def nested(x):
        with M("wc1", "b") as b:
            return [pause() for y in (1,)]

    return [z for x in (1, 2) for z in nested(x)]


def s_class_in_with():
    with M("ci1", "a") as a:

        class Inner:
            with M("ci2", "b") as b:
                pause()

                class Innermost:
                    with M("ci3"):
                        pause()

            pause()


def s_forty():
    def first():
        with M("f1"):
            with M("f2", "a2") as a2:
                with M("f3"):
                    with M("f4"):
                        with M("f5"):
                            with M("f6"):
                                with M("f7"):
                                    with M("f8", "a8") as a8:
                                        with M("f9"):
                                            with M("f10"), M("f11"), M("f12"), M("f13"), M("f14"):
                                                second()

    def second():
        with M("g1"), M("g2"), M("g3"), M("g4"), M("g5"), M("g6"), M("g7"), M("g8"), M("g9", "b9") as b9:
            for i in range(1):
                with M("g10"), M("g11"), M("g12"), M("g13"), M("g14", "b14") as b14:
                    return third()

    def third():
        with M("h1", "c1") as c1:
            try:
                with M("h2"):
                    with M("h3"), M("h4"), M("h5"), M("h6"), M("h7"), M("h8"), M("h9"), M("h10"), M("h11"):
                        with M("h12", "c12") as c12:
                            pause()
                            raise Boom("own")
            finally:
                pause()

    first()
