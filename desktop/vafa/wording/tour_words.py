"""What the tour left behind."""

from vafa.wording import figures
from vafa.wording.answers import Line
from vafa.wording.catalogue import Language, words
from vafa.wording.figures import latin


def toured(folder: str, pictures: int, papers_folder: str, papers: int, screen: str, language: Language) -> list[Line]:
    """Where the pictures and papers lie, and on which screen the window was shown."""
    _ = words(language)
    return [
        _("The window was worked by keys on the screen “{screen}”; {pictures} pictures of it lie in {folder}.").format(
            screen=latin(screen), pictures=figures.number(pictures, language), folder=latin(folder)
        ),
        _("{papers} papers of the same shop lie in {folder}.").format(
            papers=figures.number(papers, language), folder=latin(papers_folder)
        ),
    ]
