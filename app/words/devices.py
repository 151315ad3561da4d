"""The words of devices: kinds, what they measure, what is wrong with them, and what may be said of the air.

Texts are looked up at use. An unknown code is shown as it is: a device that is newer than this program is
still a device. GUI thread.
"""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.domain.alarms import AlarmView
from app.domain.devices import MEAN_OVER, UNITS
from app.domain.environment import Assessment, Band, Verdict, Why
from app.domain.periods import HOUR
from app.domain.readings import Reading
from app.domain.states import AlarmLetter, DeviceState, MeetingState
from app.words import formats, states

# Any: the stub of QT_TRANSLATE_NOOP says object.
_KINDS: Final[dict[str, Any]] = {
    "video_terminal": QT_TRANSLATE_NOOP("DeviceKind", "Video terminal"),
    "display": QT_TRANSLATE_NOOP("DeviceKind", "Display"),
    "projector": QT_TRANSLATE_NOOP("DeviceKind", "Projector"),
    "microphone": QT_TRANSLATE_NOOP("DeviceKind", "Microphone"),
    "loudspeaker": QT_TRANSLATE_NOOP("DeviceKind", "Loudspeaker"),
    "camera": QT_TRANSLATE_NOOP("DeviceKind", "Camera"),
    "av_controller": QT_TRANSLATE_NOOP("DeviceKind", "AV controller"),
    "nameplate": QT_TRANSLATE_NOOP("DeviceKind", "Electronic nameplate"),
    "air_conditioner": QT_TRANSLATE_NOOP("DeviceKind", "Air conditioner"),
    "fresh_air": QT_TRANSLATE_NOOP("DeviceKind", "Fresh-air unit"),
    "sensor": QT_TRANSLATE_NOOP("DeviceKind", "Air sensor"),
    "presence": QT_TRANSLATE_NOOP("DeviceKind", "Presence sensor"),
    "lighting": QT_TRANSLATE_NOOP("DeviceKind", "Lighting circuit"),
    "door_display": QT_TRANSLATE_NOOP("DeviceKind", "Door display"),
    "charger": QT_TRANSLATE_NOOP("DeviceKind", "Microphone charger"),
    "gateway": QT_TRANSLATE_NOOP("DeviceKind", "Gateway"),
    "fire_link": QT_TRANSLATE_NOOP("DeviceKind", "Fire alarm link"),
    "security_link": QT_TRANSLATE_NOOP("DeviceKind", "Security link"),
    "other": QT_TRANSLATE_NOOP("DeviceKind", "Other device"),
}
_QUANTITIES: Final[dict[str, Any]] = {
    "temperature": QT_TRANSLATE_NOOP("Quantity", "Temperature"),
    "humidity": QT_TRANSLATE_NOOP("Quantity", "Humidity"),
    "co2": QT_TRANSLATE_NOOP("Quantity", "CO₂"),
    "pm25": QT_TRANSLATE_NOOP("Quantity", "PM2.5"),
    "tvoc": QT_TRANSLATE_NOOP("Quantity", "TVOC"),
    "fresh_air": QT_TRANSLATE_NOOP("Quantity", "Fresh air"),
    "battery": QT_TRANSLATE_NOOP("Quantity", "Battery"),
    "lamp_hours": QT_TRANSLATE_NOOP("Quantity", "Lamp"),
    "set_point": QT_TRANSLATE_NOOP("Quantity", "Set point"),
    "supply_temperature": QT_TRANSLATE_NOOP("Quantity", "Supply air"),
    "filter_pressure": QT_TRANSLATE_NOOP("Quantity", "Filter"),
    "packet_loss": QT_TRANSLATE_NOOP("Quantity", "Packet loss"),
    "reconnects": QT_TRANSLATE_NOOP("Quantity", "Reconnects"),
    "content_age": QT_TRANSLATE_NOOP("Quantity", "Content age"),
    "idle_light": QT_TRANSLATE_NOOP("Quantity", "Lit while empty"),
    "people": QT_TRANSLATE_NOOP("Quantity", "People"),
    "mode": QT_TRANSLATE_NOOP("Quantity", "Mode"),
    "fan": QT_TRANSLATE_NOOP("Quantity", "Fan"),
    "scene": QT_TRANSLATE_NOOP("Quantity", "Scene"),
    "input": QT_TRANSLATE_NOOP("Quantity", "Input"),
}
_VALUES: Final[dict[str, Any]] = {
    "cooling": QT_TRANSLATE_NOOP("DeviceValue", "cooling"),
    "heating": QT_TRANSLATE_NOOP("DeviceValue", "heating"),
    "low": QT_TRANSLATE_NOOP("DeviceValue", "low speed"),
    "mid": QT_TRANSLATE_NOOP("DeviceValue", "medium speed"),
    "high": QT_TRANSLATE_NOOP("DeviceValue", "high speed"),
    "standby": QT_TRANSLATE_NOOP("DeviceValue", "standby"),
    "yes": QT_TRANSLATE_NOOP("DeviceValue", "somebody"),
    "no": QT_TRANSLATE_NOOP("DeviceValue", "nobody"),
}
_CONDITIONS: Final[dict[str, Any]] = {
    "offline": QT_TRANSLATE_NOOP("Condition", "Offline, heartbeats missing"),
    "fault": QT_TRANSLATE_NOOP("Condition", "The device reports a fault"),
    "battery_low": QT_TRANSLATE_NOOP("Condition", "Battery {value} %, below {limit} %"),
    "lamp_old": QT_TRANSLATE_NOOP("Condition", "Lamp {value} h, above {limit} h"),
    "co2_high": QT_TRANSLATE_NOOP("Condition", "CO₂ {value} ppm, above {limit} ppm"),
    "co2_serious": QT_TRANSLATE_NOOP("Condition", "CO₂ {value} ppm, above {limit} ppm: open the windows"),
    "too_hot": QT_TRANSLATE_NOOP("Condition", "Room at {value} °C, above {limit} °C"),
    "too_cold": QT_TRANSLATE_NOOP("Condition", "Room at {value} °C, below {limit} °C"),
    "pm25_high": QT_TRANSLATE_NOOP("Condition", "PM2.5 {value} µg/m³, above {limit} µg/m³"),
    "supply_air_hot": QT_TRANSLATE_NOOP("Condition", "Supply air {value} °C, above {limit} °C"),
    "filter_blocked": QT_TRANSLATE_NOOP("Condition", "Filter pressure {value} Pa, above {limit} Pa"),
    "set_point_low": QT_TRANSLATE_NOOP("Condition", "Set to {value} °C, below {limit} °C"),
    "packet_loss": QT_TRANSLATE_NOOP("Condition", "Packet loss {value} %, above {limit} %"),
    "reconnects": QT_TRANSLATE_NOOP("Condition", "Reconnected {value} times in 10 min"),
    "content_old": QT_TRANSLATE_NOOP("Condition", "Screen not updated for {value} min"),
    "light_left_on": QT_TRANSLATE_NOOP("Condition", "Lit for {value} min with nobody there"),
}
_VERDICTS: Final[dict[Verdict, Any]] = {
    Verdict.MET: QT_TRANSLATE_NOOP("Verdict", "Within limits"),
    Verdict.EXCEEDED: QT_TRANSLATE_NOOP("Verdict", "Exceeded"),
    Verdict.NOT_ASSESSED: QT_TRANSLATE_NOOP("Verdict", "Not assessed"),
}
_WHY: Final[dict[Why, Any]] = {
    Why.STALE: QT_TRANSLATE_NOOP("Verdict", "no current data"),
    Why.ESTIMATED: QT_TRANSLATE_NOOP("Verdict", "estimated by a semiconductor sensor, for orientation only"),
    Why.NO_MEAN: QT_TRANSLATE_NOOP("Verdict", "not yet measured long enough for a mean"),
}
_ORDER: Final = (
    "battery", "set_point", "fresh_air", "temperature", "co2", "supply_temperature", "lamp_hours",
    "packet_loss", "content_age", "people", "mode", "fan", "input", "scene", "humidity", "pm25", "tvoc",
    "filter_pressure",
)  # fmt: skip
_PLACES: Final = {"tvoc": 2, "temperature": 1, "supply_temperature": 1, "packet_loss": 1}


