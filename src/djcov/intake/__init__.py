"""From files to typed tables: opening, sheet layout, header words, columnar validation."""
