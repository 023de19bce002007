"""Manuscript files become one HTML tree a file: pandoc reads them, once a title."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import MasterError, OverdueError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Text
from makeready.files.programs.pandoc import is_exhausted, run_pandoc
from makeready.files.programs.run import PATIENCE
from makeready.master.cite.collect import REPLACE
from makeready.master.genres import verse
from makeready.master.markup import formulas, lists
from makeready.master.markup.edits import put_back
from makeready.master.markup.inner_notes import set_inner_notes
from makeready.master.markup.translate import translate
from makeready.master.places import find_place_or_file
from makeready.master.read import quotes
from makeready.master.read.calls import check_inline_notes, check_torn, claim_calls
from makeready.master.read.dialect import CITING, READER
from makeready.master.read.fragments import check_tags, parse, separate, unread
from makeready.master.read.pipe_tables import check_pipe_tables
from makeready.master.trees import elements, remove, short_digest, unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.files.programs.run import Ran


CODES = table(
    Code(
        code="N-001",
        severity=Severity.ERROR,
        title="A note is defined and never called",
        why="Its words would stand in no edition; a note has one call and one definition.",
        remedy="Set its call, [^label], where the note belongs, or take the note out.",
    ),
    Code(
        code="T-001",
        severity=Severity.WARNING,
        title="pandoc had to guess",
        why="What the manuscript says and what pandoc understood may differ.",
        remedy="Correct the line so that it can be read in one way only.",
    ),
    Code(
        code="T-014",
        severity=Severity.ERROR,
        title="A character that no edition can hold",
        why="Control characters mean nothing to readers, and XML, the form of the master and the "
        "e-book, has no place for them.",
        remedy="Take the character out; programs that convert old files often leave some behind.",
    ),
)
_SHORTEST = 10.0
# A backslash before a mark of ASCII, which Markdown takes for the mark itself.
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
UNREAD_TEX = "CouldNotConvertTeXMath"
# What XML 1.0 leaves out, and the C1 controls, which it only warns of.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One manuscript file as pandoc understood it: its blocks, under a `div`, and its notes.

    `notes` holds the bodies of the notes that the file calls, in order, by the calls' targets.
    """

    text: Text
    tree: etree._Element
    notes: dict[str, etree._Element]
    findings: tuple[Finding, ...] = ()

    def trees(self) -> tuple[etree._Element, ...]:
        """Return everything that was read, notes after the text that calls them."""
        return (self.tree, *self.notes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """Files of a title in order, and what was found of all of them together."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...] = ()

    def notes(self) -> dict[str, etree._Element]:
        """Return the bodies of all notes by the targets of their calls."""
        return {name: body for reading in self.readings for name, body in reading.notes.items()}


def read(texts: Sequence[Text], patience: float = PATIENCE) -> Manuscript:
    """Return what pandoc understands of the files, and what it found fault with.

    `patience` is how many seconds pandoc may take. Raises MasterError when pandoc fails.
    """
    mark = f"makeready-{short_digest(*(text.text for text in texts))}"
    translated = [translate(text) for text in texts]
    said = [words for words, _ in translated]
    html, log = _read_in_time(texts, said, mark, patience)
    pieces, scope = separate(html, mark, len(texts))
    parsed = [parse(piece, mark) for piece in pieces]
    trees = [tree for tree, _ in parsed]
    claimed = claim_calls(list(zip(texts, trees, strict=False)), _bodies(trees[-1]))
    for tree in trees:
        _forget_files(tree, scope)
    told = list(_messages(log, texts))
    reasons = {str(m["contents"]): str(m["message"]) for m in log if m["type"] == UNREAD_TEX}
    readings = tuple(
        Reading(
            text=text,
            tree=tree,
            notes=set_inner_notes(
                tree, {name: body for name, (owner, body) in claimed.items() if owner is text}
            ),
            findings=(
                *translated[at][1],
                *(each for number, each in told if number == at),
                *_faults(pieces[at], parsed[at], [text]),
                *check_inline_notes(text),
                *check_pipe_tables(text),
            ),
        )
        for at, (text, tree) in enumerate(zip(texts, trees, strict=False))
    )
    readings = tuple(_set_formulas(reading, reasons) for reading in readings)
    for reading in readings:
        _unlink_addresses(reading)
    shared = [each for number, each in told if number is None]
    shared += [*check_torn(trees[-1], texts), *_faults(pieces[-1], parsed[-1], texts)]
    return Manuscript(readings=readings, findings=tuple(shared))


def _set_formulas(reading: Reading, reasons: Mapping[str, str]) -> Reading:
    put_back(reading.trees())
    found = [
        each
        for tree in reading.trees()
        for each in formulas.set_formulas(tree, reading.text, reasons)
    ]
    return replace(reading, findings=(*reading.findings, *found))


def _faults(
    piece: str, parsed: tuple[etree._Element, bool], texts: Sequence[Text]
) -> Iterator[Finding]:
    yield from check_tags(piece, texts)
    if not parsed[1]:
        yield unread(texts)


def check_characters(texts: Iterable[Text]) -> Iterator[Finding]:
    """Yield each control character that stands in a manuscript."""
    for text in texts:
        for found in CONTROL.finditer(text.text):
            line = text.text.count("\n", 0, found.start()) + 1
            message = f"the control character U+{ord(found[0]):04X}"
            yield finding(CODES["T-014"], message, Place(text.file, line))


def check_references(tree: etree._Element, text: Text) -> Iterator[Finding]:
    """Yield each control character that a character reference stands for, and take it out."""
    found: dict[str, None] = {}
    for element in elements(tree):
        for name, value in element.attrib.items():
            found |= dict.fromkeys(CONTROL.findall(str(value)))
            element.set(name, CONTROL.sub("", str(value)))
        found |= dict.fromkeys(CONTROL.findall((element.text or "") + (element.tail or "")))
        element.text = CONTROL.sub("", element.text or "")
        element.tail = CONTROL.sub("", element.tail or "")
    for character in found:
        code = ord(character)
        place = find_place_or_file((text,), f"&#{code};", f"&#x{code:x};", f"&#x{code:04x};")
        yield finding(CODES["T-014"], f"a reference to the control character U+{code:04X}", place)


def _read_in_time(
    texts: Sequence[Text], translated: Sequence[str], mark: str, patience: float
) -> tuple[str, list[dict[str, object]]]:
    """Return what pandoc made of the files; MasterError names the file that is too much for it."""
    try:
        return _run_pandoc(texts, translated, mark, patience)
    except OverdueError as error:
        if len(texts) > 1:
            # which of them it was is found by reading each by itself, for a tenth of the time
            for text, said in zip(texts, translated, strict=True):
                _read_in_time([text], [said], mark, max(patience / 10, _SHORTEST))
        names = ", ".join(text.file for text in texts[1:])
        raise MasterError(
            f"{error.message}, or needed more than two gigabytes of memory",
            where=Place(texts[0].file),
            hint="look there for brackets, quotations or lists that stand very deep in one another "
            f"and for commands that expand into many others{'; it read also ' * bool(names)}"
            f"{names}. `--time-limit` gives it more time",
        ) from error


def _run_pandoc(
    texts: Sequence[Text], translated: Sequence[str], mark: str, patience: float
) -> tuple[str, list[dict[str, object]]]:
    # pandoc scopes notes and ids by file only when it is given files, so the texts are laid out
    # in a folder of their own; an empty division between them shows where each begins.
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        root = Path(folder)
        (root / "mark.md").write_text(f"::: {{#{mark}}}\n:::\n", encoding="utf-8")
        (root / "filter.lua").write_text(
            quotes.FILTER + lists.FILTER + formulas.FILTER + verse.FILTER, encoding="utf-8"
        )
        names: list[str] = []
        for number, said in enumerate(translated):
            (root / f"{number}.md").write_text(said, encoding="utf-8", newline="\n")
            names += [str(root / "mark.md"), str(root / f"{number}.md")]
        ran = run_pandoc(
            [
                *_cite(texts, root),
                "--to=html5",
                *names,
                str(root / "mark.md"),
                "--sandbox",
                "--file-scope",
                "--quiet",
                f"--log={root / 'log.json'}",
                f"--lua-filter={root / 'filter.lua'}",
                "--mathml",
                "--wrap=none",
                "--syntax-highlighting=none",
            ],
            patience=patience,
        )
        if is_exhausted(ran):
            raise OverdueError("pandoc took too long")
        if ran.status:
            raise MasterError(
                f"pandoc could not read the manuscript: {_first_line(ran)}",
                where=Place(texts[0].file),
                hint="run `makeready doctor` to see whether pandoc works on this machine",
            )
        html = ran.output.decode(errors="replace")
        log = root / "log.json"
        messages = json.loads(log.read_text("utf-8")) if log.exists() else []
    return html, messages


def _cite(texts: Sequence[Text], root: Path) -> list[str]:
    """Return how the files are to be read: with what became of their citations, if they have any.

    This filter is the first, since the others see what it puts in.
    """
    cited = [json.loads(text.cited) for text in texts if text.cited is not None]
    if not cited:
        return [f"--from={READER}"]
    document = {**cited[0], "blocks": [block for each in cited for block in each["blocks"]]}
    file, script = root / "cited.json", root / "cite.lua"
    file.write_text(json.dumps(document), encoding="utf-8")
    named = json.dumps(str(file), ensure_ascii=False)
    script.write_text(f"local FILE = {named}\n{REPLACE}", encoding="utf-8")
    return [f"--from={CITING}", f"--lua-filter={script}"]


def _first_line(ran: Ran) -> str:
    lines = ran.complaint.decode(errors="replace").splitlines()
    return next((line for line in lines if line.strip()), f"it left with status {ran.status}")


def _forget_files(tree: etree._Element, scope: str) -> None:
    """Take out of ids and links the name of the file that pandoc puts before them."""
    named = re.compile(re.escape(scope) + r"(?:\d+|mark)\.md__")
    for element in elements(tree):
        for name in ("id", "href"):
            value = element.get(name)
            if value:
                element.set(name, named.sub("", value, count=1))


def _bodies(tree: etree._Element) -> dict[str, etree._Element]:
    """Return the notes of pandoc's list by id, without their links back."""
    notes = {str(item.get("id")): item for item in tree.iterfind("section[@id='footnotes']/ol/li")}
    for item in notes.values():
        for link in item.xpath(".//a[@class='footnote-back']"):
            remove(link)
    return notes


def _unlink_addresses(reading: Reading) -> None:
    """Leave only web addresses linked of those that were not marked as links."""
    for link in [each for tree in reading.trees() for each in tree.iter("a")]:
        said = words(link)
        if link.get("class") != "uri" or f"<{said}>" in reading.text.text:
            continue
        if said.lower().startswith(("http://", "https://")):
            _unescape(link)
        else:
            unwrap(link)


def _unescape(link: etree._Element) -> None:
    """Take the backslashes out of a bare address, which pandoc leaves before what they escape."""
    link.set("href", ESCAPED.sub(r"\1", link.get("href", "")))
    for element in elements(link):
        element.text = ESCAPED.sub(r"\1", element.text or "")


def _messages(
    log: Iterable[dict[str, object]], texts: Sequence[Text]
) -> Iterator[tuple[int | None, Finding]]:
    """Yield what pandoc's log tells, each with the number of the file that it tells of."""
    for message in log:
        number, place = _place(message, texts)
        if message["type"] == "NoteDefinedButNotUsed":
            said = f"the note [^{message['key']}] is never called"
            yield number, finding(CODES["N-001"], said, place)
        elif message.get("verbosity") == "WARNING" and message["type"] != UNREAD_TEX:
            pretty = str(message.get("pretty", message["type"]))
            yield number, finding(CODES["T-001"], _restore_file_names(pretty, texts), place)


def _place(
    message: dict[str, object], texts: Sequence[Text]
) -> tuple[int, Place] | tuple[None, None]:
    spot = message.get("openpos") or message
    assert isinstance(spot, dict)
    source = Path(str(spot.get("source", ""))).stem
    if not source.isdecimal():
        return None, None
    return int(source), Place(texts[int(source)].file, spot.get("line"))


def _restore_file_names(words: str, texts: Sequence[Text]) -> str:
    """Return pandoc's words with our file names in place of the laid-out ones."""
    return re.sub(r"\S*/(\d+)\.md\b", lambda found: texts[int(found[1])].file, words)
