"""What is written in a story and could never be read again: names that break or turn their line, empty categories."""

from collections.abc import Iterator

from vafa.domain.club.happenings import EnrolHappens
from vafa.domain.club.story import Story
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.category_names import category_key
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.faults_texts import breaks_line
from vafa.persian.folding import display


def check_texts(story: Story) -> None:
    """Raises Refusal `story_invalid` (place, mend, faults) for titles and members' names with control characters or
    marks of direction, and for goods in a category of which nothing is left. No category at all is none too few."""
    faults = tuple(_faults(story))
    if faults:
        raise Refusal("story_invalid", place=faults[0].place, mend=faults[0].mend, faults=faults)


def _faults(story: Story) -> Iterator[Fault]:
    for place, text in _shown(story):
        if breaks_line(text):
            yield Fault(place, "title_letters")
    for sku, article in story.catalogue.items():
        if article.category and not category_key(article.category):
            yield Fault(f"$.catalogue.{display(sku)}.category", "category_blank")


def _shown(story: Story) -> Iterator[tuple[str, str]]:
    yield "$.title", story.title
    for at, member in enumerate(story.members):
        yield f"$.members[{at}].id", member.id
        yield f"$.members[{at}].title", member.title
    for at, event in enumerate(story.events):
        if event.title:
            yield f"$.events[{at}].title", event.title
        if isinstance(event, EnrolHappens):
            yield f"$.events[{at}].member", event.member
