"""Charts as SVG text, drawn on the server: as wide as the page, letters of one size, no script, no inline style.

Across, everything is placed in percent of the width; down, in pixels. Lines and bands are drawn in an inner picture
that is stretched to the width, with strokes that are not.
"""

from loosen.web.charts.activities import activities_chart
from loosen.web.charts.pain import pain_chart
from loosen.web.charts.timeline import time_line
from loosen.web.charts.weeks import days_chart, minutes_chart

__all__ = ["activities_chart", "days_chart", "minutes_chart", "pain_chart", "time_line"]
