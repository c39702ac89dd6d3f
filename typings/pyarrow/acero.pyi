"""Exec plans: Arrow itself runs them."""
