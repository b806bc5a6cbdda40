"""States of the counter made by hand, with figures that add up: the ordinary ones, and the ones that burst layouts."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace
from tests.documents.paper_samples import RECEIPTS, SHOP

from vafa.documents.slip import slip_raster
from vafa.domain.account import NEVER, Balance, Entry, EntryKind, Lot, LotId, StatementLine
from vafa.domain.acts import Channel
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, MemberFacts, Surroundings
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tiering import TierStanding
from vafa.domain.purchase import purchase_of
from vafa.domain.receipt import NextExpiry, Standing
from vafa.domain.roles import Deed, Role
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import AmountOff, Gift, Multiplier, PercentOff, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.rulebook.plans import Budget, Rule, Tier, TierPlan, Trigger
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.domain.who import NOBODY, Who
from vafa.persian.jalali import Birthday
from vafa.services.asking import Sale as Asked
from vafa.services.counter.find_hits import Hit
from vafa.services.counter.look_up import Glance, Overview, PastPurchase
from vafa.services.counter.park import ParkedView
from vafa.services.counter.quote import Quotation
from vafa.services.counter.read_day import Day, LastPosting
from vafa.store.cards import Card
from vafa.store.knowing import TierPlace
from vafa.store.members import Member
from vafa.ui.counter.counter_state import (
    Approving,
    Box,
    Colleague,
    CounterState,
    Devices,
    Enrolment,
    Eye,
    FoundReceipt,
    HitList,
    Mode,
    Place,
    Posted,
    PostedKind,
    PrinterState,
    Question,
    Said,
    Sale,
    SlipPicture,
    SlipState,
    Step,
    Stopped,
    Toast,
    ToastKind,
    WayOn,
)

NOW = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)
NASTARAN = Colleague(2, "نسترن احمدی", Role.CASHIER)
FARHAD = Colleague(3, "فرهاد رستمی", Role.SUPERVISOR)
LALEH = Colleague(1, "لاله کریمی", Role.MANAGER)
LONGEST_TIER = "الماسی ویژهٔ خانواده"
LONGEST_NAME = "سیده فاطمه‌زهرا میرمحمدصادقی طباطبایی‌نژاد اصفهانی‌تبار"

BEFORE_A_SALE = frozenset({"F2", "F7", "F8", "Ctrl+Space"})
IN_A_SALE = frozenset({"F3", "F7", "F9", "F10"})

TIERS = TierPlan(tiers=(Tier("bronze", 0, "برنزی"), Tier("silver", 50_000_000, "نقره‌ای")))

PROGRAMME = Programme(
    rules=(Rule("base", PointsPerAmount()), Rule("silver", Multiplier(5, 4), when=When(tiers=("silver",)))),
    vat=Vat.EXCLUDED,
    tiers=TIERS,
)

LONGEST_TITLE = "جشنوارهٔ بزرگ پاییزهٔ فروشگاه‌های زنجیره‌ای مهرگان، ویژهٔ اعضای وفادار باشگاه و خانواده‌های گرامی آنان"

WITH_OFFERS = Programme(
    rules=(
        Rule("base", PointsPerAmount(), title="هر ۱۰٬۰۰۰ تومان یک امتیاز"),
        Rule("silver", Multiplier(5, 4), title="ضریب نقره‌ای", when=When(tiers=("silver",))),
        Rule("saturday", PercentOff(10), title="شنبه‌های باشگاه"),
        Rule("mug", Gift("لیوان سرامیکی"), title="هدیهٔ پاییز"),
        Rule("big", AmountOff(500_000), title="خرید بزرگ", when=When(min_amount_rial=15_000_000)),
    ),
    vat=Vat.EXCLUDED,
    tiers=TIERS,
)

BURSTING = Programme(
    rules=(
        Rule("base", PointsPerAmount(), title=LONGEST_TITLE),
        *(Rule(f"times-{place}", Multiplier(5 + place, 4), title=LONGEST_TITLE) for place in range(4)),
        Rule("all", PercentOff(10), title=LONGEST_TITLE, budget="autumn"),
        *(
            Rule(f"off-{place}", AmountOff(1_234_560), Trigger.PURCHASE, LONGEST_TITLE, scope=Scope(products=("*",)))
            for place in range(3)
        ),
        *(Rule(f"gift-{place}", Gift(f"g{place}", 12), title=LONGEST_TITLE) for place in range(4)),
        *(
            Rule(f"near-{place}", Gift("near"), title=LONGEST_TITLE, when=When(min_amount_rial=150_000_000 + place))
            for place in range(3)
        ),
    ),
    budgets=(Budget("autumn", Rial(10_000_000), "1405/01/01", "1405/12/29", source=LONGEST_TITLE),),
    vat=Vat.EXCLUDED,
)


def ago(**span: float) -> datetime:
    """A moment before NOW."""
    return NOW - timedelta(**span)


def member(name: str = "مریم رضایی‌نژاد", mobile: str = "09121234567") -> Member:
    """Somebody of the club."""
    return Member(b"\x01" * 16, mobile, name, datetime(2022, 10, 3, 8, 0, tzinfo=UTC))


PURCHASES = tuple(
    PastPurchase(f"F-{20_418 - 9 * place}", ago(days=3 * place), 8_620_000 + 1_234_560 * place, points)
    for place, points in enumerate((97, 243, -62, 105, 0, 18, 88, 42, 155, 61, 33, 94))
)

SILVER = TierPlace("نقره‌ای", 1, 3, Measure.SPEND, 172_800_000, 27_200_000, "طلایی", TierStanding("silver"))
GOLD = TierPlace("طلایی", 2, 3, Measure.SPEND, 250_000_000, 0, "", TierStanding("gold"))
NO_TIER_YET = TierPlace("", -1, 3, Measure.VISITS, 2, 3, "برنزی", TierStanding())

MARYAM = Glance(
    member=member(),
    moment=NOW,
    balance=Balance(1_180, 60, 0, 0),
    standing=Standing(
        Points(1_180), Points(60), Points(0), NextExpiry(Points(480), date(2027, 2, 21)), Rial(1_460_000)
    ),
    rial_per_point=1_000,
    note="نان بدون گلوتن می‌خواهد",
    birthday=Birthday(9, 3),
    days_to_birthday=3,
    last_visit=ago(days=12),
    usual_rial=9_000_000,
    expiring_soon=NextExpiry(Points(90), date(2026, 11, 27)),
    purchases=PURCHASES,
    tier=SILVER,
)

OWES = replace(
    MARYAM,
    member=member(LONGEST_NAME),
    balance=Balance(0, 0, 0, 280),
    standing=Standing(debt=Points(280)),
    note="",
    days_to_birthday=None,
    expiring_soon=None,
    purchases=(),
    tier=None,
)

RICH = replace(
    MARYAM,
    member=member(LONGEST_NAME),
    balance=Balance(12_345_678, 1_234_567, 0, 0),
    note="با ویلچر می‌آید؛ در را باز کنید و سبد را تا کنار ماشین ببرید، حساب شرکت نفت خاورمیانه",
    tier=replace(SILVER, title=LONGEST_TIER, next_title=LONGEST_TIER, missing=9_999_999_990),
)

NEWCOMER = Glance(
    member=member("", "09990000001"),
    moment=NOW,
    balance=Balance(),
    standing=Standing(),
    rial_per_point=1_000,
    tier=NO_TIER_YET,
)

AT_THE_TOP = replace(MARYAM, tier=GOLD)


def quoted(
    amount_rial: int, points: int = 0, of: Glance | None = MARYAM, programme: Programme = PROGRAMME
) -> Quotation:
    """What a programme says of a purchase."""
    balance = of.balance if of else Balance()
    tier = of.tier.standing.tier if of and of.tier else ""
    facts = MemberFacts(member=of.member.id, tier=tier) if of else None
    bill = work_out(
        Ruleset(programme),
        facts,
        purchase_of(amount_rial),
        Choices(redeem=points or None),
        balance,
        instant_of(NOW),
        Surroundings(),
    )
    return Quotation(of.member if of else None, balance, bill, 1_000)


DAY = Day(
    receipts=50,
    with_member=34,
    enrolled=7,
    enrolled_yesterday=5,
    earned=4_310,
    spent=1_950,
    spent_rial=1_950_000,
    last=tuple(
        LastPosting(ago(minutes=minutes), f"F-{number}", "sale", name, points, rial, undone)
        for minutes, number, name, points, rial, undone in (
            (3, 20417, "لیلا منصوری", 88, 8_800_000, False),
            (8, 20416, "حمید توکلی", 42, 4_200_000, False),
            (15, 20415, "زهرا پورمحمدی", -300, 3_100_000, False),
            (21, 20414, "کاوه یزدانی", 18, 1_800_000, False),
            (27, 20413, "شیرین امیری", 61, 6_100_000, False),
            (33, 20412, "", 0, 925_000, False),
            (44, 20411, "الهام شریفی", 0, 1_200_000, True),
            (50, 20410, "سعید کاظمی", 94, 9_400_000, False),
            (58, 20409, LONGEST_NAME, 33, 3_300_000, False),
        )
    ),
)

PARKED = (
    ParkedView(3, Asked(who=Who(mobile="09121110000"), amount_rial=4_860_000), ago(minutes=4), "امیرحسین صادقی"),
    ParkedView(4, Asked(who=NOBODY, amount_rial=925_000), ago(minutes=11)),
)

DEVICES = Devices(PrinterState.READY, scanned=True, camera=Eye.OFF, waiting_slips=0)

BASE = CounterState(
    face=SHOP, unit=DisplayUnit.TOMAN, person=NASTARAN, now=NOW, day=DAY, parked=PARKED, devices=DEVICES
)


def _picture(name: str = "sale") -> SlipPicture:
    raster = slip_raster(RECEIPTS[name], "fa", 576)
    return SlipPicture(raster.width, raster.rows)


SALE = Sale(
    member=MARYAM, amount_rial=13_200_000, quotation=quoted(13_200_000), most_points=1_180, steps=(100, 250, 500)
)
OFFERED = replace(SALE, quotation=quoted(13_200_000, programme=WITH_OFFERS))
SPENDING = replace(SALE, points=400, quotation=quoted(13_200_000, 400))

HITS = HitList(
    tuple(
        Hit(member(name, mobile), balance, seen)
        for name, mobile, balance, seen in (
            ("مریم رضایی‌نژاد", "09121234567", 1_240, ago(days=12)),
            ("حسین دانشور", "09351114567", 310, ago(days=1)),
            ("پریسا گلستانی", "09021114567", 0, ago(days=160)),
            ("یاسمن چیت‌چیان", "09171114567", 12_500, None),
        )
    ),
    more=False,
    chosen=0,
    wanted="4567",
)

STATES: dict[str, CounterState] = {
    "idle": replace(BASE, keys=BEFORE_A_SALE),
    "idle_first_day": replace(BASE, day=Day(), parked=(), devices=Devices(), keys=BEFORE_A_SALE),
    "idle_unknown": replace(
        BASE,
        keys=BEFORE_A_SALE,
        box=Box(Mode.MOBILE, "09121234567", 1, no=Said("member_unknown", {"mobile": "09121234567"})),
        question=Question(Said("member_unknown", {"mobile": "09121234567"}), Place.PAGE, (WayOn.ENROL_THIS,)),
    ),
    "hits": replace(BASE, step=Step.HITS, keys=BEFORE_A_SALE, hits=HITS, box=Box(Mode.DIGITS, "4567", 1, found=4)),
    "hits_many": replace(
        BASE,
        step=Step.HITS,
        keys=BEFORE_A_SALE,
        hits=HitList((HITS.hits[0],) * 8 + (Hit(member(LONGEST_NAME), 13_580_245, ago(days=700)),), True, 8, "ر"),
        box=Box(Mode.NAME, "رضا", 1, found=9, picks=True),
    ),
    "hits_none": replace(
        BASE,
        step=Step.HITS,
        keys=BEFORE_A_SALE,
        strong_key="F2",
        hits=HitList((), False, 0, "9999"),
        box=Box(Mode.DIGITS, "9999", 1, found=0),
    ),
    "enrol": replace(
        BASE,
        step=Step.ENROL,
        keys=frozenset({"F2", "F6"}),
        strong_key="F2",
        enrolment=Enrolment(mobile="09123456789", mobile_good=True, consents=frozenset({Channel.SMS})),
        box=Box(Mode.NEW_MOBILE, "09123456789", 1),
    ),
    "enrol_wrong_birthday": replace(
        BASE,
        step=Step.ENROL,
        keys=frozenset({"F2", "F6"}),
        enrolment=Enrolment(
            mobile="09123456789",
            mobile_good=True,
            name=LONGEST_NAME,
            birthday="1369/13/40",
            referrer="09121234567",
            referrer_name="مریم رضایی‌نژاد",
        ),
        box=Box(Mode.NEW_BIRTHDAY, "1369/13/40", 1, no=Said("date_invalid", {"text": "1369/13/40"})),
    ),
    "sale_begins": replace(
        BASE, step=Step.SALE, keys=frozenset({"F9", "F10"}), sale=Sale(member=MARYAM), box=Box(Mode.AMOUNT)
    ),
    "sale": replace(
        BASE, step=Step.SALE, keys=IN_A_SALE, strong_key="F10", sale=SALE, box=Box(Mode.AMOUNT, "1320000", 1)
    ),
    "offers": replace(
        BASE, step=Step.SALE, keys=IN_A_SALE, strong_key="F10", sale=OFFERED, box=Box(Mode.AMOUNT, "1320000", 1)
    ),
    "offers_burst": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        strong_key="F10",
        sale=Sale(
            member=RICH,
            amount_rial=149_999_990,
            points=100,
            quotation=quoted(149_999_990, 100, RICH, BURSTING),
            most_points=135_000,
            steps=(10_000, 25_000, 50_000),
        ),
        box=Box(Mode.POINTS, "100", 1),
    ),
    "top_tier": replace(
        BASE, step=Step.SALE, keys=IN_A_SALE, sale=replace(SALE, member=AT_THE_TOP), box=Box(Mode.AMOUNT, "1320000", 1)
    ),
    "points": replace(
        BASE, step=Step.SALE, keys=IN_A_SALE, strong_key="F10", sale=SPENDING, box=Box(Mode.POINTS, "400", 1)
    ),
    "posting": replace(
        BASE, step=Step.SALE, sale=replace(SPENDING, posting=True), box=Box(Mode.POINTS, "400", 1, busy=True)
    ),
    "points_refused": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=replace(SALE, points=1_500),
        box=Box(Mode.POINTS, "1500", 1),
        question=Question(
            Said("not_enough_points", {"points": 1_500, "spendable": 1_180, "pending": 60, "debt": 0, "best": 1_180}),
            Place.POINTS,
            (WayOn.TAKE_BEST, WayOn.WITHOUT_POINTS),
        ),
    ),
    "needs_approval": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=replace(SALE, points=1_100, amount_rial=130_000_000, quotation=quoted(130_000_000)),
        box=Box(Mode.POINTS, "1100", 1),
        question=Question(
            Said(
                "needs_approval",
                {
                    "deed": "redeem",
                    "role": "cashier",
                    "needs": "supervisor",
                    "asked_rial": 11_000_000,
                    "limit_rial": 10_000_000,
                    "best_rial": 10_000_000,
                    "best": 1_000,
                    "points": 1_100,
                },
            ),
            Place.POINTS,
            (WayOn.TAKE_BEST, WayOn.ASK_APPROVAL, WayOn.WITHOUT_POINTS),
        ),
    ),
    "amount_unusual": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=replace(SALE, amount_rial=132_000_000, quotation=quoted(132_000_000)),
        box=Box(Mode.AMOUNT, "13200000", 1),
        question=Question(
            Said("amount_unusual", {"amount_rial": 132_000_000, "meant_rial": 13_200_000}),
            Place.AMOUNT,
            (WayOn.AMOUNT_MEANT, WayOn.AMOUNT_AS_TYPED),
        ),
    ),
    "amount_far": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=replace(SALE, amount_rial=1_212_000_000, quotation=quoted(1_212_000_000)),
        box=Box(Mode.AMOUNT, "121200000", 1),
        question=Question(
            Said("amount_far", {"amount_rial": 1_212_000_000, "times": 92}),
            Place.AMOUNT,
            (WayOn.AMOUNT_AS_TYPED,),
        ),
    ),
    "amount_in_words": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=Sale(member=MARYAM),
        box=Box(Mode.AMOUNT, "صد هزار", 1, no=Said("amount_not_read", {"text": "صد هزار"})),
    ),
    "other_member": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=SALE,
        box=Box(Mode.AMOUNT, "1320000", 1),
        question=Question(
            Said("other_member", {"name": "حسین دانشور", "present": "مریم رضایی‌نژاد"}),
            Place.MEMBER,
            (WayOn.SWITCH_MEMBER, WayOn.KEEP_MEMBER, WayOn.PARK_AND_OPEN),
        ),
    ),
    "anonymous": replace(
        BASE,
        step=Step.SALE,
        keys=frozenset({"F2", "F7", "F10"}),
        strong_key="F10",
        sale=Sale(amount_rial=925_000, quotation=quoted(925_000, of=None)),
        box=Box(Mode.AMOUNT, "92500", 1),
    ),
    "owes": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=Sale(member=OWES, amount_rial=10, quotation=quoted(10, of=OWES)),
        box=Box(Mode.AMOUNT, "1", 1),
    ),
    "nine_digits": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        strong_key="F10",
        sale=Sale(
            member=RICH,
            amount_rial=9_999_999_990,
            points=9_999_999,
            quotation=quoted(9_999_999_990, 9_999_999, RICH),
            most_points=10_000_000,
            steps=(100_000, 1_000_000, 5_000_000),
        ),
        box=Box(Mode.POINTS, "9999999", 1),
    ),
    "newcomer": replace(
        BASE,
        step=Step.SALE,
        keys=frozenset({"F9", "F10"}),
        sale=Sale(member=NEWCOMER, amount_rial=1_234_567, quotation=quoted(1_234_567, of=NEWCOMER)),
        box=Box(Mode.AMOUNT, "123456.7", 1),
        toast=Toast(ToastKind.ENROLLED, 1),
    ),
    "clock_doubted": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=SALE,
        box=Box(Mode.POINTS, "400", 1),
        question=Question(
            Said("clock_doubtful", {"now": ago(days=40), "trusted": NOW}),
            Place.POINTS,
            (WayOn.SET_CLOCK, WayOn.CLOCK_IS_RIGHT, WayOn.WITHOUT_POINTS),
        ),
    ),
    "clock_typed_wrong": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=SALE,
        notice=Said("clock_doubtful", {"now": ago(days=40), "trusted": NOW}),
        box=Box(Mode.MOMENT, "1405/08/30 18:4", 1, no=Said("date_invalid", {"text": "1405/08/30 18:4"})),
    ),
    "disk_full": replace(
        BASE,
        step=Step.SALE,
        keys=IN_A_SALE,
        sale=SPENDING,
        box=Box(Mode.POINTS, "400", 1),
        question=Question(Said("disk_full", trouble=True), Place.PAGE, (WayOn.TRY_AGAIN, WayOn.PARK)),
    ),
    "stopped": replace(
        BASE,
        step=Step.STOPPED,
        keys=BEFORE_A_SALE,
        box=Box(Mode.CARD, "4471", 1, no=Said("card_blocked", {"serial": "40010404471", "reason": "lost"})),
        stopped=Stopped(
            said=Said("card_blocked", {"serial": "40010404471", "reason": "lost", "replaced_by": "40010409026"}),
            serial="40010404471",
            holder_name="مریم رضایی‌نژاد",
            holder_mobile="09121234567",
            good_serial="40010409026",
        ),
    ),
    "stopped_unknown": replace(
        BASE,
        step=Step.STOPPED,
        keys=BEFORE_A_SALE,
        box=Box(Mode.CARD, "", 1),
        stopped=Stopped(said=Said("card_unknown"), serial="40010404471"),
    ),
    "posted": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE | {"Ctrl+Z"},
        posted=Posted(
            kind=PostedKind.SALE, receipt=RECEIPTS["sale"], undo_s=25, slip=SlipState.PRINTING, picture=_picture()
        ),
    ),
    "posted_offers": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE | {"Ctrl+Z"},
        posted=Posted(
            kind=PostedKind.SALE,
            receipt=RECEIPTS["offers"],
            undo_s=25,
            slip=SlipState.PRINTED,
            picture=_picture("offers"),
        ),
    ),
    "posted_slip_waits": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE,
        posted=Posted(
            kind=PostedKind.SALE,
            receipt=RECEIPTS["debt_and_pending"],
            undo_s=0,
            slip=SlipState.WAITING,
            slip_no=Said("printer_no_paper", trouble=True),
            picture=_picture(),
        ),
        notice=Said("printer_no_paper", trouble=True),
    ),
    "posted_refund": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE,
        posted=Posted(kind=PostedKind.REFUND, receipt=RECEIPTS["refund"], approved_by="فرهاد رستمی"),
    ),
    "posted_cancelled": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE,
        posted=Posted(kind=PostedKind.CANCELLED, receipt=RECEIPTS["cancelled"], picture=_picture()),
    ),
    "posted_anonymous": replace(
        BASE,
        step=Step.POSTED,
        keys=BEFORE_A_SALE | {"Ctrl+Z"},
        posted=Posted(kind=PostedKind.SALE, receipt=RECEIPTS["anonymous"], undo_s=30, repeated=True),
    ),
    "parked": replace(BASE, step=Step.PARKED, keys=frozenset({"F2", "F7", "F8"}), parked_chosen=1, box=Box(picks=True)),
    "parked_none": replace(BASE, step=Step.PARKED, keys=frozenset({"F7"}), parked=()),
    "parked_discard": replace(
        BASE,
        step=Step.PARKED,
        keys=frozenset({"F7"}),
        parked=PARKED * 7,
        parked_chosen=10,
        question=Question(
            Said("discard_parked", {"parked": 4, "amount_rial": 925_000, "name": ""}), Place.PAGE, (WayOn.DISCARD,)
        ),
    ),
    "refund_number": replace(BASE, step=Step.RECEIPT, keys=frozenset({"F8"}), box=Box(Mode.REFUND_NUMBER)),
    "receipt": replace(
        BASE,
        step=Step.RECEIPT,
        keys=frozenset({"F7", "F8"}),
        found=FoundReceipt(receipt=RECEIPTS["sale"], left_rial=13_200_000, reassignable=True),
        box=Box(picks=True),
    ),
    "refund": replace(
        BASE,
        step=Step.REFUND,
        keys=frozenset({"F8"}),
        found=FoundReceipt(
            receipt=RECEIPTS["sale"], refunded_rial=3_300_000, left_rial=9_900_000, refund_rial=2_500_000
        ),
        box=Box(Mode.REFUND_AMOUNT, "250000", 1),
    ),
    "refund_too_much": replace(
        BASE,
        step=Step.REFUND,
        keys=frozenset({"F8"}),
        found=FoundReceipt(receipt=RECEIPTS["sale"], left_rial=9_900_000, refund_rial=99_000_000),
        box=Box(Mode.REFUND_AMOUNT, "9900000", 1),
        question=Question(
            Said("refund_exceeds_rest", {"amount_rial": 99_000_000, "rest_rial": 9_900_000}),
            Place.PAGE,
            (WayOn.REFUND_ALL,),
        ),
    ),
    "reassign": replace(
        BASE,
        step=Step.REASSIGN,
        found=FoundReceipt(receipt=RECEIPTS["sale"], left_rial=13_200_000, reassignable=True, new_owner=RICH),
        box=Box(Mode.REASON),
    ),
    "approving": replace(
        BASE,
        step=Step.SALE,
        sale=SALE,
        box=Box(Mode.PIN, "", 2, picks=True),
        approving=Approving(deed=Deed.REDEEM, people=(FARHAD, LALEH)),
        question=Question(
            Said(
                "needs_approval", {"deed": "redeem", "asked_rial": 11_000_000, "limit_rial": 10_000_000, "best": 1_000}
            ),
            Place.POINTS,
            (WayOn.TAKE_BEST, WayOn.ASK_APPROVAL),
        ),
    ),
    "approving_wrong_pin": replace(
        BASE,
        step=Step.SALE,
        sale=SALE,
        box=Box(Mode.PIN, "", 3),
        approving=Approving(deed=Deed.REDEEM, people=(FARHAD, LALEH), chosen=0, no=Said("pin_wait", {"seconds": 20})),
    ),
    "help": replace(BASE, help=True),
}


def _statement(count: int) -> list[StatementLine]:
    lines, net = [], 0
    for place in range(count):
        points = (155, -40, 88, -300, 61)[place % 5]
        net += points
        moment_ms = int(ago(days=3 * (count - place)).timestamp() * 1_000)
        entry = Entry(
            member=b"\x01" * 16,
            hlc=place,
            event_id=place.to_bytes(16, "big"),
            part=0,
            kind=EntryKind.EARN if points > 0 else EntryKind.SPEND,
            points=points,
            moment_ms=moment_ms,
        )
        lines.append(StatementLine(moment_ms, points, net, entry))
    return lines


WHOLE = Overview(
    member=MARYAM.member,
    moment=NOW,
    balance=MARYAM.balance,
    standing=MARYAM.standing,
    rial_per_point=1_000,
    note=MARYAM.note,
    lots=[
        Lot(date(2026, 11, 27).toordinal(), 1, LotId(b"a" * 16, 0), 90, 0),
        Lot(date(2027, 2, 21).toordinal(), 2, LotId(b"b" * 16, 0), 480, 0),
        Lot(NEVER, 3, LotId(b"c" * 16, 0), 670, 0),
    ],
    lines=_statement(40),
    cards=[
        Card("40010404471", b"\x01" * 16, "lost", "40010409026"),
        Card("40010409026", b"\x01" * 16, None, None),
    ],
    receipts=[],
    purchases=PURCHASES,
)

STATES["details"] = replace(
    BASE, step=Step.DETAILS, keys=frozenset({"F9"}), sale=SALE, details=WHOLE, box=Box(Mode.ANYTHING)
)
STATES["note"] = replace(
    STATES["details"],
    details=replace(WHOLE, note="", cards=[], purchases=(), lines=[], lots=[]),
    box=Box(Mode.NOTE, "", 4),
)


# Each state puts its own text into the box.
STATES = {
    name: replace(state, box=replace(state.box, edition=edition))
    for edition, (name, state) in enumerate(STATES.items(), start=1)
}
