"""
Exporting: records → JSON objects, rows of tables, text formats, and SQLite files for other programs.

The only package that knows the keys of JSON and the columns of tables (docs/command-line.md). `quote_record`,
`article_record` and the like return JSON objects, `quote_row` and the like the cells of a row, `json_text` and
`csv_line` safe text; `export_quotes` writes a SQLite file. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.exporting.article_records import (
        ARTICLE_COLUMNS,
        BLOCK_COLUMNS,
        article_record,
        article_row,
        block_rows,
        blocks_record,
        facts_of,
        is_read,
        place_record,
        place_row,
    )
    from quotesearch.exporting.change_records import (
        CORRECTION_COLUMNS,
        DIFFERENCE_COLUMNS,
        EXPORT_COLUMNS,
        REPORT_COLUMNS,
        correction_record,
        difference_record,
        export_record,
        report_record,
    )
    from quotesearch.exporting.count_records import (
        FACET_COLUMNS,
        SPEAKER_COLUMNS,
        STATS_COLUMNS,
        facet_record,
        pair_record,
        speaker_record,
        stats_record,
        stats_row,
        unattributed_share,
    )
    from quotesearch.exporting.database import ExportReport, export_quotes
    from quotesearch.exporting.html import quotes_html
    from quotesearch.exporting.paths import relative_path
    from quotesearch.exporting.quote_records import (
        HIT_COLUMNS,
        QUOTE_COLUMNS,
        Record,
        card_record,
        correction_of,
        hit_record,
        hit_row,
        quote_record,
        quote_row,
    )
    from quotesearch.exporting.text_formats import csv_line, json_text
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "article_records": (
                "ARTICLE_COLUMNS",
                "BLOCK_COLUMNS",
                "article_record",
                "article_row",
                "block_rows",
                "blocks_record",
                "facts_of",
                "is_read",
                "place_record",
                "place_row",
            ),
            "change_records": (
                "CORRECTION_COLUMNS",
                "DIFFERENCE_COLUMNS",
                "EXPORT_COLUMNS",
                "REPORT_COLUMNS",
                "correction_record",
                "difference_record",
                "export_record",
                "report_record",
            ),
            "count_records": (
                "FACET_COLUMNS",
                "SPEAKER_COLUMNS",
                "STATS_COLUMNS",
                "facet_record",
                "pair_record",
                "speaker_record",
                "stats_record",
                "stats_row",
                "unattributed_share",
            ),
            "database": ("ExportReport", "export_quotes"),
            "html": ("quotes_html",),
            "paths": ("relative_path",),
            "quote_records": (
                "HIT_COLUMNS",
                "QUOTE_COLUMNS",
                "Record",
                "card_record",
                "correction_of",
                "hit_record",
                "hit_row",
                "quote_record",
                "quote_row",
            ),
            "text_formats": ("csv_line", "json_text"),
        },
    )

__all__ = [
    "ARTICLE_COLUMNS",
    "BLOCK_COLUMNS",
    "CORRECTION_COLUMNS",
    "DIFFERENCE_COLUMNS",
    "EXPORT_COLUMNS",
    "FACET_COLUMNS",
    "HIT_COLUMNS",
    "QUOTE_COLUMNS",
    "REPORT_COLUMNS",
    "SPEAKER_COLUMNS",
    "STATS_COLUMNS",
    "ExportReport",
    "Record",
    "article_record",
    "article_row",
    "block_rows",
    "blocks_record",
    "card_record",
    "correction_of",
    "correction_record",
    "csv_line",
    "difference_record",
    "export_quotes",
    "export_record",
    "facet_record",
    "facts_of",
    "hit_record",
    "hit_row",
    "is_read",
    "json_text",
    "pair_record",
    "place_record",
    "place_row",
    "quote_record",
    "quote_row",
    "quotes_html",
    "relative_path",
    "report_record",
    "speaker_record",
    "stats_record",
    "stats_row",
    "unattributed_share",
]
