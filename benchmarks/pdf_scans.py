"""How well scans are read: pages of known text, worn by a scanner, through `import --ocr`.

Run: python benchmarks/pdf_scans.py [--chapters 2] [--seed 1] [--keep FOLDER]
The text is made of the handbook's sentences, with a note to every second or third; its print
edition is drawn at 300 dots to the inch, turned by a degree, with grain and a dark edge. OCRmyPDF
and tesseract are needed; reading takes some seconds a page.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
DPI = 300
_ALIKE = 80  # of 100: words are the same, but for letters that were misread
_EDGE = 40  # pixels of the dark edge that a book's fold leaves
_PAPER, _NOISE = 238, 14  # of 255: how white the paper is, and how much that wavers
_SKIPPED = re.compile(r"[`\[\]{}|<>*_#:]|https?")
_SENTENCE = re.compile(r"[A-Z][^.!?]{30,180}[.!?](?=\s)")
_BOOK = """title = "Scanned Pages"
language = "en-GB"
identifier = "urn:uuid:2f0f2b9c-6a0f-4b7e-9d0a-0c8a3f6f5a11"
modified = 2026-01-01
published = 2026-01-01

[[people]]
name = "The makeready contributors"
role = "aut"

[[parts]]
file = "text/01.md"
matter = "body"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What the scanner does to a page: degrees of skew, noise, and whether an edge is dark."""

    skew: float = 1.0
    noise: int = _NOISE
    edge: bool = True


def sentences() -> list[str]:
    """Return the handbook's sentences that have no markup in them, each once."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "content/handbook/text").glob("*.md")):
        for block in path.read_text("utf-8").split("\n\n"):
            text = " ".join(block.split())
            found |= {
                each: None for each in _SENTENCE.findall(text + " ") if not _SKIPPED.search(each)
            }
    return list(found)


def manuscript(chapters: int, *, seed: int) -> str:
    """Return Markdown of so many chapters, with a note to every second or third sentence."""
    chance = random.Random(seed)
    said = sentences()
    chance.shuffle(said)
    pool = iter(said)
    parts: list[str] = []
    notes: list[str] = []
    for _ in range(chapters):
        parts.append(f"# {_title(next(pool))}")
        parts += [" ".join(_noted(pool, notes, chance)) for _ in range(7)]
    return "\n\n".join((*parts, *notes)) + "\n"


def _title(sentence: str) -> str:
    return " ".join(sentence.rstrip(".!?").split()[:4]).rstrip(",;")


def _noted(pool: Iterator[str], notes: list[str], chance: random.Random) -> Iterator[str]:
    """Yield the sentences of a paragraph, some with the call of a note."""
    for _ in range(4):
        sentence = next(pool)
        if chance.random() < 0.4:
            key = len(notes) + 1
            notes.append(f"[^{key}]: {next(pool)}")
            words = sentence.split()
            if chance.random() < 0.3:
                at = chance.randrange(2, len(words) - 1)
                words[at] += f"[^{key}]"
                sentence = " ".join(words)
            else:
                sentence += f"[^{key}]"
        yield sentence


def scan(pdf: Path, scanned: Path, damage: Damage, *, pages: Sequence[int] | None = None) -> None:
    """Write a PDF of the pictures of a PDF's pages, as a scanner makes them."""
    document = pdfium.PdfDocument(pdf)
    chance = random.Random(7)
    images = [
        _worn(document[number].render(scale=DPI / 72).to_pil().convert("L"), damage, chance)
        for number in (range(len(document)) if pages is None else pages)
    ]
    images[0].save(
        scanned, "PDF", resolution=DPI, save_all=True, append_images=images[1:], quality=80
    )


