"""Wednesday, 10 June 2026: the day of the pictures in docs/manual, meeting by meeting.

At 13:42 it stands as they show it. Where one picture contradicts another, the printed
schedule (06a) decides about names and hours, and nobody is ever in two places. Read by
notation.py; what nobody is named for is left to the desk.
"""

# ruff: noqa: E501 - the tables read one meeting a line

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.demo.crew import Crew, staff, tidy
from app.demo.house import Day, Ids, wall
from app.demo.lives import Said, Teller
from app.demo.meetings import CLEAN, Job, Meeting
from app.demo.notation import NEVER, apply_marks, fill_in, read_day, read_work
from app.demo.register import ATTENDANTS, SUPERVISOR
from app.domain.ops import AdjustStaffing, EditMeeting, MeetingFields, MoveMeeting, Operation
from app.domain.states import CheckOwner, CheckResult, Role, TaskKind

DATE: Final = date(2026, 6, 10)
NOW: Final = wall("13:44")  # from here on the desk works off what the pictures show as waiting
ABSENT: Final = "郑小玲"
RESTS: Final = {
    "黄秀珍": "12:00-12:30", "林晓燕": "12:30-13:00", "罗婉婷": "12:50-13:20", "王海燕": "12:35-13:05",
    "吴佩珊": "15:20-15:50", "谢雨桐": "12:30-13:00", "张慧敏": "15:30-15:45", "曾凡": "12:00-12:30",
}  # fmt: skip

