"""Calls a function in this process: ``in_process.py NAME SECONDS FILES``, the floor of a server.

It prints as JSON the answers a second on all cores, by ``over``; the processor's milliseconds of
each; the milliseconds of a call by itself; and the first answer.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import time
from pathlib import Path

import vizsla

SINGLE = 100  # calls, one by one


def main() -> None:
    """Measure, and print."""
    function = vizsla.load(sys.argv[1])
    seconds = float(sys.argv[2])
    files = [Path(each).read_bytes() for each in sys.argv[3:]]
    inputs = files if files[0][:1] != b"{" else [json.loads(each)["text"] for each in files]
    for _ in function.over(inputs):  # warms up
        pass
    count, start, cpu = 0, time.perf_counter(), time.process_time()
    for _, answer in function.over(itertools.cycle(inputs)):
        json.dumps(answer.to_dict())
        count += 1
        if time.perf_counter() - start > seconds:
            break
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    single = []
    for each in itertools.islice(itertools.cycle(inputs), SINGLE):
        begin = time.perf_counter()
        function(each)
        single.append(time.perf_counter() - begin)
    print(
        json.dumps(
            {
                "rate": count / took,
                "cpu": 1000 * cpu / count,
                "single": 1000 * statistics.median(single),
                "answer": function(inputs[0]).to_dict(),
            }
        )
    )


if __name__ == "__main__":
    main()
