"""A small table for the picture of the import preview: read through the same door as any file."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

_ROWS = """会议名称,会议室,日期,开始,结束,参会人数,会议类型,主办单位,视频
季度工作部署会,301,{one},09:00,11:00,45,常规会议,办公室,是
信息化建设专题会,302,{one},14:30,16:00,28,常规会议,信息中心,是
"<b>预算</b>评审会",305,{one},09:30,11:30,36,常规会议,财务处,否
部门周例会,306,{two},上午9点,上午10点半,12,自助会议,人事处,否
临时碰头会,306,{two},10:00,11:00,8,自助会议,人事处,否
消防安全培训,大礼堂,{two},14:00,16:30,80,常规会议,安保处,否
专家论证会,308,{two},16:00,15:00,20,常规会议,规划处,否
接待座谈会,303,{two},14:00,15:30,约三十人,常规会议,接待办,否
"""


def sample_file(today: date) -> Path:
    """Writes the table into a folder of its own."""
    one, two = [day for day in (today + timedelta(days=n) for n in range(1, 8)) if day.weekday() < 5][1:3]
    path = Path(tempfile.mkdtemp(prefix="huiwutai-sample-"), "会议安排.csv")
    path.write_text(_ROWS.format(one=one.isoformat(), two=two.isoformat()), encoding="gb18030")
    return path
