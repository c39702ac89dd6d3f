"""One made-up district, and the files in which its offices might keep it.

``world`` says what a district consists of, ``making`` makes one from a seed, ``planting`` puts mistakes in it, and
the ``*_book`` modules write it down as offices do. Nothing here imports djcov: it is what djcov is measured against.

Every person, enterprise and number is invented. Identity numbers and enterprise codes bear the area code 999999,
which no place in China has; phone numbers begin with 1000000, which no network has given out.
"""
