"""Everything that is typed into, chosen with or read off, in every state: whole, named, legible, mirrored."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from tests.ui import window_checks

from vafa.persian.jalali import JalaliDate
from vafa.ui.parts.choice_row import ChoiceRow
from vafa.ui.parts.clock_face import ClockFace
from vafa.ui.parts.countdown_ring import CountdownRing
from vafa.ui.parts.date_field import DateField
from vafa.ui.parts.jalali_calendar import JalaliCalendar
from vafa.ui.parts.keypad import Keypad
from vafa.ui.parts.look import Look, load_fonts, look, wear
from vafa.ui.parts.person_card import PersonCard
from vafa.ui.parts.person_plate import PersonPlate
from vafa.ui.parts.pin_dots import PinDots
from vafa.ui.parts.slip_paper import SlipLine, SlipPaper
from vafa.ui.parts.stepper import Stepper
from vafa.ui.parts.success_mark import SuccessMark
from vafa.ui.parts.surface import Card
from vafa.ui.parts.switch import Switch
from vafa.ui.parts.sync_pill import SyncPill
from vafa.ui.parts.text_field import TextField
from vafa.ui.parts.tick_box import TickBox
from vafa.ui.parts.unified_box import BoxView, UnifiedBox

LOOKS = [
    Look(language=language, theme=theme, text_percent=percent, calm=True)
    for language in ("fa", "en")
    for theme in ("light", "dark")
    for percent in (100, 115, 130)
]
MOMENT = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)
TODAY = JalaliDate(1405, 9, 10)
CHOSEN = JalaliDate(1405, 9, 3)


@pytest.fixture(scope="module")
def application():
    app = QApplication.instance() or QApplication([])
    QApplication.setCursorFlashTime(0)
    load_fonts()
    yield app
    wear(Look())


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("chosen", LOOKS, ids=lambda chosen: f"{chosen.language}-{chosen.theme}-{chosen.text_percent}")
def test_every_part_is_whole_named_and_legible(chosen):
    wear(chosen)
    page = gallery()
    assert window_checks.clipped(page) == []
    assert window_checks.unnamed(page) == []
    assert window_checks.faint(page) == []
    page.close()


@pytest.mark.usefixtures("application")
def test_the_gallery_is_mirrored():
    wear(Look(language="fa", calm=True))
    rtl = gallery()
    wear(Look(language="en", calm=True))
    ltr = gallery()
    assert window_checks.not_mirrored(rtl, ltr) == []
    wear(Look())


def words(fa: str, en: str) -> str:
    return fa if look().rtl else en


def gallery() -> QWidget:
    page = QWidget()
    page.setLayoutDirection(look().direction)
    palette = page.palette()
    palette.setColor(QPalette.ColorRole.Window, look().colour("bg"))
    page.setPalette(palette)
    page.setAutoFillBackground(True)
    columns = QHBoxLayout(page)
    columns.setContentsMargins(24, 24, 24, 24)
    columns.setSpacing(16)
    for parts in (
        (fields(), two(dates(), pads()), choices()),
        (boxes(), top_row(), two(people(), slips()), marks()),
    ):
        column = QVBoxLayout()
        column.setSpacing(16)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        columns.addLayout(column, 1)
    page.setFixedWidth(1366 if look().text_percent == 100 else 1920)
    page.resize(page.width(), columns.totalHeightForWidth(page.width()))
    page.show()
    QApplication.processEvents()
    return page


def two(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part, 1)
    return holder


def boxes() -> QWidget:
    card = Card(words("کادر یکتا", "The box"), padding=(14, 18), spacing=0)
    accept, back = words("بپذیر", "Accept"), words("بازگشت", "Back")
    views = (
        BoxView(
            placeholder=words("کارت، موبایل، نام، کوپن یا شماره فاکتور", "Card, mobile, name or receipt"),
            enter_hint=accept,
        ),
        BoxView(tag=words("موبایل", "Mobile"), icon="phone", kind="mobile", text="0912345 6", enter_hint=accept),
        BoxView(
            tag=words("مبلغ فاکتور", "Amount"),
            icon="wallet",
            kind="number",
            text="1320000",
            unit=words("تومان", "toman"),
            enter_hint=accept,
            esc_hint=back,
        ),
        BoxView(tag=words("کارت عضویت", "Card"), icon="credit-card", kind="code", text="83710902", busy=True),
        BoxView(
            tag=words("خرج امتیاز", "Points"),
            icon="coins",
            kind="number",
            text="800",
            unit=words("امتیاز", "points"),
            hint=words("بیش از سقف برون‌خط", "over the offline limit"),
            enter_hint=words("۶۲۰ خرج کن", "Spend 620"),
            error=True,
        ),
        BoxView(tag=words("نام", "Name"), icon="user", text=words("مریم رضایی‌نژاد", "Maryam"), enter_hint=accept),
    )
    for view in views:
        box = UnifiedBox()
        box.set_view(BoxView(**{name: getattr(view, name) for name in view.__struct_fields__} | {"edition": 1}))
        box._line.deselect()
        card.body.addWidget(box)
    return card


def fields() -> QWidget:
    card = Card(words("خانهٔ عددی", "Fields"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    toman = words("تومان", "toman")
    amount = TextField(
        words("مبلغ فاکتور", "Amount"),
        kind="number",
        unit=toman,
        hint=words("یک میلیون و سیصد و بیست هزار تومان", "one million three hundred and twenty thousand"),
    )
    amount.set_text("1320000")
    amount.set_active(True)
    mobile = TextField(words("موبایل", "Mobile"), kind="mobile", icon="phone", hint=words("چپ به راست", "as printed"))
    mobile.set_text("09123456789")
    limit = TextField(words("سقف تخفیف", "Limit"), kind="number", unit="٪")
    limit.set_text("25")
    limit.say_error(words("بیش از سقف ۲۰٪ است", "over the limit of 20%"))
    member = TextField(words("شماره عضویت", "Number"), kind="code", hint=words("خواندنی، نه نوشتنی", "to read"))
    member.set_text("1040218")
    member.set_read_only(True)
    name = TextField(words("نام", "Name"), placeholder=words("اختیاری", "optional"), focus=False)
    big = TextField(name=words("مبلغ", "Sum"), kind="number", unit=toman, big=True, focus=False)
    big.set_text("1320000")
    for at, field in enumerate((amount, mobile, limit, member, name, big)):
        grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(grid)
    for state, figure in (("active", "۴۰۰"), ("error", "۸۰۰"), ("idle", "۰")):
        stepper = Stepper(words("خرج امتیاز", "Points to spend"))
        stepper.show_value(figure, words("امتیاز", "points"), words("= ۴۰٬۰۰۰ تومان", "= 40,000 toman"))
        stepper.set_state(state)
        stepper.allow(less=True, more=state != "error")
        card.body.addWidget(stepper)
    return card


def dates() -> QWidget:
    card = Card(words("خانهٔ تاریخ", "Date"))
    field = DateField(words("تاریخ تولد", "Birthday"), TODAY, hint=words("۳ آذر هم پذیرفته است", "9/3 is fine too"))
    field.set_value(CHOSEN)
    card.body.addWidget(field)
    card.body.addWidget(JalaliCalendar(TODAY, CHOSEN))
    card.body.addStretch(1)
    return card


def pads() -> QWidget:
    card = Card(words("صفحه‌کلید", "Keypad"))
    pad = Keypad("amount", key_px=56)
    pad.light("5")
    card.body.addWidget(pad)
    card.body.addWidget(Keypad("pin", key_px=54))
    return card


def choices() -> QWidget:
    card = Card(words("گزینش", "Choices"))
    row = QHBoxLayout()
    row.addWidget(Switch("on", on=True))
    row.addWidget(Switch("off"))
    row.addWidget(TickBox(words("پیامک تولد", "Birthday text"), ticked=True))
    row.addWidget(TickBox(words("ایمیل", "E-mail")))
    row.addStretch(1)
    card.body.addLayout(row)
    themes = [("light", words("روشن", "Light"), "sun"), ("dark", words("تیره", "Dark"), "moon"), ("system", "…")]
    card.body.addWidget(ChoiceRow(words("پوسته", "Theme"), themes, "light"))
    for ticked in (True, False):
        consent = words("پیامک امتیاز و یادآوری انقضا", "Points and expiry reminders")
        said = words("گفت بله؛ ساعت ۱۸:۴۲", "said yes at 18:42")
        card.body.addWidget(TickBox(consent, said, ticked=ticked, framed=True))
    return card


def top_row() -> QWidget:
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(20)
    states = (
        ("ok", words("برخط", "Online"), words("۱۲ ثانیه پیش", "12 seconds ago")),
        ("warn", words("برون‌خط", "Offline"), words("از ساعت ۱۶:۲۸", "since 16:28")),
        ("danger", words("برون‌خط", "Offline"), words("۲ روز پیش", "2 days ago")),
    )
    for state in states:
        pill = SyncPill()
        pill.say(*state)
        row.addWidget(pill)
    row.addStretch(1)
    card.body.addLayout(row)
    row = QHBoxLayout()
    row.setSpacing(20)
    row.addStretch(1)
    clock = ClockFace()
    clock.show_moment(MOMENT)
    row.addWidget(clock)
    plate = PersonPlate()
    plate.say(words("نسترن احمدی", "Nastaran Ahmadi"), words("صندوق ۲", "Till 2"))
    row.addWidget(plate)
    card.body.addLayout(row)
    return card


def people() -> QWidget:
    card = Card(words("چه کسی پشت صندوق است؟", "Who is behind the till?"))
    for at, (name, role) in enumerate(
        (
            (words("نسترن احمدی", "Nastaran Ahmadi"), words("صندوقدار", "Cashier")),
            (words("کاوه یزدانی", "Kaveh Yazdani"), words("صندوقدار", "Cashier")),
            (words("الهام شریفی", "Elham Sharifi"), words("سرپرست صندوق", "Supervisor")),
        )
    ):
        person = PersonCard(name, role, key="" if at < 2 else "3")
        person.set_selected(at == 0)
        card.body.addWidget(person)
    dots = PinDots(words("رقم‌های رمز", "Digits of the PIN"), 5)
    dots.show_count(3)
    wrong = PinDots(words("رقم‌های رمز", "Digits of the PIN"), 4)
    wrong.set_state("error")
    for part in (dots, wrong):
        card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    card.body.addStretch(1)
    return card


def slips() -> QWidget:
    card = Card(words("پیش‌نمایش رسید", "Receipt"), icon="receipt-text")
    toman, points = words("تومان", "toman"), words("امتیاز", "points")
    paper = SlipPaper(words("رسید", "Receipt"))
    paper.show_lines(
        (
            SlipLine("title", words("فروشگاه مهرگان — ونک", "Mehregan — Vanak")),
            SlipLine("split", words("فاکتور F-20418", "Receipt F-20418"), "۱۴۰۵/۰۸/۳۰"),
            SlipLine("rule"),
            SlipLine("pair", words("مبلغ فاکتور", "Amount"), "۱٬۳۲۰٬۰۰۰"),
            SlipLine("pair", words("پرداخت‌شده", "Paid"), "۱٬۲۸۰٬۰۰۰", toman, strong=True),
            SlipLine("rule"),
            SlipLine("pair", words("امتیاز این خرید", "Points earned"), "+۱۵۵", tone="accent_ink"),
            SlipLine("pair", words("مانده تازه", "New balance"), "۹۹۵", points),
            SlipLine("note", words("امسال ۱۸۶٬۰۰۰ تومان صرفه‌جویی کردید", "You saved 186,000 toman")),
        )
    )
    card.body.addWidget(paper)
    raster = SlipPaper(words("رسید چاپی", "Printed"), slot=True)
    raster.show_raster(576, dots_of_a_slip())
    raster.setFixedHeight(200)
    card.body.addWidget(raster)
    return card


def dots_of_a_slip() -> bytes:
    image = QImage(576, 420, QImage.Format.Format_Mono)
    image.fill(1)
    with QPainter(image) as painter:
        painter.setFont(look().font("balance"))
        painter.drawText(image.rect(), int(Qt.AlignmentFlag.AlignHCenter), "وفا\n۱٬۲۸۰٬۰۰۰")
    image.invertPixels()
    return bytes(image.constBits())


def marks() -> QWidget:
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(24)
    row.addWidget(SuccessMark())
    ring = CountdownRing(words("برگرداندن", "Undo"))
    ring.show_value(19, 30)
    row.addWidget(ring)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


if __name__ == "__main__":
    import sys

    app = QApplication([])
    QApplication.setCursorFlashTime(0)
    load_fonts()
    for chosen in LOOKS:
        if chosen.text_percent != 115:
            wear(chosen)
            page = gallery()
            page.grab().save(f"{sys.argv[1]}/b-{chosen.language}-{chosen.theme}-{chosen.text_percent}.png")
            page.close()
