"""Trying a printer before it is trusted with slips."""

from vafa.services.ports import SlipPrinter
from vafa.store.shopfile import Store
from vafa.wording.catalogue import Language


class TryPrinter:
    """Prints the trial slip. Returns when it is really on paper; raises the printer's Trouble. Nothing is spooled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, printer: SlipPrinter, language: Language, width_dots: int) -> None:
        # Loading the painters takes longer than the act, and most starts print no trial.
        from vafa.documents.trial_slip import trial_raster

        raster = trial_raster(self._store.ruling.shop().face, language, width_dots)
        printer.print_slip(raster.width, raster.rows)
