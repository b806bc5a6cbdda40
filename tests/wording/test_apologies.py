"""Every "no" that the source can say has its sentences, and no sentence asks for a figure that nobody gives."""

import ast
from datetime import UTC, date, datetime
from string import Formatter

import pytest
from msgspec import to_builtins
from tests.house.tree import package_files

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit
from vafa.store.database import _TROUBLES
from vafa.wording.apologies import apology
from vafa.wording.catalogue import LANGUAGES
from vafa.wording.refusals import SENTENCES

NOES = {"Refusal", "Trouble"}
SAID_BY_TABLES = {code: {"detail"} for _, code in _TROUBLES}
PRINTER = {"host", "port", "sent"}
SAID_ELSEWHERE = {
    "card_replaced": {"serial", "reason", "replaced_by"},
    "partly_refunded": {"number", "amount_rial"},
    "pin_wrong_wait": {"left", "seconds"},
    "needs_approval_refund": {"deed", "role", "needs", "asked_rial", "limit_rial", "best_rial", "best"},
    "needs_approval_receipt": {"deed", "role", "needs"},
    "margin_guard_no_margin": {"share_percent", "most_percent", "margin_rial", "cost_rial", "bills"},
    **{f"{kind}_unknown": {"name", "known"} for kind in ("field", "form", "survey", "interest")},
    "chores_failed": set(),
    "answer_unwritable": set(),
    "bug": {"report"},
    "text_unreadable": set(),
    "usage_command": {"command", "like"},
    "usage_command_like": {"command", "like"},
    **{f"usage_{code}": {"option", "detail"} for code in ("option", "missing", "value", "other")},
    **{f"usage_{code}": {"options"} for code in ("one_of", "needs", "not_with")},
}
"""Codes that are no literal of a raise: made by `apologies`, `serving`, `command_line` and `member_played`."""


def codes_in(node):
    """The codes that an argument can be: a literal, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return codes_in(node.body) | codes_in(node.orelse)
    return set()


def said(sources):
    """Every code with the figures that all its raises give; None where some are unknown (`**figures`)."""
    found = {}
    for source in sources:
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in NOES and call.args:
                given = (
                    None if any(word.arg is None for word in call.keywords) else {word.arg for word in call.keywords}
                )
                for code in codes_in(call.args[0]):
                    before = found.get(code, given)
                    found[code] = None if given is None or before is None else before & given
            elif isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "_trouble":
                found.update(dict.fromkeys(codes_in(call.args[0]), PRINTER))
    return found


def every_no():
    return {**SAID_BY_TABLES, **said(file.read_text(encoding="utf-8") for file in package_files()), **SAID_ELSEWHERE}


def asked_for(sentences):
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_no_has_its_sentences():
    assert sorted(every_no().keys() - SENTENCES.keys()) == []


def test_every_sentence_can_be_said():
    assert sorted(SENTENCES.keys() - every_no().keys()) == []


def test_no_sentence_asks_for_a_figure_that_nobody_gives():
    given = every_no()
    assert [
        (code, name)
        for code, sentences in SENTENCES.items()
        for name in asked_for(sentences)
        if given.get(code) is not None and name not in given[code]
    ] == []


def test_the_collection_sees_literals_choices_and_common_figures():
    source = """
