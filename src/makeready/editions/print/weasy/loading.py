"""WeasyPrint is loaded in half of the time that it takes by itself.

WeasyPrint 70 tries, for each of its libraries, the file names of every system in turn. For a name
that is no file, cffi calls `ctypes.util.find_library`, which runs ldconfig, gcc and ld: some
fifteen processes before the name comes that Linux knows. It also imports the font subsetter of
fontTools, which it needs only where HarfBuzz has no subsetter.
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
    """Load WeasyPrint and the modules that lay out with it.

    If the system's loader does not find the libraries by name, WeasyPrint's own way is taken.
    Raises ImportError where they are missing; the server that workers are forked from ignores that.
    """
    load_lazily(RARELY_USED)
    try:
        if sys.platform != "linux" or not _load_by_loader():
            import_module(LIBRARY)
        import_module(LAYOUT)
    except OSError as error:
        raise ImportError(f"a library that WeasyPrint needs is missing: {error}") from error


def load_lazily(name: str) -> None:
    """Put off the loading of a module from its import to its first use.

    Source of the method: the recipe for lazy imports in the documentation of importlib.
    """
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    # without this, `from package import module` would look at the module, which loads it
    package, _, own = name.rpartition(".")
    setattr(sys.modules[package], own, module)


def _load_by_loader() -> bool:
    """Load WeasyPrint with the libraries that the loader knows; tell whether that worked."""
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
