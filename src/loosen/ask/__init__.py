"""A question or a few free words in, danger signs and knowledge entries out. No generator anywhere."""

from loosen.ask.danger import Heard, get_ready, read_danger_signs

__all__ = ["Heard", "get_ready", "read_danger_signs"]
