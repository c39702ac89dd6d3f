"""What people and scripts see. Reads results, never files.

A *view* knows one result and says it in three neutral forms; a *renderer* knows one format and no result::

    coverage gaps explanation check   →   page      headings, notes, grids     →  terminal, markdown
    (the views)                           records   one grid, a row per fact   →  csv
                                          document  plain values               →  json

A new command is one more view, a new format one more renderer.
"""
