"""Formulas in MathML become drawings: by ziamath, and by the faces of other scripts."""
