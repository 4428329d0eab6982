"""What was asked for lately is kept, the least lately asked for goes first."""

from __future__ import annotations

from recoupe.serve.recent import Recent


def test_what_is_kept_is_not_made_again_until_others_have_taken_its_place():
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    recent: Recent[str, str] = Recent(2)
    asked = ["a", "b", "a", "c", "a", "b"]
    assert [recent.get(name, lambda name=name: make(name)) for name in asked] == [n.upper() for n in asked]
    assert made == ["a", "b", "c", "b"]


def test_nothing_is_kept_as_well():
    recent: Recent[str, None] = Recent(2)
    assert recent.get("a", lambda: None) is None
    assert recent.get("a", lambda: 1 / 0) is None  # type: ignore[arg-type, return-value]
