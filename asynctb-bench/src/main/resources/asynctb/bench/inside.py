"""How targets answer what is asked of those that look at them from within."""

import sys
import time

GIVE_UP = 60


def answer(look, count):
    """Answers a line "NAME FOLDER" with "wall SECONDS cpu SECONDS" of a look in here, or with "failed WHY".

    The look yields the text of one traceback or several at a time; they have to name the innermost function `count` times.
    """
    question = sys.stdin.readline().split(None, 1)
    if not question:
        sys.exit()
    sys.path.extend(folder.strip() for folder in question[1:])
    try:
        print(measured(look, count), flush=True)
    except Exception as e:
        print("failed %s: %s" % (type(e).__name__, e), flush=True)


def measured(look, count):
    begin, begin_cpu = time.perf_counter(), time.process_time()
    shown = 0
    for text in look():
        shown += text.count("innermost")
        if shown < count and time.perf_counter() - begin > GIVE_UP:
            return "failed it was at task %d of %d after %d s" % (shown, count, GIVE_UP)
    if shown < count:
        return "failed it shows %d of %d" % (shown, count)
    return "wall %.6f cpu %.6f" % (time.perf_counter() - begin, time.process_time() - begin_cpu)
