"""Words of business files in many languages: headers, statuses, dates, numbers, units."""
