"""Data files in, frozen records out, every mistake reported at once."""

from loosen.knowledge.loader import Loaded, load, load_library

__all__ = ["Loaded", "load", "load_library"]
