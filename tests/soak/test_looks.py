"""Twelve pages, four of each theme, look as they did: pictures of few dots, compared loosely.

After a change that is meant to show, look at the new pages and write their pictures anew:
`PYTHONPATH=src:tests python tests/soak/test_looks.py`.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from editions.print.books import here, look, prose
from makeready.core.model import ChapterStart, NotePlace, Opening
from makeready.editions.print import edition
from makeready.master.make import make
from makeready.press.build import editions
from master.titles import retold, templates, title

PICTURES = Path(__file__).with_name("looks")
DOTS = 24
"""Dots an inch: a line of text is four or five dots high, and a margin that moves is seen."""

FARTHEST = 1.5
"""How far a page may be from its picture on the whole, in greys of 256."""

WORST = 40
"""How far any spot of it may be, spread over three dots: a line that is elsewhere is farther."""

TEXT = f"""# The locks {{#locks}}

{prose(90, 1)}^[{prose(18, 2)}]

## Of their gates

{prose(60, 3)}

| lock | rise | gates |
|------|-----:|-------|
| Upper | 3.2 | oak |
| Lower | 1.9 | iron |

: The two locks

- {prose(9, 4)}
- {prose(14, 5)}

> {prose(30, 6)}

### Smaller matters

{prose(120, 7)}^[{prose(30, 8)}]

# The ferry

::: verse
| The rope is wet, the bell is still,
|   the ferry waits below the mill

| for nobody.
:::

{prose(80, 9)}

::: box
**Tolls.** {prose(20, 10)}
:::

```
toll = 2 * weight
```

{prose(150, 11)}
"""
BOOKS = {
    "classic": {"opening": Opening.DROP_CAPITAL, "numbered_levels": 1},
    "report": {"chapters": ChapterStart.RUN_ON, "half_title": False, "numbered_levels": 2},
    "large-print": {
        "chapters": ChapterStart.NEXT,
        "half_title": False,
        "note_place": NotePlace.BOOK,
    },
}
PAGES = {"classic": (3, 5, 7, 9), "report": (1, 3, 4, 5), "large-print": (3, 4, 5, 8)}
"""Which pages of each theme are held, from 1: titles, contents, openers and full pages."""


@cache
def draw(theme: str) -> tuple[Image.Image, ...]:
    """Return the held pages of a theme in greys."""
    book = retold(theme=theme, **BOOKS[theme])
    made, found = make(title(TEXT, book=book), templates())
    assert made is not None, found
    css = editions.read_print_css(dict(templates()), theme)
    printed, told = edition.make(made, replace(look(), css=css), here)
    assert printed is not None, told
    document = pypdfium2.PdfDocument(printed.data)
    return tuple(
        document[number - 1].render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
        for number in PAGES[theme]
    )


@pytest.mark.soak
@pytest.mark.parametrize("theme", sorted(BOOKS))
def test_pages_look_as_they_did(theme: str) -> None:
    for number, shown in zip(PAGES[theme], draw(theme), strict=True):
        held = Image.open(PICTURES / f"{theme}-{number}.png").convert("L")
        assert shown.size == held.size
        assert is_alike(shown, held), f"page {number} of {theme} looks otherwise"


def is_alike(shown: Image.Image, held: Image.Image) -> bool:
    """Tell whether two pictures differ by no more than the edges of letters do."""
    apart = ImageChops.difference(shown, held)
    spread = apart.filter(ImageFilter.BoxBlur(1))
    return ImageStat.Stat(apart).mean[0] < FARTHEST and not any(spread.histogram()[WORST:])


def test_a_line_that_is_elsewhere_is_seen() -> None:
    held = Image.open(PICTURES / "classic-5.png").convert("L")
    assert is_alike(held, held)
    assert not is_alike(ImageChops.offset(held, 0, 2), held)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name in BOOKS:
        for which, page in zip(PAGES[name], draw(name), strict=True):
            written = io.BytesIO()
            page.save(written, "PNG", optimize=True)
            (PICTURES / f"{name}-{which}.png").write_bytes(written.getvalue())