def kind(code: str) -> str:
    """视频终端, 话筒: a kind of device."""
    return QCoreApplication.translate("DeviceKind", _KINDS[code]) if code in _KINDS else code


def quantity(code: str) -> str:
    """温度, CO₂: what is measured."""
    return QCoreApplication.translate("Quantity", _QUANTITIES[code]) if code in _QUANTITIES else code


def number(code: str, value: float) -> str:
    """A value without its unit, with as many places as it means."""
    places = _PLACES.get(code, 0)
    return QLocale().toString(float(value), "f", places)


def value(code: str, said: float | str, unit: str) -> str:
    """26.4 °C, medium speed."""
    if isinstance(said, str):
        return QCoreApplication.translate("DeviceValue", _VALUES[said]) if said in _VALUES else said
    if unit == "min":
        return formats.minutes(round(said))
    return f"{number(code, said)} {unit}".strip()


def values(reading: Reading, most: int = 3) -> str:
    """The values worth a line, the most telling first."""
    ranked = sorted(
        reading.values, key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)
    )
    joined = QCoreApplication.translate("Devices", ", ", "between values")
    return joined.join(value(*item) for item in ranked[:most])


def condition(code: str, said: str, limit: str) -> str:
    """What is wrong, with the value that shows it."""
    if code not in _CONDITIONS:
        return f"{code} {said}".strip()
    return QCoreApplication.translate("Condition", _CONDITIONS[code]).format(value=said, limit=limit)