MEETINGS: Final = """
304 08:30-10:00 11 市司法局 法规清理对接会 / 林晓燕 | plates=11
201 09:00-10:30 24 市卫生健康委 卫生应急视频会 / 吴佩珊 @曾凡 | video plates=24
301 09:00-11:30 46 市政府办公厅 市政府工作报告任务分解会 / 王海燕 刘思琪 | plates=46 papers=50
306 09:00-10:30 34 市住房建设局 物业管理条例征求意见会 / 李嘉敏 欧阳倩 | plates=20
308 09:00-11:00 72 市城管和综合执法局 文明城市创建动员会 / 罗婉婷 张慧敏 叶晓彤 | plates=24 papers=80
315 09:00-11:00 10 市审计局 内部审计进点会 / 陈丽华
319 09:00-11:30 11 市国资委 国企改革座谈 / 邱雪梅 | plates=11
204 09:30-11:30 26 市工业和信息化局 低空经济专班会 / 谢雨桐 | plates=26
303 09:30-10:30 5 市财政局 采购文件讨论会 | self
302 10:00-11:30 18 市政务和数据局 数字政府月度视频例会 / 张慧敏 @梁伟杰 | video plates=18
305 10:00-12:00 23 市教育局 义务教育招生工作会 / 黄秀珍 | plates=23
312 10:00-11:00 6 市财政局 预算绩效沟通 / 叶晓彤
206 10:30-11:30 9 市规划和自然资源局 用地报批沟通 / 陈丽华
314 12:00-13:20 10 市市场监管局 午间党支部学习 / 邱雪梅 | ended=13:33
309 12:20-13:35 24 市规划和自然资源局 轨道交通用地协调会 / 刘思琪 | plates=24
313 12:20-13:30 9 市发展改革委 专项债项目预审 / 王海燕 | ended=13:58 why=主管同意快速翻场
202 13:00-14:00 8 市建筑工务署 项目周例会 / 林晓燕
301 13:00-15:00 52 市发展改革委 上半年经济运行研判会 / 陈丽华 张慧敏 罗婉婷 | plates=52 papers=60
320 13:00-14:30 5 市档案馆 档案系统培训 | self
311 13:15-14:45 5 市政务和数据局 系统联调讨论 | self
205 13:30-15:30 32 市水务局 排水管网改造协调会 / 李嘉敏 吴佩珊 | plates=32
306 13:30-16:00 36 市住房建设局 住房保障工作专题会 / 欧阳倩 谢雨桐 | plates=36 papers=40
317 13:30-16:30 18 - 内部会议 / 叶晓彤 | secret
203 14:00-15:30 10 市人力资源保障局 职称评审预备会 / 黄秀珍
207 14:00-15:00 5 市总工会 工会经费讨论 | self
302 14:00-15:30 26 市应急管理局 全市防汛视频调度会 / 林晓燕 @曾凡 | video plates=26 unchecked
304 14:00-15:30 12 市财政局 政府采购评审协调会 / 刘思琪 | plates=12
307 14:00-15:00 16 市外办 友好城市代表团会见 / 邱雪梅 | plates=16
313 14:00-15:00 9 市科技创新局 科技项目立项评审 | why=主管同意快速翻场 unstaffed unchecked late=4
305 14:30-16:30 22 市教育局 学前学位建设推进会 / 罗婉婷 | plates=22
308 14:30-17:00 78 市应急管理局 安全生产工作推进会 / 王海燕 叶晓彤 吴佩珊 @梁伟杰 | video plates=24 papers=80 unchecked layout=课桌式 contact=郭海涛 phone=8210-6637 days=2
309 14:30-15:30 20 市生态环境局 水环境治理周调度会 | plates=20
312 15:00-16:00 6 市统计局 统计报表会审
315 15:00-16:30 10 市审计局 审计整改对接会 | plates=10
202 15:00-17:00 9 市建筑工务署 设计方案比选
204 15:00-16:45 27 市政务和数据局 人工智能应用场景对接会 | plates=27
318 15:15-17:00 28 市司法局 执法案卷评查会
310 15:30-17:30 210 市机关事务管理局 会议服务地方标准宣贯培训 | plates=36 papers=210 layout=课桌式
314 15:30-16:30 8 市市场监管局 食品安全风险会商 / 谢雨桐
301 15:45-17:45 28 市财政局 重大项目资金安排专题会 / 张慧敏 | plates=28
303 16:00-17:00 8 市委组织部 人事档案审核会 / 吴佩珊
206 16:00-17:30 10 市生态环境局 生态环保督察整改会 / 陈丽华
302 16:30-17:30 18 市民政局 养老服务视频推进会 / 林晓燕 @曾凡 | video plates=18
307 16:30-17:30 14 市工商联 企业座谈会 / 邱雪梅 | plates=14
201 17:00-18:00 16 市卫生健康委 疫情会商视频会 / 刘思琪 @梁伟杰 | video
318 18:30-20:00 5 市应急管理局 应急值守会商 | unchecked
319 20:00-21:30 6 市国资委 境外项目连线会 | self
217 12:45-14:15 5 市文化广电旅游体育局 演出审批沟通会 | self
210 13:00-15:00 5 市交通运输局 公交线网优化讨论 | self
222 13:00-16:00 5 市政务和数据局 电子证照培训 | self
212 12:30-13:30 5 市商务局 外资项目碰头会 | self ended=13:36
213 14:15-15:15 5 市残联 残疾人就业协调会 | unchecked
215 13:30-14:30 5 市妇联 家庭教育项目沟通 | nobody
101 13:30-16:30 5 市委党校 年轻干部培训筹备 | self
103 14:30-15:30 5 市侨联 侨商来访 | self
104 13:00-14:30 5 市信访局 来访事项会商 | self
105 15:00-16:00 5 市气象局 汛期会商 | self
106 12:30-13:30 5 市供销社 采购价格沟通 | self
109 16:00-17:30 5 市城管和综合执法局 市容考核碰头 | self
110 15:00-16:30 5 市人力资源保障局 劳动仲裁协调 | self
111 13:15-14:45 5 市邮政管理局 寄递安全讨论 | self
116 13:30-15:30 5 市地方志办 志稿评议 | self
"""

