"""The table of indicators, and the views of it that commands show."""
