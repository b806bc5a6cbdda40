"""Saying something to a screen reader, once."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(part: QWidget, text: str, *, urgent: bool = False) -> None:
    """Has a screen reader speak a text now; `urgent` breaks in on what it is saying. Nothing without one."""
    if not text or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(part, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
