"""Which khabar this is."""

from importlib.metadata import PackageNotFoundError, version


def khabar_version() -> str:
    """The installed version; `unknown` where khabar runs from a folder that was never installed."""
    try:
        return version("khabar")
    except PackageNotFoundError:
        return "unknown"
