"""
Build the cast of a story: find the person of every name in it.

Full names come first, bare ones join them. Headlines never create a member ("Ann Lee Speaks"), but lend a
first name to a surname that has none in the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from quotesearch.extraction.article_text import ArticleText
from quotesearch.extraction.cast import Cast, Member, Role
from quotesearch.extraction.casting_lists import CastingLists
from quotesearch.extraction.families import (
    couples,
    generation,
    generations,
    of_generation,
    suffix_of,
    with_suffix,
)
from quotesearch.extraction.headings import is_heading, is_report, is_titled
from quotesearch.extraction.marks import Segment
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.name_finding import find_names
from quotesearch.extraction.names import Name, fold, gender_of, is_first_name
from quotesearch.extraction.namesakes import decide, is_address
from quotesearch.extraction.numbers import MentionNumber, ParagraphNumber, SegmentNumber, numbered
from quotesearch.extraction.other_names import acronyms, aliases
from quotesearch.extraction.tokens import Token, word_tokens
from quotesearch.lexicons import Lexicon

_CAPITALS: Final = re.compile(r"[^\W\d_a-z][^\W_]*(?:[-'’&/.][^\W_]+)*\.?|@")
_NEAR_KIN: Final = 20  # tokens between someone and "his wife Moira"
_LONGEST_QUOTED: Final = (
    3  # words of a name that is only inside a quotation; more are a title: Ann Lee Election Day
)


def build_cast(
    lexicon: Lexicon,
    reading: ArticleText,
    tokens: list[Token],
    mentions: list[Mention],
    segments: Sequence[Segment],
    extra: Iterable[str] = (),
) -> Cast:
    """
    Build the cast and set the member of every name mention.

    *extra*: texts of the page that are not read for quotes but name people, such as captions.
    """
    cast = Cast(lexicon)
    named = [(m, m.name) for m in mentions if m.name is not None]
    headlines = {
        n
        for n, p in numbered(ParagraphNumber, reading.paragraphs)
        if is_titled(lexicon, reading, n) or (p.kind == "headline" and not is_report(lexicon, reading, n))
    }
    cast.titled = frozenset(headlines) | {
        n
        for n, p in numbered(ParagraphNumber, reading.paragraphs)
        if p.kind == "subhead" or is_heading(lexicon, reading, n)
    }
    body = [(m, name) for m, name in named if tokens[m.head].paragraph not in headlines]
    quoted = [
        (n, name)
        for n, s in numbered(SegmentNumber, segments)
        for name in _names_of(lexicon, reading.text, s.start, s.end)
    ]
    spelt_out = _spell_out(lexicon, tokens, mentions)
    cast.generations = generations(lexicon, tokens, (name for _, name in body))
    for mention, name in body:
        _join_full(lexicon, cast, mention, mention.name or name, tokens)
    for mention, full in couples(lexicon, mentions, tokens):
        _join_partner(lexicon, cast, mention, full)
    _call_otherwise(lexicon, cast, tokens, mentions, spelt_out)
    _join_quoted(cast, quoted)
    _join_bare(lexicon, cast, body, mentions, tokens)
    for member in [m for m in cast.members if m.type == "group" and len(m.words) > 2]:
        _lend(lexicon, cast, " ".join(member.words))  # the Rae Maddox Show: Maddox is Rae Maddox
    for number, name in quoted:
        if len(name.words) == 1:
            for member in cast.with_word(name.words[0]):
                member.quoted_in.add(number)
    long_names = dict.fromkeys(n for n, name in quoted if len(name.words) > _LONGEST_QUOTED)
    for text in (
        *(reading.text[segments[n].start : segments[n].end] for n in long_names),
        *(reading.text[reading.paragraphs[n].start : reading.paragraphs[n].end] for n in headlines),
        *extra,
    ):
        _lend(lexicon, cast, text)
    for mention, name in named:
        if mention.person < 0:
            _link_headline(lexicon, cast, mention, name)
    return cast


def _join_partner(lexicon: Lexicon, cast: Cast, mention: Mention, words: tuple[str, ...]) -> None:
    """Give a first name before "and" the surname of the person after it."""
    name = mention.name
    if name is None or any(
        m.full and fold(m.surname(lexicon)) == fold(name.words[0]) for m in cast.with_word(words[0])
    ):
        return
    member = cast.find_full(words, "person") or cast.create(words, name, "person")
    member.gender = member.gender if member.gender != "u" else gender_of(lexicon, words[0])
    member.type = mention.type = "person"
    member.add(words)
    insort(member.places, mention.head)
    insort(member.full_places, mention.head)
    mention.person = member.number


def _join_quoted(cast: Cast, quoted: Iterable[tuple[int, Name]]) -> None:
    """The full names inside quotations, each with the number of its segment."""
    for number, name in quoted:
        if 1 < len(name.words) <= _LONGEST_QUOTED and name.type != "place":
            member = cast.find_full(name.words, name.type) or cast.create(name.words, name, name.type)
            member.add(name.words, name)
            member.quoted_in.add(number)


def _join_bare(
    lexicon: Lexicon,
    cast: Cast,
    body: Sequence[tuple[Mention, Name]],
    mentions: list[Mention],
    tokens: list[Token],
) -> None:
    """The names of one word: relatives of someone named in full first, then those whose gender is known."""
    named = [mention for mention, _ in body]
    for mention, name in body:
        if mention.person < 0 and len(name.words) == 1:
            _join_relative(lexicon, cast, mention, name, tokens, named)
    # "Mr. Reed" first: then "President Reed" is not taken for Ada Reed, who is in the story too.
    for mention, name in sorted(body, key=lambda pair: pair[1].gender == "u"):
        if mention.person < 0:
            _join_single(lexicon, cast, mention, name, mentions, tokens)


def _spell_out(lexicon: Lexicon, tokens: list[Token], mentions: list[Mention]) -> list[tuple[Mention, str]]:
    """
    Give the name before an acronym in brackets all its words: Civil Infrastructure and Shipping Agency (CISA).

    Returns: those names, each with its acronym.
    """
    by_end = {m.last: m for m in mentions if m.name is not None}
    spelt_out = []
    for acronym in acronyms(lexicon, tokens):
        mention = by_end.get(acronym.last)
        if mention is not None and mention.name is not None:
            words = tuple(t.text for t in tokens[acronym.first : acronym.last])
            mention.name = replace(mention.name, words=words, type="group", certain=False)
            mention.type = "group"
            spelt_out.append((mention, acronym.letters))
    return spelt_out


def _call_otherwise(
    lexicon: Lexicon,
    cast: Cast,
    tokens: list[Token],
    mentions: list[Mention],
    spelt_out: Iterable[tuple[Mention, str]],
) -> None:
    """Note the acronyms and other names that the text gives for members of the cast."""
    for mention, letters in spelt_out:
        if mention.person >= 0:
            cast.call(cast.members[mention.person], letters)
    for long, short in aliases(lexicon, tokens, mentions):
        if long.person >= 0 and short.person < 0 and short.name is not None and len(short.name.words) == 1:
            member = cast.members[long.person]
            member.type, member.certain = "person", True
            cast.call(member, short.name.words[0])


def _names_of(lexicon: Lexicon, text: str, start: int, end: int) -> list[Name]:
    """The names in a stretch that is not part of the narration; most have no capital but at the start."""
    lists = lexicon.derived[CastingLists]
    for word in _CAPITALS.findall(text, start, end):
        low = word.lower()
        if (low.rstrip(".") if len(low) > 2 else low) not in lists.never_names and not low.startswith(
            ("i'", "i’")
        ):
            break
    else:
        return []
    return find_names(lexicon, word_tokens(lexicon, text, start, end, ParagraphNumber(0)))


def _join_full(lexicon: Lexicon, cast: Cast, mention: Mention, name: Name, tokens: list[Token]) -> None:
    if len(name.words) == 1 or (name.type == "place" and not name.certain):
        return
    suffix = suffix_of(lexicon, tokens, name)
    if suffix and (fold(name.words[0]), fold(name.words[-1])) in cast.generations:
        member = with_suffix(cast, name.words, suffix) or cast.create(name.words, name, name.type)
        member.suffix = member.suffix or suffix
    else:
        member = cast.find_full(name.words, name.type) or cast.create(name.words, name, name.type)
    _note(lexicon, cast, member, mention, name, tokens)


def _note(
    lexicon: Lexicon, cast: Cast, member: Member, mention: Mention, name: Name, tokens: list[Token]
) -> None:
    """Write a mention down with its member."""
    lists = lexicon.derived[CastingLists]
    member.add(name.words, name)
    cast.widen(member, name.words)
    insort(member.places, mention.head)
    if len(name.words) > 1:
        insort(member.full_places, mention.head)
    before = tokens[name.first - 1] if name.first else None
    if name.title:
        cast.add_role(member, Role(name.title, mention.head))
    elif before is not None and (_is_title(lexicon, before) or before.lower in lists.kin):
        cast.add_role(member, Role(before.text, mention.head))
    elif before is not None and member.type == "unknown" and _is_introduced(lexicon, tokens, name.first):
        member.type = mention.type = "group"
    mention.person = member.number
    if member.type == "person":
        mention.type = "person"
        if member.gender == "u":
            member.gender = _gender_of_kin(lexicon, tokens, name.first)


def _gender_of_kin(lexicon: Lexicon, tokens: list[Token], first: int) -> str:
    """The gender of a name after a word for a relative: her husband, Huw Parry."""
    lists = lexicon.derived[CastingLists]
    at = first - 2 if first > 1 and tokens[first - 1].text == "," else first - 1
    return lists.kin.get(tokens[at].lower, "u") if at >= 0 else "u"


def _is_introduced(lexicon: Lexicon, tokens: list[Token], first: int) -> bool:
    """Whether a noun for a body leads to a name: the studio Brightwell, indie band "The" Paper Otters."""
    lists = lexicon.derived[CastingLists]
    at = first - 1 if tokens[first - 1].text != "The" else first - 2
    return at >= 0 and tokens[at].lower in lists.group_nouns


def _is_title(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word before a name is its title: not "Then" at the start of a sentence."""
    lists = lexicon.derived[CastingLists]
    return token.kind == "w" and token.lower in lists.titles and token.lower not in lists.not_names


