"""What people and scripts see. Reads results, never files."""
