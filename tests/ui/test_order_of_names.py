"""Names stand in the order that Qt's own Persian collator gives them."""

import random

from PySide6.QtCore import QCollator, QLocale

from vafa.persian.collation import sort_key

LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def test_the_order_of_names_is_qts():
    collator = QCollator(QLocale(QLocale.Language.Persian, QLocale.Country.Iran))
    assert sorted(LETTERS, key=collator.sortKey) == list(LETTERS)  # without its tables Qt would sort by code points
    chance = random.Random(1404)

    def name() -> str:
        return "".join(chance.choice(LETTERS + " ") for _ in range(chance.randint(1, 8))).strip()

    for _ in range(20_000):
        one, other = name(), name()
        ours = (sort_key(one) > sort_key(other)) - (sort_key(one) < sort_key(other))
        theirs = collator.compare(one, other)
        assert ours == (theirs > 0) - (theirs < 0), (one, other)
