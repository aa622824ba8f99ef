"""Fiscal year of a data set: the document that says in which month it starts."""

from __future__ import annotations

from kam_core.insight.targets.fiscal_year import FiscalYear, plain_fiscal_year, read_fiscal_year
from kam_core.services.rules.documents import DocumentKind

FISCAL_YEAR = DocumentKind("fiscal_year", FiscalYear(), read_fiscal_year, plain_fiscal_year)