def _join_single(
    lexicon: Lexicon, cast: Cast, mention: Mention, name: Name, mentions: list[Mention], tokens: list[Token]
) -> None:
    lists = lexicon.derived[CastingLists]
    if mention.type == "place" and mention.first and tokens[mention.first - 1].lower in lists.placing:
        return
    described = tokens[name.first - 1] if name.first and not name.title else None
    if described is not None and _is_title(lexicon, described):
        name = replace(name, title=described.text)
    member = cast.find_single(name, mention.head)
    if described is not None and member is not None and cast.title_decides(name):
        cast.decided.add(mention.head)
    if member is not None:
        member = _among_namesakes(lexicon, cast, member, mention, name, mentions, tokens)
    which = generation(lexicon, tokens, name.first)
    suffix = suffix_of(lexicon, tokens, name) if cast.generations else ""
    one = of_generation(lexicon, cast, name.words[0], which, tokens) if which else None
    one = with_suffix(cast, name.words, suffix) if suffix else one
    if one is not None:
        member = one
        cast.decided.add(mention.head)
    if member is not None and _is_place(lexicon, cast, member, name, mention.head):
        mention.type, member = "place", None
    if mention.type == "place" and (member is None or member.type not in {"person", "unknown"}):
        return
    member = (
        member or _misspelt(lexicon, cast, mention, name, tokens) or cast.create(name.words, name, name.type)
    )
    _note(lexicon, cast, member, mention, name, tokens)


