"""Planning: proposals for what the coverage lacks. Nothing here changes a number.

:mod:`.plan` asks the facts who is without what (:mod:`.candidates`), proposes joint organisations (:mod:`.joint`, by
:mod:`.joining` and the arithmetic of :mod:`.packing`) and gives instructors to enterprises (:mod:`.stationing`).
"""
