"""`vafa settings`, `programme`, `staff`, `clock`: the shop itself."""

from typing import Annotated

import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.shapes import utc
from vafa.commands.slips_desk import paper_dots
from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit
from vafa.wording import office_answers
from vafa.wording.catalogue import later

ShopName = Annotated[str | None, typer.Option("--name", metavar="TEXT", help=later("Name of the shop."))]
Branch = Annotated[str | None, typer.Option("--branch", metavar="TEXT", help=later("Name of the branch."))]
Till = Annotated[str | None, typer.Option("--till", metavar="TEXT", help=later("Name of this till."))]
Phone = Annotated[str | None, typer.Option("--phone", metavar="TEXT", help=later("Telephone of the shop."))]
Unit = Annotated[DisplayUnit | None, typer.Option("--unit", help=later("Money unit that people see: toman or rial."))]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=later("Number of the person."))]
Name = Annotated[str, typer.Option("--name", metavar="TEXT", help=later("Name of the person."))]
RoleOption = Annotated[Role, typer.Option("--role", help=later("What he or she may do."))]
Pin = Annotated[str, typer.Option("--pin", metavar="-", help=later("Read the PIN from standard input: -"))]
MaybePin = Annotated[str | None, typer.Option("--pin", metavar="-", help=later("Read the PIN from standard input: -"))]


def settings(
    call: Call,
    name: ShopName = None,
    branch: Branch = None,
    till: Till = None,
    phone: Phone = None,
    unit: Unit = None,
    printer: options.Printer = None,
    paper: options.Paper = None,
    staff: options.Staff = None,
) -> Answer:
    """Shows how the shop presents itself; changes what is named."""
    face = {"name": name, "branch": branch, "till": till, "phone": phone}
    dots = None if paper is None else paper_dots(paper)
    if printer:
        from vafa.devices.network_printer import parse_printer_address

        parse_printer_address(printer)
    by = reading.staff_number(staff)
    asked = any(value is not None for value in (*face.values(), unit, printer, dots))
    shop = call.shop(create=asked)
    if unit is not None or any(value is not None for value in face.values()):
        shop.describe(unit=unit, staff=by, **face)
    if printer is not None or dots is not None:
        shop.choose_devices(printer=printer, paper_dots=dots)
    view = shop.read_shop()
    shown = view.state.face
    return Answer(
        {
            "name": shown.name,
            "branch": shown.branch,
            "till": shown.till,
            "phone": shown.phone,
            "unit": view.state.unit.value,
            "printer": view.printer or None,
            "paper_dots": view.paper_dots,
            "waiting_slips": view.waiting_slips,
            "programme_version": view.programme.version,
        },
        lambda language: office_answers.settings(
            shown, view.state.unit, view.printer, view.paper_dots, view.waiting_slips, language
        ),
    )


def clock(call: Call, at: options.At = None) -> Answer:
    """Says what time it is; without a time the computer's clock is right."""
    time = call.shop().set_clock(reading.moment(at))
    return Answer(
        {"now": utc(time.now), "offset_seconds": round(time.offset.total_seconds())},
        lambda language: office_answers.shop_time(time.now, time.offset, language),
    )


def add_staff(call: Call, name: Name, role: RoleOption, pin: MaybePin = None, staff: options.Staff = None) -> Answer:
    """Takes somebody on."""
    by = reading.staff_number(staff)
    digits = None if pin is None else reading.from_standard_input("--pin", pin)
    made = call.shop(create=True).hire(name, role, digits, staff=by)
    person = made.person
    return Answer(
        {"number": person.number, "name": person.name, "role": person.role.value, "has_pin": made.has_pin},
        lambda language: office_answers.hired(
            person.number, person.name, person.role.value, language, has_pin=made.has_pin
        ),
    )


def reset_pin(call: Call, number: Number, pin: Pin) -> Answer:
    """Sets a new PIN, as the computer's owner."""
    wanted, digits = reading.count(number), reading.from_standard_input("--pin", pin)
    person = call.shop().reset_pin(wanted, digits).person
    return Answer(
        {"number": person.number, "name": person.name, "role": person.role.value, "has_pin": True},
        lambda language: office_answers.pin_set(person.number, language),
    )


def list_staff(call: Call) -> Answer:
    """Shows everybody who works here."""
    people = call.shop().list_staff()
    rows = [(one.person.number, one.person.name, one.person.role.value, one.has_pin) for one in people]
    return Answer(
        {
            "staff": [
                {"number": number, "name": name, "role": role, "has_pin": has_pin}
                for number, name, role, has_pin in rows
            ]
        },
        lambda language: office_answers.staff(rows, language),
    )