# A table of how the work went where it did not go by the book.
WORK: Final = """
315@09:00 standby.1 ? 09:00-09:12
319@09:00 standby.1 ? 09:00-09:20
312@10:00 setup.1 ? 09:03-09:26
302@10:00 setup.1 ? 09:03-09:27
301@09:00 guide.2 ? 08:30-09:00
301@09:00 standby.2 - drop=07:06 why=开场后留一人值守
306@09:00 standby.2 - drop=07:06 why=开场后留一人值守
308@09:00 standby.2 - drop=07:06 why=开场后留一人值守
308@09:00 standby.3 - drop=07:06 why=开场后留一人值守
301@09:00 clean.1 罗婉婷 11:33-11:46
319@09:00 clean.1 谢雨桐 11:47-11:58
315@09:00 clean.1 李嘉敏 11:02-11:13
305@10:00 clean.1 黄秀珍 12:32-12:46
314@12:00 standby.1 ? 12:00-12:50
314@12:00 clean.1 谢雨桐 13:34-13:47
309@12:20 standby.1 ? 12:20-12:36
309@12:20 clean.1 谢雨桐 13:50-14:01 given=13:49
313@12:20 setup.1 ? 11:34-11:52
313@12:20 guide.1 ? 11:53-12:20
313@12:20 standby.1 ? 12:20-12:33
313@12:20 clean.1 - drop=13:37 why=下一场紧接，会后一并清洁
202@13:00 setup.1 ? 12:02-12:28
202@13:00 guide.1 - drop=11:42 why=部门例会，不需引导
202@13:00 standby.1 ? 13:00-13:10
202@13:00 clean.1 -
301@13:00 setup.1 ? 12:15-12:50
301@13:00 guide.1 ? 12:50-13:00
301@13:00 standby.1 ? 13:00- pin
301@13:00 clean.1 张慧敏 15:02-15:14
301@13:00 setup.2 ? 12:20-12:46
301@13:00 guide.2 ? 12:46-12:58
301@13:00 standby.2 - drop=12:13 why=改为续茶
301@13:00 setup.3 ? 12:16-12:34 given=12:12
301@13:00 guide.3 ? 12:35-12:48 given=12:12
301@13:00 standby.3 - drop=12:12 why=开场后两人足够
205@13:30 setup.1 ? 12:10-12:55
205@13:30 guide.1 ? 13:00-13:30
205@13:30 setup.2 ? 12:32-12:57 given=12:08
205@13:30 guide.2 ? 13:00-13:26 given=12:08
205@13:30 standby.2 - drop=12:08 why=开场后留一人值守
306@13:30 setup.1 ? 12:20-13:00
306@13:30 guide.1 ? 13:00-13:30
306@13:30 setup.2 ? 12:04-12:28
306@13:30 guide.2 ? 13:02-13:18
306@13:30 standby.2 - drop=11:43 why=开场后留一人值守
317@13:30 setup.1 ? 12:31-12:58
317@13:30 guide.1 ? 12:59-13:27
317@13:30 standby.1 - drop=11:44 why=涉密会议，会中不留人
317@13:30 clean.1 欧阳倩 16:32-16:44
203@14:00 setup.1 ? 13:00-13:27
302@14:00 setup.1 ? 13:14-13:28
302@14:00 guide.1 ? 13:29-14:00
302@14:00 equipment_test.0 ? 13:02-13:24
304@14:00 setup.1 ? 12:40-13:28
304@14:00 guide.1 ? move=13:46-14:00@11:45
304@14:00 standby.1 ? pin
307@14:00 setup.1 ? 13:00-13:27
307@14:00 guide.1 ? move=13:46-14:00@11:45
305@14:30 setup.1 ? move=13:50-14:00@13:32 given=13:33 quiet
305@14:30 guide.1 ? given=13:33 quiet
305@14:30 standby.1 ? given=13:33 quiet
305@14:30 clean.1 ? given=13:33 quiet
308@14:30 setup.1 ? 13:24-13:58 pin
308@14:30 standby.1 ? pin
308@14:30 setup.2 ? 13:31-13:59
308@14:30 standby.2 - drop=13:12 why=改为续茶
308@14:30 setup.3 ? 13:47-13:59 given=13:44
308@14:30 guide.3 ? given=13:44
308@14:30 standby.3 - drop=13:12 why=引导后离场
308@14:30 equipment_test.0 ? 12:40-13:12 move=12:40-13:10@11:50
309@14:30 setup.1 -
312@15:00 setup.1 -
314@15:30 setup.1 ? move=14:30-15:00@11:55
314@15:30 guide.1 ? 15:00-15:30
301@15:45 setup.1 ? move=15:16-15:28@11:56 quiet
301@15:45 guide.1 - drop=11:56 why=与上场同一批参会人
303@16:00 setup.1 ? move=14:40-15:10@11:57 quiet
303@16:00 guide.1 - drop=11:57 why=小会，不需引导
303@16:00 standby.1 ? quiet
206@16:00 setup.1 ? move=15:10-15:30@11:57
302@16:30 setup.1 ? move=15:45-16:00@11:58 quiet
302@16:30 equipment_test.0 ? move=16:00-16:25@11:58
307@16:30 setup.1 ? quiet
106@12:30 clean.0 罗婉婷 13:31-13:45 given=13:30
212@12:30 clean.0 谢雨桐 14:05-14:16 offer=13:37 given=14:02
"""

