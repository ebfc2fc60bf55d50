"""The rules that give labels, by id: what each recognises, as in docs/cleaning.md."""

from __future__ import annotations

from typing import Final

__all__ = ["RULES"]

RULES: Final[dict[str, str]] = {
    # what one line shows by itself
    "box-heading": "the heading of a box known from news pages, such as “Read next”",
    "known-line": "a line known from news pages, such as “Sign up for our newsletter”",
    "time-ago": "how long ago something was posted, and nothing else",
    "time-of-day": "a time of day, and nothing else",
    "times": "times of day or of a player, and nothing else",
    "counter": "a counter or a reading time, and nothing else",
    "no-letters": "no letter and no digit",
    "page-link": "a link to the page before or after",
    "by-and-names": "“by” and names",
    "copyright": "begins with a copyright and its year",
    "data": "data or markup, not prose",
    "picture-credit": "begins or ends with the credit of a picture",
    "people-in-a-picture": "names the people in a picture, from left to right",
    "byte-order-mark": "the byte-order mark at the start of a file",
    # what is glued together in one line of a text
    "glued-date": "“date” and a day, glued to the first line",
    "date-before-byline": "a date before “by” and names",
    "by-after-date": "“by” and names, after a date",
    "names-before-date": "names before a date",
    "date-alone": "a date and nothing else",
    "date-before-reading-time": "a date before a reading time",
    "reading-time": "a reading time",
    # the head of a text
    "front-matter": "a line of front matter",
    "front-matter-edge": "the lines around front matter",
    "header-line": "a line such as “Author: …” above the text",
    "work-details": "details of a book or a film above its review",
    "database-field": "a field of an article from a news database",
    # the markup of a page
    "figcaption": "in a <figcaption>",
    "not-on-the-page": "in an element that is shown instead of something else, such as <noscript>",
    "comment-box": "in markup that is named as comments",
    # several lines together
    "below-a-heading": "below a heading that names a box",
    "recurs": "in several stories of the collection",
    "asks-for-money": "asks for money, members, subscribers or consent",
    "next-to-a-prompt": "a short line that asks for something, next to one of these",
    "between-prompts": "between two of these",
    "printed-twice": "printed twice in a row, as captions are",
    "signature": "a name above the date",
    "office-of-the-writer": "the office of the writer named above",
    "player-title": "the title of a media player",
    "title-printed-often": "a title that the page prints several times",
    "among-titles": "among several titles in a row",
    "lead-in": "leads to another story, such as “Read more:”",
    "lead-in-link": "a paragraph with such a phrase and a link",
    "breaks-off": "breaks off in an ellipsis below a title",
    "title-of-a-teaser": "the title of a text that breaks off",
    "inside-a-form": "between the lines of a form",
    "about-box": "describes the author or the publisher",
    "about-box-heading": "heads such a description",
    "number-of-comments": "the number of comments that follow",
    "comments-heading": "heads a box of comments, with their number",
    "comment-thread": "at or below the name and time of a comment",
    "above-reply": "above a line such as “Reply”",
    "list-of-posts": "the title of a post of a live blog, in the list of posts",
    "post-time": "the time of a post of a live blog",
    "post-title": "the title of a post of a live blog",
    "live-post": "a sentence in a post of a live blog",
    "quoted-post": "a social media post that the story attributes",
    "signature-of-a-post": "the name and handle below such a post",
    "repeats-the-story": "repeats words of the story, as pull quotes do",
    "source-of-a-pull-quote": "names the source of a pull quote",
    # what the model kept, and what it left out
    "title-of-the-story": "the title above the story",
    "paragraph-of-the-story": "kept by the model: a paragraph",
    "short-line-in-the-story": "kept by the model: a short line without a full stop, a subhead",
    "bullet": "kept by the model: begins with a bullet or a number",
    "outside-by-markup": "left out by the model; its markup names the label",
    "short-line-above": "left out by the model: a short line above the story",
    "unlike-the-story": "left out by the model: unlike the story around it",
    "after-the-story": "left out by the model: prose or a title after the end of the story",
    "short-line-after": "left out by the model: a short line after the end of the story",
    "joined": "one of the last paragraphs of a very long document, which are read joined",
}
"""For each id what the rule recognises, in the order of the page docs/cleaning.md."""
