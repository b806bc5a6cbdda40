"""What every window is held to: nothing cut, every control named, everything legible, and all of it mirrored."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QWidget

from vafa.ui.parts.look import look

TEXT, LARGE = 4.5, 3.0
"""What WCAG 2.2 AA asks of text, and of large text, icons and needed edges."""

_LARGE_PX, _LARGE_BOLD_PX, _BOLD = 24, 18.66, 700

TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("surface", "bg", "sunken", "raised", "paper")),
    *((f"{tone}_ink", f"{tone}_tint") for tone in ("accent", "warn", "danger", "info")),
    *((f"{metal}_ink", f"{metal}_tint") for metal in ("bronze", "silver", "gold", "diamond")),
    *((f"{tone}_ink", "surface") for tone in ("accent", "warn", "danger", "info")),
    *(("on_accent", ground) for ground in ("accent", "accent_h", "accent_p")),
    *((ink, "balance_from") for ink in ("balance_ink", "balance_ink_soft", "balance_ink_warn")),
    *((ink, "balance_to") for ink in ("balance_ink", "balance_ink_soft", "balance_ink_warn")),
    ("on_danger", "danger"),
    ("danger", "surface"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("accent_ink", "accent_tint2"),
    ("rail_ink", "rail"),
    ("rail_on", "rail_sel"),
)
GRAPHIC_PAIRS = (("field", "surface"), ("field", "bg"), ("warn", "surface"), ("info", "surface"), ("accent", "sunken"))


@dataclass(frozen=True)
class Fault:
    """Something a person would see wrong, and on which part."""

    part: str
    name: str
    why: str


def clipped(root: QWidget) -> list[Fault]:
    """Parts whose text has less room than it needs, or that stick out of what holds them."""
    faults = []
    for part in _shown(root):
        needed = _needed(part)
        if needed is None:
            continue
        if needed.width() > part.width() or needed.height() > part.height():
            faults.append(_fault(part, f"needs {_wh(needed)}, has {_wh(part.size())}"))
        holder = part.parentWidget()
        if holder is not None and part is not root and not part.isWindow() and not _scrolls(holder):
            sticking_out = not holder.rect().contains(part.geometry())
            if sticking_out:
                faults.append(_fault(part, f"{part.geometry()} sticks out of {_wh(holder.size())}"))
    return faults


def unnamed(root: QWidget) -> list[Fault]:
    """Controls a screen reader could not name: whatever takes focus or can be pressed."""
    faults = []
    for part in _shown(root):
        acts = part.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(part, QAbstractButton)
        if not acts or part.objectName().startswith("qt_") or isinstance(part, QAbstractScrollArea):
            continue
        face = QAccessible.queryAccessibleInterface(part)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            faults.append(_fault(part, "has no accessible name"))
    return faults


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours as WCAG defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faint_pairs() -> list[str]:
    """Pairs of the palette in use that are too close to each other."""
    return [
        f"{ink} on {ground}: {found:.2f}"
        for pairs, bar in ((TEXT_PAIRS, TEXT), (GRAPHIC_PAIRS, LARGE))
        for ink, ground in pairs
        if (found := contrast(look().colour(ink), look().colour(ground))) < bar
    ]


def faint(root: QWidget) -> list[Fault]:
    """Labels and controls whose text is too pale for what is really painted behind it; disabled ones may be."""
    picture = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    faults = []
    for part in _shown(root):
        text = _text_of(part)
        if not text.strip() or not part.isEnabled() or _is_faded(part):
            continue
        # The edge of a control is not its text.
        inset = 0 if isinstance(part, QLabel) else min(5, part.height() // 8)
        place = QRect(part.mapTo(root, QPoint(0, 0)), part.size()).adjusted(inset, inset, -inset, -inset)
        found = _contrast_seen(picture, place.intersected(root.rect()))
        bar = LARGE if _is_large(part) else TEXT
        if found is not None and found < bar:
            faults.append(_fault(part, f"contrast {found:.2f} < {bar}"))
    return faults


def not_mirrored(rtl: QWidget, ltr: QWidget) -> list[Fault]:
    """Neighbours that stand in the same order in both directions of the same page, where they should change places."""
    faults = []
    for one, other in zip(_neighbours(rtl), _neighbours(ltr), strict=False):
        (holder, row), (_, row2) = one, other
        if len(row) != len(row2) or [type(part) for part in row] != [type(part) for part in row2]:
            continue  # the two hold different things: nothing can be said
        if holder.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            continue  # an island that reads left to right in every language, such as a keypad
        places = [part.mapTo(rtl, part.rect().center()).x() for part in row]
        places2 = [part.mapTo(ltr, part.rect().center()).x() for part in row2]
        same_way = (places[0] < places[-1]) == (places2[0] < places2[-1])
        if same_way:
            faults.append(_fault(holder, f"{type(row[0]).__name__} and {type(row[-1]).__name__} did not change places"))
    return faults


def painted_ms(root: QWidget) -> float:
    """How long one full repaint takes, in milliseconds: the best of a few."""
    from time import perf_counter

    target = QImage(root.size(), QImage.Format.Format_RGB32)
    best = float("inf")
    for _ in range(5):
        began = perf_counter()
        root.render(target, QPoint(0, 0))
        best = min(best, (perf_counter() - began) * 1000)
    return best


def _shown(root: QWidget) -> Iterator[QWidget]:
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisibleTo(root) and part.width() > 0 and part.height() > 0:
            yield part


def _needed(part: QWidget) -> QSize | None:
    """The least room in which the part shows all its text; None for a part without text of its own.

    A part of our own that paints text answers `needed_size()`.
    """
    own = getattr(part, "needed_size", None)
    if own is not None:
        answer = own()
        return answer if isinstance(answer, QSize) else None
    if isinstance(part, QLabel):
        return _needed_by_label(part)
    if isinstance(part, QLineEdit):
        # What was typed may scroll; what we wrote may not.
        written = part.text() if part.isReadOnly() else part.placeholderText()
        return QSize(part.fontMetrics().horizontalAdvance(written), part.fontMetrics().height()) if written else None
    if isinstance(part, QAbstractButton) and part.text():
        return part.minimumSizeHint()
    return None


def _needed_by_label(label: QLabel) -> QSize | None:
    if not label.text():
        return None
    if label.wordWrap():
        return QSize(0, label.heightForWidth(label.width()))
    if label.toolTip():
        return QSize(0, label.sizeHint().height())  # cut on purpose: the whole text is in the tool tip
    # A label may be a hair narrower than its hint, which rounds up.
    return QSize(label.fontMetrics().horizontalAdvance(label.text()), label.fontMetrics().height())


def _scrolls(holder: QWidget) -> bool:
    if holder.objectName() == "qt_scrollarea_viewport":
        return True
    above = holder.parentWidget()
    return above is not None and above.objectName() == "qt_scrollarea_viewport"


def _text_of(part: QWidget) -> str:
    if isinstance(part, QLabel | QAbstractButton | QLineEdit):
        return part.text()
    return part.accessibleName() if hasattr(part, "needed_size") else ""


def _is_faded(part: QWidget) -> bool:
    return bool(getattr(part, "is_faded", bool)())


def _is_large(part: QWidget) -> bool:
    size_px, weight = part.font().pixelSize(), int(part.font().weight())
    return size_px >= _LARGE_PX or (size_px >= _LARGE_BOLD_PX and weight >= _BOLD)


def _contrast_seen(picture: QImage, place: QRect) -> float | None:
    """The strongest contrast in a place against its commonest colour; None when nothing stands out there."""
    ratio = picture.devicePixelRatio()
    x, y, right, bottom = (
        round(edge * ratio) for edge in (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
    )
    if right <= x or bottom <= y:
        return None
    pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), -1)[y:bottom, x:right]
    colours, counts = np.unique(pixels & 0xFFFFFF, return_counts=True)
    if len(colours) == 1:
        return None
    ground = QColor.fromRgb(int(colours[counts.argmax()]))
    # Over a pattern or a fading ground the ink is not among the commonest colours: it is the lightest or the darkest.
    weights = (colours >> 16 & 0xFF) * 2 + (colours >> 8 & 0xFF) * 5 + (colours & 0xFF)
    likely = np.concatenate([colours[np.argsort(-counts)][:400], colours[np.argsort(weights)[[0, -1]]]])
    levels = _LINEAR[likely >> 16] * 0.2126 + _LINEAR[likely >> 8 & 0xFF] * 0.7152 + _LINEAR[likely & 0xFF] * 0.0722
    level = _luminance(ground)
    return float(max((max(levels) + 0.05) / (level + 0.05), (level + 0.05) / (min(levels) + 0.05)))


def _neighbours(root: QWidget) -> Iterator[tuple[QWidget, list[QWidget]]]:
    """For each holder, its visible children that stand in one row, in the order in which they were made."""
    for holder in (root, *root.findChildren(QWidget)):
        if not holder.isVisibleTo(root):
            continue
        children = [child for child in holder.children() if isinstance(child, QWidget) and child.isVisibleTo(root)]
        row = [child for child in children if _beside(child, children)]
        if len(row) > 1:
            yield holder, row


def _beside(child: QWidget, children: list[QWidget]) -> bool:
    """Whether it shares its height with another one without lying over it."""
    own = child.geometry()
    for other in children:
        place = other.geometry()
        same_height = own.top() < place.bottom() and place.top() < own.bottom()
        if other is not child and same_height and not own.intersects(place):
            return True
    return False


def _luminance(colour: QColor) -> float:
    return 0.2126 * _linear(colour.redF()) + 0.7152 * _linear(colour.greenF()) + 0.0722 * _linear(colour.blueF())


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


_LINEAR = np.array([_linear(step / 255) for step in range(256)])
"""What each step of a channel gives of light."""


def _fault(part: QWidget, why: str) -> Fault:
    return Fault(type(part).__name__, part.accessibleName() or _text_of(part) or part.objectName(), why)


def _wh(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"