def _misspelt(
    lexicon: Lexicon, cast: Cast, mention: Mention, name: Name, tokens: list[Token]
) -> Member | None:
    """The person whose surname is nearly that of an unknown bare one, a slip of the pen: Sweeny, Steve Sweeney."""
    word = fold(name.words[0])
    if (
        is_first_name(lexicon, word)
        or mention.type in {"place", "group"}
        or (name.first and tokens[name.first - 1].lower == "the")
    ):
        return None
    fits = [m for m in cast.misspelt(word) if m.type == "person" and m.full and m.places]
    return fits[0] if len(fits) == 1 else None


def _among_namesakes(
    lexicon: Lexicon,
    cast: Cast,
    member: Member,
    mention: Mention,
    name: Name,
    mentions: list[Mention],
    tokens: list[Token],
) -> Member:
    """The member that a bare name means if several share it and the text decides; else the one given."""
    fits = cast.may_mean(name, mention.head)
    if len(fits) < 2:
        if name.title and not is_address(lexicon, name) and len(cast.with_word(name.words[-1])) > 1:
            cast.decided.add(mention.head)  # coach Ri, not President Ri
        return member
    number = MentionNumber(bisect_left(mentions, mention.head, key=lambda m: m.head))
    one = decide(lexicon, fits, name, mentions, number, tokens)
    if one is not None:
        cast.decided.add(mention.head)
    return one or member


