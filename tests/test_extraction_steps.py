"""The steps of extraction, each with its cases in tests/cases/steps (see the README there)."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotesearch.extraction import extract_quotes
from quotesearch.extraction.article_text import read_article
from quotesearch.extraction.assembly import group_parts, kind_of, quote_id
from quotesearch.extraction.marks import find_segments
from quotesearch.extraction.name_finding import find_names
from quotesearch.extraction.names import person_key, same_first
from quotesearch.extraction.scene import candidates, set_scene
from quotesearch.extraction.tokens import outer_tokens, word_tokens
from quotesearch.lexicons import ENGLISH
from quotesearch.model import Article, Block, Found, Passage, Span

FOLDER = Path(__file__).parent / "cases" / "steps"
HEADLINE = "headline: "


def lines_of(name):
    """The lines of a file as parameters: input and expected output."""
    cases = []
    for number, line in enumerate((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            given, arrow, wanted = line.partition(" =>")
            assert arrow, f"{name}.txt:{number}: expected `in => out`, found {line!r}"
            cases.append(pytest.param(given, wanted.strip(), id=f"{name}.txt:{number}"))
    return cases


def article(text, captions=()):
    """An article whose paragraphs (` ¶ ` between them) are body, except for marked headlines."""
    source, blocks = "", []
    for paragraph in text.split(" ¶ "):
        label = "headline" if paragraph.startswith(HEADLINE) else "body"
        paragraph = paragraph.removeprefix(HEADLINE)
        blocks.append(Block(len(source), len(source) + len(paragraph), label, "made up", paragraph))
        source += f"{paragraph}\n\n"
    for caption in captions:
        blocks.append(Block(len(source), len(source) + len(caption), "caption", "made up", caption))
        source += f"{caption}\n\n"
    headline = next((Found(b.text, "made up") for b in blocks if b.label == "headline"), None)
    return Article("a", "a.txt", "5e" * 32, "utf-8", "text/plain", source, tuple(blocks), headline)


@pytest.mark.parametrize(("text", "wanted"), lines_of("marks"))
def test_marks(text, wanted):
    """Words between marks are found, and other uses of the same signs are not."""
    reading = read_article(ENGLISH, article(text))
    found = [reading.text[s.start : s.end] + ("" if s.closed else "…") for s in find_segments(reading)]

    assert " | ".join(found) == wanted


@pytest.mark.parametrize(("text", "wanted"), lines_of("sentences"))
def test_sentences(text, wanted):
    """A full stop ends a sentence unless it belongs to a word; a quotation is one word of the sentence around it."""
    reading = read_article(ENGLISH, article(text))
    stretches: dict[int, list[int]] = {}
    for token in outer_tokens(ENGLISH, reading, find_segments(reading)):
        stretches.setdefault(token.sentence, []).extend((token.start, token.end))

    assert " | ".join(text[min(ends) : max(ends)] for ends in stretches.values()) == wanted


@pytest.mark.parametrize(("text", "wanted"), lines_of("names"))
def test_names(text, wanted):
    """Titles and suffixes are removed from a name, and they show what kind of thing has the name."""
    reading = read_article(ENGLISH, article(text))
    names = find_names(ENGLISH, outer_tokens(ENGLISH, reading, find_segments(reading)))
    found = (f"{f'({n.title}) ' if n.title else ''}{' '.join(n.words)} {n.type} {n.gender}" for n in names)

    assert " | ".join(found) == wanted


@pytest.mark.parametrize(("names", "wanted"), lines_of("same_person"))
def test_same_person(names, wanted):
    """Across articles people are joined by a key that folds spelling, and never by surname."""
    assert len({person_key(name) for name in names.split(" / ")}) == (1 if wanted == "yes" else 2)


@pytest.mark.parametrize(("names", "wanted"), lines_of("same_first"))
def test_same_first(names, wanted):
    """Within an article, short and long forms of a first name agree in either order."""
    one, other = names.split(" / ")

    assert same_first(ENGLISH, one, other) == same_first(ENGLISH, other, one) == (wanted == "yes")


@pytest.mark.parametrize(("text", "wanted"), lines_of("cast"))
def test_cast(text, wanted):
    """All forms of one name are one member, and two people with one surname are two."""
    members = set_scene(ENGLISH, article(text)).cast.members

    assert " | ".join(member.display() for member in members) == wanted


@pytest.mark.parametrize(("text", "wanted"), lines_of("who"))
def test_who(text, wanted):
    """Surnames, pronouns, roles and groups are resolved to a member of the cast, or to none."""
    scene = set_scene(ENGLISH, article(text.replace("{", "").replace("}", "")))
    at = text.removeprefix(HEADLINE).replace(" ¶ ", "\n").index("{")
    number = next(n for n, m in enumerate(scene.mentions) if holds(scene, m, at))
    resolved = scene.resolved[number]
    if resolved.member < 0 <= resolved.antecedent:
        resolved = scene.resolved[resolved.antecedent]
    name = scene.cast.members[resolved.member].display() if resolved.member >= 0 else "-"

    assert (name if name == "-" else f"{name} by {scene.resolved[number].how}") == wanted


def holds(scene, mention, at):
    """Whether a mention, title included, has the character at a place of the text."""
    return scene.tokens[mention.start].start <= at < scene.tokens[mention.last - 1].end


@pytest.mark.parametrize(("text", "wanted"), lines_of("speakers"))
def test_speakers(text, wanted):
    """The last quotation has this speaker, role as printed, cue and rule."""
    quote = extract_quotes(article(text))[-1]
    assert quote.speaker is not None
    found = (quote.speaker.name, quote.speaker.role or "-", quote.cue.text if quote.cue else "-", quote.rule)

    assert " | ".join(found) == wanted


@pytest.mark.parametrize(("words", "wanted"), lines_of("kinds"))
def test_kinds(words, wanted):
    """A sentence, or a clause that can be a sentence, is full; a few words are a fragment."""
    assert kind_of(ENGLISH, set_scene(ENGLISH, article(f"“{words}”")), [0]) == wanted


@pytest.mark.parametrize(("text", "wanted"), lines_of("parts"))
def test_parts(text, wanted):
    """An interruption in mid-sentence and an unclosed paragraph make one quotation, a full stop makes two."""
    scene = set_scene(ENGLISH, article(text))
    groups = group_parts(ENGLISH, scene, range(len(scene.segments)))
    words = [scene.reading.text[s.start : s.end] for s in scene.segments]

    assert " | ".join(" + ".join(words[n] for n in group) for group in groups) == wanted


def test_a_quotation_in_the_headline_is_of_kind_headline():
    """Its words make no difference."""
    assert (
        kind_of(ENGLISH, set_scene(ENGLISH, article("headline: ‘War crime’, says Ann Lee ¶ Rain fell.")), [0])
        == "headline"
    )


def test_a_segment_that_is_left_out_splits_a_quotation():
    """Of three segments without the middle one, the first and the last are two quotations."""
    scene = set_scene(ENGLISH, article("“The trouble,” said Ann Lee, “if any,” she added, “is here.”"))

    assert list(group_parts(ENGLISH, scene, [0, 1, 2])) == [[0, 1, 2]]
    assert list(group_parts(ENGLISH, scene, [0, 2])) == [[0], [2]]


def test_offsets_count_from_the_start_of_the_source():
    """By hand: marks excluded, titles excluded from the mention, the cue a single word."""
    #                       0123456789012345678901234567890123456789012345678901
    (quote,) = extract_quotes(article("Rain fell. ¶ “We ran out,” said Chief Ann Lee. It rained."))

    assert quote.parts == (Passage(13, 24, "We ran out,"),)
    assert quote.cue == Passage(26, 30, "said")
    assert quote.speaker is not None
    assert quote.speaker.mention == Passage(37, 44, "Ann Lee")
    assert quote.id == quote_id("5e" * 32, 13)


def test_offsets_count_code_points():
    """A character outside the basic plane counts as one, a letter with a combining accent as two."""
    (quote,) = extract_quotes(article("🙂🙂 ¶ “Ne\u0301e we ran out,” said Ann Lee."))

    assert (quote.parts[0].start, quote.parts[0].end) == (5, 21)


def test_a_line_break_inside_a_part_is_shown_as_a_space():
    """Broken lines, Windows line ends and indents are in the slice, not in the text."""
    source = "“We ran\r\n   out of\nwater,” said Ann\nLee."
    seen = source.replace("\r", " ").replace("\n", " ")
    broken = Article(
        "a", "a.txt", "5e" * 32, "utf-8", "text/plain", source, (Block(0, len(source), "body", "made up", seen),)
    )  # fmt: skip
    (quote,) = extract_quotes(broken)

    assert quote.text == quote.parts[0].text == "We ran out of water,"
    assert Span(quote.parts[0].start, quote.parts[0].end).of(source) == "We ran\r\n   out of\nwater,"
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.mention.text) == ("Ann Lee", "Ann Lee")
    assert quote.context == "“We ran out of water,” said Ann Lee."


@pytest.mark.parametrize("label", ["caption", "related", "promo", "comment", "pullquote", "byline"])
def test_quotations_outside_the_story_are_not_quotes(label):
    """Only headlines, body, subheads and lists are read for quotes."""
    text = "“We ran out of water,” said Ann Lee."
    block = Block(0, len(text), label, "made up", text)

    assert extract_quotes(Article("a", "a.txt", "00", "utf-8", "text/plain", text, (block,))) == ()


def test_a_caption_completes_a_name_and_adds_no_speaker():
    """A surname gets the full name that only the caption has; other people in the caption are not speakers."""
    (quote,) = extract_quotes(
        article("“We ran out of water,” Okafor said.", ["Engineer Blessing Okafor and Robert Roe in May."])
    )

    assert quote.speaker is not None
    assert quote.speaker.name == "Blessing Okafor"


def test_possessive_endings_are_not_part_of_a_word():
    """The town's, the workers' and O'Neill: only the first two own something."""
    text = "The town’s mayor, the workers' pay and O'Neill left."
    owners = [
        (t.text, text[t.start : t.end]) for t in word_tokens(ENGLISH, text, 0, len(text), 0) if t.possessive
    ]

    assert owners == [("town", "town"), ("workers", "workers")]
    assert "O'Neill" in [t.text for t in word_tokens(ENGLISH, text, 0, len(text), 0)]


