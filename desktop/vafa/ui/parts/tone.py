"""Tones of meaning: which colours of the theme say "good", "look", "stop", "know this" or nothing in particular."""

from typing import Literal, TypeAlias

from msgspec import Struct

Tone: TypeAlias = Literal["plain", "sunken", "accent", "info", "warn", "danger"]


class ToneColours(Struct, frozen=True):
    """Names of theme colours: the ground, its edge, a mark on it, its bold and its supporting text."""

    fill: str
    edge: str
    mark: str
    ink: str
    soft: str


_TONES: dict[Tone, ToneColours] = {
    "plain": ToneColours("surface", "line2", "ink2", "ink", "ink3"),
    "sunken": ToneColours("sunken", "sunken", "ink2", "ink", "ink3"),
    "accent": ToneColours("accent_tint", "accent_line", "accent", "accent_ink", "accent_ink"),
    "info": ToneColours("info_tint", "info_line", "info", "info_ink", "info_ink"),
    "warn": ToneColours("warn_tint", "warn_line", "warn", "warn_ink", "warn_ink"),
    "danger": ToneColours("danger_tint", "danger_line", "danger", "danger_ink", "danger_ink"),
}

_ICONS: dict[Tone, str] = {
    "plain": "info",
    "sunken": "info",
    "accent": "circle-check",
    "info": "info",
    "warn": "triangle-alert",
    "danger": "octagon-x",
}


def colours_of(tone: Tone) -> ToneColours:
    """The colour names of a tone."""
    return _TONES[tone]


def icon_of(tone: Tone) -> str:
    """The icon that says the same as the tone, so that nothing hangs on colour alone."""
    return _ICONS[tone]
