"""Document of a data set with the promised days between contacts, which Today, the account and churn risk go by."""

from __future__ import annotations

from kam_core.services.rules.documents import DocumentKind
from kam_core.vocabulary.contact_days import ContactCadence, plain_cadence, read_cadence

CARE_CADENCE = DocumentKind("care_cadence", ContactCadence(), read_cadence, plain_cadence)
