"""okrsite publishes a company's objectives and key results as a static site."""

__version__ = "0.1.0"
