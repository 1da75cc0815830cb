"""Lines and columns of keys in a TOML text."""

from desk.rules.places import place_of, places

TEXT = '''# a pack
top = 1
[a]
  b = [
    "x = 1",   # c = 2
    "]",
]
c = """
d = 4
"""
e = 5
[a.f]
"g h" = { i = 1 }
j.k = 2
'''


def test_every_table_and_key_has_its_line_and_column():
    assert places(TEXT) == {
        ("top",): (2, 1),
        ("a",): (3, 1),
        ("a", "b"): (4, 3),
        ("a", "c"): (8, 1),
        ("a", "e"): (11, 1),
        ("a", "f"): (12, 1),
        ("a", "f", "g h"): (13, 1),
        ("a", "f", "j", "k"): (14, 1),
    }


def test_what_has_no_place_of_its_own_has_that_of_what_holds_it():
    found = places(TEXT)
    assert place_of(("a", "f", "g h", "i"), found) == (13, 1)
    assert place_of(("a", "zzz"), found) == (3, 1)
    assert place_of(("zzz",), found) == (1, 1)
