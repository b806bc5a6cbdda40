import re
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from tests.documents.paper_reading import words_of
from tests.documents.paper_samples import SALE, SHOP

from vafa.documents.statement import PAGE_HEIGHT, PAGE_WIDTH, Statement, StatementRow, statement_pdf
from vafa.domain.units import Points
from vafa.wording import papers
from vafa.wording.catalogue import LANGUAGES, Language
from vafa.wording.papers import Label

_LABELS = ("خرید از شعبهٔ ونک، فاکتور \u2066F-20418\u2069", "خرج امتیاز", "هدیهٔ تولد (۱۰ امتیاز) " * 5)


def _statement(count: int) -> Statement:
    rows = tuple(
        StatementRow(
            SALE.moment - timedelta(days=count - i), _LABELS[i % 3], Points(-7 if i % 2 else 31), Points(i * 12)
        )
        for i in range(count)
    )
    return Statement(SHOP, "مریم رضایی‌نژاد", "09121234567", SALE.moment, rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_is_a4_and_says_whose_it_is(language: Language):
    pdf = statement_pdf(_statement(5), language)
    page = pypdfium2.PdfDocument(pdf)[0]
    assert (page.get_width(), page.get_height()) == pytest.approx((PAGE_WIDTH, PAGE_HEIGHT), abs=0.01)
    text = words_of(pdf)
    for sentence in ("رضایی‌نژاد", "مهرگان", papers.say(Label.RUNNING_BALANCE, language)):
        assert sentence in text
    assert "1234567" not in text


def test_every_row_is_there_in_order_and_pages_carry_the_columns():
    numbered = tuple(StatementRow(SALE.moment, f"Row {i}", Points(31), Points(i * 12)) for i in range(100))
    pdf = statement_pdf(replace(_statement(0), rows=numbered), "en")
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 2
    assert all(papers.say(Label.DESCRIPTION, "en") in text for text in texts)
    assert papers.page_of(2, len(texts), "en") in texts[1]
    rows = re.findall(r"Row (\d+) \+31 ([\d,]+)", " ".join(texts))
    assert rows == [(str(i), f"{i * 12:,}") for i in range(100)]


def test_an_empty_statement_says_so_on_one_page():
    document = pypdfium2.PdfDocument(statement_pdf(_statement(0), "fa"))
    assert len(document) == 1
    assert papers.say(Label.NO_ROWS, "fa") in document[0].get_textpage().get_text_range()


def test_the_same_statement_gives_the_same_bytes():
    assert statement_pdf(_statement(30), "fa") == statement_pdf(_statement(30), "fa")
