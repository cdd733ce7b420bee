"""Let several people act at the same moment, and hold one of them up where it hurts most."""

import threading

from django.db import connection


def at_once(*acts):
    """Run each in its own thread, released together; what each gave or raised, in their order."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            gate.wait()
            results[number] = act()
        except Exception as problem:
            results[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def meet(people, patience=0.4):
    """A place where each waits for the others; who takes turns meets nobody, and goes on after a while."""
    place = threading.Barrier(people)

    def wait():
        try:
            place.wait(patience)
        except threading.BrokenBarrierError:
            return

    return wait


def after(function, then):
    """The function, and a pause when it has read what it reads."""

    def paused(*args, **kwargs):
        found = function(*args, **kwargs)
        then()
        return found

    return paused


def before(function, first):
    """The function, and a pause before it."""

    def paused(*args, **kwargs):
        first()
        return function(*args, **kwargs)

    return paused
