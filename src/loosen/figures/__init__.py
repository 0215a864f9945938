"""Pose in, SVG text out."""
