"""Tags: what follows a quotation, with any verb: “The bridge was shut,” he grinned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from typing import Final

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_SHORT: Final = 7  # tokens after the verb of a tag


class SpeechTagsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.determiners = lexicon.words("determiners")
        self.gestures = lexicon.words("gesture_verbs")
        self.prepositions = (
            lexicon.words("prepositions")
            | lexicon.words("conjunctions")
            | lexicon.word_class("tag_followers")
        )
        self.going_on = lexicon.word_class("going_on_in_tags")


def tag_verbs(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], spoken: Collection[int], verbs: list[int]
) -> None:
    """
    Take the verb of a tag for a reporting verb, whatever its meaning: “The bridge was shut,” he "grinned".

    Args:
        lexicon: the word lists of the language.
        tokens: the tokens of the article.
        mentions: its mentions, in order.
        spoken: the tokens of the quotations whose words end so that a tag may follow.
        verbs: for each mention the token of its reporting verb or -1; changed in place.
    """
    lists = lexicon.derived[SpeechTagsLists]
    heads = [mention.head for mention in mentions]
    for quote in spoken:
        n = bisect_left(heads, quote)
        if n == len(mentions) or verbs[n] >= 0 or mentions[n].possessive:
            continue
        mention, sentence = mentions[n], tokens[quote].sentence
        if tokens[mention.head].sentence != sentence:
            continue
        start = phrase_start(lexicon, tokens, mention)
        while start > quote + 1 and tokens[start - 1].lower in lists.determiners:
            start -= 1
        if start == quote + 1 and mention.end < len(tokens) and _is_tag(lexicon, tokens[mention.end]):
            verbs[n] = mention.end
        elif start == quote + 2 and _is_tag(lexicon, tokens[quote + 1]):
            verbs[n] = quote + 1


def _is_tag(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word may be the verb of a tag."""
    lists = lexicon.derived[SpeechTagsLists]
    low = token.lower
    return (
        token.kind == "w"
        and not token.capital
        and (low in lists.gestures or (low.endswith("ed") and len(low) > 4))
    )


def tells_on(lexicon: Lexicon, tokens: list[Token], mention: Mention, verb: int) -> bool:
    """
    Whether a mention after a quotation that ended its sentence only continues the story.

    “He kept the light on.” Frye would later ask her to move in. But: “He kept the light on.” Frye said on Monday.
    """
    lists = lexicon.derived[SpeechTagsLists]
    if mention.kind == "pronoun":
        return False
    if verb < 0:
        return mention.end < len(tokens) and tokens[mention.end].kind == "w"
    if verb < mention.head or tokens[verb].lower in lists.going_on:
        return False
    sentence = tokens[verb].sentence
    ends = any(t.sentence != sentence or t.kind == "b" for t in tokens[verb + 1 : verb + 1 + _SHORT])
    following = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if following is None or following.kind != "w":
        return False
    if following.lower == "on" and verb + 2 < len(tokens) and tokens[verb + 2].lower == "to":
        return True  # “went on to ask for more”
    if ends:
        return False
    return not (following.lower in lists.prepositions or following.lower.endswith("ly"))
