"""Decisions. Pure functions: knowledge, answers and dates come in as arguments."""