raise Refusal("a", x=1, y=2)
raise Refusal("a", x=1)
raise Trouble("b" if full else "c", file=1)
raise Refusal("d", **figures)
raise self._trouble("e")
"""
    assert said([source]) == {"a": {"x"}, "b": {"file"}, "c": {"file"}, "d": None, "e": PRINTER}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SENTENCES)
def test_without_figures_there_still_is_a_sentence(code, language):
    sorry = apology(code, {}, DisplayUnit.TOMAN, language)
    assert sorry.sentence
    assert sorry.way_on
    assert "{" not in sorry.text


def shown(code, language="fa", unit=DisplayUnit.TOMAN, **figures):
    text = apology(code, figures, unit, language).text
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


def test_a_choice_of_nothing_is_seen_to_be_empty():
    assert shown("tier_unknown", "en", tier="gold", known=[]).endswith("Choose one of: –.")
    assert shown("tier_unknown", "en", tier="gold", known=["silver", "bronze"]).endswith("silver · bronze.")


def test_an_unknown_code_is_named():
    assert shown("brand_new", x=1) == "به دلیل «brand_new» پذیرفته نشد. از پشتیبان برنامه بپرسید."
    assert shown("brand_new", "en").startswith("This was refused for the reason “brand_new”.")


def test_figures_are_as_people_read_them():
    assert shown("not_enough_points", points=200, spendable=120, best=120) == (
        "امتیاز کافی نیست: ۱۲۰ از ۲۰۰. حداکثر ۱۲۰ امتیاز می‌توان خرج کرد."
    )
    assert "۱۰۰٬۰۰۰٬۰۰۰٬۰۰۰ تومان" in shown("amount_too_large", amount_rial=1, limit_rial=10**12)
    assert "1,000 Rial" in shown("amount_not_positive", "en", DisplayUnit.RIAL, amount_rial=1_000)
    assert "۱٫۲۵" in shown("refund_exceeds_rest_quantity", sku="شیر", rest_thousandths=1_250)
    assert "۳۲ مگابایت" in shown("file_too_large", limit_bytes=32 * 1024 * 1024)
    assert "127.0.0.1:9100" in shown("printer_unreachable", host="127.0.0.1", port=9100)
    assert "گم‌شده" in shown("card_blocked", serial="1", reason="lost", replaced_by=None)
    assert "کارت 2 جای آن را گرفته" in shown("card_blocked", serial="1", reason="lost", replaced_by="2")
    assert "مدیر شعبه" in shown("not_allowed", role="cashier", needs="manager", deed="erase")
    assert "۱۶۰ ثانیه" in shown("pin_wait", seconds=160)
    assert "۲" in shown("pin_wrong", left=2, seconds=0)
    assert "۵ ثانیه" in shown("pin_wrong", left=0, seconds=5)
    limits = {"role": "cashier", "needs": "supervisor", "asked_rial": 25_000_000, "limit_rial": 20_000_000}
    assert "تا ۱۰٬۰۰۰ امتیاز" in shown("needs_approval", deed="redeem", best=10_000, **limits)
    assert "۲٬۵۰۰٬۰۰۰ تومان" in shown("needs_approval", deed="refund", best=0, **limits)
    assert "رسیدهای امروز خودتان" in shown("needs_approval", deed="refund_any", needs="supervisor", limit_rial=None)
    at = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)
    assert "۱۴۰۵/۰۸/۳۰ ۱۸:۴۲" in shown("moment_in_future", at=at, now=at)


def test_a_moment_of_an_answer_already_written_down_is_read_as_one():
    said = shown("refund_before_sale", at="2026-11-21T15:12:00.000Z", sold="2026-11-21T19:00:30+03:30")
    assert said.startswith("تاریخ برگشت ۱۴۰۵/۰۸/۳۰ ۱۸:۴۲ است، پیش از خود فروش (۱۴۰۵/۰۸/۳۰ ۱۹:۰۰).")
    assert "1405/08/30 18:42" in shown("refund_before_sale", "en", at="2026-11-21T15:12:00Z", sold="not known")


def test_a_receipt_of_which_something_came_back_says_so_where_it_cannot_be_undone_any_more():
    said = shown("already_refunded", unit=DisplayUnit.RIAL, number="S-7", amount_rial=200_000)
    assert said == (
        "از رسید S-7 پیش از این ۲۰۰٬۰۰۰ ریال برگشت خورده است؛ دیگر نمی‌توان آن را لغو یا جابه‌جا کرد. "
        "اگر چیزی از آن مانده باشد، همان را می‌توان برگشت زد."
    )
    assert shown("already_refunded", "en", amount_rial=200_000).startswith("Nothing of this receipt is left to return.")


REWARD = {"reward": "saffron", "title": "زعفران"}
UNMET = Reason("unmet_amount", figures={"at_least_rial": 500_000, "missing_rial": 120_000})


def test_a_reward_says_what_is_missing():
    said = shown("reward_not_met", unit=DisplayUnit.RIAL, unmet=(UNMET,), **REWARD)
    assert said == (
        "پاداش «زعفران» هنوز ممکن نیست: ۱۲۰٬۰۰۰ ریال دیگر بخرید تا خرید به ۵۰۰٬۰۰۰ ریال برسد. "
        "این را برطرف کنید یا بدون پاداش ادامه دهید."
    )
    assert said == shown("reward_not_met", unit=DisplayUnit.RIAL, unmet=[to_builtins(UNMET)], **REWARD)


def test_a_reward_without_a_title_is_called_by_its_name():
    figures = {"reward": "saffron", "title": "", "missing": 50, "best": 2}
    assert shown("reward_points_short", "en", **figures) == (
        "For the reward “saffron” 50 points are missing. At most 2 of it can be taken."
    )


@pytest.mark.parametrize("code", ["redeem_step", "redeem_least", "reward_points_short", "reward_used_up"])
def test_where_nothing_is_possible_the_way_on_says_so(code):
    figures = {"points": 37, "step": 10, "least": 30, "missing": 5, **REWARD}
    assert shown(code, best=0, **figures).endswith("اکنون ممکن نیست.")
    assert "۳۰" in shown(code, best=30, **figures)
    assert "ممکن نیست" not in shown(code, best=30, **figures)


def test_days_and_percents_of_the_engine():
    assert shown("gift_card_expired", "en", number="G-1", last_day=739_970, best_rial=0).startswith(
        "Gift card G-1 was good until 29 Azar 1405."
    )
    figures = {"most_percent": 30, "margin_rial": 9_000_000, "cost_rial": 2_812_500, "bills": 1_200}
    said = shown("margin_guard", unit=DisplayUnit.RIAL, share_percent=31.25, **figures)
    assert said.startswith(
        "این برنامه در ۱٬۲۰۰ خرید گذشته ۲٬۸۱۲٬۵۰۰ ریال می‌داد که ۳۱٫۲۵٪ از سود ۹٬۰۰۰٬۰۰۰ ریال است؛ حداکثر ۳۰٪ مجاز است."
    )
    assert "سودی نبود" in shown("margin_guard", share_percent=None, **figures)
    assert "۱۴۰۵/۰۹/۲۹" in shown("tier_pin_past", until=date(2026, 12, 20))
    assert "silver · gold" in shown("tier_unknown", tier="x", known=["silver", "gold"])
