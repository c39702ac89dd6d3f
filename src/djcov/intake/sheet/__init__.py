"""Where the tables of a sheet are: captions, headers and their words, rows of data and furniture."""
