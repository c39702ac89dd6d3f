"""How one cell is read: text, counts, dates, yes and no, codes. Knows neither files nor models."""