def _worn(page: Image.Image, damage: Damage, chance: random.Random) -> Image.Image:
    ground = page.point(lambda value: value * _PAPER // 255)
    turned = ground.rotate(
        damage.skew, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=_PAPER
    )
    if damage.edge:
        draw = ImageDraw.Draw(turned)
        for step in range(_EDGE):
            draw.line([(step, 0), (step, turned.height)], fill=30 + step * 4)
    if damage.noise:
        grain = Image.frombytes("L", turned.size, chance.randbytes(turned.width * turned.height))
        grain = grain.filter(ImageFilter.GaussianBlur(0.6))
        share = damage.noise / 128
        turned = Image.blend(turned, grain, min(0.5, share * 0.5))
    return turned


def build(folder: Path, text: str) -> Path:
    """Return the print edition that our press makes of a manuscript."""
    title = folder / "content/scanned"
    (title / "text").mkdir(parents=True, exist_ok=True)
    (title / "text/01.md").write_text(text, "utf-8")
    (title / "book.toml").write_text(_BOOK, "utf-8")
    command = [sys.executable, "-m", "makeready", "build", "scanned", "--content", "content"]
    subprocess.run([*command, "--output", "output"], cwd=folder, check=True)
    return folder / "output/scanned/scanned.pdf"


class Score(NamedTuple):
    """What came back of a text: words, words of notes; calls that are linked, asked or wrong."""

    words: float
    notes: float
    linked: int
    asked: int
    wrong: int
    calls: int


class _Parts(NamedTuple):
    """A manuscript's words, the texts of its notes, and the words before each call by its key."""

    words: list[str]
    notes: dict[str, str]
    calls: dict[str, str]


_NOTE = re.compile(r"^\[\^([^\]]+)\]:\s*(.*(?:\n(?: {4}.*|(?=\n {4})))*)", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]]+)\]")
_CURLED = str.maketrans("’‘“”", "''\"\"")


def _parts(text: str) -> _Parts:
    plain = text.translate(_CURLED)
    notes = {found[1]: " ".join(found[2].split()) for found in _NOTE.finditer(plain)}
    body = re.sub(r"^#+ ", "", _NOTE.sub("", plain), flags=re.MULTILINE)
    calls = {
        found[1]: " ".join(_CALL.sub("", body[: found.start()]).split()[-5:])
        for found in _CALL.finditer(body)
    }
    return _Parts(_CALL.sub("", body).split(), notes, calls)


def score(truth: str, made: str) -> Score:
    """Compare a manuscript with what was read of its scans."""
    one, other = _parts(truth), _parts(made)
    words = Counter(one.words), Counter(other.words)
    noted = (Counter(" ".join(each.notes.values()).split()) for each in (one, other))
    first, second = noted
    linked = wrong = 0
    for key, before in one.calls.items():
        found = max(
            other.notes, key=lambda name: fuzz.ratio(other.notes[name], one.notes[key]), default=""
        )
        if not found or fuzz.ratio(other.notes[found], one.notes[key]) < _ALIKE:
            continue
        right = fuzz.ratio(other.calls.get(found, ""), before) > _ALIKE
        linked, wrong = linked + right, wrong + (found in other.calls and not right)
    return Score(
        words=sum((words[0] & words[1]).values()) / sum(words[0].values()),
        notes=sum((first & second).values()) / max(1, sum(first.values())),
        linked=linked,
        asked=0,
        wrong=wrong,
        calls=len(one.calls),
    )


def import_scan(folder: Path, scanned: Path, *options: str) -> tuple[str, str]:
    """Return the manuscript and the recipe that `import --ocr` makes of a scan."""
    (folder / "content").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "makeready", "import", str(scanned), "--slug", "read", "--ocr"]
    places = ["--content", "content", "--output", "output"]
    subprocess.run([*command, *options, *places], cwd=folder, check=True)
    title = folder / "content/read"
    text = "\n\n".join(path.read_text("utf-8") for path in sorted((title / "text").glob("*.md")))
    return text, (title / "source/recipe.toml").read_text("utf-8")


def count_asked(recipe: str) -> int:
    """Return of how many notes the recipe asks where they are called."""
    return len(re.findall(r"^#do = \"call\"", recipe, re.MULTILINE))


def main() -> None:
    """Print the row of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.keep or Path(made)
        text = manuscript(arguments.chapters, seed=arguments.seed)
        pdf = build(folder, text)
        scan(pdf, folder / "scanned.pdf", Damage())
        read, recipe = import_scan(folder, folder / "scanned.pdf", "--language", "en")
    got = score(text, read)._replace(asked=count_asked(recipe))
    print(
        f"words {got.words:.4f}, words of notes {got.notes:.4f}, of {got.calls} calls "
        f"{got.linked} linked, {got.asked} asked, {got.wrong} wrong"
    )


if __name__ == "__main__":
    main()
