"""The picture behind a floor's drawing, from the bytes that the store keeps. GUI thread.

SVG and PNG only, bounded in bytes and in pixels: a picture that claims more is refused, not scaled down
silently. QtSvg follows no links, so a picture cannot fetch anything.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.domain.records.plans import PictureRecord

LARGEST_BYTES: Final = 1_400_000  # base64 of it stays below the two million signs that an operation may hold
LARGEST_SIDE: Final = 8_000  # pixels; an A0 sheet at 170 dpi
SHOWN_SIDE: Final = 2_400  # what is kept for painting
MEDIA: Final = {".png": "image/png", ".svg": "image/svg+xml"}


def decode(picture: PictureRecord | None) -> QImage | None:
    """The picture ready to be painted; None for none and for one that cannot be read."""
    if picture is None or not picture.data:
        return None
    return image_of(picture.media, picture.data)


def image_of(media: str, data: bytes) -> QImage | None:
    """An image of bytes, or None when they are too many, of another kind, or broken."""
    if len(data) > LARGEST_BYTES:
        return None
    if media == "image/svg+xml":
        return _svg(data)
    if media == "image/png":
        return _png(data)
    return None


def natural_size(media: str, data: bytes) -> QSize | None:
    """Width and height as the file says them."""
    if media == "image/svg+xml":
        renderer = QSvgRenderer(QByteArray(data))
        return renderer.defaultSize() if renderer.isValid() else None
    image = image_of(media, data)
    return image.size() if image is not None else None


def _svg(data: bytes) -> QImage | None:
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return None
    size.scale(SHOWN_SIDE, SHOWN_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _png(data: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        return None
    if max(size.width(), size.height()) > SHOWN_SIDE:
        size.scale(SHOWN_SIDE, SHOWN_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
    image = reader.read()
    return None if image.isNull() else image
