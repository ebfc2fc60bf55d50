"""The pieces of fuzzed inputs: names, sentences, marks, tags, and rare characters."""

from __future__ import annotations

from typing import Final

NAMES: Final = (
    "Ann Lee", "Bo Roe", "Kim Song", "Zoë Caron", "Mary-Jane O’Neil", "Viktor Dolan Jr.", "J. R. Otis III",
    "李 伟", "Dr. Ida Moss", "Mayor Hugo Lund", "U.S. Defense Secretary Lloyd Austin", "Lee", "Roe",
    "the Pentagon", "he", "she", "they", "the mayor", "his wife", "officials",
    "a spokesman for the Harbour Board", "the report", "Анна Ли", "@annlee",
)  # fmt: skip

CUES: Final = (
    "said", "told reporters", "added", "asked", "according to", "says", "wrote", "called it", "SAID",
    "’s email said",
)  # fmt: skip

SAYINGS: Final = (
    "We ran out of water", "Nobody counted the ships", "It wasn’t the dog’s fault", "never",
    "It cost $1,000.50 in '99", "I don’t know", "He told me ‘Run’ and I ran", "the 5'10\" man", "Why", "…",
    "[the council] never read it", "w*a*t*e*r",
)  # fmt: skip

PROSE: Final = (
    "The harbour was full on Monday, and the ships had to wait outside for most of the day.",
    "Mr. Roe, the minister of transport, arrived at 10:15 p.m. from St. Louis.",
    "Read more: Five things to know", "Advertisement", "Sign up for our newsletter", "By Ann Lee",
    "October 31, 2024", "Updated 5:50 AM EST", "© 2024 The Post. All rights reserved.", "Photo: Ann Lee/AP",
    "2 min read", "* * *", "- one", "1. two", "Q: Why did you go?", "A: We had to go.",
    "ANN LEE: We stay here today.", "# Heading", "> cited", "| a | b |", "(AP) — The mayor resigned.",
    "Comments (12)", "Follow us on Facebook", "https://example.org/a?b=1&c=2", "ann@example.org",
)  # fmt: skip

HEADERS: Final = (
    "---\ntitle: {title}\nauthor: [{name}, Bo Roe]\ndate: 2024-10-31\n---\n",
    "Title: {title}\nDate: 31 Oct 2024\nOutlet: The Post\n\n",
    "{title}\nBy {name} October 31, 2024 12:12 AM 2 min read\n\n", "---\n{title}: [\n",
    "+++\ntitle = '{title}'\n+++\n",
    "Document 1 of 2\n\n{title}\n\nBYLINE: {name}\nLENGTH: 12 words\n\nLoad-Date: May 1, 2024\n\nEnd of Document\n\n",
    "HD {title}\nBY {name}\nWC 120 words\nPD 31 October 2024\nSN The Post\nLP\n",
    "From: {name} <a@example.org>\nSubject: {title}\n\n", '{{"title": "{title}", "author": "{name}", "text": "',
    "{title}\n\n", "", "",
)  # fmt: skip

MARKS: Final = (
    '"', "“", "”", "„", "‟", "«", "»", "‹", "›", "'", "‘", "’", "‚", "`", "``", "''", "＂", "&quot;", "&ldquo;",
)  # fmt: skip
PAIRS: Final = (
    "“”", "“”", "“”", '""', '""', "‘’", "''", "«»", "„“", "»«", "``", '“"', '"”', "＂＂", "““", "””",
)  # fmt: skip
BREAKS: Final = (
    "\n", "\r\n", "\r", "\n\n", "\n\n", "\r\n\r\n", "\n \n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\t",
)  # fmt: skip
SIGNS: Final = (
    ", ", ". ", "? ", "! ", ": ", "; ", "…", " – ", "—", "(", ")", "[", "]", " ", "/", "\\", "|", "%", "$", "&",
    "#", "@",
)  # fmt: skip

ODD: Final = (
    "\0", "\x01", "\x07", "\x08", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x80", "\x9b31m", "\xa0", "\xad",
    "\u0301", "\u0345", "\u200b", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069",
    "\u2028", "\ufeff", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\U0001f600", "\U0001f1fa\U0001f1f8",
    "\U000e0041", "\U0010ffff", "\u0130", "\u017f", "\u1e9e", "\ufb01", "\u2126", "\u0660", "\u00b2", "\u2460",
    "\u0964", "\u3000", "\u3002", "\uff0c", "\u0e33", "\uac00", "\u1100\u1161", "\u05d0", "\u0627\u0651",
    "e\u0301" * 3, "\u0301" * 40, "â€œ", "Ã©", "â€™", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;",
    "&bogus;", "&amp;amp;",
)  # fmt: skip

