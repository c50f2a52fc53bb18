"""Measurements in processes of their own, one after the other, round by round.

What is compared stands side by side in each round, so that a busy minute of the machine meets all alike.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

# What takes longer is measured once, where the number of rounds wasn't asked for.
_SLOW_SECONDS = 30


@dataclass
class Figures:
    """What was measured of each thing, round by round."""

    _rounds: dict[str, list[Mapping[str, float]]] = field(default_factory=dict)

    def add(self, what: str, measured: Mapping[str, float]) -> None:
        self._rounds.setdefault(what, []).append(measured)

    def median(self, what: str, figure: str = "seconds") -> float:
        return median(one[figure] for one in self._rounds[what])

    def times(self, what: str) -> int:
        """How often it was measured."""
        return len(self._rounds[what])

    def slow(self, what: str) -> bool:
        return what in self._rounds and self.median(what) > _SLOW_SECONDS


def measured(whats: Sequence[str], data: Path, folder: Path, rounds: int, repeat_slow: bool) -> Figures:
    """Measure each thing in each round."""
    figures = Figures()
    for number in range(rounds):
        for what in whats:
            if repeat_slow or not figures.slow(what):
                found = in_process("benchmarks.one", what, str(data), str(folder))
                figures.add(what, found)
                told = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
                print(f"round {number + 1}: {what}: {told}", file=sys.stderr, flush=True)
    return figures


def in_process(module: str, *arguments: str) -> Any:
    """What a module of ours prints as JSON."""
    done = subprocess.run([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)
