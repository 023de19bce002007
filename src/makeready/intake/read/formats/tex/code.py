"""Where code stands in a LaTeX document, in which commands are words."""

CODE = (
    r"\\begin\{(?P<code>verbatim|lstlisting|minted|Verbatim|BVerbatim|LVerbatim|alltt)\*?\}"
    r"(?:(?!\\begin\{(?P=code)).)*?\\end\{(?P=code)\*?\}"
    r"|\\(?:verb|lstinline)\*?(?P<edge>[^A-Za-z\s*\[{])[^\n]{0,400}?(?P=edge)"
)
"""Code, as groups `code` and `edge`; a second beginning before the end stops a search there."""
