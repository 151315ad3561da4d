"""The plan: places, hits, arrows, zoom, what is painted again, what each size says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.domain.records import PlanRecord
from app.domain.states import OutlineKind, Priority, RoomStatus
from app.models.rooms import Role, RoomsModel
from app.models.tiles import RoomAlarm
from app.widgets.plan import PlanView
from app.widgets.plan_geometry import layout, word_boxes
from app.widgets.plan_tile import Level, TilePainter, level_of
from tests.support.records import T0, board, floor, ident, meeting, outline, room, running

GRID = {"301": (0, 0), "302": (900, 0), "303": (1800, 0), "304": (0, 1200), "305": (1800, 1200)}


def plan_record(*extra) -> PlanRecord:
    drawn = tuple(outline(name, (x, y, 800, 600)) for name, (x, y) in GRID.items())
    return PlanRecord(floor(), (*drawn, *extra), None)


@pytest.fixture
def model(qapp) -> RoomsModel:
    made = RoomsModel()
    made.apply(board([room(name) for name in GRID], [running("m", "301"), meeting("n", "302")]), T0)
    return made


@pytest.fixture
def plan(qtbot, look, model) -> PlanView:
    view = PlanView(look)
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 640)
    view.show_floor(ident("floor 3"), plan_record())
    view.show()
    qtbot.waitExposed(view)
    return view


def press(plan: PlanView, key: Qt.Key) -> str:
    from PySide6.QtTest import QTest

    QTest.keyClick(plan, key)
    return number(plan)


def number(plan: PlanView) -> str:
    tile = plan.currentIndex().data(Role.TILE)
    return tile.number if tile else ""


def middle(plan: PlanView, name: str) -> QPoint:
    return plan.shape_rect(ident(f"room {name}")).center()


def test_rooms_lie_where_they_are_drawn(plan):
    first, second = plan.shape_rect(ident("room 301")), plan.shape_rect(ident("room 302"))
    assert first.right() < second.left()
    assert plan.viewport().rect().contains(second)


def test_arrows_move_in_space_not_in_the_list(plan):
    plan.select_room(ident("room 301"))
    moves = [
        press(plan, key) for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)
    ]
    assert moves == ["302", "303", "305", "304"]
    assert press(plan, Qt.Key.Key_Home) == "301"
    assert press(plan, Qt.Key.Key_Left) == "301"


def test_a_click_chooses_and_a_double_click_opens(plan, qtbot):
    qtbot.mouseClick(plan.viewport(), Qt.MouseButton.LeftButton, pos=middle(plan, "303"))
    assert number(plan) == "303"
    with qtbot.waitSignal(plan.opened) as opened:
        qtbot.mouseDClick(plan.viewport(), Qt.MouseButton.LeftButton, pos=middle(plan, "302"))
    qtbot.mouseRelease(plan.viewport(), Qt.MouseButton.LeftButton)  # a double click of QTest ends held
    assert opened.args == [ident("room 302")]


def test_enter_opens_the_current_room(plan, qtbot):
    plan.select_room(ident("room 304"))
    with qtbot.waitSignal(plan.opened) as opened:
        press(plan, Qt.Key.Key_Return)
    assert opened.args == [ident("room 304")]


def test_a_drag_moves_the_floor_and_chooses_nothing(plan, qtbot):
    plan.zoom_by(3)
    chosen = number(plan)
    before = plan.shape_rect(ident("room 301")).topLeft()
    start = QPoint(400, 300)
    qtbot.mousePress(plan.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (QPoint(390, 290), QPoint(350, 260)):
        qtbot.mouseMove(plan.viewport(), step)
        plan.mouseMoveEvent(_move(step))
    qtbot.mouseRelease(plan.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(350, 260))
    assert plan.shape_rect(ident("room 301")).topLeft() != before
    assert number(plan) == chosen


def _move(at: QPoint):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(at), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_the_wheel_zooms_about_the_pointer(plan):
    plan.zoom_by(2)
    at = QPointF(middle(plan, "302"))
    event = QWheelEvent(
        at, QPointF(plan.viewport().mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plan.viewport(), event)
    assert plan.zoom() == pytest.approx(2.4)
    assert (middle(plan, "302") - at.toPoint()).manhattanLength() <= 4
    press(plan, Qt.Key.Key_0)
    assert plan.zoom() == 1


def test_an_l_shaped_room_is_hit_only_inside(plan, model):
    model.apply(board([room("310"), room("311")], []), T0)
    shape = outline("310", points=((0, 0), (1000, 0), (1000, 1000), (500, 1000), (500, 500), (0, 500)))
    plan.show_floor(ident("floor 3"), PlanRecord(floor(), (shape, outline("311", (0, 520, 460, 480))), None))
    rect = plan.shape_rect(ident("room 310"))
    inside = QPoint(rect.left() + rect.width() // 4, rect.top() + rect.height() // 4)
    notch = QPoint(rect.left() + rect.width() // 4, rect.bottom() - rect.height() // 4)
    assert plan.indexAt(inside).data(Role.TILE).number == "310"
    assert plan.indexAt(notch).data(Role.TILE).number == "311"


def test_words_of_an_l_shape_stay_inside_it():
    points = ((0, 0), (1000, 0), (1000, 1000), (500, 1000), (500, 500), (0, 500))
    head, foot = word_boxes(points, QRectF(0, 0, 1000, 1000))
    assert head == QRectF(0, 0, 1000, 500)
    assert foot == QRectF(500, 0, 500, 1000)


def test_rooms_nobody_drew_stand_in_a_grid_below_with_the_same_keys(plan, model):
    model.apply(board([room(name) for name in (*GRID, "306", "307")], []), T0)
    plan.rearrange()
    drawn, rest = plan.shape_rect(ident("room 304")), plan.shape_rect(ident("room 306"))
    assert rest.top() > drawn.bottom()
    plan.select_room(ident("room 304"))
    assert press(plan, Qt.Key.Key_Down) == "306"
    assert press(plan, Qt.Key.Key_Right) == "307"


def test_without_any_drawing_all_rooms_stand_in_reading_order(plan):
    plan.show_floor(ident("floor 3"), None)
    rects = [plan.shape_rect(ident(f"room {name}")) for name in GRID]
    assert all(plan.viewport().rect().contains(rect) for rect in rects)
    assert rects == sorted(rects, key=lambda rect: (rect.top(), rect.left()))


def test_only_a_changed_room_is_painted_again(plan, model, monkeypatch):
    plan.viewport().repaint()
    painted = []
    whole = TilePainter.paint

    def noted(self, painter, shape, tile, level):
        painted.append(tile.number)
        whole(self, painter, shape, tile, level)

    monkeypatch.setattr(TilePainter, "paint", noted)
    model.set_alarms({ident("room 303"): RoomAlarm(Priority.HIGH, False)})
    plan.viewport().repaint()
    assert painted == ["303"]
    plan.viewport().repaint()
    assert painted == ["303"]


def test_a_stale_floor_loses_its_colour(plan):
    def colour() -> int:
        at = plan.shape_rect(ident("room 301"))
        return plan.grab().toImage().pixelColor(at.left() + 1, at.center().y()).saturation()

    bright = colour()
    plan.set_stale(True)
    assert colour() < bright / 2
    plan.set_stale(False)
    assert colour() == bright


def test_rooms_outside_a_filter_fade(plan, look):
    def ground(name: str) -> str:
        at = plan.shape_rect(ident(f"room {name}"))
        return plan.grab().toImage().pixelColor(at.right() - 6, at.center().y()).name()

    before = ground("301"), ground("303")
    plan.set_only(frozenset({ident("room 301")}))
    assert (ground("301"), ground("303") == before[1]) == (before[0], False)


def test_rooms_of_other_floors_are_hidden(plan, model):
    model.apply(board([room("301"), room("101", floor_id=ident("floor 1"))], []), T0)
    hidden = model.index(model.row_of(ident("room 101")), 0)
    assert plan.isIndexHidden(hidden)
    assert plan.isIndexHidden(model.index(0, 1))
    assert not plan.select_room(ident("room 101"))


def test_the_current_room_survives_new_data(plan, model):
    plan.select_room(ident("room 303"))
    model.apply(board([room(name) for name in GRID], [running("z", "303")]), T0)
    assert number(plan) == "303"


def test_a_resting_pointer_brings_the_card_and_moving_on_takes_it_away(plan, qtbot):
    plan.mouseMoveEvent(_rest(middle(plan, "301")))
    qtbot.waitUntil(plan._card.isVisible)
    assert "301" in plan._card.accessibleName()
    plan.mouseMoveEvent(_rest(QPoint(1, 1)))
    assert not plan._card.isVisible()


def _rest(at: QPoint):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(at), none, none, Qt.KeyboardModifier.NoModifier
    )


@pytest.mark.parametrize(
    ("width", "height", "level"),
    [
        (200, 200, Level.FULL), (150, 150, Level.PLAIN), (105, 150, Level.NARROW), (80, 120, Level.SHORT),
        (40, 40, Level.NUMBER), (10, 10, Level.PATTERN), (300, 30, Level.NUMBER), (300, 70, Level.SHORT),
    ],
)  # fmt: skip
def test_the_level_of_detail_follows_the_size(look, width, height, level):
    assert level_of(QRectF(0, 0, width, height), look) is level


def test_every_state_is_painted_at_every_size_without_a_warning(look, model):
    from dataclasses import replace

    from app.widgets.plan_text import Words

    tiles = TilePainter(look, Words(look))
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    alarm = RoomAlarm(Priority.HIGH, False, "x")
    for status in RoomStatus:
        for size in ((380, 280), (130, 160), (104, 90), (70, 60), (30, 30), (12, 8)):
            box = outline("302", (0, 0, *size))
            shape = layout((box,), (str(box.room_id),)).shapes[0]
            tile = replace(model.tile(1), status=status, alarm=alarm, is_classified=True, flag="14:00 有会")
            tiles.paint(painter, shape, tile, level_of(shape.bounds, look))
    painter.end()


def test_a_corridor_is_no_room(plan):
    corridor = outline("北走廊", (0, 620, 2600, 200), OutlineKind.CORRIDOR)
    plan.show_floor(ident("floor 3"), plan_record(corridor))
    rect = plan.shape_rect(ident("room 301"))
    assert not plan.indexAt(QPoint(rect.center().x(), rect.bottom() + 6)).isValid()
