"""Measuring what goes on paper and what comes off it: slips, cards, and reading a card in a camera frame."""

import io
from datetime import UTC, datetime
from functools import partial

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from vafa.clock import SeededClock
from vafa.commands.demo_stock import GOODS, SHOP, VISITOR
from vafa.commands.measure import Measure, held, share, timed_ms
from vafa.devices.decoder import decode
from vafa.devices.picture import Luma
from vafa.documents.card import CardPrint, card_pdf, card_png
from vafa.documents.code_matrix import qr_matrix
from vafa.documents.slip import slip_raster
from vafa.domain.card_code import SECRET_DIGITS, SERIAL_DIGITS, card_code
from vafa.domain.receipt import Reason, Receipt, ReceiptKind, ReceiptLine, Standing
from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.paths import resources

CARDS, SLIPS, FRAMES = 1_000, 60, 60
CARDS_BAR_MS, SLIP_BAR_MS, FRAME_BAR_MS = 4_000.0, 15.0, 5.0
FRAME = (1_280, 720)


def bench_paper(members: int) -> list[Measure]:
    """One receipt of six lines to a raster, and a thousand cards to PDF."""
    del members
    receipt = _receipt()
    slips = [timed_ms(lambda: slip_raster(receipt, "fa", 576)) for _ in range(SLIPS)][5:]
    height = slip_raster(receipt, "fa", 576).height
    plain = [timed_ms(lambda: _plain_picture(height)) for _ in range(SLIPS)][5:]
    cards = _cards(CARDS)
    codes_ms = timed_ms(lambda: [qr_matrix(card.code) for card in cards])
    cards_ms = timed_ms(lambda: card_pdf(cards, "fa", sheet=True))
    return [
        held(
            "receipt to raster p50",
            "ms",
            share(slips, 0.5),
            floor_name="the same number of unshaped lines drawn by Pillow",
            floor=share(plain, 0.5),
            most=SLIP_BAR_MS,
            details={"width_dots": 576, "height_dots": height, "p99_ms": round(share(slips, 0.99), 3)},
        ),
        held(
            f"{CARDS} cards to PDF",
            "ms",
            cards_ms,
            floor_name="their QR matrices alone",
            floor=codes_ms,
            most=CARDS_BAR_MS,
        ),
    ]


def bench_decode(members: int) -> list[Measure]:
    """Reading a card held into a 1280×720 camera frame."""
    del members
    frames = [_frame(card, i) for i, card in enumerate(_cards(FRAMES))]
    reads = [timed_ms(partial(decode, frame)) for frame, _ in frames]
    alone = [timed_ms(partial(zxingcpp.read_barcodes, frame)) for frame, _ in frames]
    found = sum(decode(frame) == (code,) for frame, code in frames)
    found_alone = sum(any(result.text == code for result in zxingcpp.read_barcodes(frame)) for frame, code in frames)
    return [
        held(
            "QR decode of a 1280×720 frame p50",
            "ms",
            share(reads, 0.5),
            floor_name="zxing-cpp alone with its defaults",
            floor=share(alone, 0.5),
            most=FRAME_BAR_MS,
            details={"p99_ms": round(share(reads, 0.99), 3)},
        ),
        held(
            "frames not read",
            "frames",
            float(FRAMES - found),
            floor_name="not read by zxing-cpp alone",
            floor=float(FRAMES - found_alone) or None,
            most=float(FRAMES - found_alone),
            details={"frames": FRAMES},
        ),
    ]


def _receipt() -> Receipt:
    lines = tuple(ReceiptLine(sku, Thousandths(1_000), Rial(price)) for sku, price in GOODS[:6])
    amount = sum(line.price_rial for line in lines)
    return Receipt(
        kind=ReceiptKind.SALE,
        number="F-20418",
        moment=datetime(2026, 11, 21, 15, 12, tzinfo=UTC),
        shop=SHOP,
        unit=DisplayUnit.TOMAN,
        amount_rial=Rial(amount),
        lines=lines,
        points_spent=Points(400),
        money_off_rial=Rial(400_000),
        paid_rial=Rial(amount - 400_000),
        member_name=VISITOR,
        member_mobile="09121234567",
        points_earned=Points(128),
        reasons=(
            Reason("per_amount", Points(128), "base", {"points": 1, "per_rial": 100_000, "base_rial": 12_800_000}),
        ),
        rial_per_point=Rial(1_000),
        standing=Standing(spendable=Points(968)),
        code="7000006000002041862",
        journal_mark="4f2a9c10-20418-8be1d207",
    )


def _plain_picture(height: int) -> None:
    picture = Image.new("1", (576, height), 1)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(
        str(resources() / "fonts" / "Vazirmatn-Medium.ttf"), 26, layout_engine=ImageFont.Layout.BASIC
    )
    for i in range(24):
        draw.text((10, i * 40), f"{SHOP.name} {SHOP.branch} {SHOP.phone}", font=font, fill=0)


def _cards(count: int) -> list[CardPrint]:
    chance = SeededClock(datetime(2026, 1, 1, tzinfo=UTC), 7)
    made = []
    for _ in range(count):
        serial = chance.random_digits(SERIAL_DIGITS)
        made.append(CardPrint(SHOP, serial, card_code("01", serial, chance.random_digits(SECRET_DIGITS))))
    return made


def _frame(card: CardPrint, i: int) -> tuple[Luma, str]:
    """A card held into a grey, noisy frame, turned a little more each time."""
    noise = np.random.default_rng(i)
    picture = Image.open(io.BytesIO(card_png(card, "fa"))).convert("L")
    back = picture.crop((0, picture.height // 2, picture.width, picture.height)).resize((560, 350))
    scene = Image.new("L", FRAME, 96)
    turned = back.rotate(i * 7 % 40 - 20, expand=True, fillcolor=96, resample=Image.Resampling.BILINEAR)
    scene.paste(turned, (250 + i % 5 * 20, 120 + i % 3 * 15))
    grainy = np.asarray(scene, dtype=np.float64) + noise.normal(0, 6, (FRAME[1], FRAME[0]))
    return np.ascontiguousarray(grainy.clip(0, 255).astype(np.uint8)), card.code
