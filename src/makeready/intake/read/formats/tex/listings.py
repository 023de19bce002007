"""Code with a caption in LaTeX → a float that pandoc reads, with its label."""

from __future__ import annotations

import re

from makeready.intake.read.formats.tex.labels import name_float, rename_labels, take_caption

_LISTING = re.compile(
    r"\\begin\{lstlisting\}[ \t]*\[(?P<options>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\}|\[[^\[\]]*\])"
    r"{0,2000})\](?P<code>(?:(?!\\begin\{lstlisting\}).)*?)\\end\{lstlisting\}",
    re.DOTALL,
)
_FLOAT = re.compile(
    r"\\begin\{(?P<float>listing|program|codelisting)\*?\}(?:\s*\[[^\]\n]*\])?"
    r"(?P<body>(?:(?!\\begin\{(?:listing|program|codelisting)).)*?)\\end\{(?P=float)\*?\}",
    re.DOTALL,
)
_OPTION = re.compile(
    r"(?:\A|,)\s*(?P<key>caption|title|label)\s*=\s*"
    r"(?:\{(?P<braced>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|(?P<bare>[^,]*))"
)
_SHORT = re.compile(r"\A\s*\[[^\]]*\]\s*")


def write_listings(text: str) -> str:
    """Return a document whose code with captions stands in floats of labels that begin with lst."""
    named: dict[str, str] = {}
    count = iter(range(1, len(text) + 2))

    def write(found: re.Match[str]) -> str:
        said = {each["key"]: each["braced"] or each["bare"] or "" for each in _options(found)}
        words = _SHORT.sub("", said.get("caption") or said.get("title") or "").strip()
        if not words:
            return found[0]
        name = name_float(said.get("label", "").strip(), "lst", f"lst:{next(count)}", named)
        options = _OPTION.sub("", found["options"]).strip(", \n")
        code = f"\\begin{{lstlisting}}[{options}]{found['code']}\\end{{lstlisting}}"
        return f"\\begin{{figure}}\n{code}\n\\caption{{{words}}}\\label{{{name}}}\n\\end{{figure}}"

    def write_float(found: re.Match[str]) -> str:
        words, label, body = take_caption(found["body"])
        if not words:
            return found[0]
        name = name_float(label, "lst", f"lst:{next(count)}", named)
        return f"\\begin{{figure}}{body}\\caption{{{words}}}\\label{{{name}}}\n\\end{{figure}}"

    made = _FLOAT.sub(write_float, _LISTING.sub(write, text))
    return rename_labels(made, named)


def _options(found: re.Match[str]) -> list[re.Match[str]]:
    return list(_OPTION.finditer(found["options"]))
