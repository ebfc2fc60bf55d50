"""Decoding: the encoding that is chosen, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.acquisition.decoding import declared_charset, decode
from quotesearch.errors import UnreadableFileError

CASES = Path(__file__).parent / "cases" / "encodings.txt"

WEDNESDAY = {
    "koi8-r": "Министр заявил в среду, что переговоры продолжатся на следующей неделе.",
    "windows-1251": "Министр заявил в среду, что переговоры продолжатся на следующей неделе.",
    "windows-1253": "Ο πρωθυπουργός δήλωσε την Τετάρτη ότι οι συνομιλίες θα συνεχιστούν.",
    "cp932": "首相は水曜日、記者団に対し「交渉は来週も続く」と述べた。会談は東京で行われた。",
    "gb18030": "总理周三对记者表示：“谈判将于下周继续进行。”会议在北京举行。",
}


def labels() -> list[tuple[str, str]]:
    """The pairs of declared name and encoding in the case file."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return [(left.strip(), right.strip()) for left, _, right in pairs]


@pytest.mark.parametrize(("label", "encoding"), labels())
def test_declared_encodings_mean_what_browsers_take_them_for(label, encoding):
    expected = None if encoding == "nothing" else encoding

    assert declared_charset(f'<html><meta charset="{label}">'.encode()) == expected
    http = f"<meta http-equiv=Content-Type content='text/html; charset={label}'>"
    assert declared_charset(http.encode()) == expected


@given(st.text())
def test_utf8_is_read_unchanged(text):
    """Newlines, byte-order marks and everything else are kept."""
    assert decode(text.encode(), is_html=False) == (text, "utf-8")


def test_a_byte_order_mark_stays_in_the_text():
    assert decode(b"\xef\xbb\xbfRun\r\n", is_html=False) == ("\ufeffRun\r\n", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_byte_order_mark(encoding):
    text = "\ufeff“Run,” he said.\r\n"

    assert decode(text.encode(encoding), is_html=False) == (text, encoding)


def test_utf16_that_is_cut_off_is_refused():
    with pytest.raises(UnreadableFileError, match="damaged"):
        decode("\ufeffRun".encode("utf-16-le")[:-1], is_html=False)


def test_utf8_goes_before_what_a_page_declares():
    """A page that says latin-1 and is UTF-8 is UTF-8."""
    page = '<meta charset="latin1">“Run”'

    assert decode(page.encode(), is_html=True) == (page, "utf-8")


def test_a_declared_charset_goes_before_the_guess():
    page = '<meta charset="koi8-r">' + WEDNESDAY["koi8-r"]

    assert decode(page.encode("koi8-r"), is_html=True) == (page, "koi8-r")


def test_a_declaration_in_a_plain_text_is_ignored():
    text = 'How to write <meta charset="koi8-r">: “so”'

    assert decode(text.encode("cp1252"), is_html=False) == (text, "windows-1252")


@pytest.mark.parametrize(
    "text",
    [
        "“It’s over,” said José Muñoz — who paid £20 at the café.",
        "« Nous avons été très déçus », a déclaré le ministre français.",
        "Forsætisráðherra sagði á miðvikudag að viðræður myndu halda áfram.",
    ],
)
def test_bytes_that_are_not_utf8_are_windows_1252(text):
    assert decode(text.encode("cp1252"), is_html=False) == (text, "windows-1252")


def test_bytes_that_windows_1252_does_not_define_are_control_characters():
    """Browsers do the same; Python's own codec raises an error."""
    assert decode(b"a\x81\x8d\x8f\x90\x9d\x93b", is_html=False)[0] == "a\x81\x8d\x8f\x90\x9d“b"


@pytest.mark.parametrize("encoding", WEDNESDAY)
def test_another_script_is_chosen_if_it_is_clearly_likelier(encoding):
    text = WEDNESDAY[encoding]

    assert decode(text.encode(encoding), is_html=False) == (text, encoding)


def test_a_name_in_another_script_does_not_make_an_english_text_foreign():
    text = "The minister, José Núñez, said in English on Wednesday that the talks would go on."

    assert decode(text.encode("cp1252"), is_html=False)[1] == "windows-1252"


def test_utf8_that_is_cut_off_in_a_character_is_still_utf8():
    """Its quotation marks are not turned into three Western letters each."""
    text, encoding = decode("“Run,” he said. “Now,” she s—".encode()[:-1], is_html=False)

    assert (text, encoding) == ("“Run,” he said. “Now,” she s\ufffd", "utf-8")


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_text_or_a_deliberate_error(data, is_html):
    try:
        text, encoding = decode(data, is_html)
    except UnreadableFileError:
        return
    try:
        assert data.decode(encoding) == text
    except UnicodeDecodeError:
        assert any("\x80" <= character <= "\x9f" or character == "\ufffd" for character in text)
