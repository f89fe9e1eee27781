"""Work on several cores: the same results in the same order, whatever their number.

A process for each core takes one task after the other. When the process that started them ends, however it
ends, they end too: what they had begun is then a `.part` file, which the next build removes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from larpaket.problems import LarpaketError

T = TypeVar("T")
R = TypeVar("R")

# A forked process has everything imported already; elsewhere it is not safe, and each imports anew.
_METHOD = "fork" if sys.platform == "linux" else "spawn"
_WORTH = 2 if _METHOD == "fork" else 6
"""With fewer tasks, one process is faster."""


class WorkerError(LarpaketError):
    """A process has been ended from outside."""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(act: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Generator[R, None, None]:
    """What `act` returns for each task, in the order of the tasks, as soon as it is there.

    `act` must be a function of a module, and must not raise. Raises WorkerError.
    """
    jobs = min(jobs, len(tasks))
    if jobs < 2 or len(tasks) < _WORTH:
        yield from map(act, tasks)
        return
    if _METHOD == "fork" and len(tasks) > 2 * jobs:
        yield act(tasks[0])  # what it has read and made once, the processes inherit
        tasks = tasks[1:]
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context(_METHOD)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin) as pool:
        try:
            futures = deque(pool.submit(act, task) for task in tasks)
            while futures:
                yield futures.popleft().result()
        except BrokenProcessPool:
            raise WorkerError(
                "a process of the build was ended from outside, perhaps for want of memory: build again with "
                "fewer `--jobs`"
            ) from None
        except BaseException:
            for process in set(multiprocessing.active_children()) - before:
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _begin() -> None:
    """Ctrl-C is for the process that started this one, which must not be outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
