"""Processes: results in order, and a sentence where one is ended from outside."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from larpaket.building.workers import WorkerError, cores, in_order


def double(number: int) -> int:
    return 2 * number


def vanish(number: int) -> int:
    if number == 5:
        os._exit(9)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 9])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_in_order(jobs: int, count: int) -> None:
    assert list(in_order(double, range(count), jobs)) == [2 * number for number in range(count)]


ELSEWHERE = """
from larpaket.building import workers

workers._METHOD, workers._WORTH = "spawn", 2
print(list(workers.in_order(abs, [-1, 2, -3, 4, 5], 2)))
"""


def test_elsewhere_processes_start_anew() -> None:
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[1, 2, 3, 4, 5]\n", "")


def test_a_process_that_is_ended_from_outside() -> None:
    with pytest.raises(WorkerError, match="ended from outside, perhaps for want of memory: build again with"):
        list(in_order(vanish, range(9), 2))


def test_the_cores_are_those_that_may_be_used() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
