"""What the commands say to an administrator, Chinese first. Nothing here reaches a console."""

from __future__ import annotations

from typing import Final

CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"
_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "usage": ("参数有误：{what}", "wrong arguments: {what}"),
    "site_made": ("会址“{name}”已建立：{site}", "site “{name}” made: {site}"),
    "site_exists": ("已有名为“{name}”的会址：{site}", "there is a site named “{name}” already: {site}"),
    "site_unknown": ("没有这个会址：{site}", "there is no site {site}"),
    "site_none": ("还没有会址，先运行 init --name 名称", "there is no site yet: run init --name NAME first"),
    "site_which": ("有多个会址，请用 --site 指明", "there are several sites: name one with --site"),
    "code_made": (
        "接入码：{code}（用一次，到 {until} 为止）",
        "enrolment code: {code} (works once, until {until})",
    ),
    "site_line": (
        "{site}  {name}  操作 {n} 个，控制台 {consoles} 个",
        "{site}  {name}  {n} operations, {consoles} consoles",
    ),
    "hook_set": ("通知将发往 {address}", "notices go to {address}"),
    "hook_unset": ("通知不再发往别处", "notices go nowhere else"),
    "hook_bad": ("不是 http 或 https 地址：{address}", "not an http or https address: {address}"),
    "console_line": (
        "{id}  {name}  {app}  最近 {seen}，已收 {last}{revoked}",
        "{id}  {name}  {app}  seen {seen}, took {last}{revoked}",
    ),
    "revoked": ("，已收回", ", revoked"),
    "console_revoked": ("已收回控制台 {id} 的接入", "the access of console {id} was taken back"),
    "console_unknown": ("没有可收回的控制台 {id}", "there is no console {id} to take back"),
    "user_line": ("{id}  {number}  {name}  {role}{off}", "{id}  {number}  {name}  {role}{off}"),
    "user_off": ("，已停用", ", disabled"),
    "user_added": ("已加入 {name}：{id}", "{name} added: {id}"),
    "user_disabled": ("已停用 {id}", "{id} disabled"),
    "refused": ("未执行：{code}", "not done: {code}"),
    "check_ok": ("检查通过：{sites} 个会址，{ops} 个操作", "sound: {sites} sites, {ops} operations"),
    "check_bad": ("{site}：{what}", "{site}: {what}"),
    "purged": (
        "{site}：清除了 {count} 个墓碑，底线 {floor}",
        "{site}: {count} tombstones purged, floor {floor}",
    ),
    "epoch_made": (
        "新的纪元：{epoch}。各控制台会重报未确认的操作并重新装载。",
        "new epoch: {epoch}. Consoles will offer again what this database does not have, and load it anew.",
    ),
    "fault": ("数据库不能使用（{code}）：{detail}", "the database cannot be used ({code}): {detail}"),
    "away": ("连不上数据库：{detail}", "the database is away: {detail}"),
    "address": ("不能监听 {host}:{port}：{detail}", "cannot listen on {host}:{port}: {detail}"),
    "certificate": (
        "证书和私钥要一起给，并且能读：{detail}",
        "certificate and key go together and must be readable: {detail}",
    ),
    "one_process": (
        "SQLite 只配一个进程，多进程请用 PostgreSQL",
        "SQLite serves one process; several need PostgreSQL",
    ),
}  # fmt: skip


def say(language: str, key: str, **values: object) -> str:
    """The sentence; ``values`` are named in it."""
    return _TEXTS[key][0 if language == CHINESE else 1].format(**values)
