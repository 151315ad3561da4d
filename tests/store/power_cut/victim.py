"""A desk at work in a process of its own, to be killed. Started by test_kill.py, which says where it works.

Reads lines "FOLDER ACKNOWLEDGEMENTS SEED" from standard input. For each it starts a child that opens the
folder as the program does and works without end, writing the id of each operation to the second file once it
is done. It answers with the child's process id, and with "gone" when it has ended. It loads everything once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.support.house import House
from tests.support.workload import Workload


def work(folder: Path, acknowledgements: Path, seed: int) -> None:
    """Work until killed."""
    handle = os.open(acknowledgements, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    house = House(folder, seed, at=1_781_070_120_000 + seed * 60_000)
    do, undo = house.console.do, house.console.undo

    def told(done):
        os.write(handle, "".join(f"{op_id}\n" for op_id in done.op_ids).encode())
        return done

    house.console.do = lambda ops, actor: told(do(ops, actor))
    house.console.undo = lambda actor: told(undo(actor))
    desk = Workload(house, seed)
    desk.furnish()
    while True:
        desk.step()


def main() -> None:
    """One child for each line."""
    for line in sys.stdin:
        folder, acknowledgements, seed = line.split("\t")
        child = os.fork()
        if child == 0:
            try:
                work(Path(folder), Path(acknowledgements), int(seed))
            finally:
                os._exit(1)
        _say(child)
        _, status = os.waitpid(child, 0)
        _say("gone" if os.WIFSIGNALED(status) else f"failed {status}")


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
