"""Set the text of a title by LuaLaTeX and by Typst, on the page of `classic`, to be measured.

    python benchmarks/typesetters.py TITLE OUTPUT

makes OUTPUT/lualatex.pdf and OUTPUT/typst.pdf; typesetting.py measures them. pandoc reads
the manuscript for both. Needed are LuaLaTeX with microtype (Debian: texlive-luatex,
texlive-latex-extra, texlive-fonts-recommended) and the package `typst` of PyPI; what is missing is
named and left out. Neither is needed for anything else.
"""

from __future__ import annotations

import argparse
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pypandoc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FONTS = Path(__file__).resolve().parents[1] / "fonts" / "linux-libertine"
MARKDOWN = "markdown-raw_html"
LATEX = Template(r"""\documentclass[twoside]{book}
\usepackage[paperwidth=152.4mm,paperheight=228.6mm,inner=20mm,outer=17mm,top=22mm,
  textheight=478.2pt,headsep=14pt,footskip=28pt]{geometry}
\usepackage{fontspec}
\setmainfont{LinLibertine_R.otf}[Path=$fonts/,ItalicFont=LinLibertine_RI.otf,
  BoldFont=LinLibertine_RB.otf,BoldItalicFont=LinLibertine_RBI.otf,Numbers=OldStyle]
\usepackage[$language]{babel}
\usepackage{microtype,graphicx,longtable,booktabs,array,calc,amsmath,amssymb,xurl}
\usepackage[hidelinks]{hyperref}
\makeatletter
\renewcommand\normalsize{\@setfontsize\normalsize{10.84}{14.05}}
\renewcommand\footnotesize{\@setfontsize\footnotesize{8.83}{11.04}}
\makeatother
\setlength{\parindent}{14pt}\setlength{\parskip}{0pt}\setcounter{secnumdepth}{-2}
\providecommand{\tightlist}{}
\providecommand{\pandocbounded}[1]{#1}
\setkeys{Gin}{width=\linewidth,height=.8\textheight,keepaspectratio}
\frenchspacing\raggedbottom\widowpenalty=10000\clubpenalty=10000
\begin{document}\normalsize
$text
\end{document}
""")
TYPST = Template("""#set page(width: 152.4mm, height: 228.6mm, numbering: "1",
  margin: (inside: 20mm, outside: 17mm, top: 22mm, bottom: 24mm))
#set text(font: "Linux Libertine O", size: 10.8pt, lang: "$language", number-type: "old-style",
  hyphenate: true, top-edge: "baseline", bottom-edge: "baseline")
#set par(justify: true, leading: 14pt, spacing: 14pt, first-line-indent: 14pt)
#show heading.where(level: 1): it => { pagebreak(weak: true, to: "odd"); block(it) }
#show footnote.entry: set text(size: 8.8pt)
#show footnote.entry: set par(leading: 11pt)
#let horizontalrule = line(length: 100%)
$text
""")
TRAVELS = {"en": "english", "de": "ngerman", "fr": "french"}
"""What babel calls a language."""


def main() -> None:
    """Make both files of one title."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("title", type=Path, help="the title's folder")
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    book = tomllib.loads((asked.title / "book.toml").read_text("utf-8"))
    parts = [str((asked.title / part["file"]).resolve()) for part in book["parts"]]
    asked.output.mkdir(parents=True, exist_ok=True)
    language = str(book["language"]).partition("-")[0]
    _set_by_latex(_convert(parts, "latex"), TRAVELS.get(language, "english"), asked.output)
    _set_by_typst(_convert(parts, "typst"), language, asked.output)


def _convert(parts: Sequence[str], form: str) -> str:
    """Return the text without pictures, whose size would be another matter."""
    options = ["--file-scope", "--wrap=none", "--top-level-division=chapter"]
    native = pypandoc.convert_file(list(parts), "markdown-raw_html", MARKDOWN, extra_args=options)
    native = re.sub(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?", "", native)
    return str(pypandoc.convert_text(native, form, "markdown-raw_html", extra_args=options[1:]))


def _fill(template: Template, values: Mapping[str, str]) -> str:
    return template.safe_substitute(values)


def _set_by_latex(text: str, language: str, output: Path) -> None:
    program = shutil.which("lualatex")
    if program is None:
        print("lualatex is missing: apt-get install texlive-luatex texlive-latex-extra")
        return
    values = {"text": text, "language": language, "fonts": str(FONTS)}
    (output / "lualatex.tex").write_text(_fill(LATEX, values), "utf-8")
    command = [program, "-interaction=nonstopmode", "-no-shell-escape", "lualatex.tex"]
    for _ in range(2):  # once more for its cross references
        made = subprocess.run(command, cwd=output, capture_output=True, check=False)
    if made.returncode:
        print(made.stdout.decode(errors="replace")[-2000:], file=sys.stderr)


def _set_by_typst(text: str, language: str, output: Path) -> None:
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        print("typst is missing: pip install typst")
        return
    source = output / "typst.typ"
    source.write_text(_fill(TYPST, {"text": text, "language": language}), "utf-8")
    typst.compile(str(source), output=str(output / "typst.pdf"), font_paths=[str(FONTS)])


if __name__ == "__main__":
    main()