def _is_place(lexicon: Lexicon, cast: Cast, member: Member, name: Name, at: int) -> bool:
    """
    Whether a bare first name that is a place, too, is the place: Jordan rejected it.

    It is if the person is named only later, or by the surname.
    """
    lists = lexicon.derived[CastingLists]
    low = name.words[0].lower()
    if low not in lists.places or not member.full or fold(member.words[0]) != fold(low) or name.title:
        return False
    later = not member.places or member.places[0] > at
    return later or any(
        len(form) == 1 and fold(form[0]) == fold(member.surname(lexicon)) for form in member.forms
    )


def _join_relative(
    lexicon: Lexicon, cast: Cast, mention: Mention, name: Name, tokens: list[Token], body: list[Mention]
) -> None:
    """Note that a first name after "his wife" is of the family of the person before."""
    lists = lexicon.derived[CastingLists]
    start = name.first
    if start < 2 or tokens[start - 1].lower not in lists.kin or tokens[start - 2].lower not in lists.owners:
        return
    behind = bisect_left(body, start, key=lambda m: m.head)
    before = next((m for m in reversed(body[max(0, behind - _NEAR_KIN) : behind]) if m.person >= 0), None)
    owner = cast.members[before.person] if before else None
    if owner is None or before is None or start - before.head > _NEAR_KIN:
        return
    if not owner.full or owner.type == "group":
        return
    member = cast.find_single(name, mention.head) or cast.create(name.words, name, "person")
    _note(lexicon, cast, member, mention, name, tokens)
    if not member.full:
        cast.relate(member, owner.surname(lexicon), lists.kin[tokens[start - 1].lower])


def _lend(lexicon: Lexicon, cast: Cast, text: str) -> None:
    """Give a surname that is alone in the body the first name that a headline or a caption has for it."""
    tokens = [t for t in word_tokens(lexicon, text, 0, len(text), ParagraphNumber(0)) if t.kind == "w"]
    for before, token in pairwise(tokens):
        if not (before.capital and token.capital and is_first_name(lexicon, before.text)):
            continue
        for member in cast.with_word(token.text):
            if not member.full and member.type != "group" and fold(member.words[0]) == fold(token.text):
                words = (before.text, member.words[0])
                member.add(words, Name(0, 0, 2, words, "", "person", "u", certain=True))
                cast.widen(member, words)


def _link_headline(lexicon: Lexicon, cast: Cast, mention: Mention, name: Name) -> None:
    """Link a name in a headline to the member whose name is in it; headlines add no members."""
    for word in reversed(name.words):
        fits = [
            m for m in cast.with_word(word) if m.type != "place" and fold(m.surname(lexicon)) == fold(word)
        ]
        if fits:
            mention.person = max(fits, key=lambda m: len(m.places)).number
            return
