import pytest
from hypothesis import given
from hypothesis import strategies as st

from vafa.documents.typesetting import Line, Weight, glyph_advance, ink, typeset, wrap

_MEDIUM = Weight.MEDIUM


def seen(line: Line) -> str:
    """What stands on paper from left to right, one character a glyph."""
    return "".join(glyph.source for glyph in line.glyphs)


def rtl(text: str) -> str:
    return seen(typeset(text, _MEDIUM, rtl=True))


def ltr(text: str) -> str:
    return seen(typeset(text, _MEDIUM, rtl=False))


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("سال ۱۴۰۳", "۱۴۰۳ لاس"),
        ("تخفیف \u2066\u2212۴۰٬۰۰۰\u2069", "\u2212۴۰٬۰۰۰ فیفخت"),
        ("کسب \u2066+۱۵۵\u2069 شد", "دش +۱۵۵ بسک"),
        ("مبلغ (ریال)", "(لایر) غلبم"),
        ("کالا [۱۲] «ب»", "«ب» [۱۲] الاک"),
        ("عضو Gold VIP است", "تسا Gold VIP وضع"),
        ("عضو (Gold VIP) است", "تسا (Gold VIP) وضع"),
        ("فاکتور \u2066F-20418\u2069", "F-20418 روتکاف"),
        ("روز ۱۴۰۵/۰۸/۳۰ ساعت ۱۸:۴۲", "۱۸:۴۲ تعاس ۱۴۰۵/۰۸/۳۰ زور"),
        ("تلفن: \u2066۰۲۱\u00a0۸۸۷۷\u00a0۶۶۵۵\u2069", "۰۲۱\u00a0۸۸۷۷\u00a0۶۶۵۵ :نفلت"),
        ("نرخ ۶۸٪", "٪۶۸ خرن"),
        ("ضریب ۱٫۲۵", "۱٫۲۵ بیرض"),
    ],
)
def test_persian_reads_right_to_left_and_its_numbers_left_to_right(text: str, on_paper: str):
    assert rtl(text) == on_paper


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("Paid 1,280,000 toman", "Paid 1,280,000 toman"),
        ("by مریم رضایی on", "by ییاضر میرم on"),
        ("\u2068شیر (۲)\u2069 × 2", "(۲) ریش × 2"),
        ("\u2068Milk 2%\u2069 × 1", "Milk 2% × 1"),
    ],
)
def test_english_reads_left_to_right_and_keeps_persian_names_whole(text: str, on_paper: str):
    assert ltr(text) == on_paper


def test_a_bracket_is_drawn_as_its_mirror_image_in_persian():
    opening = typeset("(", _MEDIUM, rtl=False).glyphs[0].number
    assert typeset("(ا", _MEDIUM, rtl=True).glyphs[-1].number != opening
    assert typeset("ا)", _MEDIUM, rtl=True).glyphs[0].number == opening


def test_isolates_and_marks_leave_nothing_on_paper():
    plain = typeset("فاکتور F-20418", _MEDIUM, rtl=True)
    marked = typeset("\u200fفاکتور \u2066F-20418\u2069", _MEDIUM, rtl=True)
    assert marked == plain


def test_a_line_of_nothing_but_isolates_is_empty():
    line = typeset("\u2066\u2069", _MEDIUM, rtl=True)
    assert line.glyphs == ()
    assert line.width(20) == 0
    assert ink(line) == (0, 0, 0, 0)


def test_letters_join_and_the_non_joiner_parts_them():
    joined, parted = typeset("می", _MEDIUM, rtl=True), typeset("می\u200cشود", _MEDIUM, rtl=True)
    alone = typeset("ی", _MEDIUM, rtl=True).glyphs[0].number
    assert joined.glyphs[0].number != alone
    zwnj = next(glyph for glyph in parted.glyphs if glyph.source == "\u200c")
    following = [glyph.x for glyph in parted.glyphs if glyph.x > zwnj.x]
    assert zwnj.x in {glyph.x for glyph in parted.glyphs if glyph is not zwnj} | {min(following, default=zwnj.x)}
    assert glyph_advance(_MEDIUM, joined.glyphs[0].number) > 0


def test_a_ligature_stands_for_all_its_letters():
    assert "".join(sorted(rtl("لا"))) == "".join(sorted("لا"))


def test_width_grows_with_size_and_text():
    short, long = typeset("لاله", _MEDIUM, rtl=True), typeset("لاله لاله", _MEDIUM, rtl=True)
    assert short.width(40) == pytest.approx(2 * short.width(20))
    assert long.width(20) > 2 * short.width(20)


def test_tabular_digits_share_one_width():
    widths = {typeset(digit, _MEDIUM, rtl=True, tabular=True).advance for digit in "۰۱۲۳۴۵۶۷۸۹"}
    assert len(widths) == 1
    assert len({typeset(digit, _MEDIUM, rtl=True).advance for digit in "۰۱۲۳۴۵۶۷۸۹"}) > 1


def test_lines_are_broken_before_they_are_put_in_order():
    lines = wrap("خرید ۱۲۳ از شعبهٔ Vanak Square با تخفیف", _MEDIUM, 20, 150, rtl=True)
    assert len(lines) > 1
    assert seen(lines[0]).endswith("دیرخ")
    assert "۱۲۳" in seen(lines[0])
    assert seen(lines[-1]).startswith("فیفخت")


def test_a_number_isolated_across_a_break_keeps_its_direction():
    lines = wrap("تلفن \u2066021 8877 6655\u2069", _MEDIUM, 20, 100, rtl=True)
    assert [seen(line) for line in lines] == ["021 نفلت", "8877 6655"]


def test_spaces_at_the_break_take_no_room():
    lines = wrap("سلام   دنیا", _MEDIUM, 20, 60, rtl=True)
    assert [seen(line) for line in lines] == ["مالس", "ایند"]


_SOME_TEXT = st.text(alphabet="ابپتلامشی ۰۱۲abcXY 12()«»-+:/،\u200c", max_size=60)


@given(_SOME_TEXT, st.booleans(), st.integers(40, 300))
def test_wrapping_loses_nothing_and_fits(text: str, is_rtl: bool, width: int):
    lines = wrap(text, _MEDIUM, 20, width, rtl=is_rtl)
    kept = sorted(seen(line).replace(" ", "") for line in lines)
    assert len("".join(kept)) == len(text.replace(" ", ""))
    assert all(line.width(20) <= width for line in lines)


@given(_SOME_TEXT, st.booleans())
def test_order_changes_no_letter(text: str, is_rtl: bool):
    on_paper = seen(typeset(text, _MEDIUM, rtl=is_rtl))
    brackets = str.maketrans("()«»", "||||")
    assert sorted(on_paper.translate(brackets)) == sorted(text.translate(brackets))
