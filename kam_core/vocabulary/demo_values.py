"""Industries, regions and product families of the demo data, as texts of the catalogue.

The demo is one file set for readers of every language: its files hold these values in English, the screen translates
them. Values of own data are never translated.
"""

from __future__ import annotations

from kam_core.vocabulary.message import N_

INDUSTRIES = (
    N_("Healthcare"), N_("Automotive"), N_("Semiconductor"), N_("Aerospace"), N_("Research"), N_("Pharma"), N_("Food"),
    N_("Energy"), N_("Electronics"), N_("Machinery"),
)  # fmt: skip
REGIONS = (
    N_("East China"), N_("North China"), N_("South China"), N_("Central China"), N_("Southwest China"),
    N_("Northwest China"), N_("Northeast China"), N_("EMEA"), N_("Americas"), N_("APAC"),
)  # fmt: skip
PRODUCT_FAMILIES = (
    N_("Metrology"), N_("Spectroscopy"), N_("Imaging"), N_("Life science"), N_("Sensors"), N_("Consumables"),
)  # fmt: skip
DEMO_VALUES = {"industry": INDUSTRIES, "region": REGIONS, "product_family": PRODUCT_FAMILIES}
"""Column → all its values in the demo files."""
