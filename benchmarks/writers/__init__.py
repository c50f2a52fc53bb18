"""Who is measured: a module for each, imported only in the process that runs it.

Each has `prepare(frame)`, which makes what the writer likes best before the clock starts, and
`write(prepared, path)`, which is timed.
"""

from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True)
class Peer:
    """Another writer of workbooks.

    distribution: what pip calls it. native: compiled, and fed with whole columns.
    """

    name: str
    distribution: str
    native: bool

    @property
    def version(self) -> str | None:
        """The installed version; None where it is missing."""
        try:
            return metadata.version(self.distribution)
        except metadata.PackageNotFoundError:
            return None


PEERS = (
    Peer("jetxl", "jetxl", True),
    Peer("xlsxturbo", "xlsxturbo", True),
    Peer("rustpy", "rustpy-xlsxwriter", True),
    Peer("xlsxwriter", "XlsxWriter", False),
    Peer("openpyxl", "openpyxl", False),
)
