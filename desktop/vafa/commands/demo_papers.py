"""The main job on the demo shop, through the same functions as the commands: every paper it leaves is a real one."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from vafa.commands.call import Answer, Call
from vafa.commands.card_desk import issue, scan
from vafa.commands.correcting import refund, undo
from vafa.commands.demo_stock import GOODS, VISITOR
from vafa.commands.files import write_whole
from vafa.commands.keeping import backup, verify
from vafa.commands.membership import enrol, show
from vafa.commands.reading import goods
from vafa.commands.selling import sell
from vafa.commands.slips_desk import receipt
from vafa.wording.office_answers import DemoPaper

MOBILE = "09120000155"
FIRST_BILL = [f"{sku}:{quantity}:{price}" for (sku, price), quantity in zip(GOODS, (2, 1, 1, 3, 4, 2), strict=False)]
SMALL_BILL_RIAL = "42500"
"""Not a whole number of points: the last point is worth a fraction, and nothing is left to pay."""

UNDONE_BILL_RIAL = "1250000"

PAPERS: Mapping[str, DemoPaper] = MappingProxyType(
    {
        "card.png": DemoPaper.CARD,
        "card.pdf": DemoPaper.CARD_PRINT,
        "receipt.png": DemoPaper.RECEIPT,
        "receipt.pdf": DemoPaper.RECEIPT_PDF,
        "receipt-384.png": DemoPaper.RECEIPT_NARROW,
        "receipt-en.png": DemoPaper.RECEIPT_ENGLISH,
        "receipt-points.png": DemoPaper.POINTS_SPENT,
        "refund.png": DemoPaper.REFUND,
        "cancelled.png": DemoPaper.CANCELLED,
        "statement.pdf": DemoPaper.STATEMENT,
        "verify.json": DemoPaper.REPORT,
        "backup.vafa": DemoPaper.BACKUP,
    }
)


def run_main_job(call: Call, folder: Path) -> None:
    """Enrols, makes a card, scans it back, sells, spends points, takes back, undoes, prints, verifies, backs up.

    Leaves everything in PAPERS in the folder.
    """
    enrol(call, MOBILE, name=VISITOR)
    issue(call, mobile=MOBILE, png=folder / "card.png", pdf=folder / "card.pdf")
    card = _scanned(call, folder / "card.png")

    first = _number(sell(call, str(sum(line.price_rial for line in goods(FIRST_BILL))), card=card, line=FIRST_BILL))
    receipt(call, first, png=folder / "receipt.png", pdf=folder / "receipt.pdf")
    receipt(call, first, png=folder / "receipt-384.png", paper="384")
    english = Call(call.folder, "en", call.clock)
    receipt(english, first, png=folder / "receipt-en.png")
    english.close()

    second = _number(sell(call, SMALL_BILL_RIAL, card=card, redeem="max"))
    receipt(call, second, png=folder / "receipt-points.png")
    back = _number(refund(call, first, line=[f"{GOODS[0][0]}:1"]))
    receipt(call, back, png=folder / "refund.png")
    third = _number(sell(call, UNDONE_BILL_RIAL, mobile=MOBILE))
    undo(call, third)
    receipt(call, third, png=folder / "cancelled.png")

    show(call, mobile=MOBILE, pdf=folder / "statement.pdf")
    report = msgspec.json.format(msgspec.json.encode(verify(call).figures), indent=2)
    write_whole(folder / "verify.json", report)
    backup(call, folder / "backup.vafa")


def _scanned(call: Call, picture: Path) -> str:
    """The digits in a picture, as `vafa scan --raw` reads them."""
    codes = scan(call, picture, raw=True).figures["codes"]
    return str(codes[0]) if isinstance(codes, list) else ""


def _number(answer: Answer) -> str:
    return str(answer.figures["receipt"])
