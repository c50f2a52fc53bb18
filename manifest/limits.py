"""Lengths that Outlook enforces, counted as Outlook counts them."""

SHORT = 125
LONG = 250
ADDRESS = 2048
FILE_BYTES = 256 * 1024


def length(text: str) -> int:
    """UTF-16 code units, the unit of .NET strings: an emoji counts as two."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
