"""The proof as text: what was tried, a line for each table and viewer, and the verdict."""

from collections.abc import Iterator

from server.safekeeping.isolation.proof import OF_NO_ORGANISATION, Proof
from server.web import as_utc


def verdict(proof: Proof) -> str:
    """The outcome in a sentence."""
    if proof.breaches:
        count = len(proof.breaches)
        return f"BREACH: {count} {'finding' if count == 1 else 'findings'}."
    return f"Isolation holds: {proof.attempts:,} attempts, none of which reached rows of somebody else."


def as_text(proof: Proof) -> str:
    """The whole report."""
    return "\n".join(_lines(proof)) + "\n"


def _lines(proof: Proof) -> Iterator[str]:
    yield "Rapport: proof of isolation"
    yield f"Made {as_utc(proof.made_at)} in {proof.seconds:.1f} s"
    yield f"Database: {proof.database}"
    yield f"Version of its shape: {proof.schema}"
    yield verdict(proof)
    for breach in proof.breaches:
        yield f"  {breach.table}, {breach.viewer}: {breach.what}"
    yield ""
    yield "Invented rows that each viewer sees / should see, of two invented organisations"
    for number, viewer in enumerate(proof.viewers, 1):
        yield f"  ({number}) {viewer}"
    yield " " * 22 + "".join(f"{f'({n})':>7}" for n in range(1, len(proof.viewers) + 1))
    for table, by_viewer in proof.outcomes.items():
        cells = (f"{f'{one.seen}/{one.should}' + '!' * bool(one.breaches):>7}" for one in by_viewer.values())
        yield f"{table:<22}" + "".join(cells)
    yield ""
    yield "Tables of no organisation, without row rights"
    for table, reason in OF_NO_ORGANISATION.items():
        yield f"  {table}: {reason}"
