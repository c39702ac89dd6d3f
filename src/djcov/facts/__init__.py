"""Linking the rosters: one fact row per enterprise, organisation and instructor."""
