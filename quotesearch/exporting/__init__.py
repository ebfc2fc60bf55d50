"""
Exporting: the quotes of an engine → one SQLite file for other programs.

`export_quotes` takes an engine, a query and the path of the file, and gives an `ExportReport`. `docs/command-line.md`
describes the tables. Nothing of the file is read by quotesearch again.
"""

from quotesearch.exporting.database import ExportReport, export_quotes

__all__ = ["ExportReport", "export_quotes"]
