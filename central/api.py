"""The application: routes, failures, the entrance, and the service's life around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from central import doors, site_routes
from central.answers import answer_problems
from central.entrance import Entrance
from central.schemas import Document, describe
from central.service import Service


def make_app(service: Service) -> FastAPI:
    """An application over a service that nobody has started; it starts and stops with the application."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    app = FastAPI(lifespan=life, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.service = service
    app.include_router(doors.router)
    app.include_router(site_routes.router)
    answer_problems(app)
    app.add_middleware(Entrance, metrics=service.metrics)
    made: list[Document] = []

    def openapi() -> Document:
        if not made:
            made.append(describe(app))
        return made[0]

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to hand in a document
    return app
