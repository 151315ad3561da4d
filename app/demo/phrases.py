"""Who meets about what: the words an ordinary day is made of."""

from __future__ import annotations

from typing import Final

UNITS: Final = (
    "市政府办公厅", "市发展改革委", "市教育局", "市科技创新局", "市工业和信息化局", "市公安局", "市民政局",
    "市司法局", "市财政局", "市人力资源保障局", "市规划和自然资源局", "市生态环境局", "市住房建设局",
    "市交通运输局", "市水务局", "市商务局", "市文化广电旅游体育局", "市卫生健康委", "市退役军人局",
    "市应急管理局", "市审计局", "市国资委", "市市场监管局", "市统计局", "市医保局", "市机关事务管理局",
    "市城管和综合执法局", "市政务和数据局", "市外办", "市信访局", "市总工会", "团市委", "市妇联", "市残联",
    "市档案馆", "市委党校", "市气象局", "市建筑工务署",
)  # fmt: skip
_SUBJECTS: Final = (
    "安全生产", "重点项目", "营商环境", "优化审批", "预算执行", "城市更新", "污水治理", "公园绿地",
    "学位供给", "社区养老", "公立医院改革", "数据共享", "信访积案", "招商引资", "知识产权", "轨道建设",
    "公交线网", "防汛备汛", "消防检查", "食品安全", "老旧小区改造", "乡村振兴协作", "碳达峰行动",
    "人才公寓", "就业帮扶", "档案整理", "节能降耗", "公务用车", "政府采购", "法规清理", "绩效评价",
    "内部控制", "青年干部", "基层减负", "窗口服务", "智慧停车", "充电设施", "噪声整治", "无障碍设施",
    "应急演练", "普法宣传", "统计调查", "土地整备", "海绵城市",
)  # fmt: skip
_SMALL: Final = (
    "碰头会", "沟通会", "讨论", "专班会", "方案会审", "材料会审", "周例会", "预审会", "对接会",
)  # fmt: skip
_MIDDLE: Final = (
    "协调会", "专题会", "座谈会", "工作会", "评审会", "推进会", "调研座谈", "征求意见会", "联席会议",
)  # fmt: skip
_LARGE: Final = (
    "动员会", "推进会", "培训班", "宣讲会", "工作部署会", "业务培训", "总结会",
)  # fmt: skip


def title(subject: float, form: float, expected: int) -> str:
    """A title for a meeting of that size; the two numbers in [0, 1) choose."""
    forms = _SMALL if expected <= 10 else _MIDDLE if expected <= 45 else _LARGE
    return _SUBJECTS[int(subject * len(_SUBJECTS))] + forms[int(form * len(forms))]


def unit(choice: float) -> str:
    """Who meets."""
    return UNITS[int(choice * len(UNITS))]
