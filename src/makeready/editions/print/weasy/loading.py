"""The layout is loaded, and WeasyPrint in half the time that it takes by itself.

It asks for each of its libraries under the names of every system in turn. cffi, when it does not
find a name as a file, has `ctypes.util.find_library` look for it, which runs ldconfig, gcc and ld:
some fifteen processes before the name that Linux knows has its turn. And it imports a subsetter of
fonts which is needed only where HarfBuzz has none.
"""

from __future__ import annotations

import ctypes.util
import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec

LAYOUT = "makeready.editions.print.weasy.render"
LIBRARY = "weasyprint"
RARELY_USED = "fontTools.subset"


def load_layout() -> None:
    """Load WeasyPrint and what lays out with it.

    Where the loader alone does not find the libraries, everything is asked. Raises ImportError
    where they are not there at all, which the server that workers are forked from passes over.
    """
    load_lazily(RARELY_USED)
    try:
        if sys.platform != "linux" or not _load_by_loader():
            import_module(LIBRARY)
        import_module(LAYOUT)
    except OSError as error:
        raise ImportError(f"a library that WeasyPrint needs is missing: {error}") from error


def load_lazily(name: str) -> None:
    """Have a module loaded when something of it is first used, and not when it is imported.

    Source of the method: the recipe for lazy imports in the documentation of importlib.
    """
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    # otherwise the next import of it from its package would look at it, which is a use
    package, _, own = name.rpartition(".")
    setattr(sys.modules[package], own, module)


def _load_by_loader() -> bool:
    """Tell whether WeasyPrint is loaded with libraries that the system's loader knows by name."""
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005  (the library's signature)
    try:
        import_module(LIBRARY)
    except OSError:
        return False
    finally:
        ctypes.util.find_library = find
    return True


load_layout()
