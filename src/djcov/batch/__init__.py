"""A folder of workbooks becomes a folder of results: for each township what it is sent, and the district's own.

::

    folder ──inputs──► what lies there, by its bytes ──► the same as last time, results untouched: nothing to do
       │                                                        │ no
       └──read──► Roster ──► Facts ──wanted──► which results there should be, and what each is made from
                                                                │ those not there yet, or made from something else
                               manifest.json ◄── results ◄──make┘ one after the other, each replaced whole

A result is made again when what it is made from has changed (a text's SHA-256 stands for it, in ``manifest.log``) or
when its bytes are not those that were written. So an interrupted run goes on where it was, an unchanged one does
nothing, and a result that somebody deleted comes back: one rule for the three.

What a report says depends on every file (the ranking, the list of files with their SHA-256), so a file that changed
makes all reports anew, but of the marked copies only its own and those whose findings it touched.

:mod:`djcov.batch.execution` tells this as code.
"""

from .execution import Order, Result, run
from .manifest import Manifest

__all__ = ["Manifest", "Order", "Result", "run"]
