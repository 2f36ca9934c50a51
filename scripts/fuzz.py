"""Opens damaged bundles for as long as one likes; ``make fuzz SECONDS=600`` runs it.

``--seeds FIRST LAST`` opens the same ones again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from bundle.fuzz_bundles import fuzz, is_fault


def main() -> None:
    """Fuzz, and print the outcomes; exit with 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, nargs=2, metavar=("FIRST", "LAST"))
    given = parser.parse_args()
    begin = time.monotonic()
    start = int(time.time()) % 10**6 * 1000
    first, last = given.seeds or (start, start + 10**9)
    outcomes: Counter[str] = Counter()
    faults, slowest, memory = [], 0.0, 0
    for line in fuzz(first, last):
        if is_fault(line):
            faults.append(line["seed"])
            print(f"seed {line['seed']}: {line['outcome']}", flush=True)
        elif "ends its process" in line["outcome"]:
            print(f"seed {line['seed']}: {line['outcome']}; a check could foresee it", flush=True)
        outcomes[line["outcome"].split(":")[0]] += 1
        slowest, memory = max(slowest, line["seconds"]), max(memory, line["memory"])
        if not given.seeds and time.monotonic() - begin > given.seconds:
            break
    print(f"{outcomes.total()} bundles from seed {first} on, in {time.monotonic() - begin:.0f} s")
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")
    print(f"slowest {slowest:.1f} s, most memory {memory / 1e6:.0f} MB, faults {faults}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