def test_the_context_is_the_paragraph_and_if_needed_the_one_before():
    """A quotation alone in its paragraph needs the paragraph before; one with its attribution does not."""
    alone, said = extract_quotes(
        article("Rain fell on Ann Lee. ¶ “We ran out of water.” ¶ “It is over,” she said.")
    )

    assert alone.context == "Rain fell on Ann Lee.\n“We ran out of water.”"
    assert said.context == "“It is over,” she said."


def test_a_long_context_is_cut_between_words():
    """There are three hundred code points on either side, and the cut is shown."""
    (quote,) = extract_quotes(article(f"{'rain ' * 100}“We ran out,” said Ann Lee. {'snow ' * 100}"))
    words = quote.context.replace("“We ran out,” said Ann Lee.", "").split()

    assert (words[0], words[-1]) == ("…", "…")
    assert {*words[1:-1]} == {"rain", "snow"}
    assert len(quote.context) < 2 * 300 + len("“We ran out,”") + 5


def test_people_of_far_paragraphs_are_not_candidates():
    """Two paragraphs before and one after are used, a headline only for itself."""
    text = "Ann Lee came. ¶ Bo Roe came. ¶ Rain fell. ¶ “We ran out.” ¶ Kim Song came. ¶ Paul Okafor came."
    scene = set_scene(ENGLISH, article(text))
    heads = [scene.tokens[scene.mentions[n].head].text for n in candidates(ENGLISH, scene, 0)]

    assert heads == ["Roe", "Song"]


def test_people_of_a_headline_are_not_candidates_for_the_body():
    """A headline is read first, but does not continue in the body; for a quotation in it, the text after is used."""
    scene = set_scene(ENGLISH, article("headline: Bo Roe: ‘It is over’ ¶ “We ran out.” ¶ Kim Song came in."))
    heads = [
        [scene.tokens[scene.mentions[n].head].text for n in candidates(ENGLISH, scene, s)] for s in (0, 1)
    ]

    assert heads == [["Roe"], ["Song"]]


def test_the_confidence_is_limited_by_the_certainty_of_the_person():
    """Brothers with one surname: the guess is kept, but its confidence is at most slightly above one half."""
    (quote,) = extract_quotes(
        article("Brothers Ahmed Rahal and Omar Rahal opened the bakery. “We fight about salt,” Rahal said.")
    )

    assert quote.confidence < 0.55
