"""What the made-up shop is called, and what it sells: goods with their unit price in Rial."""

from vafa.domain.receipt import ShopFace

SHOP = ShopFace(name="فروشگاه مهرگان", branch="شعبهٔ ونک", till="۲", phone="021 8877 6655")

STAFF = ("مینا رستگار", "سامان کریمی", "نسرین فرهمند")
"""A cashier, a supervisor and a branch manager."""

GOODS = (
    ("برنج ایرانی", 1_450_000),
    ("روغن آفتابگردان", 890_000),
    ("چای سیاه", 1_120_000),
    ("پنیر سفید", 640_000),
    ("شیر", 285_000),
    ("ماست", 420_000),
    ("عسل", 2_150_000),
    ("زعفران", 3_800_000),
    ("پستهٔ خندان", 4_600_000),
    ("گوشت گوسفندی", 6_900_000),
    ("نان سنگک", 150_000),
    ("شکلات تلخ", 560_000),
)

WEIGHED = frozenset({"پستهٔ خندان", "گوشت گوسفندی", "برنج ایرانی"})
"""Sold by the kilogram."""

ADJUSTMENT = "جبران تأخیر در تحویل"

NOTES = ("نان بدون گلوتن می‌خواهد", "فاکتور را به نام شرکت می‌خواهد", "کیسهٔ پارچه‌ای خودش را می‌آورد")
"""What is noted about members."""

VISITOR = "سپیده آرین"
"""Who is enrolled when the demo runs the main job."""
