"""A line of text becomes the level of each of its characters: which way it runs (UAX #9)."""

from __future__ import annotations

from bidi import algorithm

LEFTWARD = frozenset({"R", "AL"})


def find_levels(text: str) -> tuple[int, ...]:
    """Return the level of each character; the direction of the whole is that of its first letter.

    An odd level runs from right to left. Marks of direction have the level of what they follow.
    """
    storage = algorithm.get_empty_storage()
    base = storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    characters = storage["chars"]
    algorithm.explicit_embed_and_overrides(storage)
    kept = {id(character) for character in storage["chars"]}
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    levels: list[int] = []
    for character in characters:
        before = levels[-1] if levels else base
        levels.append(character["level"] if id(character) in kept else before)
    return tuple(levels)
