"""The options that several commands share. The texts are translated when they are shown."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from vafa.wording.catalogue import Language, later

Shop: TypeAlias = Annotated[
    Path | None,
    typer.Option("--shop", metavar="DIR", help=later("Folder of the shop; otherwise the one named by VAFA_SHOP.")),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=later("Answer with one JSON object."))]
Lang: TypeAlias = Annotated[
    Language, typer.Option("--lang", envvar="VAFA_LANG", show_envvar=False, help=later("Language: fa or en."))
]

Card: TypeAlias = Annotated[
    str | None, typer.Option("--card", metavar="DIGITS", help=later("Digits of the member's card."))
]
Mobile: TypeAlias = Annotated[
    str | None, typer.Option("--mobile", metavar="MOBILE", help=later("The member's mobile, in any spelling."))
]
Anonymous: TypeAlias = Annotated[bool, typer.Option("--anonymous", help=later("A customer without membership."))]
Amount: TypeAlias = Annotated[str, typer.Option("--amount", metavar="RIAL", help=later("Amount of the bill in Rial."))]
Lines: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--line", metavar="SKU:QTY:PRICE", help=later("Goods as SKU:QUANTITY:UNIT PRICE in Rial; may be repeated.")
    ),
]
Redeem: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--redeem", metavar="POINTS|max", help=later("Points to take off the bill, or max for as many as possible.")
    ),
]
Tenders: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--tender", metavar="KIND:RIAL", help=later("How it was paid, as KIND:RIAL; may be repeated.")),
]
Invoice: TypeAlias = Annotated[
    str, typer.Option("--invoice", metavar="TEXT", help=later("Number of the invoice in your till system."))
]
Override: TypeAlias = Annotated[
    str, typer.Option("--override", metavar="REASON", help=later("Give more than the programme allows, and why."))
]
Codes: TypeAlias = Annotated[
    list[str] | None, typer.Option("--code", metavar="CODE", help=later("A discount code; may be repeated."))
]
Coupons: TypeAlias = Annotated[
    list[str] | None, typer.Option("--coupon", metavar="ID", help=later("A coupon of the member; may be repeated."))
]
Rewards: TypeAlias = Annotated[
    list[str] | None, typer.Option("--reward", metavar="ID", help=later("A reward that points buy; may be repeated."))
]
Key: TypeAlias = Annotated[
    str | None,
    typer.Option("--key", metavar="TEXT", help=later("Key of this request: the same key again changes nothing.")),
]
At: TypeAlias = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help=later("When it counts, as 1405/08/30 18:42 or ISO 8601."))
]
Staff: TypeAlias = Annotated[
    str | None, typer.Option("--staff", metavar="NUMBER", help=later("Number of who does it."))
]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", metavar="TEXT", help=later("The reason, in a few words."))]
Receipt: TypeAlias = Annotated[
    str, typer.Argument(metavar="RECEIPT", help=later("Number of the receipt, such as F-20418."))
]
Png: TypeAlias = Annotated[
    Path | None, typer.Option("--png", metavar="FILE", help=later("Write a PNG picture to this file."))
]
Pdf: TypeAlias = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help=later("Write a PDF to this file."))]
Printer: TypeAlias = Annotated[
    str | None,
    typer.Option("--printer", metavar="ADDRESS", help=later("Address of the receipt printer, as HOST or HOST:PORT.")),
]
Paper: TypeAlias = Annotated[
    str | None,
    typer.Option("--paper", metavar="576|384", help=later("Printable width of the paper in dots: 576 or 384.")),
]
