"""The sentence of every "no": what is so, and what helps. Placeholders are figures of the code."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.wording.catalogue import later
from vafa.wording.club_refusals import CLUB_REFUSALS
from vafa.wording.device_troubles import DEVICE_TROUBLES
from vafa.wording.spending_refusals import SPENDING_REFUSALS

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # amounts and goods
        "amount_not_positive": (
            later("The amount has to be above zero, not {amount_rial}."),
            later("Give the amount of the bill."),
        ),
        "amount_too_large": (
            later("The amount {amount_rial} is above the bound of {limit_rial}."),
            later("Check the number of zeros."),
        ),
        "amount_not_a_number": (later("“{text}” is not an amount."), later("Give whole Rials, such as 3450000.")),
        "points_not_a_number": (later("“{text}” is not a number of points."), later("Give a whole number.")),
        "not_a_number": (later("“{text}” is not a number."), later("Give a whole number.")),
        "line_unreadable": (
            later("The line “{text}” cannot be read."),
            later("Write it as SKU:QUANTITY:PRICE, for goods that came back as SKU:QUANTITY."),
        ),
        "line_invalid": (
            later("Line {line} ({sku}) has no goods, no quantity above zero, or a price that cannot be."),
            later("Correct this line."),
        ),
        "too_many_lines": (later("The bill has {lines} lines; at most {limit} are allowed."), later("Split the bill.")),
        "lines_below_amount": (
            later("The lines add up to {lines_rial}, less than the amount {amount_rial}."),
            later("Check the amount and the lines."),
        ),
        "tender_invalid": (
            later("The payment “{kind}” of {rial} cannot be."),
            later("Write it as KIND:RIAL, such as cash:500000."),
        ),
        "tenders_do_not_add_up": (
            later("The payments add up to {tenders_rial}; {payable_rial} has to be paid."),
            later("Correct the payments."),
        ),
        # points
        "points_not_positive": (
            later("The points have to be above zero, not {points}."),
            later("Give how many points."),
        ),
        "points_zero": (later("An adjustment by zero points changes nothing."), later("Give how many points.")),
        "points_too_many": (later("{points} points are above the bound of {limit}."), later("Check the number.")),
        "not_enough_points": (
            later("Not enough points: {spendable} of {points}."),
            later("At most {best} can be used."),
        ),
        "redeem_exceeds_payable": (
            later("{points} points are worth more than the payable {payable_rial}."),
            later("At most {best} can be used."),
        ),
        "redeem_needs_member": (
            later("Points can only be taken off for a member."),
            later("Read the member's card or ask for the mobile."),
        ),
        "reason_missing": (later("A reason is needed."), later("Say in a few words why.")),
        # members and cards
        "mobile_invalid": (
            later("“{mobile}” is not a mobile number of Iran."),
            later("It has eleven digits and begins with 09."),
        ),
        "member_unknown": (later("No member has this mobile."), later("Check the number, or enrol the customer.")),
        "already_member": (
            later("This mobile is a member already."),
            later("Use the existing membership: vafa show --mobile."),
        ),
        "name_invalid": (
            later("The name is empty or longer than {limit} letters."),
            later("Give a name of up to {limit} letters."),
        ),
        "refund_before_sale": (
            later("The refund is dated {at}, before the sale itself ({sold})."),
            later("Date it after the sale, or leave the date out."),
        ),
        "text_unreadable": (
            later("A text on the command line is not UTF-8."),
            later("Set the terminal or the calling program to UTF-8."),
        ),
        "text_too_long": (
            later("“{field}” is longer than {limit} letters."),
            later("Shorten it."),
        ),
        "nothing_to_seek": (later("There is nothing to look for."), later("Write part of a name or of a mobile.")),
        "card_unknown": (later("This card is not known here."), later("Ask for the mobile, or issue a card.")),
        "card_blocked": (
            later("Card {serial} is blocked ({reason})."),
            later("Ask for the mobile; the points are still there."),
        ),
        "card_replaced": (
            later("Card {serial} is blocked ({reason}) and was replaced by card {replaced_by}."),
            later("Ask for the new card or the mobile; the points are still there."),
        ),
        "card_already_blocked": (
            later("Card {serial} is blocked already ({reason})."),
            later("Nothing has to be done."),
        ),
        "no_card_to_block": (later("This member has no card that could be blocked."), later("Nothing has to be done.")),
        "not_a_card": (
            later("This is the code of receipt {receipt}, not of a card."),
            later("Read the member's card."),
        ),
        "code_not_ours": (later("This code is not one of ours."), later("Read a card or a receipt of this club.")),
        "code_version_unknown": (
            later("The card is of version {version}, which this program does not know."),
            later("Update the program, or ask for the mobile."),
        ),
        "no_code_found": (
            later("No code was found in the picture."),
            later("Take it again: straight, near and well lit."),
        ),
        "two_codes": (later("The picture shows {count} different codes."), later("Show one only.")),
        # receipts
        "receipt_number_bad": (later("“{number}” is not a receipt number."), later("It looks like F-20418.")),
        "receipt_unknown": (later("There is no receipt {number}."), later("Check the number on the slip.")),
        "receipt_ambiguous": (
            later("{count} receipts have the number {number}."),
            later("Read the code on the slip, or look the member up."),
        ),
        "not_a_sale": (later("Receipt {number} is not a sale."), later("Give the receipt of the sale.")),
        "not_a_slip": (later("This act made no slip."), later("Give the number of a receipt.")),
        "already_refunded": (
            later("Nothing of this receipt is left to return."),
            later("Look at the receipts of the member."),
        ),
        "partly_refunded": (
            later("{amount_rial} of receipt {number} came back already; it can no longer be undone or moved."),
            later("What is left of it, if anything, can be returned."),
        ),
        "refund_exceeds_rest": (
            later("{amount_rial} is more than the rest of {rest_rial}."),
            later("Return at most the rest."),
        ),
        "refund_line_unknown": (later("{sku} is not on this receipt."), later("Check the goods on the receipt.")),
        "refund_exceeds_rest_quantity": (
            later("Of {sku} only {rest_thousandths} can be returned."),
            later("Correct the quantity."),
        ),
        "already_undone": (later("Receipt {number} was cancelled already."), later("Nothing has to be done.")),
        "undo_not_last": (
            later("Receipt {number} is not the last posting of this till."),
            later("Return the goods instead."),
        ),
        "undo_too_late": (
            later("Receipt {number} can be undone for {seconds} seconds only."),
            later("Return the goods instead."),
        ),
        "same_member": (later("Receipt {number} belongs to this member already."), later("Nothing has to be done.")),
        "reassign_too_late": (
            later("Receipt {number} can be moved on its own business day only."),
            later("Return the goods and sell again, or adjust by hand."),
        ),
        "parked_unknown": (
            later("No purchase is parked under number {parked}."),
            later("It may have been finished; list what is parked."),
        ),
        "key_reused": (later("The key {key} was used for another request."), later("Use a new key for a new request.")),
        "act_unknown": (later("This act is not in the journal."), later("Check the shop file: vafa verify.")),
        # dates and the clock
        "date_invalid": (
            later("“{text}” is not a day of the calendar."),
            later("Write it as 1405/08/30 or 1405/08/30 18:42."),
        ),
        "moment_in_future": (later("{at} has not come yet; it is {now}."), later("Check the date.")),
        "moment_too_old": (later("{at} is too long ago; the earliest is {earliest}."), later("Check the date.")),
        "day_in_future": (later("{day} has not come yet."), later("Choose today or earlier.")),
        "clock_doubtful": (
            later("The clock says {now}, but the last act was at {trusted}."),
            later("Confirm the time with vafa clock; until then points are not spent."),
        ),
        "clock_implausible": (
            later("{at} is years away from the last act ({trusted})."),
            later("Check the date and write it again."),
        ),
        "clock_impossible": (
            later("The computer's clock says the year {year}."),
            later("Set the computer's clock right, then try again."),
        ),
        "file_of_another_kind": (
            later("{file} is there already and is something else."),
            later("Choose another name; nothing was overwritten."),
        ),
        "key_empty": (later("The key is empty."), later("Give every request a key of its own, or leave --key out.")),
        # people and rights
        "already_founded": (later("Somebody works in this shop already."), later("Sign in with your PIN.")),
        "staff_unknown": (later("Nobody works here under number {number}."), later("See vafa staff list.")),
        "pin_invalid": (later("A PIN has {shortest} to {longest} digits."), later("Choose another PIN.")),
        "pins_differ": (later("The two PINs are not the same."), later("Type the PIN once more.")),
        "pin_too_simple": (
            later("This PIN is guessed at the first try."),
            later("Choose digits that are not all equal and not in a row."),
        ),
        "pin_incomplete": (later("A PIN has {shortest} to {longest} digits."), later("Type the whole PIN.")),
        "pin_missing": (
            later("No PIN is set for you on this till."),
            later("The owner of the computer sets one: vafa staff reset."),
        ),
        "pin_wrong": (
            later("The PIN is not right."),
            later("Type it again; tries left before a wait: {left}."),
        ),
        "pin_wrong_wait": (
            later("The PIN is not right."),
            later("Try again in {seconds} seconds. When it is forgotten: vafa staff reset."),
        ),
        "pin_wait": (
            later("The PIN was wrong too often."),
            later("Try again in {seconds} seconds. When it is forgotten: vafa staff reset."),
        ),
        "approve_self": (
            later("Nobody approves what he or she does."),
            later("Ask a colleague."),
        ),
        "needs_approval": (
            later("Points worth {asked_rial} are above your limit of {limit_rial}."),
            later(
                "Up to {best} points need nobody's approval; for more, ask a colleague of at least the role {needs}."
            ),
        ),
        "needs_approval_refund": (
            later("{asked_rial} would come back of this receipt, more than your limit of {limit_rial}."),
            later("Ask a colleague of at least the role {needs} to approve it."),
        ),
        "needs_approval_receipt": (
            later("You take back by yourself only what you sold today."),
            later("Ask a colleague of at least the role {needs} to approve it."),
        ),
        "adjust_above_limit": (
            later("{points} points are above the limit of {limit} for your role."),
            later("Ask a colleague of at least the role {needs} to do it."),
        ),
        "not_allowed": (
            later("This takes a role of at least {needs}; yours is {role}."),
            later("Ask a colleague with this role."),
        ),
        # the shop, its programme and its file
        "no_shop_here": (
            later("There is no shop in {folder}."),
            later("Enrol the first member, or name another folder with --shop."),
        ),
        "shop_exists": (later("There is a shop in {folder} already."), later("Name another folder with --shop.")),
        "papers_not_ours": (later("{folder} holds files that no demo made."), later("Name an empty folder.")),
        "too_many_members": (later("A demo has 1 to {limit} members."), later("Choose another number.")),
        "not_a_shop": (later("{file} is not a shop file."), later("Name another folder with --shop.")),
        "shop_from_future": (
            later("The shop file is of version {version}; this program reads up to {readable}."),
            later("Update the program."),
        ),
        "needs_update": (later("A newer program wrote acts that this one cannot read."), later("Update the program.")),
        "sqlite_too_old": (
            later("The database library {version} is too old; {needs} is needed."),
            later("Install the program anew."),
        ),
        "programme_unreadable": (
            later("The programme cannot be read: {place}."),
            later("Correct the file; the running programme stays."),
        ),
        "programme_too_large": (
            later("The programme file has {bytes} bytes; at most {limit} are allowed."),
            later("Shorten the file; the running programme stays."),
        ),
        "programme_newer": (
            later("The programme is of format {format}; this program reads up to {readable}."),
            later("Update the program."),
        ),
        "programme_invalid": (
            later("{place} in the programme cannot be so; it has to be: {mend}."),
            later("Correct the file; the running programme stays."),
        ),
        "programme_unknown": (
            later("Version {version} of the programme is missing."),
            later("Check the shop file: vafa verify."),
        ),
        "shop_damaged": (
            later("The shop file is damaged."),
            later("Restore the latest copy from the folder backups: vafa restore."),
        ),
        "shop_read_only": (
            later("The shop file cannot be opened or written."),
            later("Check the rights of the folder."),
        ),
        "shop_busy": (later("Another program holds the shop file."), later("Try again in a moment.")),
        "shop_vanished": (
            later("The shop file is no longer in its place; nothing was written."),
            later("Close the program and bring the file back, or restore the latest copy: vafa restore."),
        ),
        "window_open_already": (
            later("This shop is open in another window already."),
            later("Go on in that window."),
        ),
        "window_open": (
            later("The shop is open in a window."),
            later("Close the window, then try again."),
        ),
        "card_serial_taken": (
            later("A card with the serial {serial} exists already."),
            later("Make a new card; destroy this one."),
        ),
        "setting_unknown": (
            later("“{value}” is not possible for the setting {setting}."),
            later("Choose one of: {allowed}."),
        ),
        "shop_unsound": (
            later("{count} things do not agree, the first: {first}."),
            later("Keep a copy of the file, try vafa rebuild, then restore the latest sound copy."),
        ),
        "disk_full": (later("The disk is full. Nothing was written."), later("Make room and try again.")),
        "disk_failing": (
            later("The disk failed while reading or writing."),
            later("Copy the shop elsewhere and check the disk."),
        ),
        "backup_failed": (later("The copy {file} could not be written."), later("Check the folder and its rights.")),
        "backup_unusable": (
            later("{file} is no sound copy of a shop. Nothing was changed."),
            later("Choose another copy."),
        ),
        "high_water_unreadable": (later("{file} beside the shop cannot be read."), later("Check the file's rights.")),
        "high_water_unwritable": (
            later("{file} beside the shop cannot be written."),
            later("Check the file's rights."),
        ),
        "chores_failed": (later("It was posted, but the automatic copy of the day failed."), later("The reason:")),
        "answer_unwritable": (
            later("It was carried out, but the answer could not be written."),
            later("With a key, ask again: the first answer comes back."),
        ),
        # files, pictures, printers
        "file_missing": (later("The file is not there."), later("Check its name.")),
        "file_unreadable": (later("{path} cannot be read."), later("Check the file's rights.")),
        "file_unwritable": (later("{file} cannot be written."), later("Check the folder and its rights.")),
        "file_not_regular": (later("{path} is no ordinary file."), later("Choose a file, not a folder.")),
        "file_empty": (later("The file is empty."), later("Choose another file.")),
        "file_too_large": (later("The file is larger than {limit_bytes} MB."), later("Choose a smaller file.")),
        "picture_unreadable": (
            later("This is no picture, or it is damaged."),
            later("Choose a PNG, JPEG, WebP, BMP, GIF or TIFF."),
        ),
        "picture_too_large": (
            later("The picture has more than {limit_pixels} million pixels."),
            later("Choose a smaller picture."),
        ),
        "memory_short": (
            later("There is not enough memory for this file."),
            later("Close other programs or choose a smaller file."),
        ),
        "paper_unknown": (later("No paper is {dots} dots wide."), later("Choose 576 or 384.")),
        **DEVICE_TROUBLES,
        **SPENDING_REFUSALS,
        **CLUB_REFUSALS,
        # measuring
        "bench_unknown": (later("There is no bench “{name}”."), later("Choose one of: {known}.")),
        "bench_too_large": (later("{members} members are above the bound of {limit}."), later("Choose fewer.")),
        # wrong usage, and what nobody foresaw
        "usage_command": (later("There is no command “{command}”."), later("See vafa --help.")),
        "usage_command_like": (
            later("There is no command “{command}”. Did you mean “{like}”?"),
            later("See vafa --help."),
        ),
        "usage_option": (later("There is no option {option}."), later("See --help of the command.")),
        "usage_missing": (later("{option} is missing."), later("See --help of the command.")),
        "usage_value": (
            later("The value of {option} is missing or none of the allowed ones."),
            later("See --help of the command."),
        ),
        "usage_other": (later("The command is not written correctly: {detail}"), later("See --help of the command.")),
        "usage_one_of": (later("Exactly one is needed of: {options}."), later("See --help of the command.")),
        "usage_needs": (later("These go together only: {options}."), later("See --help of the command.")),
        "usage_not_with": (later("These do not go together: {options}."), later("See --help of the command.")),
        # the window
        "desktop_missing": (
            later("The windows are not installed."),
            later("Install them: pip install 'vafa[desktop]'"),
        ),
        "desktop_unloadable": (
            later("The windows cannot be loaded: {detail}"),
            later("Install what installer/system-packages.txt names."),
        ),
        "no_display": (
            later("There is no screen to open a window on."),
            later("Sign in at the computer's screen, or use the commands: vafa --help"),
        ),
        "lane_full": (
            later("Too much waits to be done: {limit} acts."),
            later("Wait a moment, then try again; nothing of this one was posted."),
        ),
        "bug": (
            later("Something unforeseen happened: a fault of the program."),
            later("The report without personal data: {report}"),
        ),
    }
)
