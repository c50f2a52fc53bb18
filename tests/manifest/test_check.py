"""Every fault has a sentence, and nothing that is fine has one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manifest import Finding, check
from tests.manifest.edits import BASE, Spoilt, edited
from tests.manifest.good import GOOD
from tests.manifest.spoilt import SPOILT, UNREADABLE


@pytest.mark.parametrize("xml", GOOD.values(), ids=GOOD)
def test_a_good_manifest_has_no_errors(xml: bytes) -> None:
    assert [finding for finding in check(xml) if finding.severity == "error"] == []


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_a_fault_is_found_and_said(spoilt: Spoilt) -> None:
    findings = check(spoilt.xml)
    said = [finding for finding in findings if finding.code == spoilt.code]
    assert any(spoilt.sentence in finding.sentence for finding in said), findings
    assert {finding.severity for finding in said} == {spoilt.severity}


@pytest.mark.parametrize("spoilt", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_one_finding(spoilt: Spoilt) -> None:
    assert len(check(spoilt.xml)) == 1


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_every_sentence_is_one_for_people(spoilt: Spoilt) -> None:
    for finding in check(spoilt.xml):
        assert finding.sentence.endswith(".")
        assert "{http" not in finding.sentence and "facet" not in finding.sentence
        assert finding.code != "structure"


def test_a_finding_names_its_line() -> None:
    text = edited(">250<", ">451<")
    line = text[: text.index(">451<")].count("\n") + 1
    sentence = "<RequestedHeight> must be at most 450, not “451”."
    assert check(text.encode()) == (Finding(line, "out-of-range", sentence),)


def test_a_break_within_an_attribute_is_found_on_its_line_with_any_line_ends() -> None:
    text = edited("you are writing anyway", "you are\n writing anyway")
    line = text[: text.index("<Description ")].count("\n") + 1
    for line_end in ("\n", "\r\n", "\r"):
        found = [(finding.line, finding.code) for finding in check(text.replace("\n", line_end).encode())]
        assert found == [(line, "line-break")]


def test_several_faults_come_by_line() -> None:
    text = edited(">250<", ">451<", edited("<Id>7c0de4a1", "<Id>zc0de4a1"))
    assert [finding.code for finding in check(text.encode())] == ["malformed", "out-of-range"]


def test_an_entity_is_not_expanded() -> None:
    file_entity = '<!DOCTYPE OfficeApp [<!ENTITY f SYSTEM "file:///etc/hostname">]><OfficeApp'
    xml = edited("Acme A/S", "&f;", edited("<OfficeApp", file_entity)).encode()
    assert [finding.code for finding in check(xml)] == ["doctype"]


def test_other_bytes_than_utf_8_are_refused_on_their_line() -> None:
    latin = BASE.encode().replace("Spørg".encode(), "Spørg".encode("latin-1"))
    (finding,) = check(latin)
    assert (finding.code, finding.line) == ("not-utf-8", BASE[: BASE.index("Spørg")].count("\n") + 1)
    assert [finding.code for finding in check(BASE.encode("utf-16"))] == ["not-utf-8"]


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(xml: bytes) -> None:
    assert check(xml)


@given(st.integers(0, len(BASE) - 1), st.sampled_from("<>/\"'&= {}:\n\x00\ufffea0.-[]!ø"), st.randoms())
def test_a_manifest_with_a_changed_character_is_answered(
    place: int, character: str, chance: random.Random
) -> None:
    length = chance.choice((0, 1, 5, 50))
    spoilt = BASE[:place] + character + BASE[place + length :]
    for finding in check(spoilt.encode()):
        assert 1 <= finding.line <= spoilt.count("\n") + 2
