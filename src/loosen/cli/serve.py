"""`loosen serve`, and `loosen` alone: the app in the browser."""

from __future__ import annotations

import click

from loosen.cli.options import data_dir_option, overlay_option, settings_of


@click.command()
@click.option("--host", help="Address to listen on.  [env: LOOSEN_HOST; default: 127.0.0.1, this machine only]")
@click.option("--port", metavar="NUMBER", help="Port to listen on.  [env: LOOSEN_PORT; default: 8712]")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@data_dir_option
@overlay_option
def serve(host: str | None, port: str | None, no_browser: bool, data_dir: str | None, overlay: str | None) -> None:
    """Start the app and open it in the browser. `loosen` alone does the same."""
    settings = settings_of(host=host, port=port, data_dir=data_dir, overlay=overlay)

    from loosen.web.serve import serve as serve_app

    serve_app(settings, open_browser=not no_browser)
