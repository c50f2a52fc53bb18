"""Medians of variants that take turns, so that a busy moment of the machine meets all alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median

_WARM_UP = 10

Do = Callable[[], object]


def medians(variants: Mapping[str, Do], times: int) -> dict[str, float]:
    """Seconds of each variant."""
    for do in variants.values():
        for _ in range(_WARM_UP):
            do()
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(times):
        for name, do in variants.items():
            start = time.perf_counter()
            do()
            taken[name].append(time.perf_counter() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


def tell(cost: str, what: str, found: Mapping[str, float]) -> None:
    """Print milliseconds, and how many times as long as the first variant each takes."""
    first = next(iter(found.values()))
    print(what)
    for name, seconds in found.items():
        print(f"  {name:24} {seconds * 1e3:8.2f} ms {seconds / first:6.2f} x")
    ratios = " ".join(f"{name.replace(' ', '-')}_x={seconds / first:.2f}" for name, seconds in found.items())
    print(f"{cost} what={what.replace(' ', '-')} {ratios}", flush=True)
