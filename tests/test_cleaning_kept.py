"""Units that were cut for the count of lines are kept for the cleaning, up to a limit."""

from __future__ import annotations

from quotesearch.cleaning.kept import LARGEST_KEPT, Kept


class Counting:
    """Splits texts, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, text: str) -> list[str]:
        self.times += 1
        return text.split()


def test_a_kept_text_is_split_once_for_both() -> None:
    read = Counting()
    kept = Kept(read, most=100)
    assert kept.keep("One. Two.") == kept.take("One. Two.") == ["One.", "Two."]
    assert read.times == 1


def test_units_that_were_used_are_dropped_and_free_their_room() -> None:
    read = Counting()
    kept = Kept(read, most=10)
    for text in ("One. Two.", "Three."):
        kept.keep(text)
        kept.take(text)
    assert read.times == 2
    kept.take("One. Two.")
    assert read.times == 3


def test_a_text_without_room_is_split_again() -> None:
    read = Counting()
    kept = Kept(read, most=10)
    kept.keep("One. Two.")
    kept.keep("Three.")
    assert kept.take("Three.") == ["Three."]
    assert read.times == 3


def test_the_same_text_twice_takes_room_once() -> None:
    read = Counting()
    kept = Kept(read, most=16)
    for text in ("One. Two.", "One. Two.", "Three."):
        kept.keep(text)
    kept.take("Three.")
    assert read.times == 3


def test_a_large_text_is_not_kept() -> None:
    read = Counting()
    kept = Kept(read, most=10 * LARGEST_KEPT)
    large = "a " * LARGEST_KEPT
    kept.keep(large)
    kept.take(large)
    assert read.times == 2


def test_a_text_with_a_lone_surrogate_is_kept() -> None:
    assert Kept(Counting(), most=10).keep("\udce9 a") == ["\udce9", "a"]
