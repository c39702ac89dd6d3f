"""What djcov uses of Arrow, which carries no types of its own."""

from . import types as types
from .lib import *
