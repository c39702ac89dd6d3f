"""What djcov uses of Spark, which is not there in every installation."""

__path__: list[str]
