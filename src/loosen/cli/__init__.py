"""The command line."""

from loosen.cli.app import main

__all__ = ["main"]
