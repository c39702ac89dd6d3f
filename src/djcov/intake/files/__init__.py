"""What a file is and the sheets in it, whatever its format, and the processes that read workbooks."""
