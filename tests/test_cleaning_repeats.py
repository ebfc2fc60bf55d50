"""Lines that recur in a collection, and recurring lines that are not boilerplate."""

from __future__ import annotations

import hashlib
import json

from quotesearch.cleaning import RepeatedLines, clean, count_lines
from quotesearch.model import RawDocument

BOX = "Roe Times has brought you the truth from the river since the spring of 1894."
STORIES = [
    f"{first} came to the river on Monday and said that the {thing} would be built by summer.\n\n"
    f"Nobody in the {thing} committee had expected {first}, who stayed for an hour and left.\n\n"
    for first, thing in [
        ("Ann Lee", "bridge"),
        ("Bo Roe", "school"),
        ("Cay Poe", "station"),
        ("Dee Foe", "mill"),
    ]
]


def document(text: str) -> RawDocument:
    return RawDocument("x", hashlib.sha256(text.encode()).hexdigest(), "utf-8", "text/plain", text)


def labels(text: str, repeated: RepeatedLines | None) -> dict[str, str]:
    return {block.text: block.label for block in clean(document(text), repeated).blocks}


def test_a_line_of_many_stories_is_boilerplate():
    repeated = count_lines(document(story + BOX) for story in STORIES)

    assert labels(STORIES[0] + BOX, None)[BOX] == "body"
    assert labels(STORIES[0] + BOX, repeated)[BOX] == "widget"


def test_a_line_with_a_quotation_is_never_cut_for_recurring():
    quoted = "“We have waited for thirty years for this,” said Mayor Gil Hoe."
    repeated = count_lines(document(story + quoted) for story in STORIES)

    assert repeated.stories_with(quoted) == 4
    assert labels(STORIES[0] + quoted, repeated)[quoted] == "body"


def test_a_wire_story_in_several_outlets_counts_once():
    story = "".join(STORIES)
    copies = [document(f"Printed by outlet {number}\n\n{story}") for number in range(5)]
    repeated = count_lines(copies)

    assert {repeated.stories_with(line) for line in story.splitlines() if line} == {0}


def test_counts_do_not_depend_on_the_order_of_files():
    documents = [document(story + BOX) for story in STORIES]

    assert count_lines(documents) == count_lines(reversed(documents))


def test_counts_survive_json_and_can_be_added_to():
    documents = [document(story + BOX) for story in STORIES]
    kept = RepeatedLines.from_data(json.loads(json.dumps(count_lines(documents[:2]).to_data())))

    again = count_lines(documents, kept)

    assert kept.stories_with(BOX) == 2
    assert again.stories_with(BOX) == 4
    assert again.documents == count_lines(documents).documents


def test_a_subhead_between_paragraphs_is_kept_though_it_recurs():
    repeated = count_lines(document(story.replace("\n\n", "\n\nBackground\n\n", 1)) for story in STORIES)
    text = STORIES[0].replace("\n\n", "\n\nBackground\n\n", 1)

    assert repeated.stories_with("Background") == 4
    assert labels(text, repeated)["Background"] == "subhead"


def test_an_answer_that_is_given_twice_is_not_a_title():
    """The same short answer to two questions of a transcript: both are read."""
    answer = "“I did not see the man,” said Ann Lee, “I was at home.”"
    asked = (
        "The lawyer asked about the evening of the fire, which began in the kitchen of the house next door."
    )
    again = "He asked it again after the break, while the judge looked through the papers of the first day."
    text = f"Trial of the fire in Roe\n\n{asked}\n\n{answer}\n\n{again}\n\n{answer}\n\nThe court will meet again."

    article = clean(RawDocument("a.txt", "00", "utf-8", "text/plain", text))

    assert article.text.count(answer) == 2
