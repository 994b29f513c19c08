"""Never rests. Which stacks it can have stands here: behind the sign -> in a comment, the functions that a line calls.

    busy.py threads|generators|coroutines|recursion SEED [THREADS]
"""
import os
import random
import sys
import threading

chance = random.Random(int(sys.argv[2]))
steps = 0


def square(n):
    return n * n


def sum_of_squares(n):
    total = 0
    for i in range(n):
        total += square(i)  # -> square
    return total


def work_on(n):
    a = sum_of_squares(n)  # -> sum_of_squares
    b = square(a)  # -> square
    return a + b


def threads():  # begin
    global steps
    while True:
        work_on(steps % 13)  # -> work_on
        steps += 1


def numbers(n):
    for i in range(n):
        yield square(i)  # -> square


def doubled(n):
    for number in numbers(n):  # -> numbers
        yield number * 2


def delegating(n):
    yield -1
    yield from doubled(n)  # -> doubled


def generators():  # begin
    global steps
    waiting = [delegating(5) for i in range(8)]
    while True:
        at = steps % 8
        number = next(waiting[at], None)  # -> delegating
        if number is None:
            waiting[at] = delegating(5)
        else:
            square(number)  # -> square
        steps += 1


class Turn:
    def __await__(self):
        yield


async def innermost(n):
    square(n)  # -> square
    await Turn()  # -> __await__
    return square(n)  # -> square


async def middle(n):
    first = await innermost(n)  # -> innermost
    second = await innermost(first)  # -> innermost
    return first + second


async def outer(n):
    while n < 5:
        await middle(n)  # -> middle
        n += 1


def coroutines():  # begin
    global steps
    waiting = [outer(i) for i in range(4)]
    while True:
        at = steps % 4
        try:
            waiting[at].send(None)  # -> outer
        except StopIteration:
            waiting[at] = outer(0)
        steps += 1


def even(n):
    if n == 0:
        return square(n)  # -> square
    return odd(n - 1)  # -> odd


def odd(n):
    if n == 0:
        return square(n)  # -> square
    return even(n - 1)  # -> even


def recursion():  # begin
    global steps
    while True:
        even(chance.randrange(25))  # -> even, randrange
        steps += 1


def answer():
    while os.read(0, 100):
        print(steps, flush=True)


count = int(sys.argv[3]) if len(sys.argv) > 3 else 8 if sys.argv[1] == "threads" else 1
for number in range(count):
    threading.Thread(target=globals()[sys.argv[1]], daemon=True).start()
print("ready", flush=True)
answer()  # -> answer
