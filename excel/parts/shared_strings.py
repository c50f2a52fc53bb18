"""The texts that cells share, `xl/sharedStrings.xml`."""

from excel import markup
from excel.data.shared_strings import SharedStrings
from excel.markup import DECLARATION, MAIN


def xml(strings: SharedStrings) -> str:
    """The whole part. How often each is used would have to be counted, and no reader needs it."""
    texts = "".join(f'<si><t xml:space="preserve">{markup.text(text)}</t></si>' for text in strings)
    return f'{DECLARATION}<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">{texts}</sst>'
