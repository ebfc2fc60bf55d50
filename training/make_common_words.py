"""
Write lexicons/en/common_words.txt: English words that are printed in lower case.

Source: SCOWL, size 35, from Debian's package wamerican-small (its copyright notice is at the top of the list).

    python -m training.make_common_words /usr/share/dict/american-english-small \
        > quotesearch/lexicons/en/common_words.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HEADER = """\
# English words that are printed in lower case.
# Source: SCOWL, size 35, by way of Debian's wamerican-small 2020.12.07; made by training/make_common_words.py.
# Licence: copyright 2000-2019 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
# lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby
# granted without fee, provided that the above copyright notice appears in all copies and that both that copyright
# notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about
# the suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""


def main() -> None:
    """Print the list."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print(HEADER + "\n".join(sorted({line for line in lines if re.fullmatch("[a-z]{2,}", line)})))


if __name__ == "__main__":
    main()