def message(view: AlarmView, now: int, zone: ZoneInfo) -> str:
    """What is wrong and which meeting feels it; a classified meeting is not named anywhere, here none is."""
    record = view.record
    said = condition(record.condition, record.value, record.limit)
    meeting = view.meeting
    if meeting is None or record.cleared_at is not None:
        return said
    if meeting.state is MeetingState.IN_SESSION or meeting.starts_at <= now:
        return QCoreApplication.translate("Devices", "{what}; a meeting is on").format(what=said)
    when = formats.clock(meeting.starts_at, zone)
    return QCoreApplication.translate("Devices", "{what}; needed at {time}").format(what=said, time=when)


def letter(kind_of: AlarmLetter) -> str:
    """B 未确认: the letter with its word."""
    return f"{kind_of.value} {states.alarm_letter(kind_of)}"


def state_line(reading: Reading | None, now: int, stale_s: int) -> str:
    """The second line of a device's tile: state, and values or how long it has been so."""
    if reading is None:
        return QCoreApplication.translate("Devices", "never heard")
    word = states.device_state(reading.state)
    if reading.state is DeviceState.ONLINE:
        if reading.is_standby:
            word = QCoreApplication.translate("DeviceValue", "standby")
        old = reading.has_old_values(now, stale_s)
        more = formats.age(reading.at, now) if old else values(reading, 2)
    else:
        since = reading.told_at if reading.state is DeviceState.STALE else reading.since
        more = formats.age(since, now)
    return f"{word} {more}".strip()


def verdict(found: Assessment) -> str:
    """达标, 超标, 不评定."""
    return QCoreApplication.translate("Verdict", _VERDICTS[found.verdict])


def why_not(found: Assessment) -> str:
    """Why nothing is said of a quantity."""
    return QCoreApplication.translate("Verdict", _WHY[found.why]) if found.why in _WHY else ""


def allowed(band: Band) -> str:
    """22–28 °C, ≤ 1,000 ppm: the range that is allowed."""
    places = 2 if band.quantity == "tvoc" else 0
    unit = UNITS.get(band.quantity, "")
    high = "" if band.high is None else QLocale().toString(float(band.high), "f", places)
    low = "" if band.low is None else QLocale().toString(float(band.low), "f", places)
    if low and high:
        return f"{low}–{high} {unit}"
    return f"≤ {high} {unit}" if high else f"≥ {low} {unit}"


def mean_over(code: str) -> str:
    """1 h, 24 h: the time a mean is over."""
    hours = MEAN_OVER.get(code, HOUR) // HOUR
    return QCoreApplication.translate("Devices", "{n} h mean").format(n=hours)
