"""Situations for stepper.py, for CPython 3.6 and newer: M is a manager; its second argument is its target's text."""


def s_plain():
    with M("plain"):
        pause()


def s_as_name():
    with M("as name", "x") as x:
        pause()
    pause()


def s_pass():
    with M("pass"):
        pass


def s_body_on_the_line():
    with M("on the line", "x") as x: pause()


def s_nested():
    with M("n1", "a") as a:
        pause()
        with M("n2", "b") as b:
            pause()
            with M("n3"):
                pause()
            pause()
        pause()


def s_several_items():
    with M("i1", "a") as a, M("i2"), M("i3", "c") as c:
        pause()


def s_several_lines():
    with M(
        "l1",
        "a",
    ) as a, M(
        "l2"
    ), \
            M("l3", "c") as c:
        pause()


def s_returns_constant():
    with M("rc1", "a") as a:
        with M("rc2"):
            pause()
            return 1


def s_returns_value():
    value = [1]
    with M("rv1", "a") as a:
        with M("rv2"):
            pause()
            return value + [2]


def s_returns_from_loop():
    for i in range(3):
        with M("rl1", "a") as a:
            for j in range(3):
                with M("rl2"):
                    if j:
                        return i + j
                    pause()


def s_breaks():
    for i in range(3):
        with M("b1", "a") as a:
            with M("b2"):
                pause()
                break
    pause()


def s_continues():
    for i in range(2):
        with M("c1", "a") as a:
            with M("c2"):
                if i:
                    continue
                pause()
        pause()


def s_while_with_if_at_the_end():
    count = 0
    with M("w1", "a") as a:
        while True:
            count += 1
            pause()
            if count > 1:
                break


def s_while_returns_at_the_end():
    count = 0
    with M("wr1", "a") as a:
        while True:
            count += 1
            pause()
            if not count < 2:
                return


def s_raises():
    try:
        with M("r1", "a") as a:
            with M("r2"):
                pause()
                raise Boom("own")
    except Boom:
        pause()
    pause()


def s_always_raises():
    with M("ar1", "a", swallow=True) as a:
        raise Boom("own")


def s_swallows():
    with M("sw0"):
        with M("sw1", "a", swallow=True) as a:
            raise Boom("own")
        pause()


def s_try_in_with_in_try():
    try:
        with M("t1", "a") as a:
            try:
                with M("t2"):
                    pause()
                    raise KeyError("own")
            except KeyError:
                with M("t3", "c") as c:
                    pause()
            finally:
                with M("t4"):
                    pause()
            pause()
    finally:
        with M("t5", "e") as e:
            pause()


def s_finally_with_return():
    try:
        with M("fr1", "a") as a:
            try:
                return pause()
            finally:
                with M("fr2", "b") as b:
                    pause()
    finally:
        pause()


def s_except_with_name():
    with M("en1", "a") as a:
        try:
            raise KeyError("own")
        except KeyError as error:
            with M("en2", "b") as b:
                pause()
            pause()


def s_in_except_in_loop():
    for i in range(2):
        try:
            raise KeyError(i)
        except KeyError:
            with M("xl1", "a") as a:
                pause()
                if i == 0:
                    continue
                with M("xl2"):
                    break


def s_in_finally():
    try:
        pause()
    finally:
        for i in range(1):
            with M("if1", "a") as a:
                pause()


def s_loop_else():
    with M("le1", "a") as a:
        for i in range(1):
            with M("le2"):
                pass
        else:
            with M("le3", "b") as b:
                pause()


def s_if_in_with():
    for i in range(2):
        with M("ii1", "a") as a:
            if i:
                with M("ii2"):
                    pause()
            else:
                pause()


def s_conditional_return():
    for i in range(2):
        with M("cr1", "a") as a:
            if i:
                return a
            pause()


def s_attribute_target():
    class Holder:
        pass

    holder = Holder()
    holder.part = Holder()
    with M("at1", "holder.x") as holder.x:
        with M("at2", "holder.part.y") as holder.part.y:
            pause()


def s_item_target():
    d = {}
    k = "k"
    with M("it1", "d['a']") as d["a"]:
        with M("it2", "d[k]") as d[k]:
            with M("it3", "d[1]") as d[1]:
                with M("it4", "d[k, 1]") as d[k, 1]:
                    with M("it5", "d[-1]") as d[-1]:
                        with M("it6", "d[1000]") as d[1000]:
                            pause()


def s_slice_target():
    v = [1, 2, 3, 4]
    u = [1, 2]
    i = 1
    with M("sl1", "v[:2]", result=[7, 8]) as v[:2]:
        with M("sl2", "v[i:]", result=[7, 8]) as v[i:]:
            with M("sl3", "v[i:3]", result=[7, 8]) as v[i:3]:
                with M("sl4", "u[::2]", result=[7]) as u[::2]:
                    pause()


def s_tuple_target():
    with M("tt1", "(a, b)", result=[1, 2]) as (a, b):
        with M("tt2", "(c, (d, e))", result=[1, [2, 3]]) as (c, (d, e)):
            with M("tt3", "(f, *g)", result=[1, 2, 3]) as (f, *g):
                with M("tt4", "(*h, i)", result=[1, 2, 3]) as (*h, i):
                    with M("tt5", "(j,)", result=[1]) as (j,):
                        with M("tt6", "(k, l, n)", result=[1, 2, 3]) as (k, l, n): l; pause()


def s_call_target():
    d = {}

    f = lambda *arguments: d
    with M("ct1", "f()['a']") as f()["a"]:
        with M("ct2", "f(1, d)['b']") as f(1, d)["b"]:
            pause()


def s_global_target():
    global global_name
    with M("gt1", "global_name") as global_name:
        pause()


def s_cell_target():
    inner = lambda: cell
    with M("cl1", "cell") as cell:
        pause()
    inner()


def s_variable_without_target():
    m1 = M("m1", "m1")
    with m1:
        pause()


def s_with_lambda_and_comprehension():
    with M("lc1", "a") as a:
        values = [x for x in [1, 2]]
        with M("lc2", "b") as b:
            f = lambda: values
            pause()
            return f()


def s_same_manager_type_reused_in_loop():
    total = 0
    for i in range(2):
        with M("re1", "a") as a, M("re2", "b") as b:
            total += 1
            pause()


def s_in_for_over_items():
    for x in [1]:
        for y in (1, 2):
            with M("fo1", "a") as a:
                for z in {3: 4}:
                    with M("fo2"):
                        pause()


def s_nineteen():
    with M("q1"), M("q2"), M("q3"), M("q4"), M("q5"), M("q6"), M("q7"), M("q8"), M("q9"), M("q10"):
        with M("q11"), M("q12"), M("q13"), M("q14"), M("q15"), M("q16"), M("q17"), M("q18", "z") as z:
            pause()


def s_user_call_like_an_exit():
    f = lambda *arguments: None
    with M("u1", "a") as a:
        f(None, None, None)
        pause()
        if f(None, None, None):
            pause()
    f(None, None, None)
    pause()


def s_same_line_twice():
    with M("sa1"), M("sa2"): pause()


def s_two_in_a_row():
    with M("tw1", "a") as a:
        pass
    with M("tw2", "a") as a:
        pause()
    with M("tw3"):
        return 1


def s_assert_and_del():
    with M("ad1", "a") as a:
        b = 1
        with M("ad2"):
            del b
            assert a is not None
            pause()


def s_boolean_in_condition():
    x = 0
    while x < 2:
        with M("bc1", "a") as a:
            x += 1
            if x == 1 and a or not x:
                pause()
                continue
        if x:
            pause()
