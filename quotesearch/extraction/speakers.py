"""From a chosen mention to a speaker: name, type, role, and the cue that shows it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.cast import Member
from quotesearch.extraction.joint_speakers import speak_together
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.names import person_key
from quotesearch.extraction.noun_complements import end_of_phrase
from quotesearch.extraction.numbers import MentionNumber
from quotesearch.extraction.ranker import Choice, labels
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.stated_genders import NOT_SAID, gender_of_mention, genders_said
from quotesearch.lexicons import Lexicon
from quotesearch.model import Passage, Speaker

_LEAST_OWNER: Final = 0.5  # how sure the antecedent of "his" must be before his office is shown with his name


class SpeakersLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.addresses = lexicon.words("mere_addresses")
        self.their_own = lexicon.word_class("possessives_third_person")
        self.articles = lexicon.word_class("articles")


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker with what the confidence is computed from."""

    speaker: Speaker
    how: str  # see Resolved.how
    certainty: float
    kind: str  # of the mention


def name_speaker(lexicon: Lexicon, scene: Scene, choice: Choice) -> Named | None:
    """The speaker of a choice; None if the mention has neither a name nor a noun."""
    if choice.mention < 0:
        return None
    mention = scene.mentions[choice.mention]
    resolved = scene.resolved[choice.mention]
    number = choice.mention
    chain = [number]
    while resolved.member < 0 and resolved.antecedent >= 0 and not resolved.together:
        number, resolved = MentionNumber(resolved.antecedent), scene.resolved[resolved.antecedent]
        chain.append(number)
    source = scene.mentions[number]
    here = _passage(scene, mention)
    if here is None:
        return None
    said = NOT_SAID
    if resolved.member >= 0:
        member = scene.cast.members[resolved.member]
        name, kind, role = (
            member_name(scene, member),
            _member_type(scene, member),
            _role_of(lexicon, member, source),
        )
        said = genders_said(lexicon, scene)[member.number] if kind == "person" else NOT_SAID
    elif not resolved.together and (source.kind == "pronoun" or scene.tokens[source.first].lower == "your"):
        return None  # a reader's "your leader says" is the paper's
    else:
        name, kind, role = _phrase(lexicon, scene, number), _noun_type(source), None
        said = gender_of_mention(lexicon, scene, chain) if kind == "anonymous" else NOT_SAID
    together = resolved.together or tuple(
        scene.resolved[n].member for n in speak_together(lexicon, scene, choice.mention)
    )
    if len(together) > 1:
        names = [member_name(scene, scene.cast.members[member]) for member in together]
        name, kind, role = f"{', '.join(names[:-1])} and {names[-1]}", "group", None
        said = NOT_SAID
    key = person_key(name)
    if not key:
        return None  # marks only, which are no name
    first = scene.resolved[choice.mention]
    speaker = Speaker(name, key, kind, role, here, gender=said.gender, gender_basis=said.places)
    return Named(speaker, first.how, first.certainty, mention.kind)


def _passage(scene: Scene, mention: Mention) -> Passage | None:
    first, last = scene.tokens[mention.first], scene.tokens[mention.last - 1]
    if first.paragraph != last.paragraph:
        return None
    return scene.reading.passage(first.start, last.end)


def member_name(scene: Scene, member: Member) -> str:
    """The fullest form; a group keeps an article that is printed with a capital: The Pentagon."""
    name = member.display()
    if member.type != "person" and "The" in _articles(scene, member):
        return f"The {name}"
    return name


def _articles(scene: Scene, member: Member) -> set[str]:
    """The words "the" and "The" directly before a member's mentions."""
    found = set()
    for place in member.places:
        first = scene.mentions[bisect_left(scene.mentions, place, key=lambda m: m.head)].first
        if first and scene.tokens[first - 1].lower == "the":
            found.add(scene.tokens[first - 1].text)
    return found


def _member_type(scene: Scene, member: Member) -> str:
    """Person or group; what has an article and no sign of a person is a group."""
    if member.type == "unknown" and not member.certain and _articles(scene, member):
        return "group"
    return "group" if member.type in {"group", "place"} else "person"


def _noun_type(mention: Mention) -> str:
    if mention.kind == "name":
        return "group" if mention.type in {"group", "place"} else "person"
    return mention.type if mention.type in {"group", "document"} else "anonymous"


def _role_of(lexicon: Lexicon, member: Member, mention: Mention) -> str | None:
    """The role next to this mention, else the longest one of the story."""
    lists = lexicon.derived[SpeakersLists]
    if not member.roles or member.type == "group":
        return None
    told = [role for role in member.roles if set(role.text.lower().split()) - lists.addresses]
    here = [role.text for role in told if role.at == mention.head and " " in role.text]
    return here[0] if here else max((role.text for role in told), key=len, default=None)


def _phrase(lexicon: Lexicon, scene: Scene, number: MentionNumber) -> str:
    """
    A noun phrase as printed, without a leading article, with what is said of a noun after it.

    A group that belongs to "him" or "them" is shown with the owner's name: David Roe’s office.
    """
    lists = lexicon.derived[SpeakersLists]
    mention, tokens = scene.mentions[number], scene.tokens
    first = mention.first
    while first < mention.head and tokens[first].lower in lists.articles:
        first += 1
    last = mention.last
    if mention.kind == "noun" and not mention.possessive:
        last = end_of_phrase(lexicon, tokens, mention, scene.verbs[number])
    owner = _owner(scene, number) if first < mention.head and tokens[first].lower in lists.their_own else ""
    if owner:
        first += 1
    return owner + scene.reading.shown(tokens[first].start, tokens[last - 1].end)


def _owner(scene: Scene, number: MentionNumber) -> str:
    """The owner in a phrase for a group that begins with a pronoun: "David Roe’s "; "" if that is open."""
    mention = scene.mentions[number]
    if mention.type != "group":
        return ""
    for back in range(number - 1, max(-1, number - 3), -1):
        if scene.mentions[back].first == mention.first:
            found = scene.resolved[back]
            if found.member < 0 or found.certainty < _LEAST_OWNER:
                return ""
            name = member_name(scene, scene.cast.members[found.member])
            return f"{name}’ " if name.endswith("s") else f"{name}’s "
    return ""


def find_cue(lexicon: Lexicon, scene: Scene, choice: Choice) -> tuple[Passage | None, str]:
    """The words that show who speaks, and the name of the rule that found them."""
    tokens, mention = scene.tokens, scene.mentions[choice.mention]
    start = mention.start
    end = mention.end
    quote = scene.token_of_segment[choice.segment]
    if start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according":
        return scene.reading.passage(tokens[start - 2].start, tokens[start - 1].end), "according-to"
    side = "before" if start < quote else "after"
    far = tokens[mention.head].paragraph != tokens[quote].paragraph
    verb = scene.verbs[choice.mention]
    if verb < 0:
        if labels(lexicon, scene, choice.segment, choice.mention) or (
            end < len(tokens) and tokens[end].text == ":"
        ):
            colon = quote - 1 if quote and tokens[quote - 1].text == ":" else end
            return scene.reading.passage(tokens[colon].start, tokens[colon].end), "colon"
        return None, "goes-on" if far else f"beside-{side}"
    cue = scene.reading.passage(tokens[verb].start, tokens[verb].end)
    return cue, "goes-on" if far else f"cue-{side}"
