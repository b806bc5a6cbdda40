"""Every painted part in every state, in both languages and themes and at every text size: whole, named, legible."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from tests.ui import window_checks

from vafa.ui.parts.action_card import ActionCard
from vafa.ui.parts.avatar import Avatar
from vafa.ui.parts.brand_mark import BrandMark
from vafa.ui.parts.button import Button
from vafa.ui.parts.chip import Chip
from vafa.ui.parts.divider import Divider
from vafa.ui.parts.empty_state import EmptyState
from vafa.ui.parts.figure import Figure, Run, amount
from vafa.ui.parts.flow_layout import FlowLayout
from vafa.ui.parts.icon import Icon, IconTile
from vafa.ui.parts.key_bar import KeyBar
from vafa.ui.parts.keycap import Keycap
from vafa.ui.parts.list_row import ListRow
from vafa.ui.parts.look import Look, load_fonts, look, wear
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.pattern_panels import BalancePanel, GreetingWall, HeroCard
from vafa.ui.parts.progress_bar import Progress
from vafa.ui.parts.skeleton import MEMBER, Skeleton
from vafa.ui.parts.spinner import Spinner
from vafa.ui.parts.stat_tile import StatTile
from vafa.ui.parts.surface import Card
from vafa.ui.parts.text import Text
from vafa.ui.parts.tier_badge import TierBadge
from vafa.ui.parts.toast import Toast

# The offscreen screen has no window manager to tell about sizes, and says so.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LOOKS = [
    Look(language=language, theme=theme, text_percent=percent)
    for language in ("fa", "en")
    for theme in ("light", "dark")
    for percent in (100, 115, 130)
]

KEYS_FA = [
    ("F2", "عضو تازه"),
    ("F3", "خرج امتیاز"),
    ("F4", "پاداش و کوپن"),
    ("F6", "معرف"),
    ("F7", "نگه‌داشتن"),
    ("F8", "برگشت"),
    ("F9", "جزئیات عضو"),
    ("F10", "پایان"),
    ("F11", "تیکت / جویا شد"),
    ("F12", "شیفت"),
]
KEYS_EN = [
    ("F2", "New member"),
    ("F3", "Spend points"),
    ("F4", "Rewards and coupons"),
    ("F6", "Referrer"),
    ("F7", "Park"),
    ("F8", "Refund"),
    ("F9", "Member details"),
    ("F10", "Finish"),
    ("F11", "Ticket / asked"),
    ("F12", "Shift"),
]


@pytest.fixture(scope="module", autouse=True)
def _app():
    app = QApplication.instance() or QApplication([])
    QApplication.setCursorFlashTime(0)
    load_fonts()
    yield app
    wear(Look())


@pytest.mark.parametrize("chosen", LOOKS, ids=lambda chosen: f"{chosen.language}-{chosen.theme}-{chosen.text_percent}")
def test_every_part_is_whole_named_and_legible(chosen):
    wear(chosen)
    page = gallery()
    assert window_checks.clipped(page) == []
    assert window_checks.unnamed(page) == []
    assert window_checks.faint(page) == []
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_palette_keeps_its_contrast(theme):
    wear(Look(theme=theme))
    assert window_checks.faint_pairs() == []
    wear(Look())


def test_the_gallery_is_mirrored():
    wear(Look(language="fa"))
    rtl = gallery()
    wear(Look(language="en"))
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
    page.setFixedWidth(1366)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    head = QWidget()
    head.setFixedSize(800, 66)
    whole.addWidget(head)
    columns = QHBoxLayout()
    columns.setContentsMargins(24, 24, 24, 8)
    columns.setSpacing(16)
    for parts in (
        (buttons(), member(), hero()),
        (chips(), notices(), rows(), states()),
    ):
        column = QVBoxLayout()
        column.setSpacing(16)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        columns.addLayout(column, 1)
    whole.addLayout(columns)
    bar = KeyBar(KEYS_FA if look().rtl else KEYS_EN)
    bar.set_states({"F2": "lit", "F3": "lit", "F7": "lit", "F8": "lit", "F10": "strong", "F11": "lit"})
    whole.addWidget(bar)
    page.resize(1366, whole.totalHeightForWidth(1366))
    page.show()
    QApplication.processEvents()
    toast = Toast(page, head)
    toast.show_text(words("پیامک مانده در صف ارسال رفت", "The balance message is queued"), words("برگردان", "Undo"))
    QApplication.processEvents()
    return page


def buttons() -> QWidget:
    card = Card(words("دکمه", "Button"), words("پنج نقش، شش حالت", "Roles and states"))
    grid = QGridLayout()
    grid.setSpacing(8)
    kinds = (
        ("primary", words("ثبت", "Post"), "check"),
        ("secondary", words("انصراف", "Cancel"), "x"),
        ("tint", words("چاپ", "Print"), "printer"),
        ("ghost", words("بعداً", "Later"), ""),
        ("danger_quiet", words("مسدود", "Block"), "ban"),
        ("danger_solid", words("حذف", "Delete"), "trash-2"),
    )
    for row, (kind, text, icon) in enumerate(kinds):
        for column in range(5):
            button = Button(text, kind, icon=icon, focus=False)
            grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignCenter)
            if column == 1:
                button.setDown(True)
                button._aim()
            elif column == 2:
                button.hasFocus = lambda: True
            elif column == 3:
                button.set_busy(True)
                button._shows_spinner = lambda: True
            elif column == 4:
                button.setEnabled(False)
    card.body.addLayout(grid)
    sizes = QHBoxLayout()
    sizes.addWidget(Button("۳۶", size=36))
    sizes.addWidget(Button("۴۴", size=44, key="F7", icon="circle-pause"))
    sizes.addWidget(Button("۵۲", size=52, key="F8", icon="undo-2"))
    sizes.addWidget(Button(words("پایان و ثبت", "Finish"), "primary", size=64, key="F10", icon="check"))
    sizes.addStretch(1)
    card.body.addLayout(sizes)
    return card


def member() -> QWidget:
    card = Card()
    top = QHBoxLayout()
    top.setSpacing(14)
    top.addWidget(Avatar(words("مریم رضایی‌نژاد", "Maryam Rezaeinejad"), 58))
    who = QVBoxLayout()
    who.setSpacing(0)
    who.addWidget(Text(words("مریم رضایی‌نژاد", "Maryam Rezaeinejad"), "name", elide=True))
    who.addWidget(Text(words("عضو از ۱۴۰۱ · ۰۹۱۲•••۴۵۶۷", "Member since 2022"), "secondary", "ink3", elide=True))
    top.addLayout(who, 1)
    top.addWidget(TierBadge(words("نقره‌ای", "Silver"), "silver", 32), 0, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(top)
    panel = BalancePanel()
    line = QHBoxLayout()
    line.addWidget(Text(words("مانده امتیاز", "Balance"), "body", "balance_ink_soft"))
    line.addStretch(1)
    line.addWidget(Text(words("۱۲ ثانیه پیش", "12 seconds ago"), "secondary", "balance_ink_soft"))
    panel.body.addLayout(line)
    panel.body.addWidget(
        Figure(
            Run(words("۱٬۲۴۰", "1,240"), "balance", "balance_ink"),
            Run(words("امتیاز", "points"), "body", "balance_ink_soft"),
            Run(words("= ۱۲۴٬۰۰۰", "= 124,000"), "name", "balance_ink", far=True),
            Run(words("تومان", "toman"), "body", "balance_ink_soft"),
        )
    )
    card.body.addWidget(panel)
    tiles = QHBoxLayout()
    usable = StatTile(words("قابل خرج اکنون", "Usable now"))
    usable.show_figure(words("۱٬۱۸۰", "1,180"), words("امتیاز", "points"), words("۶۰ امتیاز در انتظار", "60 pending"))
    soon = StatTile(words("نزدیک به انقضا", "Expiring soon"), tone="warn")
    soon.show_figure(words("۹۰", "90"), words("امتیاز", "points"), words("تا ۶ آذر، ۶ روز دیگر", "in 6 days"))
    tiles.addWidget(usable)
    tiles.addWidget(soon)
    card.body.addLayout(tiles)
    bar = Progress(past_tone="silver", name=words("تا سطح طلایی", "To gold"))
    bar.show_value(0.86, 0.06)
    card.body.addWidget(Text(words("تا سطح طلایی", "To gold"), "body_strong"))
    card.body.addWidget(bar)
    return card


def hero() -> QWidget:
    hero_card = HeroCard(padding=30)
    hero_card.setMinimumHeight(260)
    hero_card.body.addStretch(1)
    hero_card.body.addWidget(Text(words("آمادهٔ مشتری بعدی", "Ready for the next customer"), "hero"))
    hero_card.body.addWidget(Text(words("بپرسید «باشگاه هستید؟»", "Ask: are you a member?"), "body", "ink2"))
    chips_row = QWidget()
    flow = FlowLayout(8, chips_row)
    for text, icon in (("کارت عضویت", "credit-card"), ("موبایل", "phone"), ("نام", "user"), ("کوپن", "ticket-percent")):
        flow.addWidget(Chip(words(text, icon), "info", icon=icon))
    hero_card.body.addWidget(chips_row)
    hero_card.body.addStretch(1)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    column.addWidget(hero_card)
    actions = QGridLayout()
    actions.setSpacing(16)
    cards = (
        ("user-plus", words("عضو تازه", "New member"), words("فقط با شماره موبایل", "By mobile"), "F2", True),
        ("circle-pause", words("فاکتورهای نگه‌داشته", "Parked"), words("۲ فاکتور منتظر", "2 waiting"), "F7", False),
        ("shopping-basket", words("ادامه بدون عضو", "No member"), words("مشتری گذری", "Walk-in"), "Ctrl+Space", False),
    )
    for at, (icon, title, line, key, strong) in enumerate(cards):
        actions.addWidget(ActionCard(icon, title, line, key=key, strong=strong), 0, at)
    column.addLayout(actions)
    wall = GreetingWall(padding=24)
    wall.setMinimumHeight(150)
    row = QHBoxLayout()
    row.addWidget(BrandMark(64))
    row.addWidget(Text(words("وفا", "Vafa"), "hero", "rail_on"))
    row.addStretch(1)
    wall.body.addLayout(row)
    column.addWidget(wall)
    return box


def chips() -> QWidget:
    card = Card(words("نشان‌ها", "Chips"))
    filters = QWidget()
    flow = FlowLayout(8, filters)
    chosen = Chip(words("همه", "All"), "filter", count="۸۶")
    chosen.setChecked(True)
    ringed = Chip(words("کانون", "Focus"), "filter")
    ringed.hasFocus = lambda: True
    off = Chip(words("خاموش", "Off"), "filter")
    off.setEnabled(False)
    for chip in (chosen, Chip(words("در خطر", "At risk"), "filter", dot="warn", count="۶۳"), ringed, off):
        flow.addWidget(chip)
    card.body.addWidget(filters)
    statuses = QWidget()
    flow = FlowLayout(8, statuses)
    for fa, en, tone in (
        ("آماده", "Ready", "accent"),
        ("جوهر کم", "Low ink", "warn"),
        ("مسدود", "Blocked", "danger"),
        ("در صف", "Queued", "info"),
        ("خاموش", "Off", "plain"),
    ):
        flow.addWidget(Chip(words(fa, en), tone=tone))
    flow.addWidget(Chip(words("قهوه", "Coffee"), "status", removable=True))
    card.body.addWidget(statuses)
    for size in (38, 32, 26):
        badges = QWidget()
        flow = FlowLayout(10, badges)
        for fa, en, metal in (
            ("برنزی", "Bronze", "bronze"),
            ("نقره‌ای", "Silver", "silver"),
            ("طلایی", "Gold", "gold"),
            ("الماسی", "Diamond", "diamond"),
        ):
            flow.addWidget(TierBadge(words(fa, en), metal, size))
        card.body.addWidget(badges)
    small = QWidget()
    caps = FlowLayout(10, small)
    for key, kind in (("F3", "quiet"), ("Enter", "strong"), ("Ctrl+Space", "quiet"), ("2", "faded")):
        caps.addWidget(Keycap(key, kind))
    for name in ("scan-line", "arrow-right", "undo-2", "cloud-off", "cake", "headset"):
        caps.addWidget(Icon(name, 22))
    for kind in ("tint", "solid", "quiet", "warn", "danger"):
        caps.addWidget(IconTile("coffee", 44, kind))
    card.body.addWidget(small)
    return card


def notices() -> QWidget:
    card = Card(words("نوار آگاهی", "Notices"))
    for tone, bold, line, action, icon in (
        ("accent", ("همگام شد", "In step"), ("۲۴ سند رسید؛ تعارضی نیست.", "24 documents came."), ("", ""), ""),
        ("info", ("قیمت‌ها از فردا با ریال تازه هم نوشته می‌شود", "Prices change tomorrow"), ("", ""), ("", ""), ""),
        (
            "warn",
            ("برون‌خط؛ فروش ادامه دارد", "Offline: selling goes on"),
            ("داده‌ها تا ۲ ساعت و ۱۴ دقیقه پیش · ۱۸ سند در صف", "Data of 2 hours ago, 18 documents wait"),
            ("جزئیات", "Details"),
            "cloud-off",
        ),
        (
            "danger",
            ("ساعت رایانه ۲۳ دقیقه عقب است؛ ثبت تا درست‌شدن بسته است", "The computer's clock is 23 minutes behind"),
            ("", ""),
            ("تنظیم ساعت", "Set the clock"),
            "",
        ),
    ):
        bar = NoticeBar()
        bar.say(tone, words(*bold), words(*line), action=words(*action), icon=icon)
        card.body.addWidget(bar)
    slim = NoticeBar(slim=True)
    slim.say(
        "warn",
        words("برون‌خط؛ فروش ادامه دارد", "Offline: selling goes on"),
        words("کسب امتیاز آزاد · خرج تا سقف برون‌خط", "Earning is free"),
        fact=words("در صف ارسال ۱۸ سند", "18 documents wait"),
        icon="cloud-off",
    )
    card.body.addWidget(slim)
    return card


def rows() -> QWidget:
    card = Card(words("امتیاز این خرید", "Points of this purchase"), key="F3", icon="receipt-text")
    card.add_to_head(
        Figure(*amount(words("+۱۵۵", "+155"), words("امتیاز", "points"), "name", "accent_ink", unit_tone="accent_ink"))
    )
    for fa, en, line, icon, value in (
        ("پایه", "Base", "هر ۱۰٬۰۰۰ تومانِ بدون مالیات، ۱ امتیاز", "shopping-basket", "+۱۱۶"),
        ("سطح نقره‌ای", "Silver", "ضریب ۱٫۲۵", "medal", "+۲۹"),
        ("هفتهٔ تولد", "Birthday week", "یک بار در سال", "cake", "+۱۰"),
    ):
        row = ListRow(words(fa, en), words(line, "once in a while"), lead=Icon(icon, 18, "accent"))
        row.show_value(value)
        card.body.addWidget(row)
    card.body.addWidget(Divider(dashed=True))
    for at, (fa, en) in enumerate((("مریم رضایی‌نژاد", "Maryam Rezaei"), ("حسین دانشور", "Hossein Daneshvar")), start=1):
        row = ListRow(
            words(fa, en),
            words("۱۲ روز پیش", "12 days ago"),
            digit=str(at),
            pressable=True,
            padding=(14, 8),
            lead=Avatar(words(fa, en), 40),
            stacked=True,
            title_role="card_title",
        )
        row.set_selected(at == 1)
        row.add(TierBadge(words("طلایی", "Gold"), "gold", 26))
        row.show_value("۴۸۶٬۰۰۰", words("تومان", "toman"))
        card.body.addWidget(row)
    inset = Card(inset=True, padding=14)
    inset.body.addWidget(Text(words("تولدش سه‌شنبه ۳ آذر است", "Birthday on Tuesday"), "body"))
    refused = Card(words("خرج امتیاز", "Spend points"), words("سقف ۶۲۰", "At most 620"), key="F3", tone="danger")
    refused.say_fact(words("سقف ۶۲۰", "At most 620"), "danger_ink")
    notice = NoticeBar(edge=False)
    notice.say(
        "danger", words("۸۰۰ امتیاز ممکن نیست.", "800 points are too many."), words("سقف ۶۲۰ است.", "620 at most.")
    )
    refused.body.addWidget(notice)
    card.body.addWidget(inset)
    card.body.addWidget(refused)
    return card


def states() -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    empty = Card(words("تهی", "Empty"))
    empty.body.addWidget(
        EmptyState(
            "search",
            words("عضوی با این شماره نیست", "No member with this number"),
            words("با همین شماره عضو تازه بسازید.", "Make a new member of it."),
            action=words("عضو تازه", "New member"),
            action_icon="user-plus",
            key="F2",
            framed=True,
        )
    )
    coming = Card(words("در حال آمدن", "Coming"))
    skeleton = Skeleton(MEMBER)
    skeleton._appear()
    coming.body.addWidget(skeleton)
    spinner = Spinner(28, after_ms=0)
    spinner.start()
    coming.body.addWidget(spinner)
    row.addWidget(empty, 1)
    row.addWidget(coming, 1)
    return box
