"""`khabar serve`: the flow on a schedule, one run at a time, until stopped."""

from collections.abc import Sequence

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console
from flows.environment import settle_environment
from warehouse.home import Home

DEPLOYMENT = "khabar"


def serve_command(*, home: Home, cron: str, sources: Sequence[str], source: str | None, outlet: str | None) -> int:
    """Serve the flow with the schedule `cron`; by default each run takes in HOME/inbox, which is made if need be."""
    settle_environment()
    _check_cron(cron)
    root = home.root.absolute()
    if not sources:
        home.inbox.mkdir(parents=True, exist_ok=True)
    inputs = [str(path) for path in sources] or [str(root / "inbox")]
    from flows.news_etl import news_etl

    parameters = {"inputs": inputs, "home": str(root), "source": source, "outlet": outlet}
    console().print(f"runs of {', '.join(inputs)} into {root} at {cron!r}; stop with Ctrl-C", soft_wrap=True)
    news_etl.serve(name=DEPLOYMENT, cron=cron, parameters=parameters, limit=1, global_limit=1)
    return OK


def _check_cron(cron: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron)
    except ValueError as error:
        raise CommandError(
            f"--cron {cron!r}: not a schedule; write five fields, as in '*/10 * * * *' for every ten minutes"
        ) from error
