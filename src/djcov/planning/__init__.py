"""Planning: proposals for what the coverage lacks. Nothing here changes a number.

:mod:`.plan` asks the facts who is without what (:mod:`.candidates`) and proposes organisations (:mod:`.joint`) and
instructors (:mod:`.instructors`). Those who may stand in for each other are counted (:mod:`.counts`,
:mod:`.stationing`), the counts solved exactly (:mod:`.solving`) and turned into names (:mod:`.seating`); where time is
over first, a rule of thumb says who joins whom (:mod:`.joining`, by the arithmetic of :mod:`.packing`).
:mod:`.reaching` finds the fewest founding acts that reach a target, :mod:`.effect` what a plan would change.
"""
