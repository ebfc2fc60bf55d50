"""
The folder of an index: generations, their catalogue, the remembered paths, locks, durable files, commands to
advise.

A generation is one state of an index on disk; `publish_generation` makes a new one current with an atomic
rename. Nothing here reads articles. Modules are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesearch.doors import lazy_door

if TYPE_CHECKING:
    from quotesearch.indexing.storage.advised_commands import command_line, index_option, shown_index
    from quotesearch.indexing.storage.catalogue import Catalogue, Copies, Known, Listing, copies
    from quotesearch.indexing.storage.durable_files import flush
    from quotesearch.indexing.storage.generations import (
        Generation,
        begin_generation,
        count_generations,
        current_generation,
        current_generation_or_none,
        engine_of,
        is_index,
        locked_file,
        publish_generation,
        remove_old_generations,
    )
    from quotesearch.indexing.storage.index_folder import refuse_foreign
    from quotesearch.indexing.storage.locking import Lock
    from quotesearch.indexing.storage.remembered_paths import (
        absolute,
        is_below,
        is_remembered,
        known_sources,
        remember,
        remember_corrections,
        remembered,
        remembered_corrections,
        remembered_patterns,
        remembering,
        roots_of,
        start,
        unfinished,
    )
else:
    __getattr__ = lazy_door(
        __name__,
        {
            "advised_commands": ("command_line", "index_option", "shown_index"),
            "catalogue": ("Catalogue", "Copies", "Known", "Listing", "copies"),
            "durable_files": ("flush",),
            "generations": (
                "Generation",
                "begin_generation",
                "count_generations",
                "current_generation",
                "current_generation_or_none",
                "engine_of",
                "is_index",
                "locked_file",
                "publish_generation",
                "remove_old_generations",
            ),
            "index_folder": ("refuse_foreign",),
            "locking": ("Lock",),
            "remembered_paths": (
                "absolute",
                "is_below",
                "is_remembered",
                "known_sources",
                "remember",
                "remember_corrections",
                "remembered",
                "remembered_corrections",
                "remembered_patterns",
                "remembering",
                "roots_of",
                "start",
                "unfinished",
            ),
        },
    )

__all__ = [
    "Catalogue",
    "Copies",
    "Generation",
    "Known",
    "Listing",
    "Lock",
    "absolute",
    "begin_generation",
    "command_line",
    "copies",
    "count_generations",
    "current_generation",
    "current_generation_or_none",
    "engine_of",
    "flush",
    "index_option",
    "is_below",
    "is_index",
    "is_remembered",
    "known_sources",
    "locked_file",
    "publish_generation",
    "refuse_foreign",
    "remember",
    "remember_corrections",
    "remembered",
    "remembered_corrections",
    "remembered_patterns",
    "remembering",
    "remove_old_generations",
    "roots_of",
    "shown_index",
    "start",
    "unfinished",
]
