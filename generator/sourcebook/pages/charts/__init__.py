"""Pictures drawn at build time: each a pure function from the findings to an SVG with its table."""

from sourcebook.pages.charts.days import timeline
from sourcebook.pages.charts.frame import Entry, Picture
from sourcebook.pages.charts.intervals import interval
from sourcebook.pages.charts.links import flow, shared
from sourcebook.pages.charts.matrices import people, stances

__all__ = ["Entry", "Picture", "flow", "interval", "people", "shared", "stances", "timeline"]
