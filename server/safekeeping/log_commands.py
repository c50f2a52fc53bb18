"""`rapport logs`."""

import os
import re
import time
from datetime import UTC, datetime, timedelta

import click

from server import clock
from server import config as configuration
from server.safekeeping.log_reading import Segments, as_text

PAUSE_SECONDS = 0.5
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Since(click.ParamType[datetime]):
    """A moment: `2026-11-26`, `2026-11-26T05:00` in UTC, or how long ago: `90s`, `30m`, `2h`, `7d`."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Into a moment in UTC."""
        if isinstance(value, datetime):
            return value
        if ago := re.fullmatch(r"(\d{1,6})([smhd])", value):
            return clock.now() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no moment: write 2026-11-26T05:00 (UTC), or 30m, 2h, 7d.", param, ctx)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@click.command()
@click.option("--follow", is_flag=True, help="Go on with what is written from now on, until Ctrl-C.")
@click.option("--since", type=Since(), help="Only lines from then on: 2026-11-26T05:00 (UTC), 30m, 2h, 7d.")
def logs(follow: bool, since: datetime | None) -> None:
    """Show the encrypted log, oldest line first. What is torn or was altered is told on stderr."""
    config = configuration.read(os.environ)
    if config.log is None:
        raise click.ClickException("RAPPORT_LOG_FILE isn't set, so logs go to stderr and not into files.")
    segments = Segments(config.log.file, config.master_key)
    try:
        while True:
            for line in segments.new_lines():
                if since is None or line.at >= since:
                    click.echo(as_text(line))
            if not follow:
                break
            time.sleep(PAUSE_SECONDS)
    except KeyboardInterrupt:
        pass
    for remark in segments.remarks():
        click.echo(remark, err=True)
