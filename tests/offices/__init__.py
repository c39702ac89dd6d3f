"""A made-up district written down the ways offices do: any layout, in any format, in any spelling.

``spellings`` says how a word, a cell and a header may be written, ``ledgers`` and ``registers`` lay the rows out,
``formats`` makes files of them. Nothing here imports djcov: it is what djcov is measured against.
"""
