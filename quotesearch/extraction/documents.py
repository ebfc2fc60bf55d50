"""Texts that speak for their writer or sender: "Lee's email", "a statement from the board", "the letter"."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MEMBER, MemberNumber, MentionNumber
from quotesearch.extraction.story import Resolved, Spot, Story
from quotesearch.lexicons import Lexicon

_RECENT: Final = 12  # mentions back that the author of a message is looked for
_SENTENCES: Final = 3  # sentences back that "the statement" reaches


class DocumentsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.messages = lexicon.words("messages")
        self.of_author = lexicon.word_class("prepositions_of_authors")
        self.sent = lexicon.word_class("sending_participles")


def author_of(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved | None:
    """
    The person of a message; None for a report or a bill, which speaks for itself, and if no person is given.

    Its owner ("his email"), its sender or signatory, or who spoke in it before; never its addressee.
    """
    lists = lexicon.derived[DocumentsLists]
    mention = story.mentions[number]
    if mention.lower not in lists.messages:
        return None
    owner = _owner_of(story, number) or _sender_of(lexicon, story, number)
    if owner is not None:
        return owner
    if mention.end - mention.start == 2 and story.tokens[mention.first].lower == "the":
        return _mentioned_before(story, number)
    return None


def _owner_of(story: Story, number: MentionNumber) -> Resolved | None:
    """The person of the mention directly before a noun, if it is an owner: "Lee's" email."""
    mention = story.mentions[number]
    for back in range(number - 1, max(-1, number - 3), -1):
        before, found = story.mentions[back], story.resolved[back]
        if not before.possessive or not mention.first <= before.head < mention.head:
            continue
        if found.member >= 0 or found.together:
            return Resolved(
                found.member, 0.8 * found.certainty, "owner", found.antecedent, together=found.together
            )
        if before.kind == "noun" and before.type == "group":
            return Resolved(NO_MEMBER, 0.6, "owner", MentionNumber(back))
    return None


def _sender_of(lexicon: Lexicon, story: Story, number: MentionNumber) -> Resolved | None:
    """The sender of a message: a letter "from Ann Lee", a statement issued "by the board"."""
    lists = lexicon.derived[DocumentsLists]
    tokens, at = story.tokens, story.mentions[number].head + 1
    if at < len(tokens) and tokens[at].lower in lists.sent:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].lower not in lists.of_author:
        return None
    for after in range(number + 1, min(number + 3, len(story.mentions))):
        sender = story.mentions[after]
        if sender.start - at in ((1, 2) if tokens[at + 1].lower == "the" else (1,)):
            speaks = sender.type in {"person", "group"} and not sender.possessive
            return Resolved(sender.person, 0.7, "owner", MentionNumber(after)) if speaks else None
    return None


def _mentioned_before(story: Story, number: MentionNumber) -> Resolved | None:
    """The person of "the letter": its writer, sender or speaker when it was introduced, a few sentences before."""
    sentence = story.tokens[story.mentions[number].head].sentence
    low = story.mentions[number].lower
    for back in range(number - 1, max(-1, number - 4 * _RECENT), -1):
        other = story.mentions[back]
        if sentence - story.tokens[other.head].sentence > _SENTENCES:
            break
        if other.type == "document" and other.lower == low:
            found = story.resolved[back]
            if found.how == "owner":
                return Resolved(
                    found.member, 0.8 * found.certainty, "owner", found.antecedent, found.together
                )
            return _who_sent(story, other)
    return None


def _who_sent(story: Story, message: Mention) -> Resolved | None:
    """The subject before a message in its sentence, else the first one after it that speaks."""
    sentence = story.tokens[message.head].sentence
    here = [s for s in story.spots[-4 * _RECENT :] if s.sentence == sentence and s.person >= 0]
    before = [s for s in here if s.is_subject and story.mentions[s.number].head < message.first]
    after = [s for s in here if s.speaks and story.mentions[s.number].head > message.head]
    chosen = _last(before) or (after[0] if after else None)
    return Resolved(MemberNumber(chosen.person), 0.6, "owner") if chosen is not None else None


def _last(spots: list[Spot]) -> Spot | None:
    return spots[-1] if spots else None
