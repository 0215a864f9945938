"""A question or a few free words in, danger signs and knowledge entries out. No generator anywhere."""

from loosen.ask.danger import Heard, read_danger_signs

__all__ = ["Heard", "read_danger_signs"]
