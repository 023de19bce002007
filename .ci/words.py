"""Names, comments and documents, held against the words in .ci/words.toml."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src", "tests", "benchmarks", "docs")
FILES = ("noxfile.py", "README.md", "CONTRIBUTING.md")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
RULES = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def main() -> int:
    """Print each word that is not used here, with its file and line, and return the exit code."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    files += [ROOT / name for name in FILES]
    found = [fault for path in files for fault in faults(path)]
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


def faults(path: Path) -> Iterator[str]:
    """Yield what a file says that it should not."""
    name = path.relative_to(ROOT).as_posix()
    if path.suffix == ".py":
        source = path.read_text("utf-8")
        lines = list(words_of_python(source))
        if name.startswith("src/"):
            yield from (f"{name}:{line}: {said}" for line, said in participles(source))
    elif path.suffix == ".md":
        lines = list(enumerate(_without_code(path.read_text("utf-8")).splitlines(), 1))
    else:
        return
    for line, text in lines:
        for word in WORD.findall(text):
            instead = RULES["words"].get(word.lower())
            if instead and not is_allowed(word.lower(), name):
                yield f"{name}:{line}: {word}: say {instead}"


def _without_code(text: str) -> str:
    return FENCED.sub(lambda block: "\n" * block[0].count("\n"), text)


def words_of_python(source: str) -> Iterator[tuple[int, str]]:
    """Yield names, comments and docstrings with their lines; other strings may say anything."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NAME, tokenize.COMMENT):
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        # a docstring, or the words below a constant
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.lineno, str(node.value.value)


def participles(source: str) -> Iterator[tuple[int, str]]:
    """Yield the functions whose name is a participle where it should be a verb."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.decorator_list:
            name = node.name.strip("_")
            if name in RULES["functions"]["not"] or (
                re.fullmatch(r"[a-z]+ed", name) and name not in RULES["functions"]["verbs"]
            ):
                yield node.lineno, f"{node.name}: a function is named by a verb"


def is_allowed(word: str, name: str) -> bool:
    """Tell whether a word is meant as it is in this file."""
    return any(
        each["word"] == word and re.fullmatch(each["where"], name) for each in RULES["allowed"]
    )


if __name__ == "__main__":
    sys.exit(main())
