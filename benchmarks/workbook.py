"""The workbook engine beside other writers: `python -m benchmarks.workbook --rows N`.

The others write the data alone; ours writes it alone, and with three pivots, three slicers and a chart.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rounds import Figures, in_process, measured
from benchmarks.writers import PEERS, Peer

_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was found; the exit code."""
    options = _options(arguments)
    peers = [peer for peer in PEERS if peer.name in options.peers]
    missing = [peer.distribution for peer in peers if peer.version is None]
    if missing:
        print(f"{', '.join(missing)}: missing; pip install -r benchmarks/requirements.txt", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        whole, half = (_data(rows, folder) for rows in (options.rows, options.rows // 2))
        whats = ["plain", "limit", "pivots", *(peer.name for peer in peers)]
        figures = measured(whats, whole, folder, options.rounds or _ROUNDS, options.rounds is not None)
        memory = [measured(["memory"], data, folder, 1, False) for data in (whole, half)]
        peaks = [one.median("memory", "peak_mb") for one in memory]
        _print_changes(peers, folder)
    _print_table(figures, peers)
    _print_limits(figures, peaks)
    print(_last_line(options.rows, figures, peers, peaks[0]))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbook", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peers", nargs="*", choices=names, default=names, help="all, if not given")
    parser.add_argument(
        "--rounds", type=int, help=f"of each; if not given {_ROUNDS}, and 1 of what takes over half a minute"
    )
    return parser.parse_args(arguments)


def _data(rows: int, folder: Path) -> Path:
    """A file with the survey data, made in another process: a large one's children would seem large too."""
    path = folder / f"{rows}.parquet"
    in_process("benchmarks.survey_data", str(rows), str(path))
    return path


def _print_changes(peers: Sequence[Peer], folder: Path) -> None:
    """What the writers leave out or change, of the timed data and of hard values."""
    for name in ("plain", *(peer.name for peer in peers)):
        for sentence in in_process("benchmarks.faithful", name, str(folder)):
            print(f"{name}: {sentence}")


def _print_table(figures: Figures, peers: Sequence[Peer]) -> None:
    plain, pivots = figures.median("plain"), figures.median("pivots")
    print(f"\n{'':28}{'seconds':>9}{'runs':>6}{'MB':>8}{'x plain':>9}{'x pivots':>9}")
    versions = {peer.name: f"{peer.distribution} {peer.version}" for peer in peers}
    for what in ("plain", "pivots", *versions):
        seconds, size = figures.median(what), figures.median(what, "file_mb")
        label = versions.get(what, f"ours, {what}")
        beside = f"{seconds / plain:>9.2f}{seconds / pivots:>9.2f}"
        print(f"{label:28}{seconds:>9.2f}{figures.times(what):>6}{size:>8.1f}{beside}")


def _print_limits(figures: Figures, peaks: Sequence[float]) -> None:
    render, deflate = (figures.median("limit", stage) for stage in ("render_s", "deflate_s"))
    size = figures.median("limit", "xml_mb")
    print(f"\nthe limit: {render:.2f} s to render {size:.0f} MB of rows, {deflate:.2f} s to deflate them")
    growth = 100 * (peaks[0] / peaks[1] - 1)
    print(
        f"peak memory with pivots, from batches: {peaks[0]:.0f} MB, of half the rows {peaks[1]:.0f} MB; "
        f"{growth:+.0f} %"
    )


def _last_line(rows: int, figures: Figures, peers: Sequence[Peer], peak: float) -> str:
    """All figures on one line, for scripts; nan for peers that weren't measured."""
    plain, pivots = figures.median("plain"), figures.median("pivots")
    seconds = {peer.name: figures.median(peer.name) for peer in peers}
    native = min((peer.name for peer in peers if peer.native), key=seconds.__getitem__, default="none")
    beside = {"xlsxwriter": "xlsxwriter", "openpyxl": "openpyxl", "native": native}
    times = {what: seconds.get(name, float("nan")) for what, name in beside.items()}
    return (
        f"workbook rows={rows} plain_s={plain:.2f} "
        + "".join(f"plain_{what}_x={one / plain:.1f} " for what, one in times.items())
        + f"pivots_s={pivots:.2f} "
        + "".join(f"{what}_x={one / pivots:.1f} " for what, one in times.items())
        + f"native={native} limit_x={plain / figures.median('limit'):.2f} peak_mb={peak:.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
