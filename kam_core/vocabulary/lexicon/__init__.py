"""Words of business files in many languages: headers, status words, dates, numbers, units."""
