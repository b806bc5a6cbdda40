"""Receipts and cards that show every part of paper, with figures that add up."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from vafa.documents.card import CardPrint
from vafa.domain.receipt import NextExpiry, Reason, Receipt, ReceiptKind, ReceiptLine, ShopFace, Standing
from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths

CODE = "1031000000000114483396117529811925"
SHOP = ShopFace("فروشگاه مهرگان", "شعبهٔ ونک", "2", "021 8877 6655")
CARD = CardPrint(SHOP, "40010402186", CODE)

SALE = Receipt(
    kind=ReceiptKind.SALE,
    number="F-20418",
    moment=datetime(2026, 11, 21, 15, 12, tzinfo=UTC),
    shop=SHOP,
    unit=DisplayUnit.TOMAN,
    amount_rial=Rial(13_200_000),
    points_spent=Points(400),
    money_off_rial=Rial(400_000),
    paid_rial=Rial(12_800_000),
    member_name="مریم رضایی‌نژاد",
    member_mobile="09121234567",
    points_earned=Points(155),
    reasons=(
        Reason("per_amount", Points(124), "base", {"points": 1, "per_rial": 100_000, "base_rial": 12_400_000}),
        Reason("multiplier", Points(31), "silver", {"numerator": 5, "denominator": 4}, names={"tier": "نقره‌ای"}),
    ),
    rial_per_point=Rial(1_000),
    standing=Standing(Points(995), Points(0), Points(0), NextExpiry(Points(480), date(2027, 2, 21)), Rial(1_860_000)),
    code=CODE,
    journal_mark="7F3K-20418-9C2E",
)

_NOBODY = replace(SALE, anonymous=True, member_name="", member_mobile="", standing=None, reasons=(), points_earned=0)

_PERCENT = {"base_rial": 13_200_000, "percent": 10}

RECEIPTS = {
    "sale": SALE,
    "goods": replace(
        SALE,
        lines=(
            ReceiptLine("شیر کم‌چرب ۱ لیتری", Thousandths(2_000), Rial(900_000)),
            ReceiptLine("کره Président ۱۰۰ گرمی", Thousandths(1_000), Rial(890_000)),
            ReceiptLine("چای گلستان (۵۰۰ گرم) کلهٔ مورچهٔ ممتاز صادراتی", Thousandths(1_000), Rial(3_200_000)),
            ReceiptLine("SKU-1881", Thousandths(1_250), Rial(8_210_000)),
        ),
        discount_rial=Rial(300_000),
        paid_rial=Rial(12_500_000),
    ),
    "offers": replace(
        SALE,
        discount_rial=Rial(1_820_000),
        taken_off=(
            Reason(
                "off_percent", rule="sat", figures=_PERCENT, rial=Rial(1_320_000), names={"title": "شنبه‌های باشگاه"}
            ),
            Reason("off_amount", rule="big", figures={"amount_rial": 300_000}, rial=Rial(300_000)),
        ),
        handed=(
            Reason("handed_gift", rule="mug", figures={"quantity": 1}, names={"id": "لیوان", "title": "هدیهٔ پاییز"}),
            Reason("handed_service", rule="send", figures={"quantity": 1}, names={"id": "ارسال رایگان"}),
        ),
        paid_rial=Rial(10_980_000),
    ),
    "anonymous": replace(_NOBODY, points_spent=0, money_off_rial=0, paid_rial=Rial(13_200_000)),
    "refund": replace(
        SALE,
        kind=ReceiptKind.REFUND,
        number="F-20425",
        of_number="F-20418",
        amount_rial=Rial(3_300_000),
        points_spent=Points(0),
        money_off_rial=Rial(100_000),
        paid_rial=Rial(3_200_000),
        points_earned=Points(0),
        reasons=(),
        points_clawed=Points(39),
        points_returned=Points(100),
        standing=Standing(Points(1_056)),
    ),
    "cancelled": replace(
        SALE,
        kind=ReceiptKind.CANCELLED,
        number="F-20426",
        of_number="F-20418",
        points_earned=Points(0),
        reasons=(),
        points_clawed=Points(155),
        points_returned=Points(400),
        standing=Standing(Points(1_240)),
    ),
    "redemption": replace(
        SALE,
        kind=ReceiptKind.REDEMPTION,
        number="F-20430",
        amount_rial=Rial(0),
        paid_rial=Rial(0),
        points_earned=Points(0),
        reasons=(),
    ),
    "copy": replace(SALE, copy=True),
    "debt_and_pending": replace(
        SALE,
        points_spent=Points(0),
        money_off_rial=Rial(0),
        paid_rial=Rial(13_200_000),
        standing=Standing(Points(0), Points(155), Points(280)),
    ),
}

EXTREMES = {
    "longest": replace(
        RECEIPTS["goods"],
        shop=ShopFace(
            "فروشگاه‌های زنجیره‌ای بزرگ شهروند خاورمیانهٔ جنوبی",
            "شعبهٔ بلوار شهید مطهری شمالی نرسیده به میدان",
            "12",
            "021 8877 6655",
        ),
        member_name="سیده فاطمه‌زهرا میرمحمدصادقی طباطبایی‌نژاد اصفهانی‌تبار",
        amount_rial=Rial(9_999_999_990),
        discount_rial=Rial(999_999_990),
        money_off_rial=Rial(999_999_990),
        points_spent=Points(999_999_999),
        paid_rial=Rial(8_000_000_010),
        points_earned=Points(999_999_999),
        standing=Standing(
            Points(999_999_999),
            Points(999_999_999),
            Points(999_999_999),
            NextExpiry(Points(999_999_999), date(2027, 2, 21)),
            Rial(9_999_999_990),
        ),
    ),
    "zero": replace(
        SALE,
        amount_rial=Rial(0),
        points_spent=Points(0),
        money_off_rial=Rial(0),
        paid_rial=Rial(0),
        points_earned=Points(0),
        reasons=(),
        standing=Standing(),
    ),
    "odd_rial": replace(SALE, amount_rial=Rial(13_200_007), paid_rial=Rial(12_800_007)),
    "in_rial": replace(SALE, unit=DisplayUnit.RIAL),
    "latin_shop": replace(SALE, shop=ShopFace("Mehregan Market", "Vanak", "B2"), member_name="Maryam Rezaei"),
}