NUMBERS: Final = (
    "0", "-1", "1e309", "9" * 30, "9" * 5000, "0x1F", "1,000,000.00", "10:15", "31.10.2024", "2024-10-31",
    "2024-13-45", "0000-00-00", "9999-12-31T23:59:59Z", "Feb. 30, 2024", "³", "٣", "½", "1"+"0" * 400, "XIV",
    "NaN", "1_000",
)  # fmt: skip

TAGS: Final = (
    "<p>", "</p>", "<p>", "</p>", "<div>", "</div>", "<div class='related'>", "<div class=\"article-body\">",
    "<article>", "</article>", "<a href='x?a=1&amp;b=2'>", "</a>", "<b>", "</b>", "<i>", "</i>", "<br>",
    "<br/>", "<h1>", "</h1>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<blockquote>", "</blockquote>",
    "<blockquote class=\"twitter-tweet\">", "<q>", "</q>", "<script>", "</script>", "<style>", "</style>",
    "<template>", "</template>", "<svg>", "</svg>", "<math>", "<table><tr><td>", "</td></tr></table>", "<td",
    "<!--", "-->", "<!-- “no” -->", "<![CDATA[", "]]>", "<?php", "?>", "<!DOCTYPE html>", "<html>", "</html>",
    "<body>", "</body>", "<head>", "</head>", "<title>", "</title>", "<p hidden>", "<p style='display:none'>",
    "<noscript>", "</noscript>", "<iframe>", "<textarea>", "</textarea>", "<select><option>", "<pre>", "</pre>",
    "<time datetime='2024-10-31'>", "</time>", "<base href='//x'>", "<figure><figcaption>",
    "</figcaption></figure>", "<p class=byline>", "<span itemprop=author>", "</span>", "<plaintext>", "<", ">",
    "<meta charset=utf-8>", "<meta charset=x-user-defined>",
    "<meta property=og:title content='Rain – The Post'>", "<p/>", "</>", "<p a",
    "<meta name=author content='Ann Lee, Bo Roe'>", "<link rel=canonical href='https://example.org/a'>",
    "<o:p>", "<ns:x y:z='a'>", "<p\0>", "<meta http-equiv=Content-Type content='text/html; charset=utf-7'>",
    "<p data-x='\x01'>", "<font color=red>", "<section id=comments>",
)  # fmt: skip

ENTITIES: Final = (
    "&ldquo;", "&rdquo;", "&#8220;", "&#x201D;", "&quot;", "&nbsp;", "&amp;", "&rsquo;", "&lt;", "&hellip;",
    "&#x80;", "&amp",
)  # fmt: skip

STATEMENT_KEYS: Final = (
    "@context", "@type", "@graph", "@id", "headline", "name", "author", "datePublished", "dateModified",
    "publisher", "articleBody", "mainEntityOfPage", "url", "description", "alternativeHeadline", "creator",
    "isPartOf", "byline", "published", "outlet", "copyrightHolder",
)  # fmt: skip

STATEMENT_VALUES: Final = (
    "NewsArticle", "https://schema.org", "Person", "Organization", "Ann Lee", "By Ann Lee and Bo Roe",
    "The Post", "2024-10-31", "2024-10-31T09:00:00Z", "2024-10-31T99:99", "https://example.org/story",
    "javascript:alert(1)", "", " ", "\ud800", "\0", "\x1b[31m", "Rain", "soon", "20241031", "2024-W44",
    "+10000-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "a" * 3000,
)  # fmt: skip

QUERY_WORDS: Final = (
    "water", "prevail", "ships", "nego*", "watr~", "harbour", "*", "~", "a*", "OR", "AND", "NOT", "-water",
    "--", "-", "\"will not prevail\"", "“ran out”", "\"", "“", "speaker:Austin", "speaker:\"Ann Lee\"",
    "speaker:", "speaker:=Lee", "outlet:Post", "after:2024", "before:2024-10", "after:yesterday", "kind:full",
    "kind:bogus", "foo:bar", "(water", "ships)", "[", "^2", "water^2", "wat?r", "water~2", "\\", "/re/", "&&",
    "||", "U.S.", "don’t", "1,000", "’", "…", "the", "of", "\x00", "\x1b[31m", "\udcff", "\ud800", "é",
    "e\u0301", "İ", "ß", "ﬁ", "中文", "😀", "AND OR",
)  # fmt: skip
