"""Pages as a program that reads letters tells of them, and their pictures, made by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from makeready.intake.pdf.scan.values import Pixels, Reading, TextLine, Word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EM = 42  # pixels: type of 10 points at 300 dots to the inch
WIDE, LOW = 18, 20  # a letter's width, and its height without ascenders
PAPER = (1000, 800)


@dataclass(frozen=True)
class Set:
    """Words set on a base line from a place; `em` is the type size in pixels."""

    text: str
    left: int = 100
    base: int = 100
    em: int = EM


def boxes_of(line: Set) -> list[tuple[str, Pixels]]:
    """Return the letters with their boxes; a space has none."""
    scale = line.em / EM
    return [
        (
            letter,
            (
                round(line.left + at * (WIDE + 2) * scale),
                round(line.base - LOW * scale),
                round(line.left + (at * (WIDE + 2) + WIDE) * scale),
                line.base,
            ),
        )
        for at, letter in enumerate(line.text)
        if letter != " "
    ]


def line_of(line: Set) -> TextLine:
    """Return a line as it is read, sure of every word."""
    boxes = boxes_of(line)
    words: list[Word] = []
    at = 0
    for text in line.text.split():
        letters = tuple(boxes[at : at + len(text)])
        at += len(text)
        box = letters[0][1][0], letters[0][1][1], letters[-1][1][2], line.base
        words.append(Word(text=text, box=box, confidence=95, letters=letters))
    box = words[0].box[0], words[0].box[1], words[-1].box[2], line.base
    return TextLine(words=tuple(words), box=box, base=line.base, slope=0.0, height=float(line.em))


def reading_of(lines: Sequence[Set], number: int = 0) -> Reading:
    """Return a page of such lines."""
    return Reading(
        number=number,
        width=PAPER[0],
        height=PAPER[1],
        dots=300.0,
        lines=tuple(map(line_of, lines)),
    )


def picture_of(path: Path, lines: Sequence[Set], marks: Sequence[Pixels] = ()) -> Path:
    """Write the picture of a page: each letter a block of ink, and marks at their boxes."""
    image = Image.new("L", PAPER, 238)
    draw = ImageDraw.Draw(image)
    for _, box in (each for line in lines for each in boxes_of(line)):
        draw.rectangle((*box[:2], box[2] - 1, box[3] - 1), fill=30)
    for box in marks:
        draw.rectangle((*box[:2], box[2] - 1, box[3] - 1), fill=30)
    image.save(path)
    return path


def hocr_of(reading: Reading) -> str:
    """Return a page as tesseract writes it."""
    lines = "".join(
        f"<span class='ocr_line' title=\"bbox {_box(line.box)}; baseline 0 0; "
        f'x_size {line.height:g}">'
        + "".join(
            f"<span class='ocrx_word' title='bbox {_box(word.box)}; x_wconf {word.confidence}'>"
            + "".join(
                f"<span class='ocrx_cinfo' title='x_bboxes {_box(box)}; x_conf 99'>{letter}</span>"
                for letter, box in word.letters
            )
            + "</span>\n"
            for word in line.words
        )
        + "</span>\n"
        for line in reading.lines
    )
    size = f"0 0 {reading.width} {reading.height}"
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"<div class='ocr_page' title='image \"x\"; bbox {size}; scan_res 300 300'>"
        f"<p class='ocr_par'>{lines}</p></div></body></html>"
    )


def _box(box: Pixels) -> str:
    return " ".join(map(str, box))
