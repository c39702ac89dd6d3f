"""From one month to the next: what is followed until it is done (the 销号台账)."""
