"""The slip of a purchase, a redemption, a return or a cancellation."""

from vafa.documents.code_matrix import qr_matrix
from vafa.documents.pdf_painter import POINTS_PER_INCH, PdfPaper, Placed
from vafa.documents.raster_painter import Raster, paint_bits
from vafa.documents.scene import Scene
from vafa.documents.slip_sheet import DOTS_PER_INCH, SlipSheet, Span
from vafa.documents.typesetting import Weight
from vafa.domain.receipt import Receipt, ReceiptKind, Standing
from vafa.domain.units import Points, Rial
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language
from vafa.wording.papers import Label
from vafa.wording.reasons import reason_line

WIDTHS_DOTS = (576, 384)
"""Printable widths of 80 mm and 58 mm paper at 203 dots an inch."""

_TAKEN_BACK = frozenset({ReceiptKind.REFUND, ReceiptKind.CANCELLED})


def slip_raster(receipt: Receipt, language: Language, width_dots: int) -> Raster:
    """The slip in one bit, for the printer. `width_dots` is one of WIDTHS_DOTS, else ValueError."""
    return paint_bits(slip_scene(receipt, language, width_dots))


def slip_pdf(receipt: Receipt, language: Language, width_dots: int) -> bytes:
    """The slip as a PDF page of its own length, dot for dot as it prints."""
    scene = slip_scene(receipt, language, width_dots)
    scale = POINTS_PER_INCH / DOTS_PER_INCH
    paper = PdfPaper(f"{receipt.shop.name} {receipt.number}", language)
    paper.page(scene.width * scale, scene.height * scale, [Placed(scene)])
    return paper.finish()


def slip_scene(receipt: Receipt, language: Language, width_dots: int) -> Scene:
    """The layout of a slip; a part appears only when its figures are there."""
    if width_dots not in WIDTHS_DOTS:
        raise ValueError(f"no slip is {width_dots} dots wide")
    return _Slip(receipt, language, width_dots).scene()


