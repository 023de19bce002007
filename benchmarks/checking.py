"""A finished title becomes a table: the processor's time that each of our own checks takes.

`python benchmarks/checking.py ROOT SLUG`, where ROOT holds `content/` and `output/`. What other
programs take is left out. The last line has the sum and the most memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from makeready.checks.table import CHECKS, run_check
from makeready.files.workspace import find_workspace, read_title
from makeready.press.check import read_files


def main() -> None:
    """Print what each check of a title takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("slug")
    args = parser.parse_args()
    workspace = find_workspace(args.root.resolve())
    files = read_files(workspace, read_title(workspace, args.slug))
    begun = time.process_time()
    for check in (each for each in CHECKS if not each.needs):
        start = time.process_time()
        found = run_check(check, files, frozenset()).findings
        print(f"{time.process_time() - start:7.2f} s  {check.name}, {len(found)} findings")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{time.process_time() - begun:7.2f} s  in all, {memory:.0f} MB at the most")


if __name__ == "__main__":
    main()
