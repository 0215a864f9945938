"""Loosen: a private coach for back-muscle spasm."""

__version__ = "0.1.0"
