"""What is wrong with a printer or a camera: its sentences, a part of `refusals`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.wording.catalogue import later

DEVICE_TROUBLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "printer_not_set": (
            later("No printer is set for this till."),
            later("Name it with --printer, or keep it with vafa settings."),
        ),
        "printer_address_bad": (later("{address} is no address of a printer."), later("Write HOST or HOST:PORT.")),
        "printer_unreachable": (
            later("The printer at {host}:{port} cannot be reached."),
            later("Check its power and cable; the slip waits."),
        ),
        "printer_no_answer": (
            later("The printer at {host}:{port} does not answer."),
            later("Switch it off and on; the slip waits."),
        ),
        "printer_offline": (later("The printer at {host}:{port} is offline."), later("Make it ready; the slip waits.")),
        "printer_cover_open": (later("The printer's cover is open."), later("Close it; the slip waits.")),
        "printer_no_paper": (later("The printer has no paper."), later("Put in a new roll; the slip waits.")),
        "printer_died": (
            later("The printer stopped while printing."),
            later("Check it; the slip waits and is printed again as a copy."),
        ),
        # the camera
        "camera_none": (later("No camera was found."), later("Plug one in; it is used at once.")),
        "camera_failed": (
            later("The camera cannot be used."),
            later("Close other programs that use it, or plug it in again."),
        ),
        "camera_unplugged": (
            later("The camera was unplugged."),
            later("Plug it in again; meanwhile use the scanner or type."),
        ),
        "camera_silent": (later("The camera sends no picture."), later("Unplug it and plug it in again.")),
        "camera_frame_impossible": (
            later("The camera's pictures cannot be read."),
            later("Choose another camera in the settings."),
        ),
    }
)
