"""A server that answers nothing, with the settings of the app: what the framework itself costs."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response


def empty_app() -> FastAPI:
    """Return an application with two empty pages: in a worker thread as the app's pages are, and in the loop."""
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.get("/")
    def in_thread() -> Response:
        return Response()

    @app.get("/loop")
    async def in_loop() -> Response:
        return Response()

    return app


def main() -> None:
    """Serve on the port that the first argument names."""
    config = uvicorn.Config(
        empty_app(),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
