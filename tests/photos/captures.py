"""Pictures of printed cards as a counter camera would take them, made from a seed: no real customer is in them.

A printed code (dot gain, dead heating elements, scratches) lies on a card, is tilted and turned before a camera of a
given sharpness, and comes back as a JPEG. Only numpy and Pillow; the same seed gives the same picture.
"""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import qrcode
from numpy.typing import NDArray
from PIL import Image, ImageFilter

WORLD_PX_PER_MM = 16
CARD_MM = (85.6, 54.0)
VIEW_MM = (100, 75)
JPEG_QUALITY = 80


@dataclass(frozen=True)
class Camera:
    """How a camera sees: sharpness, blur of the lens, noise of the chip (grey steps), reflection of a lamp."""

    name: str
    px_per_mm: float
    blur_mm: float
    noise: float
    glare: float


CAMERAS = (
    Camera("good", 10, 0.04, 4, 0.0),
    Camera("poor", 6, 0.12, 8, 0.0),
    Camera("far", 4, 0.08, 6, 0.0),
    Camera("glare", 8, 0.06, 6, 1.2),
)


def capture(digits: str, camera: Camera, seed: int) -> bytes:
    """A JPEG of one printed card that carries `digits` as a QR code of version 2, level H."""
    rng = np.random.default_rng(seed)
    thermal = bool(rng.integers(0, 2))
    card = _card(_print(digits, rng, dpi=203 if thermal else 300, size_mm=22 if thermal else 20, thermal=thermal))
    view = _look(card, camera, rng)
    grey = np.clip(_light(view, camera, rng) * 230 + rng.normal(0, camera.noise, view.shape), 0, 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(grey).save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()


def _print(digits: str, rng: np.random.Generator, dpi: int, size_mm: float, *, thermal: bool) -> NDArray[np.float64]:
    """Reflection (1 = white) of the printed code, at world resolution."""
    code = qrcode.QRCode(version=2, error_correction=qrcode.constants.ERROR_CORRECT_H, border=4)
    code.add_data(digits)
    code.make(fit=False)
    modules = np.array(code.get_matrix())
    dots = int(size_mm * dpi / 25.4 // len(modules))
    fine = 6 if thermal else 4
    ink = modules.repeat(dots * fine, axis=0).repeat(dots * fine, axis=1).astype(np.uint8) * 255
    gain = int(rng.choice([0, 1, 2, 3] if thermal else [0, 0, 1]))
    for _ in range(gain):
        ink = _run_by_a_dot(ink)
    if thermal:
        for _ in range(int(rng.integers(0, 3))):
            dead = int(rng.integers(0, len(modules) * dots)) * fine
            ink[:, dead : dead + fine] = 0
    else:
        for _ in range(int(rng.integers(0, 6))):
            scratch = int(rng.integers(0, len(ink)))
            ink[scratch : scratch + int(rng.integers(1, fine)), :] = 0
    soft = Image.fromarray(ink).filter(ImageFilter.GaussianBlur(1.5 if thermal else 1.2))
    side = round(len(modules) * dots * 25.4 / dpi * WORLD_PX_PER_MM)
    shade = np.asarray(soft.resize((side, side), Image.Resampling.BOX), dtype=np.float64) / 255
    strength = 0.72 * rng.uniform(0.75, 1) if thermal else 0.86
    return 0.9 - strength * shade + rng.normal(0, 0.03 if thermal else 0.01, shade.shape)


def _run_by_a_dot(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink spreads by one dot to every side; there is none at the edges, so it comes in at no other side."""
    wide = np.maximum(np.maximum(ink, np.roll(ink, 1, axis=0)), np.roll(ink, -1, axis=0))
    return np.maximum(np.maximum(wide, np.roll(wide, 1, axis=1)), np.roll(wide, -1, axis=1))


def _card(code: NDArray[np.float64]) -> NDArray[np.float64]:
    width, height = (int(side * WORLD_PX_PER_MM) for side in CARD_MM)
    card = np.full((height, width), 0.8)
    top, left = (height - code.shape[0]) // 2, (width - code.shape[1]) // 2
    card[top : top + code.shape[0], left : left + code.shape[1]] = code
    return card


def _look(card: NDArray[np.float64], camera: Camera, rng: np.random.Generator) -> NDArray[np.float64]:
    """The card in perspective on the camera's chip: turned by up to 40 degrees, tilted by up to a quarter."""
    scale = camera.px_per_mm / WORLD_PX_PER_MM
    height, width = card.shape
    chip_width, chip_height = (round(side * camera.px_per_mm) for side in VIEW_MM)
    angle, tilt = np.deg2rad(rng.uniform(-40, 40)), rng.uniform(-0.25, 0.25)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1 / scale]])
    lean = np.array([[1, 0, 0], [0, 1, 0], [tilt / chip_width, 0.6 * tilt / chip_height, 1]])
    there = _shift(chip_width / 2, chip_height / 2) @ lean @ turn @ _shift(-width / 2, -height / 2)
    back = np.linalg.inv(there)
    world = Image.fromarray((np.clip(card, 0, 1) * 255).astype(np.uint8))
    world = world.filter(
        ImageFilter.GaussianBlur(max(0.3 / scale, camera.blur_mm * WORLD_PX_PER_MM * rng.uniform(0.5, 1.5)))
    )
    seen = world.transform(
        (chip_width, chip_height),
        Image.Transform.PERSPECTIVE,
        tuple((back / back[2, 2]).flatten()[:8]),
        Image.Resampling.BILINEAR,
        fillcolor=76,
    )
    return np.asarray(seen, dtype=np.float64) / 255


def _shift(x: float, y: float) -> NDArray[np.float64]:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])


def _light(view: NDArray[np.float64], camera: Camera, rng: np.random.Generator) -> NDArray[np.float64]:
    """Uneven light over the picture, and the reflection of a lamp."""
    height, width = view.shape
    y, x = np.mgrid[0:height, 0:width]
    lit = view * (0.55 + 0.45 * (x / width * rng.uniform(0, 1) + y / height * rng.uniform(0, 1)))
    if camera.glare:
        lamp_x, lamp_y = width * rng.uniform(0.4, 0.6), height * rng.uniform(0.4, 0.6)
        spread = 2 * (2.2 * camera.px_per_mm) ** 2
        lit = lit + camera.glare * np.exp(-((x - lamp_x) ** 2 + (y - lamp_y) ** 2) / spread)
    return lit
