"""Paragraphs to narratives: what is particular to TIP Reports and to GRETA reports. Knows no money."""

from pipeline.reports.account import account
from pipeline.reports.model import Narrative, NarrativeParagraph, SetAside, SplitReport
from pipeline.reports.split import split_report

__all__ = ["Narrative", "NarrativeParagraph", "SetAside", "SplitReport", "account", "split_report"]
