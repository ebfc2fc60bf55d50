"""`benchmarks.gum`, which judges pronouns and names, on an invented text with coreference."""

from __future__ import annotations

from benchmarks.gum import agreement, judged, measure, read_conllu, table

NAMED = "person-new-s-cf1-1,2-coref-X"
GIVEN = "person-giv:act-s-cf1-1-ana"


def conllu(*sentences: str) -> list[str]:
    """Sentences as CoNLL-U: words with their entities after a slash, and an underscore if no space follows."""
    lines = ["# newpar"]
    for sentence in sentences:
        for number, word in enumerate(sentence.split(), 1):
            form, _, entity = word.partition("/")
            misc = "|".join(
                filter(None, (entity and f"Entity={entity}", form.endswith("_") and "SpaceAfter=No"))
            )
            lines.append("\t".join((str(number), form.rstrip("_"), *"_______", misc or "_")))
        lines.append("")
    return lines


TEXT = conllu(
    f"Greta/(1-{NAMED} Holm/1) opened the mill on Monday_ .",
    f"She/(1-{GIVEN}) met Paul/(2-{NAMED} Reyes/2) in the yard and gave him/(2-{GIVEN}) the keys_ .",
    f"Holm/(1-{NAMED}) left at noon_ , and Reyes/(2-{NAMED}) stayed until the evening_ .",
)


def test_text_and_entities_are_read():
    found = read_conllu(TEXT)

    assert found.text.startswith("Greta Holm opened the mill on Monday. She met Paul Reyes")
    assert [found.text[s.start : s.end] for s in found.spans if s.entity == "2"] == [
        "Paul Reyes",
        "him",
        "Reyes",
    ]


def test_a_word_of_several_tokens_is_one_span():
    lines = [
        "1-2\tMill's\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        "1\tMill\t_\t_\t_\t_\t_\t_\t_\tEntity=(3-place-new-s-cf1-1-coref-Mill)",
        "2\t's\t_\t_\t_\t_\t_\t_\t_\t_",
        "3\t.\t_\t_\t_\t_\t_\t_\t_\t_",
    ]

    found = read_conllu(lines)

    assert found.text.strip() == "Mill's."
    assert [(s.start, s.end) for s in found.spans] == [(0, 6)]


def test_pronouns_and_names_are_judged():
    counts = judged(read_conllu(TEXT))

    assert counts.pronouns == {"right": 2}
    assert counts.names["person"]["names"] == counts.names["person"]["recall"] == 4


def test_joining_two_people_costs_precision_and_splitting_one_costs_recall():
    joined, parted = agreement([(0, "a"), (0, "b")]), agreement([(0, "a"), (1, "a")])

    assert (joined["precision"], joined["recall"]) == (1, 2)
    assert (parted["precision"], parted["recall"]) == (2, 1)


def test_the_table_has_a_row_for_each_genre(tmp_path):
    (tmp_path / "GUM_news_mill.conllu").write_text("\n".join(TEXT), encoding="utf-8")

    rows = list(table(measure(tmp_path)))

    assert "| 1 news | 2 | 100.0 % | 0.0 % | 0.0 % |" in rows