# Beside what meetings make: meeting or room, kind, person, plan, how it went, note.
EXTRA: Final = """
301@13:00 tea_refill 张慧敏 13:00-15:00 13:00-15:00 given=11:43 why=会中续茶
301@13:00 tea_refill 张慧敏 13:13-13:18 13:13-13:17 given=13:11 over=值守同室续茶
301@13:00 tea_refill 张慧敏 13:31-13:36 13:31-13:35 given=13:29 over=值守同室续茶
202@13:00 tea_refill 林晓燕 13:10-13:14 13:10-13:13 given=13:10
202@13:00 tea_refill 吴佩珊 13:31-13:36 13:31-13:35 given=13:29
310@15:30 equipment_test 何志强 14:30-15:00 14:30-14:55 given=12:42 why=扩声、投影调试
308@14:30 tea_refill 叶晓彤 14:30-17:00 14:30-17:00 given=11:46 why=会中续茶
316 repair 苏建国 12:00-17:00 12:00-17:00 given=11:20 why=新风机、空调检修，工单WX-0610-03
302 repair 梁伟杰 13:46-14:14 13:46-14:10 given=13:39 why=视频终端离线
305 inspection 何志强 14:00-14:24 14:00-14:22 given=12:40 why=会前设备巡检
201 inspection 梁伟杰 15:00-15:29 15:00-15:26 given=12:41 quiet why=视频终端例行巡检
308 standby 何志强 12:30-13:08 12:30-13:08 given=12:05 why=扩声系统检查
"""

# Answers of the lists that are not answered by the book: minute, who, meeting, owner, items.
CHECKS: Final = """
13:18 林晓燕 302@14:00 attendant clean chairs nameplates cups
13:27 林晓燕 302@14:00 attendant hot_water tea_ready stationery guide_sign
13:22 曾凡 302@14:00 engineer microphones loudspeakers display video_call recording
13:24 曾凡 302@14:00 engineer lighting network spare_microphone sensors
13:20 林涛 302@14:00 desk booking_unchanged attendants_signed_in door_screen
13:02 梁伟杰 308@14:30 engineer microphones spare_microphone
13:06 梁伟杰 308@14:30 engineer loudspeakers display recording
13:12 梁伟杰 308@14:30 engineer lighting network sensors
13:10 周敏 308@14:30 desk booking_unchanged
13:30 周敏 308@14:30 desk door_screen emergency_contacts
13:42 周敏 308@14:30 desk temperature
13:33 王海燕 308@14:30 attendant clean chairs materials
13:38 叶晓彤 308@14:30 attendant cups stationery
13:41 王海燕 308@14:30 attendant sign_in_terminal toilets
13:55 王海燕 308@14:30 attendant nameplates guide_sign
13:57 叶晓彤 308@14:30 attendant hot_water tea_ready
13:58 周敏 308@14:30 desk attendants_signed_in notice_receipts
13:35 周敏 213@14:15 desk booking_unchanged attendants_signed_in
13:58 周敏 213@14:15 attendant clean chairs cups hot_water
13:59 周敏 213@14:15 desk door_screen temperature
13:59 周敏 313@14:00 desk booking_unchanged attendants_signed_in
14:01 周敏 313@14:00 attendant clean chairs cups hot_water
18:05 周敏 318@18:30 attendant clean chairs cups hot_water
18:06 周敏 318@18:30 desk booking_unchanged attendants_signed_in
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A day, ready to be told."""

    meetings: list[Meeting]
    jobs: list[Job]
    more: list[Said]
    rests: dict[str, tuple[int, int]]


def picture_day(ids: Ids, day: Day) -> Scene:
    """The day with everybody's work settled."""
    meetings, jobs = read_day(MEETINGS)
    first = {
        "301@780": {"expected": 48},
        "308@870": {"start": 840, "expected": 72},
        "205@810": {"start": 840},
    }
    read_work(WORK, jobs)
    jobs += _extra(meetings)
    fill_in(jobs)
    rests = {name: (wall(span[:5]), wall(span[6:])) for name, span in RESTS.items()}
    crew = Crew([name for name in ATTENDANTS if name != ABSENT], rests)
    for job in jobs:
        if job.person:
            crew.of(job.person).append(job)
            _usual_word(job)
    _rest_of_the_day(meetings, jobs, crew)
    crew.settle(wall("07:08"))
    booked = [replace(m, first=replace(m, **first[m.key])) if m.key in first else m for m in meetings]  # type: ignore[arg-type]  # field values
    return Scene(booked, jobs, _changes(ids, day, meetings), rests)