class _Slip:
    """One slip being laid out, from top to bottom."""

    def __init__(self, receipt: Receipt, language: Language, width_dots: int) -> None:
        self.receipt = receipt
        self.language: Language = language
        self.sheet = SlipSheet(width_dots, rtl=language == "fa")

    def scene(self) -> Scene:
        self._head()
        self._goods()
        self._amounts()
        if self.receipt.standing is not None and not self.receipt.anonymous:
            self._member(self.receipt.standing)
        self._code()
        self._foot()
        return self.sheet.finish()

    def _head(self) -> None:
        receipt, sheet, language = self.receipt, self.sheet, self.language
        if receipt.copy:
            sheet.space(12)
            sheet.framed(Span(self._say(Label.COPY), 28, Weight.EXTRABOLD))
        sheet.mark(papers.initial(receipt.shop))
        sheet.space(8)
        sheet.centred(Span(receipt.shop.name, 40, Weight.EXTRABOLD))
        if place := papers.place(receipt.shop, language):
            sheet.centred(Span(place, 24))
        if title := papers.title(receipt.kind, language):
            sheet.space(8)
            sheet.framed(Span(title, 32, Weight.EXTRABOLD))
            sheet.space(6)
        number = Span(figures.latin(receipt.number), 24, Weight.BOLD)
        sheet.row((self._label(Label.RECEIPT, 22), number), (Span(papers.moment(receipt.moment, language), 22),))
        if receipt.of_number:
            of_number = Span(figures.latin(receipt.of_number), 24, Weight.BOLD)
            sheet.row((self._label(Label.OF_RECEIPT, 22), of_number))
        sheet.rule()

    def _goods(self) -> None:
        for line in self.receipt.lines:
            goods = papers.goods(line.sku, line.quantity, self.language)
            self.sheet.row((Span(goods, 24),), (Span(self._money(line.price_rial), 24),))
        if self.receipt.lines:
            self.sheet.rule(dashed=True)

    def _amounts(self) -> None:
        receipt = self.receipt
        if receipt.kind is ReceiptKind.REDEMPTION:
            self._row(Label.POINTS_SPENT, figures.signed(Points(-receipt.points_spent), self.language), points=True)
            if receipt.money_off_rial:
                self.sheet.row((self._label(Label.MONEY_OFF),), self._with_unit(receipt.money_off_rial, 26))
        if receipt.amount_rial or receipt.kind is not ReceiptKind.REDEMPTION:
            self._row(_AMOUNT_LABELS.get(receipt.kind, Label.AMOUNT), self._money(receipt.amount_rial))
            self._reductions()
            label = Label.HANDED_BACK if receipt.kind in _TAKEN_BACK else Label.PAID
            self.sheet.space(4)
            self.sheet.row((self._label(label, 32, Weight.EXTRABOLD),), self._with_unit(receipt.paid_rial, 34))
            self._handed()
        self.sheet.rule()

    def _reductions(self) -> None:
        receipt, language = self.receipt, self.language
        for reason in receipt.taken_off:
            self._off(papers.discount(reason, receipt.unit, language), reason.rial)
        if by_till := receipt.discount_rial - sum(reason.rial for reason in receipt.taken_off):
            self._off(self._say(Label.DISCOUNT), by_till)
        if receipt.money_off_rial:
            points = receipt.points_spent or receipt.points_returned
            self._off(
                papers.points_off(points, language) if points else self._say(Label.DISCOUNT), receipt.money_off_rial
            )
        elif receipt.points_spent:
            self._row(Label.POINTS_SPENT, figures.signed(Points(-receipt.points_spent), language), points=True)

    def _off(self, label: str, rial: int) -> None:
        self.sheet.row((Span(label),), (Span(self._money(Rial(-rial))),))

    def _handed(self) -> None:
        """What goes over the counter besides the goods, so that the customer can ask for it."""
        for reason in self.receipt.handed:
            self.sheet.row((Span(reason_line(reason, self.receipt.unit, self.language), 26, Weight.SEMIBOLD),))

    def _member(self, standing: Standing) -> None:
        receipt, sheet, language = self.receipt, self.sheet, self.language
        if receipt.member_name:
            self._row(Label.MEMBER, receipt.member_name, weight=Weight.SEMIBOLD)
        if receipt.member_mobile:
            self._row(Label.MOBILE, figures.masked_mobile(receipt.member_mobile, language))
        sheet.space(8)
        self._balance(standing)
        sheet.space(10)
        for reason in receipt.reasons:
            if sentence := reason_line(reason, receipt.unit, language):
                sheet.row((Span(sentence, 24),), (Span(figures.signed(reason.points, language), 24, Weight.SEMIBOLD),))
        self._movements(standing)
        self._outlook(standing)
        sheet.rule(dashed=True)

    def _balance(self, standing: Standing) -> None:
        receipt, language = self.receipt, self.language
        earned = papers.earned_here(receipt.points_earned, language) if receipt.points_earned else ""
        value = Rial(standing.balance * receipt.rial_per_point)
        worth = papers.worth(value, receipt.unit, language) if value else ""
        with self.sheet.band():
            self.sheet.row((self._label(Label.BALANCE, 24),), (Span(earned, 24),))
            self.sheet.space(-10)
            balance = Span(figures.number(standing.balance, language), 48, Weight.EXTRABOLD)
            self.sheet.row((balance,), (Span(worth, 26),))

    def _movements(self, standing: Standing) -> None:
        """Points that moved otherwise than by earning, and points that are not the member's to spend yet."""
        for label, points in (
            (Label.POINTS_CLAWED, -self.receipt.points_clawed),
            (Label.POINTS_RETURNED, self.receipt.points_returned),
        ):
            if points:
                self._row(label, figures.signed(points, self.language), points=True)
        if standing.pending:
            self._row(Label.PENDING, figures.number(standing.pending, self.language), points=True)
        if standing.debt:
            self._row(Label.DEBT, figures.signed(-standing.debt, self.language), points=True)

    def _outlook(self, standing: Standing) -> None:
        sheet, language = self.sheet, self.language
        if standing.next_expiry or standing.saved_this_year_rial:
            sheet.rule(dashed=True)
        if expiry := standing.next_expiry:
            label = Span(papers.next_expiry(expiry.on, language), 24)
            sheet.row((label,), self._counted(figures.number(expiry.points, language)))
        if standing.saved_this_year_rial:
            sheet.row((self._label(Label.SAVED, 24),), self._with_unit(standing.saved_this_year_rial, 26))

    def _code(self) -> None:
        receipt = self.receipt
        if not receipt.code:
            return
        if receipt.kind is ReceiptKind.SALE:
            beside = [self._label(Label.RETURN_TITLE, 28, Weight.BOLD), self._label(Label.RETURN_HINT, 24)]
        else:
            beside = [self._label(Label.CODE_HINT, 24)]
        if receipt.shop.phone:
            beside.append(Span(papers.shop_phone(receipt.shop, self.language), 24))
        self.sheet.code(qr_matrix(receipt.code), beside)
        self.sheet.rule(dashed=True)

    def _foot(self) -> None:
        bought = self.receipt.kind is ReceiptKind.SALE
        self.sheet.space(6)
        self.sheet.centred(Span(self._say(Label.THANKS if bought else Label.THANKS_ANYWAY), 28, Weight.BOLD))
        if self.receipt.member_mobile:
            self.sheet.centred(self._label(Label.NO_MESSAGES, 22))
        if self.receipt.journal_mark:
            self.sheet.centred(Span(figures.latin(self.receipt.journal_mark), 20))

    def _say(self, label: Label) -> str:
        return papers.say(label, self.language)

    def _label(self, label: Label, size: int = 26, weight: Weight = Weight.MEDIUM) -> Span:
        return Span(self._say(label), size, weight)

    def _money(self, rial: Rial) -> str:
        return figures.money(rial, self.receipt.unit, self.language, with_unit=False)

    def _with_unit(self, rial: Rial, size: int) -> tuple[Span, Span]:
        unit = figures.money_unit(self.receipt.unit, self.language)
        return Span(self._money(rial), size, Weight.EXTRABOLD if size > 26 else Weight.BOLD), Span(unit, 22)

    def _counted(self, number: str) -> tuple[Span, Span]:
        return Span(number, 26, Weight.BOLD), Span(self._say(Label.POINTS_UNIT), 22)

    def _row(self, label: Label, value: str, *, weight: Weight = Weight.MEDIUM, points: bool = False) -> None:
        self.sheet.row((self._label(label),), self._counted(value) if points else (Span(value, 26, weight),))


_AMOUNT_LABELS = {ReceiptKind.REFUND: Label.RETURNED_AMOUNT, ReceiptKind.CANCELLED: Label.CANCELLED_AMOUNT}
