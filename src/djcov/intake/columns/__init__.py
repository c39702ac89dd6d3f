"""The cells of a column become values, with what is noteworthy about them."""