def _usual_word(job: Job) -> None:
    """When a named job is given out and answered, where the tables do not say."""
    if job.assigned is None:
        start = job.meeting.start if job.meeting else job.plan[0]
        job.assigned = wall("07:08") if start < 745 else wall("11:40") if start < 870 else wall("11:59")
    if job.acked == NEVER:
        job.acked = None
    elif job.acked is None and job.dropped is None:
        job.acked = job.assigned + 3


def _rest_of_the_day(meetings: list[Meeting], jobs: list[Job], crew: Crew) -> None:
    """What waits at 13:42 is worked off from then on."""
    for meeting in sorted(meetings, key=lambda one: one.start):
        own = [job for job in jobs if job.meeting is meeting]
        if any(job.slot and not job.person and job.dropped is None and job.kind is not CLEAN for job in own):
            staff(meeting, own, crew, NOW)
            for job in own:
                if job.person and job.assigned is None:
                    job.assigned, job.acked = NOW, NOW + 4
        clean = next(job for job in own if job.kind is CLEAN)
        if clean.person or clean.dropped is not None:
            continue
        first = next((job.person for job in own if job.slot == 1 and job.person), "")
        waits = clean.offered is not None or meeting.key in {"309@740", "202@780"}
        tidy(meeting, clean, crew, first, NOW if waits else 0)
        clean.assigned = NOW + 1 if waits else wall("12:02") if meeting.start >= 700 else wall("07:12")
        clean.acked = None if clean.offered is not None else clean.assigned + 5


def _extra(meetings: list[Meeting]) -> list[Job]:
    by_name = {f"{m.room}@{m.start}": m for m in meetings}
    made = []
    for n, line in enumerate(EXTRA.strip().splitlines()):
        where, kind, who, plan, *rest = line.split()
        room, _, at = where.partition("@")
        meeting = by_name[f"{room}@{wall(at)}"] if at else None
        low, high = plan.split("-")
        role = Role.ATTENDANT if who in ATTENDANTS else Role.ENGINEER
        job = Job(meeting, TaskKind(kind), 0, (wall(low), wall(high)), role, room, who, extra=f"extra {n}")
        apply_marks(job, rest)
        job.created = job.assigned or 0
        made.append(job)
    return made


def _changes(ids: Ids, day: Day, meetings: list[Meeting]) -> list[Said]:
    """What was changed after booking, and the answers of the check-lists that have a story."""
    by_name = {f"{m.room}@{m.start}": m for m in meetings}
    teller = Teller(ids, day, is_full=True)

    def moved(name: str, start: int) -> Operation:
        m = by_name[name]
        room = ids.room(m.room)
        end = day.at(m.end)
        return MoveMeeting(m.id_in(ids, day), room, day.at(m.start), end, room, day.at(start), end)

    def counted(name: str, was: int) -> Operation:
        m = by_name[name]
        return EditMeeting(m.id_in(ids, day), MeetingFields(expected=m.expected), MeetingFields(expected=was))

    nobody = AdjustStaffing(by_name["313@840"].id_in(ids, day), 0, 1, "评审会自备茶水，不需会服")
    said = [
        Said(wall("09:40"), 1, SUPERVISOR, (nobody,)),
        Said(wall("11:26"), 1, SUPERVISOR, (moved("308@870", 840),)),
        Said(wall("12:06"), 1, SUPERVISOR, (moved("205@810", 840),)),
        Said(wall("12:10"), 1, SUPERVISOR, (counted("301@780", 48),)),
        Said(wall("13:10"), 1, SUPERVISOR, (counted("308@870", 72),)),
    ]
    for line in CHECKS.strip().splitlines():
        at, who, name, owner, *items = line.split()
        room, start = name.split("@")
        meeting = by_name[f"{room}@{wall(start)}"]
        ops = tuple(teller.check(meeting, CheckOwner(owner), item) for item in items)
        said.append(Said(wall(at), 11, who, ops))
    call, engineer = by_name["302@840"], CheckOwner.ENGINEER
    failed = teller.check(call, engineer, "video_call", CheckResult.FAIL, CheckResult.PASS, "终端离线")
    again = teller.check(call, engineer, "video_call", CheckResult.PASS, CheckResult.FAIL)
    skipped = teller.check(by_name["308@870"], engineer, "video_call", CheckResult.NOT_APPLICABLE)
    said += [
        Said(wall("13:40"), 11, SUPERVISOR, (failed,)),
        Said(wall("14:09"), 11, "梁伟杰", (again,)),
        Said(wall("13:09"), 11, "梁伟杰", (skipped,)),
    ]
    return said
