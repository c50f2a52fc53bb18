"""libxml2's words about a schema violation, in ours."""

import re
from collections.abc import Callable, Mapping

from manifest.namespaces import TYPE

_SHAPES: Mapping[str, str] = {
    "Id": "a GUID such as 3f2b8c1e-5d47-4a90-8e16-0c9d7b52a4f3",
    "Version": "one to four numbers of up to five digits, such as 1.0.0.0",
    "DefaultLocale": "a locale such as en-US",
    "Locale": "a locale such as da-DK",
    "MinVersion": "two numbers such as 1.5",
    "DefaultMinVersion": "two numbers such as 1.5",
}
_TYPES: Mapping[str, str] = {
    "xs:boolean": "true or false",
    "paneHeight": "a whole number from 32 to 450",
    "cardHeight": "a whole number from 140 to 450",
    "xs:positiveInteger": "a whole number of pixels",
    "address": "a web address",
}


def sentence(violation: str, element: str, attribute: str | None, complaint: str) -> tuple[str, str]:
    """The code and the sentence for a violation that libxml2 names `SCHEMAV_…`."""
    plain = re.sub(r"\{[^{}\s']*\}", "", complaint)
    name = _plain(element)
    tell = _kind if attribute == TYPE else _TELLERS.get(violation)
    if tell is not None:
        return tell(name, _plain(attribute or ""), plain)
    return "structure", f"<{name}> isn't as Outlook expects it: {plain}"


def _plain(name: str) -> str:
    return re.sub(r"^\{[^{}]*\}", "", name)


def _place(element: str, attribute: str) -> str:
    return f"{attribute} of <{element}>" if attribute else f"<{element}>"


def _quoted(complaint: str) -> str:
    """The value that libxml2 quotes, shortened to what a reader recognises."""
    found = re.search(r"(?:^|The value )'(.*?)'(?= (?:is|has)\b)", complaint, re.S)
    value = found.group(1) if found else ""
    return f"“{value[:60]}…”" if len(value) > 60 else f"“{value}”"


def _expected(complaint: str) -> list[str]:
    found = re.search(r"Expected is (?:one of )?\( (.*) \)\.$", complaint)
    return found.group(1).split(", ") if found else []


def _content(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    expected = _expected(complaint)
    wanted = " or ".join(f"<{name}>" for name in expected)
    if complaint.startswith("Missing child"):
        return "element-missing", f"<{element}> lacks {wanted}."
    if element in expected:
        return (
            "namespace",
            f"<{element}> is in the wrong namespace: check its prefix and the xmlns around it.",
        )
    if expected:
        return (
            "order",
            f"<{element}> can't stand here; the next must be {wanted}. Outlook enforces the order.",
        )
    return (
        "order",
        f"<{element}> can't stand here. Outlook enforces which elements there are, and their order.",
    )


def _no_root(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    return (
        "not-a-mail-add-in",
        f"The file must begin with an <OfficeApp> of version 1.1, not with this <{element}>.",
    )


def _no_mail_app() -> tuple[str, str]:
    return (
        "not-a-mail-add-in",
        'This isn\'t the manifest of a mail add-in: <OfficeApp> lacks xsi:type="MailApp".',
    )


def _kind(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    if element == "OfficeApp":
        return _no_mail_app()
    return "kind-unknown", f"<{element}> has an xsi:type that Outlook doesn't know here."


def _no_kind(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    if element == "OfficeApp":
        return _no_mail_app()
    return "kind-missing", f"<{element}> needs an xsi:type that says which kind it is."


def _attribute_missing(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    found = re.search(r"attribute '([^']*)'", complaint)
    return "attribute-missing", f"<{element}> lacks the attribute {found.group(1) if found else ''}."


def _attribute_unknown(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    return "attribute-unknown", f"<{element}> has no attribute {attribute}: remove it."


def _content_not_allowed(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    return "content-not-allowed", f"<{element}> can't hold this text or element: remove it."


def _too_long(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    numbers = re.findall(r"'(\d+)'", complaint)
    longest, actual = numbers[-1], numbers[-2]
    return (
        "too-long",
        f"{_place(element, attribute)} has {actual} characters; Outlook takes at most {longest}.",
    )


def _empty(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    return "empty", f"{_place(element, attribute)} must not be empty."


def _malformed(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    shape = _SHAPES.get(attribute or element, "written differently")
    return "malformed", f"{_place(element, attribute)} must be {shape}, not {_quoted(complaint)}."


def _not_a_choice(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    found = re.search(r"\{(.*)\}\.$", complaint, re.S)
    choices = re.findall(r"'([^']*)'", found.group(1)) if found else []
    return (
        "not-a-choice",
        f"{_place(element, attribute)} must be {' or '.join(choices)}, not {_quoted(complaint)}.",
    )


def _out_of_range(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    found = re.search(r"(maximum|minimum) value allowed \('(-?\d+)'\)", complaint)
    side = (
        f"at {'most' if found.group(1) == 'maximum' else 'least'} {found.group(2)}" if found else "in range"
    )
    return "out-of-range", f"{_place(element, attribute)} must be {side}, not {_quoted(complaint)}."


def _wrong_type(element: str, attribute: str, complaint: str) -> tuple[str, str]:
    found = re.search(r"atomic type '([^']*)'\.$", complaint)
    wanted = _TYPES.get(found.group(1) if found else "", "of another type")
    return "malformed", f"{_place(element, attribute)} must be {wanted}, not {_quoted(complaint)}."


_TELLERS: Mapping[str, Callable[[str, str, str], tuple[str, str]]] = {
    "SCHEMAV_ELEMENT_CONTENT": _content,
    "SCHEMAV_CVC_ELT_1": _no_root,
    "SCHEMAV_CVC_ELT_4_1": _kind,
    "SCHEMAV_CVC_ELT_4_2": _kind,
    "SCHEMAV_CVC_ELT_4_3": _kind,
    "SCHEMAV_CVC_TYPE_2": _no_kind,
    "SCHEMAV_CVC_COMPLEX_TYPE_4": _attribute_missing,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": _attribute_unknown,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": _attribute_unknown,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": _content_not_allowed,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": _content_not_allowed,
    "SCHEMAV_CVC_MAXLENGTH_VALID": _too_long,
    "SCHEMAV_CVC_MINLENGTH_VALID": _empty,
    "SCHEMAV_CVC_PATTERN_VALID": _malformed,
    "SCHEMAV_CVC_ENUMERATION_VALID": _not_a_choice,
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": _out_of_range,
    "SCHEMAV_CVC_MININCLUSIVE_VALID": _out_of_range,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": _wrong_type,
}
