"""
Indexing: `Quote`s → an engine that can be searched.

`open_index` takes the folder of an index and gives the engine in it; `index_stats` says what it contains. The
doors for those who write, `add` and `rebuild`, are in `quotesearch.indexing.syncing`: they take paths and
an `Extractor` and give a `SyncReport`. Only an engine's own module imports its library.
"""

from quotesearch.indexing.engines import FACETS, Engine
from quotesearch.indexing.opening import index_stats, open_index

__all__ = ["FACETS", "Engine", "index_stats", "open_index"]
