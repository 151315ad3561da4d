<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AirSection</name>
    <message>
        <source>{value}, {age} old</source>
        <translation>{value}（{age}前）</translation>
    </message>
    <message>
        <source>No sensor of this room has spoken yet.</source>
        <translation>这间会议室的传感器还没有数据。</translation>
    </message>
</context>
<context>
    <name>AlarmLetter</name>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Cleared, unacknowledged</source>
        <translation>已恢复未确认</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>抑制</translation>
    </message>
    <message>
        <source>Under maintenance</source>
        <translation>停用检修</translation>
    </message>
</context>
<context>
    <name>AlarmPane</name>
    <message>
        <source>High alarms cannot be shelved. Mute for {n} min instead.</source>
        <translation>高优先级报警不能搁置。可静音 {n} 分。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing to acknowledge but high alarms: those one by one.</source>
        <translation>没有可一并确认的报警。高优先级要逐条确认。</translation>
    </message>
    <message>
        <source>{level}: {n}</source>
        <translation>{level}：{n} 条</translation>
    </message>
    <message>
        <source>Acknowledge all alarms below high?</source>
        <translation>确认全部中、低级报警？</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} 条新</translation>
    </message>
    <message>
        <source>Ack selected</source>
        <translation>确认选中</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>All…</source>
        <translation>全部…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取消搁置</translation>
    </message>
    <message>
        <source>Acknowledge all alarms below high</source>
        <translation>确认全部中、低级报警</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Shelved alarms</source>
        <translation>搁置的报警</translation>
    </message>
    <message>
        <source>return by themselves when their time is up</source>
        <translation>到期自动回到列表</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>共 {n}</translation>
    </message>
    <message>
        <source>Shown {n}</source>
        <translation>显示 {n}</translation>
    </message>
    <message>
        <source>Shelved {n}</source>
        <translation>搁置 {n}</translation>
    </message>
    <message>
        <source>Suppressed {n}</source>
        <translation>抑制 {n}</translation>
    </message>
    <message>
        <source>In service {n}</source>
        <translation>停用 {n}</translation>
    </message>
    <message>
        <source>Checked {time}; {n} in the last 10 min, aim ≤ {aim}, limit {limit}</source>
        <translation>{time} 核对；近 10 分 {n} 条，目标 ≤ {aim}，上限 {limit}</translation>
    </message>
    <message>
        <source>Checked {n} devices at {time}.</source>
        <translation>{time} 核对过 {n} 台设备。</translation>
    </message>
    <message>
        <source>No active alarms.</source>
        <translation>没有活动报警。</translation>
    </message>
    <message>
        <source>Nothing here.</source>
        <translation>这里没有报警。</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Locate</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>{place} {device}: {what}</source>
        <translation>{place} {device}{what}</translation>
    </message>
    <message>
        <source>{what}; {meeting}</source>
        <translation>{what}；{meeting}</translation>
    </message>
    <message>
        <source>Muted to {time}</source>
        <translation>已静音至 {time}</translation>
    </message>
    <message>
        <source>{level} · {state}</source>
        <translation>{level} · {state}</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>已 {time}</translation>
    </message>
    <message>
        <source>needed at {time}</source>
        <translation>{time} 会议要用</translation>
    </message>
    <message>
        <source>needed at {time} for “{title}”</source>
        <translation>{time}「{title}」要用</translation>
    </message>
    <message>
        <source>{word} {n}</source>
        <translation>{word} {n}</translation>
    </message>
</context>
<context>
    <name>AlarmsModel</name>
    <message>
        <source>Lv</source>
        <translation>级</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Lasting</source>
        <translation>已持续</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>By</source>
        <translation>搁置人</translation>
    </message>
    <message>
        <source>to {time}, {left}</source>
        <translation>至 {time}，{left}</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Tea during standby in the same room</source>
        <translation>值守期间在同一会议室续茶</translation>
    </message>
    <message>
        <source>Nobody came</source>
        <translation>无人到会</translation>
    </message>
    <message>
        <source>Decided by the desk from the number of attendees</source>
        <translation>前台按应到人数核定</translation>
    </message>
    <message>
        <source>latest safe moment {time}</source>
        <translation>最晚安全时刻 {time}</translation>
    </message>
    <message>
        <source>Nobody has come to {room}. Release it?</source>
        <translation>{room} 无人到会，要释放吗？</translation>
    </message>
    <message>
        <source>The room is free again; the contact ({contact}) is told when the undo bar has closed.</source>
        <translation>会议室恢复可用；撤销时限过后通知联系人（{contact}）。</translation>
    </message>
    <message>
        <source>Mark all open must-items of {room} as passed?</source>
        <translation>把 {room} 未查的必查项都记为合格吗？</translation>
    </message>
    <message>
        <source>Only when somebody has looked at each of them. You are recorded as the one who answered.</source>
        <translation>须逐项看过。记录中答复人是您。</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>「{title}」</translation>
    </message>
    <message>
        <source>the meeting</source>
        <translation>该会议</translation>
    </message>
    <message>
        <source>{fault}; move to {room}</source>
        <translation>{fault}，换到 {room}</translation>
    </message>
    <message>
        <source>High alarm, nobody has dealt with it</source>
        <translation>高优先级报警，尚未处理</translation>
    </message>
    <message>
        <source>free until {time}</source>
        <translation>空闲至 {time}</translation>
    </message>
    <message>
        <source>free for the rest of the day</source>
        <translation>今日空闲</translation>
    </message>
    <message>
        <source>{room} seats {n}, {free}; needed at {time}</source>
        <translation>{room} 有 {n} 座，{free}；{time} 要用</translation>
    </message>
    <message>
        <source>Needed at {time} for {meeting}</source>
        <translation>{time} {meeting}要用</translation>
    </message>
    <message>
        <source>the next meeting</source>
        <translation>下一场</translation>
    </message>
    <message>
        <source>{meeting}, {n} people; {room} seats {seats} and is free</source>
        <translation>{meeting}{n} 人；{room} 有 {seats} 座且空闲</translation>
    </message>
    <message>
        <source>{meeting}, {n} people; no free room is large enough</source>
        <translation>{meeting}{n} 人；没有够大的空闲会议室</translation>
    </message>
    <message>
        <source>Nobody is free without a rule against it</source>
        <translation>没有符合规则的空闲人员</translation>
    </message>
    <message>
        <source>carries less than most</source>
        <translation>负荷低于中位</translation>
    </message>
    <message>
        <source>carries as much as most</source>
        <translation>负荷近于中位</translation>
    </message>
    <message>
        <source>carries more than most</source>
        <translation>负荷高于中位</translation>
    </message>
    <message>
        <source>{name} can be there in {walk}, {load}</source>
        <translation>{name} 步行 {walk}，{load}</translation>
    </message>
    <message numerus="yes">
        <source>%n attendant(s) missing ({staffed}/{needed})</source>
        <translation>
            <numerusform>会服缺 %n 名（{staffed}/{needed}）</numerusform>
        </translation>
    </message>
    <message>
        <source>to clean, quick turn for {time}</source>
        <translation>待清洁，{time} 快速翻场</translation>
    </message>
    <message>
        <source>to clean, next at {time}</source>
        <translation>待清洁，{time} 有会</translation>
    </message>
    <message>
        <source>to clean, nobody assigned</source>
        <translation>待清洁，未派人</translation>
    </message>
    <message>
        <source>not ready, {time} late</source>
        <translation>未按时就绪，迟 {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) not finished, {items} must-items open</source>
        <translation>
            <numerusform>%n 项任务未完成，必查项还差 {items} 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n must-item(s) open</source>
        <translation>
            <numerusform>必查项还差 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Last at {time}, every {every}; {n} people</source>
        <translation>上次 {time}，每 {every}一次，{n} 人</translation>
    </message>
    <message>
        <source>First refill of the meeting; {n} people</source>
        <translation>本场第一次续茶，{n} 人</translation>
    </message>
    <message>
        <source>Call {contact}; may be released at {time}</source>
        <translation>请致电 {contact}；{time} 可释放</translation>
    </message>
    <message>
        <source>May be released at {time}</source>
        <translation>{time} 可释放</translation>
    </message>
    <message>
        <source>{name}; next meeting at {time}</source>
        <translation>{name}；下一场 {time}</translation>
    </message>
    <message>
        <source>{time} over its end</source>
        <translation>超时 {time}</translation>
    </message>
    <message>
        <source>{time} over, the {next} meeting has no room</source>
        <translation>超时 {time}，{next} 下一场无房</translation>
    </message>
    <message>
        <source>ends now</source>
        <translation>即将结束</translation>
    </message>
    <message>
        <source>begins now</source>
        <translation>到开始时间</translation>
    </message>
    <message>
        <source>begun {time} ago, nobody signed in</source>
        <translation>开始 {time}仍无人签到</translation>
    </message>
    <message>
        <source>{n} people, attendants to be decided</source>
        <translation>{n} 人，会服待核定</translation>
    </message>
    <message>
        <source>{task}: nobody assigned</source>
        <translation>{task}未派人</translation>
    </message>
    <message>
        <source>{task} assigned, {name} has not answered</source>
        <translation>{task}已派，{name}未确认</translation>
    </message>
    <message>
        <source>clean-up not begun</source>
        <translation>清洁未开始</translation>
    </message>
    <message>
        <source>clean-up should be finished</source>
        <translation>清洁应已完成</translation>
    </message>
    <message>
        <source>tea refill {n}</source>
        <translation>第 {n} 次续茶</translation>
    </message>
    <message>
        <source>Annex B gives {n} by default; the desk decides above 80</source>
        <translation>附录B 默认 {n} 名；80 人以上按实际核定</translation>
    </message>
    <message>
        <source>Assigned {time} ago; due {due}</source>
        <translation>派出 {time}未响应；{due} 前要完成</translation>
    </message>
    <message>
        <source>Move to {room}</source>
        <translation>换到 {room}</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认报警</translation>
    </message>
    <message>
        <source>Show devices</source>
        <translation>看设备</translation>
    </message>
    <message>
        <source>End meeting</source>
        <translation>结束会议</translation>
    </message>
    <message>
        <source>Extend to {time}</source>
        <translation>延至 {time}</translation>
    </message>
    <message>
        <source>They are here, begin</source>
        <translation>已到会，开始</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>释放</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) finished</source>
        <translation>
            <numerusform>%n 项已完成</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) passed</source>
        <translation>
            <numerusform>%n 项合格</numerusform>
        </translation>
    </message>
    <message>
        <source>Show check-list</source>
        <translation>看检查表</translation>
    </message>
    <message>
        <source>Decide on {n}</source>
        <translation>核定 {n} 名</translation>
    </message>
    <message>
        <source>Keep {n}</source>
        <translation>按 {n} 名</translation>
    </message>
    <message>
        <source>Assign {name}</source>
        <translation>派 {name}</translation>
    </message>
    <message>
        <source>Give to {name}</source>
        <translation>转派 {name}</translation>
    </message>
    <message>
        <source>Offer to all</source>
        <translation>开放抢单</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>查看候选</translation>
    </message>
    <message>
        <source>Has said yes</source>
        <translation>记为已确认</translation>
    </message>
    <message>
        <source>Clean-up begins</source>
        <translation>开始清洁</translation>
    </message>
    <message>
        <source>Clean-up finished</source>
        <translation>清洁完成</translation>
    </message>
    <message>
        <source>{name} serves</source>
        <translation>{name} 执行</translation>
    </message>
    <message>
        <source>Tea served</source>
        <translation>续茶完成</translation>
    </message>
    <message>
        <source>Plan the refill</source>
        <translation>列入续茶</translation>
    </message>
    <message>
        <source>Put off to {time}</source>
        <translation>顺延至 {time}</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>ready before</source>
        <translation>提前就绪</translation>
    </message>
    <message>
        <source>work</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>walk</source>
        <translation>步行</translation>
    </message>
    <message>
        <source>clean-up</source>
        <translation>清洁</translation>
    </message>
    <message>
        <source>set-up</source>
        <translation>布置</translation>
    </message>
    <message>
        <source>grace</source>
        <translation>宽限</translation>
    </message>
    <message>
        <source>last</source>
        <translation>上次</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>间隔</translation>
    </message>
</context>
<context>
    <name>BoardListModel</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>this meeting</source>
        <translation>这场会议</translation>
    </message>
    <message>
        <source>Cancel meeting</source>
        <translation>取消会议</translation>
    </message>
    <message>
        <source>Cancel {title}?</source>
        <translation>取消“{title}”？</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{when}. The room is free at once.</source>
        <translation>{when}。会议室立即释放。</translation>
    </message>
    <message>
        <source>Told when the undo time is over: {names}.</source>
        <translation>撤销时间过后通知：{names}。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Keep the meeting</source>
        <translation>保留会议</translation>
    </message>
</context>
<context>
    <name>CandidatesView</name>
    <message>
        <source>Candidates</source>
        <translation>候选人</translation>
    </message>
    <message>
        <source>Assign {name}</source>
        <translation>派 {name}</translation>
    </message>
    <message>
        <source>{name} claims it</source>
        <translation>{name} 抢单</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Assign and pin</source>
        <translation>派并固定</translation>
    </message>
</context>
<context>
    <name>CheckOwner</name>
    <message>
        <source>Front desk</source>
        <translation>前台</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Engineers</source>
        <translation>工程</translation>
    </message>
</context>
<context>
    <name>CheckResult</name>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未查</translation>
    </message>
</context>
<context>
    <name>CheckSection</name>
    <message>
        <source>{n} must-items open</source>
        <translation>必查 {n} 项未做</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Booking and order unchanged</source>
        <translation>预订与需求无变化</translation>
    </message>
    <message>
        <source>Attendants signed in</source>
        <translation>会服人员已签到</translation>
    </message>
    <message>
        <source>Room temperature in range</source>
        <translation>室温在范围内</translation>
    </message>
    <message>
        <source>Door screen text right</source>
        <translation>门口屏内容正确</translation>
    </message>
    <message>
        <source>Notice sheet acknowledged by all</source>
        <translation>通知单各方已回执</translation>
    </message>
    <message>
        <source>Emergency contacts at hand</source>
        <translation>应急联系人在手</translation>
    </message>
    <message>
        <source>Floor, tables and chairs clean</source>
        <translation>地面、桌椅干净</translation>
    </message>
    <message>
        <source>Chairs: expected and 10 % spare</source>
        <translation>椅子数：应到加 10 % 备用</translation>
    </message>
    <message>
        <source>Nameplates match list and order</source>
        <translation>名位牌与名单、次序一致</translation>
    </message>
    <message>
        <source>Materials complete</source>
        <translation>资料份数齐</translation>
    </message>
    <message>
        <source>Paper, pens, tissues</source>
        <translation>纸、笔、纸巾</translation>
    </message>
    <message>
        <source>Cups clean and unchipped</source>
        <translation>茶杯洁净无缺口</translation>
    </message>
    <message>
        <source>Hot water full</source>
        <translation>热水已满</translation>
    </message>
    <message>
        <source>Tea ready</source>
        <translation>茶叶备好</translation>
    </message>
    <message>
        <source>Guide sign in place</source>
        <translation>指引牌就位</translation>
    </message>
    <message>
        <source>Sign-in terminal on</source>
        <translation>签到终端已开</translation>
    </message>
    <message>
        <source>Toilets checked</source>
        <translation>卫生间已查</translation>
    </message>
    <message>
        <source>Every microphone tested</source>
        <translation>话筒逐支测试</translation>
    </message>
    <message>
        <source>Loudspeakers</source>
        <translation>扩声</translation>
    </message>
    <message>
        <source>Display and input</source>
        <translation>显示与信号输入</translation>
    </message>
    <message>
        <source>Test call of the video terminal</source>
        <translation>视频终端试呼</translation>
    </message>
    <message>
        <source>Recording as ordered</source>
        <translation>录音录像按需求</translation>
    </message>
    <message>
        <source>Lighting scene</source>
        <translation>灯光场景</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Spare microphone and battery</source>
        <translation>备用话筒与电池</translation>
    </message>
    <message>
        <source>Sensors online</source>
        <translation>传感器在线</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>There is no data in {folder}.</source>
        <translation>{folder} 里没有数据。</translation>
    </message>
    <message>
        <source>The data are sound.</source>
        <translation>数据完好。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found. Restore the newest backup.</source>
        <translation>
            <numerusform>发现 %n 处问题。请恢复最近的备份。</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}. Nothing was changed.</source>
        <translation>{path} 无法写入：{why}。没有任何改动。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {why}. Nothing was changed.</source>
        <translation>{path} 无法读取：{why}。没有任何改动。</translation>
    </message>
    <message>
        <source>Backed up to {path} and verified: {rows} rows.</source>
        <translation>已备份到 {path} 并核对：{rows} 行。</translation>
    </message>
    <message>
        <source>{path} is no sound backup of this program. Nothing was changed.</source>
        <translation>{path} 不是本程序的完好备份，未作任何改动。</translation>
    </message>
    <message>
        <source>Restored from {path}: {rows} rows.</source>
        <translation>已从 {path} 恢复：{rows} 行。</translation>
    </message>
    <message>
        <source>The former files are in {folder}.</source>
        <translation>原有文件移至 {folder}。</translation>
    </message>
    <message>
        <source>A console is open on this data. Close it, then restore.</source>
        <translation>会务台正在使用这份数据。请先关闭，再恢复。</translation>
    </message>
    <message>
        <source>Diagnostics written to {path}; look through it before you send it.</source>
        <translation>诊断包已写入 {path}，发出前请先看一遍。</translation>
    </message>
    <message>
        <source>This desk belongs to {site} now. Its changes travel from here on.</source>
        <translation>本台已加入{site}，此后的改动会自动同步。</translation>
    </message>
    <message>
        <source>Not joined: {what}. {do}</source>
        <translation>未能加入：{what}。{do}</translation>
    </message>
    <message>
        <source>{why}. Write this secret down, the desk will ask for it: {secret}</source>
        <translation>{why}。请记下此密钥，启动时需要输入：{secret}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of the copy will be sent.</source>
        <translation>
            <numerusform>副本中的 %n 项改动将被上传。</numerusform>
        </translation>
    </message>
    <message>
        <source>The copy belongs to another site; nothing of it was taken.</source>
        <translation>此副本属于另一场所，没有读入任何内容。</translation>
    </message>
    <message>
        <source>This is no copy of an outbox; nothing of it was taken.</source>
        <translation>此文件不是待上传改动的副本，没有读入任何内容。</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>Offline, heartbeats missing</source>
        <translation>离线，心跳丢失</translation>
    </message>
    <message>
        <source>The device reports a fault</source>
        <translation>设备报故障</translation>
    </message>
    <message>
        <source>Battery {value} %, below {limit} %</source>
        <translation>电量 {value} %，低于 {limit} %</translation>
    </message>
    <message>
        <source>Lamp {value} h, above {limit} h</source>
        <translation>灯时 {value} h，超过 {limit} h</translation>
    </message>
    <message>
        <source>CO₂ {value} ppm, above {limit} ppm</source>
        <translation>CO₂ {value} ppm，超过 {limit} ppm</translation>
    </message>
    <message>
        <source>CO₂ {value} ppm, above {limit} ppm: open the windows</source>
        <translation>CO₂ {value} ppm，超过 {limit} ppm，请开窗</translation>
    </message>
    <message>
        <source>Room at {value} °C, above {limit} °C</source>
        <translation>室温 {value} °C，高于 {limit} °C</translation>
    </message>
    <message>
        <source>Room at {value} °C, below {limit} °C</source>
        <translation>室温 {value} °C，低于 {limit} °C</translation>
    </message>
    <message>
        <source>PM2.5 {value} µg/m³, above {limit} µg/m³</source>
        <translation>PM2.5 {value} µg/m³，超过 {limit} µg/m³</translation>
    </message>
    <message>
        <source>Supply air {value} °C, above {limit} °C</source>
        <translation>送风温度 {value} °C，高于 {limit} °C</translation>
    </message>
    <message>
        <source>Filter pressure {value} Pa, above {limit} Pa</source>
        <translation>滤网压差 {value} Pa，超过 {limit} Pa</translation>
    </message>
    <message>
        <source>Set to {value} °C, below {limit} °C</source>
        <translation>设定 {value} °C，低于 {limit} °C</translation>
    </message>
    <message>
        <source>Packet loss {value} %, above {limit} %</source>
        <translation>丢包 {value} %，超过 {limit} %</translation>
    </message>
    <message>
        <source>Reconnected {value} times in 10 min</source>
        <translation>10 分内重连 {value} 次</translation>
    </message>
    <message>
        <source>Screen not updated for {value} min</source>
        <translation>屏幕内容 {value} 分未更新</translation>
    </message>
    <message>
        <source>Lit for {value} min with nobody there</source>
        <translation>无人 {value} 分仍开灯</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ConflictChecks</name>
    <message>
        <source>Free from {time}</source>
        <translation>{time} 起有空</translation>
    </message>
    <message>
        <source>The room is free then.</source>
        <translation>该时段会议室空闲。</translation>
    </message>
</context>
<context>
    <name>ConflictDetail</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>全用本机</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>全用对方</translation>
    </message>
    <message>
        <source>Save the decision</source>
        <translation>保存裁决</translation>
    </message>
    <message>
        <source>Taken over without a conflict</source>
        <translation>没有冲突，已自动合并</translation>
    </message>
    <message>
        <source>After the decision</source>
        <translation>裁决后</translation>
    </message>
    <message>
        <source>Reason to go on</source>
        <translation>继续的理由</translation>
    </message>
    <message>
        <source>What is not chosen stays in the log. The decision itself is synced and audited.</source>
        <translation>没选中的值留在变更记录里，随时可恢复。裁决本身也会同步，并写入审计。</translation>
    </message>
    <message>
        <source>Fields in conflict</source>
        <translation>有冲突的字段</translation>
    </message>
    <message>
        <source>The other side changed this meanwhile. Your choice is kept; look and save it again.</source>
        <translation>对方刚才又改了。您的选择已保留，请核对后重新保存。</translation>
    </message>
    <message>
        <source>The object itself is gone; only what is there can be kept.</source>
        <translation>对象本身已不在，只能保留现状。</translation>
    </message>
    <message>
        <source>This desk's change</source>
        <translation>本机的改法</translation>
    </message>
    <message>
        <source>The later change</source>
        <translation>后到的改法</translation>
    </message>
    <message>
        <source>The other desk's change</source>
        <translation>对方的改法</translation>
    </message>
    <message>
        <source>The earlier change</source>
        <translation>先到的改法</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>改前</translation>
    </message>
    <message>
        <source>Nothing is chosen yet; what holds now goes on.</source>
        <translation>还没有选；按现在的值执行。</translation>
    </message>
    <message>
        <source>{n} of {all} chosen</source>
        <translation>已选 {n} / {all}</translation>
    </message>
</context>
<context>
    <name>ConflictList</name>
    <message>
        <source>Decided today {n}</source>
        <translation>今日已裁决 {n}</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age}前</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to decide</source>
        <translation>
            <numerusform>%n 项要选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merged by itself</source>
        <translation>
            <numerusform>%n 项已自动合并</numerusform>
        </translation>
    </message>
    <message>
        <source>{one}, {two}</source>
        <translation>{one}，{two}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Expected to be refused</source>
        <translation>预计被拒</translation>
    </message>
    <message numerus="yes">
        <source>%n more hang(s) on it</source>
        <translation>
            <numerusform>另有 %n 项随之被拒</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictWords</name>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Check item</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Room and time</source>
        <translation>会议室和时间</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服人数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>People</source>
        <translation>参会人数</translation>
    </message>
    <message>
        <source>Kind of meeting</source>
        <translation>会议类型</translation>
    </message>
    <message>
        <source>Attendants asked for</source>
        <translation>要求会服</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Table layout</source>
        <translation>桌型</translation>
    </message>
    <message>
        <source>Tea</source>
        <translation>茶水</translation>
    </message>
    <message>
        <source>Nameplates</source>
        <translation>名签</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>派给</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座位</translation>
    </message>
    <message>
        <source>Kind of room</source>
        <translation>会议室类型</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Equipment</source>
        <translation>设备配置</translation>
    </message>
    <message>
        <source>Fresh air</source>
        <translation>新风量</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Kind of device</source>
        <translation>设备类型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>took the later change: {value}</source>
        <translation>采用后到 {value}</translation>
    </message>
    <message>
        <source>kept what was there: {value}</source>
        <translation>采用先到 {value}</translation>
    </message>
    <message>
        <source>kept both: {value}</source>
        <translation>两段都保留：{value}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>{name} at {time}</source>
        <translation>{name} {time} </translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>别人</translation>
    </message>
    <message>
        <source>Both {theirs} and {mine} changed this.</source>
        <translation>{theirs}和{mine}都改了这里。</translation>
    </message>
    <message>
        <source>The second change reached central {late} later.</source>
        <translation>后一处改动晚到中心 {late}。</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ. Please choose; until then the first change holds.</source>
        <translation>
            <numerusform>%n 项改法不同，要您选；选前按先到的值执行。</numerusform>
        </translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
    <message>
        <source>done another way</source>
        <translation>已另行办理</translation>
    </message>
    <message>
        <source>waits for its slot</source>
        <translation>已排入候补</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>Booking of a secret meeting</source>
        <translation>预订：涉密会议</translation>
    </message>
    <message>
        <source>Booking: {title}</source>
        <translation>预订：{title}</translation>
    </message>
    <message>
        <source>Not written: {what}</source>
        <translation>未写入：{what}</translation>
    </message>
    <message>
        <source>Secret meeting</source>
        <translation>涉密会议</translation>
    </message>
    <message>
        <source>Slot is free</source>
        <translation>时段已空出</translation>
    </message>
    <message>
        <source>Free, but not its turn</source>
        <translation>已空出，未轮到</translation>
    </message>
    <message>
        <source>Waiting list, place {n}</source>
        <translation>候补第 {n} 位</translation>
    </message>
    <message>
        <source>{room}, {span} is held by “{title}”.</source>
        <translation>{room} {span} 现由“{title}”占用。</translation>
    </message>
    <message>
        <source>{room}, {span} is held by another meeting.</source>
        <translation>{room} {span} 现由其他会议占用。</translation>
    </message>
    <message>
        <source>{room}, {span} is free now.</source>
        <translation>{room} {span} 现已空出。</translation>
    </message>
    <message>
        <source>{room}, {span} is free now, but somebody has waited longer for it.</source>
        <translation>{room} {span} 现已空出，但有候补排在前面。</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>Conflicts</source>
        <translation>同步冲突</translation>
    </message>
    <message>
        <source>Take mine</source>
        <translation>用本机</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>用对方</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两段都保留</translation>
    </message>
    <message>
        <source>Save the decision</source>
        <translation>保存裁决</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Previous item</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Wait for the slot</source>
        <translation>排入候补</translation>
    </message>
    <message>
        <source>Book it now</source>
        <translation>转正</translation>
    </message>
    <message>
        <source>waiting list</source>
        <translation>候补</translation>
    </message>
    <message>
        <source>book it</source>
        <translation>转正</translation>
    </message>
    <message>
        <source>field</source>
        <translation>换字段</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>用本机</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>用对方</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>next, previous</source>
        <translation>下一条、上一条</translation>
    </message>
    <message>
        <source>another room</source>
        <translation>换会议室</translation>
    </message>
    <message>
        <source>another time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Nobody waits for a slot.</source>
        <translation>没有候补。</translation>
    </message>
    <message>
        <source>A booking that is refused because its slot is taken can wait here until it is free.</source>
        <translation>因时段被占用而被拒的预订，可在这里候补，直到时段空出。</translation>
    </message>
    <message>
        <source>Sync details</source>
        <translation>同步详情</translation>
    </message>
    <message>
        <source>What waits for a decision</source>
        <translation>等待裁决的事项</translation>
    </message>
    <message>
        <source>To decide {n}</source>
        <translation>待裁决 {n}</translation>
    </message>
    <message>
        <source>Refused {n}</source>
        <translation>被拒绝 {n}</translation>
    </message>
    <message>
        <source>Waiting list {n}</source>
        <translation>候补 {n}</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已裁决</translation>
    </message>
    <message>
        <source>The oldest has waited {age}; the target is {target}</source>
        <translation>最早一条已等 {age}，目标 {target}内</translation>
    </message>
    <message>
        <source>Nothing was decided today.</source>
        <translation>今天还没有裁决过。</translation>
    </message>
    <message>
        <source>No conflicts.</source>
        <translation>没有冲突。</translation>
    </message>
    <message>
        <source>This desk works by itself; nobody else changes its data.</source>
        <translation>这台前台单独工作，没有别人改它的数据。</translation>
    </message>
    <message>
        <source>Central has not been heard yet.</source>
        <translation>还没有收到中心的消息。</translation>
    </message>
    <message>
        <source>No conflicts. All desks agree, checked {time}</source>
        <translation>没有冲突。各台数据一致，{time} 核对</translation>
    </message>
    <message>
        <source>No conflicts known.</source>
        <translation>没有已知的冲突。</translation>
    </message>
    <message>
        <source>Last checked with central at {time}.</source>
        <translation>上次与中心核对：{time}。</translation>
    </message>
</context>
<context>
    <name>DaySection</name>
    <message>
        <source>No meetings today.</source>
        <translation>今日没有会议。</translation>
    </message>
</context>
<context>
    <name>DecidedDetail</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation>重新裁决</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>DeviceKind</name>
    <message>
        <source>Video terminal</source>
        <translation>视频终端</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示屏</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影机</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>话筒</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>音箱</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>AV controller</source>
        <translation>中控主机</translation>
    </message>
    <message>
        <source>Electronic nameplate</source>
        <translation>电子名位牌</translation>
    </message>
    <message>
        <source>Air conditioner</source>
        <translation>空调</translation>
    </message>
    <message>
        <source>Fresh-air unit</source>
        <translation>新风机</translation>
    </message>
    <message>
        <source>Air sensor</source>
        <translation>环境传感器</translation>
    </message>
    <message>
        <source>Presence sensor</source>
        <translation>人体感应</translation>
    </message>
    <message>
        <source>Lighting circuit</source>
        <translation>照明回路</translation>
    </message>
    <message>
        <source>Door display</source>
        <translation>门口屏</translation>
    </message>
    <message>
        <source>Microphone charger</source>
        <translation>话筒充电座</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Fire alarm link</source>
        <translation>消防联动</translation>
    </message>
    <message>
        <source>Security link</source>
        <translation>安防联动</translation>
    </message>
    <message>
        <source>Other device</source>
        <translation>其他设备</translation>
    </message>
</context>
<context>
    <name>DevicePane</name>
    <message>
        <source>Number, name, kind or room</source>
        <translation>编号、名称、类别或房间</translation>
    </message>
    <message>
        <source>Search devices</source>
        <translation>搜索设备</translation>
    </message>
    <message>
        <source>Only with trouble</source>
        <translation>只看异常</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>No devices in the register.</source>
        <translation>设备台账是空的。</translation>
    </message>
    <message>
        <source>Import a list of devices to begin.</source>
        <translation>先导入设备清单。</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / 共 {total}</translation>
    </message>
</context>
<context>
    <name>DeviceState</name>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>过期</translation>
    </message>
</context>
<context>
    <name>DeviceValue</name>
    <message>
        <source>cooling</source>
        <translation>制冷</translation>
    </message>
    <message>
        <source>heating</source>
        <translation>制热</translation>
    </message>
    <message>
        <source>low speed</source>
        <translation>低速</translation>
    </message>
    <message>
        <source>medium speed</source>
        <translation>中速</translation>
    </message>
    <message>
        <source>high speed</source>
        <translation>高速</translation>
    </message>
    <message>
        <source>standby</source>
        <translation>待机</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>, </source>
        <comment>between values</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>{what}; a meeting is on</source>
        <translation>{what}；会议进行中</translation>
    </message>
    <message>
        <source>{what}; needed at {time}</source>
        <translation>{what}；{time} 会议要用</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>从未收到</translation>
    </message>
    <message>
        <source>{n} h mean</source>
        <translation>{n} h 均</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Acknowledge selected alarms</source>
        <translation>确认选中的报警</translation>
    </message>
    <message>
        <source>Shelve alarm</source>
        <translation>搁置报警</translation>
    </message>
    <message>
        <source>Mute alarm sound</source>
        <translation>报警静音</translation>
    </message>
    <message>
        <source>Devices of the room</source>
        <translation>本室设备面板</translation>
    </message>
    <message>
        <source>acknowledge selected and visible</source>
        <translation>确认选中且可见</translation>
    </message>
    <message>
        <source>shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>device panel</source>
        <translation>设备面板</translation>
    </message>
    <message>
        <source>mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Alarms {n}</source>
        <translation>报警 {n}</translation>
    </message>
    <message>
        <source>Devices {n}</source>
        <translation>设备 {n}</translation>
    </message>
    <message>
        <source>Online {n}/{total}</source>
        <translation>设备在线 {n}/{total}</translation>
    </message>
    <message>
        <source>{word} {n}</source>
        <translation>{word} {n}</translation>
    </message>
    <message>
        <source>No word from the device agent yet. Readings are out of date until it speaks.</source>
        <translation>设备代理还没有应答，读数按过期显示。</translation>
    </message>
    <message>
        <source>Device agent silent since {time}. Readings grow out of date; alarms stay.</source>
        <translation>设备代理自 {time} 起没有应答。读数逐渐过期，报警保留。</translation>
    </message>
    <message>
        <source>{n} readings got lost. What is shown is current; trends may have holes.</source>
        <translation>丢失 {n} 条读数。当前值有效，趋势可能有缺口。</translation>
    </message>
    <message>
        <source>Alarm sound is off until {time}. M turns it on.</source>
        <translation>报警声已关到 {time}。按 M 恢复。</translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message>
        <source>Right role</source>
        <translation>岗位相符</translation>
    </message>
    <message>
        <source>On shift</source>
        <translation>在班</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Same zone</source>
        <translation>同区</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>已审查</translation>
    </message>
    <message>
        <source>No overlap</source>
        <translation>无重叠</translation>
    </message>
    <message>
        <source>Other role</source>
        <translation>岗位不符</translation>
    </message>
    <message>
        <source>Outside shift</source>
        <translation>不在班</translation>
    </message>
    <message>
        <source>On leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Off duty</source>
        <translation>休班</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Other zone</source>
        <translation>不同区</translation>
    </message>
    <message>
        <source>Not cleared</source>
        <translation>未审查</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>时间重叠</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>步行</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负荷</translation>
    </message>
    <message>
        <source>Fairness</source>
        <translation>公平</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <comment>the first and the last of a round of work</comment>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>{n} more: {work}</source>
        <translation>{work}（补 {n} 名）</translation>
    </message>
    <message>
        <source>{slot}/{all} {work}</source>
        <translation>{work}（{slot}/{all}）</translation>
    </message>
    <message>
        <source>Occupied · do not disturb</source>
        <translation>占用 · 勿扰</translation>
    </message>
    <message>
        <source>Added by hand</source>
        <translation>手工添加</translation>
    </message>
    <message>
        <source>Quick turn, ready by {time}</source>
        <translation>快速翻场，就绪线 {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>number of staff to be set by a supervisor</source>
        <translation>待主管核定人数</translation>
    </message>
    <message>
        <source>Annex B {n}</source>
        <translation>附录B {n} 名</translation>
    </message>
    <message>
        <source>{n} signed in</source>
        <translation>已到 {n}</translation>
    </message>
    <message>
        <source>{n} assigned</source>
        <translation>已派 {n}</translation>
    </message>
    <message>
        <source>starts {time}</source>
        <translation>{time} 开始</translation>
    </message>
    <message>
        <source>{room} {work}, latest start {time}, {left}, {why}</source>
        <translation>{room} {work}，最晚 {time} 动身，{left}，{why}</translation>
    </message>
    <message>
        <source>latest {time}</source>
        <translation>最晚 {time}</translation>
    </message>
    <message>
        <source>{kind} due {time}, at least {work} min of work, {walk} min to walk</source>
        <translation>{kind}至少 {work} 分，限 {time} 完成；步行 {walk} 分</translation>
    </message>
    <message>
        <source>Not rostered</source>
        <translation>未排班</translation>
    </message>
    <message>
        <source>{why}, no task left with them</source>
        <translation>{why}，名下没有任务</translation>
    </message>
    <message numerus="yes">
        <source>{why}, %n task(s) still to be given to others</source>
        <translation>
            <numerusform>{why}，名下还有 %n 项任务待转派</numerusform>
        </translation>
    </message>
    <message>
        <source>{here}/{all} on duty · mean {mean} min · spread {spread} min</source>
        <translation>{here}/{all} 在岗 · 人均 {mean} 分 · 极差 {spread} 分</translation>
    </message>
    <message>
        <source>Engineers</source>
        <translation>工程师</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服人员</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <source>{who}: {work}, {span}, {state}</source>
        <translation>{who}：{work}，{span}，{state}</translation>
    </message>
    <message>
        <source>Can be there {time}, {late} min late</source>
        <translation>{time} 才到，晚 {late} 分</translation>
    </message>
    <message>
        <source>{walk} min to walk, there {time}</source>
        <translation>步行 {walk} 分，{time} 到</translation>
    </message>
    <message>
        <source>load {load} min, {gap} above the median</source>
        <translation>负荷 {load} 分，高于中位 {gap} 分</translation>
    </message>
    <message>
        <source>load {load} min, {gap} below the median</source>
        <translation>负荷 {load} 分，低于中位 {gap} 分</translation>
    </message>
    <message>
        <source>load {load} min, at the median</source>
        <translation>负荷 {load} 分，等于中位</translation>
    </message>
    <message>
        <source>{span} {work}</source>
        <comment>a task in the way</comment>
        <translation>{span} {work}</translation>
    </message>
    <message>
        <source>This is work for: {role}</source>
        <translation>这项工作派给：{role}</translation>
    </message>
    <message>
        <source>On a break {span}</source>
        <translation>{span} 休息</translation>
    </message>
    <message>
        <source>On duty {span} only</source>
        <translation>只在 {span} 当班</translation>
    </message>
    <message>
        <source>Works in {zone}, the room is in {room_zone}</source>
        <translation>负责{zone}，会议室在{room_zone}</translation>
    </message>
    <message>
        <source>Not on the list of people cleared for secret meetings</source>
        <translation>不在涉密会议审查名单</translation>
    </message>
    <message>
        <source>{name} has {work} at {span}; cannot take both.</source>
        <translation>{name} {span} {work}，不能同时派。</translation>
    </message>
    <message>
        <source>can be there {time}, {late} min past the last moment</source>
        <translation>{time} 才能到场，比最晚时刻晚 {late} 分</translation>
    </message>
    <message>
        <source>{walk} min to walk instead of {other}</source>
        <translation>步行 {walk} 分，最优者 {other} 分</translation>
    </message>
    <message>
        <source>has {load} min of work already, {other} has {best}</source>
        <translation>已有 {load} 分的任务，{other} 只有 {best} 分</translation>
    </message>
    <message>
        <source>lacks a skill that is wanted here</source>
        <translation>缺少这里要的技能</translation>
    </message>
    <message>
        <source>the round would be split, or follow another task closely</source>
        <translation>会把一轮工作拆开，或与前后任务贴得太紧</translation>
    </message>
    <message>
        <source>As good; the list stands by number.</source>
        <translation>一样合适，按工号排列。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a line</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>: </source>
        <comment>between a word and what it is about</comment>
        <translation>：</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two statements</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message numerus="yes">
        <source>%n short</source>
        <translation>
            <numerusform>缺 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Overlap overruled: {reason}</source>
        <translation>重叠派单，理由：{reason}</translation>
    </message>
    <message>
        <source>{name}, {role}, {presence}, load {load} min, median {median} min</source>
        <translation>{name}，{role}，{presence}，负荷 {load} 分，中位 {median} 分</translation>
    </message>
    <message>
        <source>{name} cannot take it: {why}</source>
        <translation>{name} 不能派：{why}</translation>
    </message>
    <message>
        <source>{name}, {total} of 100, {why}</source>
        <translation>{name}，{total} 分（满分 100），{why}</translation>
    </message>
    <message>
        <source>To be claimed</source>
        <translation>待抢</translation>
    </message>
    <message>
        <source>{before} → {after} min</source>
        <translation>{before} → {after} 分</translation>
    </message>
    <message>
        <source>Nobody may take it; see the candidates</source>
        <translation>没有人可派，看候选人里的原因</translation>
    </message>
    <message>
        <source>{room} {work}: {who}</source>
        <translation>{room} {work}：{who}</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>未确认</translation>
    </message>
</context>
<context>
    <name>DispatchBar</name>
    <message>
        <source>Dispatch</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选人</translation>
    </message>
    <message>
        <source>Insert task</source>
        <translation>紧急插单</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>人员在岗</translation>
    </message>
    <message>
        <source>Assign all {n}</source>
        <translation>自动派全部 {n} 项</translation>
    </message>
</context>
<context>
    <name>DispatchLeft</name>
    <message>
        <source>by latest start</source>
        <translation>按最晚开工</translation>
    </message>
    <message>
        <source>To assign {n}</source>
        <translation>待派 {n}</translation>
    </message>
    <message numerus="yes">
        <source>%n open for claims</source>
        <translation>
            <numerusform>待抢 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits for a person</source>
        <translation>没有待派任务</translation>
    </message>
    <message>
        <source>Everything is assigned. The next round begins {time}.</source>
        <translation>都已派出。下一批 {time} 开始。</translation>
    </message>
</context>
<context>
    <name>DispatchMenu</name>
    <message numerus="yes">
        <source>Take back %n open task(s)</source>
        <translation>
            <numerusform>退回 %n 项未开始的任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Presence…</source>
        <translation>人员在岗…</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取消指派</translation>
    </message>
    <message>
        <source>Show the meeting</source>
        <translation>看这场会议</translation>
    </message>
</context>
<context>
    <name>DispatchMoves</name>
    <message>
        <source>Refused</source>
        <translation>不可派</translation>
    </message>
    <message>
        <source>Reason for assigning anyway</source>
        <translation>仍要指派，写明理由</translation>
    </message>
    <message>
        <source>Assign anyway</source>
        <translation>仍然指派</translation>
    </message>
    <message>
        <source>Can be assigned</source>
        <translation>可派</translation>
    </message>
    <message>
        <source>Cannot be assigned</source>
        <translation>不可派</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>松开</translation>
    </message>
    <message>
        <source>assign</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>free the time</source>
        <translation>解锁时间</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Told afterwards: {names}</source>
        <translation>之后通知：{names}</translation>
    </message>
</context>
<context>
    <name>DispatchPage</name>
    <message>
        <source>Dispatch</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Load · median {n} min</source>
        <translation>人员 · 负荷（中位 {n} 分）</translation>
    </message>
    <message>
        <source>Assign to the best candidate</source>
        <translation>派给最优候选人</translation>
    </message>
    <message>
        <source>Take the task back</source>
        <translation>取消指派</translation>
    </message>
    <message>
        <source>Pin or unpin</source>
        <translation>固定或取消固定</translation>
    </message>
    <message>
        <source>Assign everything: preview</source>
        <translation>全部派单预览</translation>
    </message>
    <message>
        <source>Insert a task</source>
        <translation>紧急插单</translation>
    </message>
    <message>
        <source>Presence of a person</source>
        <translation>人员在岗状态</translation>
    </message>
    <message>
        <source>Go to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>best</source>
        <translation>派最优</translation>
    </message>
    <message>
        <source>nth</source>
        <translation>派第 n 位</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>取消指派</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>全部派单预览</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>转派</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>People by time</source>
        <translation>人员时间表</translation>
    </message>
</context>
<context>
    <name>DispatchPanel</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取消指派</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Open for claims</source>
        <translation>开放抢单</translation>
    </message>
    <message>
        <source>Set staff number…</source>
        <translation>核定人数…</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>没有选中任务</translation>
    </message>
    <message>
        <source>{title} · starts {time}</source>
        <translation>{title} · {time} 开始</translation>
    </message>
    <message>
        <source>{name}, {span}</source>
        <translation>{name}，{span}</translation>
    </message>
    <message>
        <source>Why not {name}?</source>
        <translation>为什么不是{name}？</translation>
    </message>
</context>
<context>
    <name>EndKind</name>
    <message>
        <source>On time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>EnrolForm</name>
    <message>
        <source>This is needed.</source>
        <translation>这里必须填写。</translation>
    </message>
    <message>
        <source>Join a central service</source>
        <translation>加入中心服务</translation>
    </message>
    <message>
        <source>With a central service several desks work on the same data, also while they are offline now and then. The engineer gives you the address and a code that can be used once.</source>
        <translation>加入中心服务后，几台前台共用一份数据，断网时也能各自工作。地址和一次性加入码由工程师提供。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>加入码</translation>
    </message>
    <message>
        <source>Name of this desk</source>
        <translation>这台前台的名称</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>{n} of {all} rows</source>
        <translation>{n} / {all} 行</translation>
    </message>
</context>
<context>
    <name>FaultPage</name>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Everything confirmed so far is kept; the last act was not. Make room on the disk, then try again.</source>
        <translation>此前确认的内容都已保存，最后一步没有保存。请腾出磁盘空间，然后重试。</translation>
    </message>
    <message>
        <source>The data folder cannot be written</source>
        <translation>数据文件夹不能写入</translation>
    </message>
    <message>
        <source>Nothing was lost and nothing new can be stored. Ask the administrator for write access to the folder, then try again.</source>
        <translation>没有丢失任何数据，但也不能保存新内容。请管理员开放文件夹的写入权限，然后重试。</translation>
    </message>
    <message>
        <source>The data file is damaged</source>
        <translation>数据文件已损坏</translation>
    </message>
    <message>
        <source>It was left untouched. Close the program and restore the newest backup: main.py restore FILE. The damaged file is set aside, not deleted.</source>
        <translation>文件保持原样。请关闭程序，恢复最近的备份：main.py restore 文件。损坏的文件会另存，不会删除。</translation>
    </message>
    <message>
        <source>This data belongs to a newer version of the program</source>
        <translation>这份数据属于更新的版本</translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version on this desk, or choose another data folder.</source>
        <translation>没有任何改动。请在本机安装新版本，或另选数据文件夹。</translation>
    </message>
    <message>
        <source>Another program holds the data file</source>
        <translation>数据文件正被另一个程序占用</translation>
    </message>
    <message>
        <source>Nothing was lost. Wait for a backup or virus scan to finish, then try again.</source>
        <translation>没有丢失任何数据。请等备份或病毒扫描结束，然后重试。</translation>
    </message>
    <message>
        <source>The key does not open the data file</source>
        <translation>密钥打不开数据文件</translation>
    </message>
    <message>
        <source>The file was left untouched. Sign in as the person who set up this desk, or use the recovery key.</source>
        <translation>文件保持原样。请用设置本机的账号登录，或使用恢复密钥。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Keep both parts</source>
        <translation>两段都保留</translation>
    </message>
    <message>
        <source>in force now</source>
        <translation>现在生效</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>已更新</translation>
    </message>
</context>
<context>
    <name>FindRoom</name>
    <message>
        <source>Find a free room</source>
        <translation>找空房</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Book this room</source>
        <translation>预订这间</translation>
    </message>
    <message>
        <source>Free rooms</source>
        <translation>空闲会议室</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Unknown: no answer in time. It is asked again on the next change.</source>
        <translation>未知：没有及时答复。下次改动时再查。</translation>
    </message>
    <message>
        <source>No room is free then. Try another time.</source>
        <translation>这个时段没有空房。换个时间再找。</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} 间空闲</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>Take {room}</source>
        <translation>换 {room}</translation>
    </message>
    <message>
        <source>Overlaps the occurrence before it.</source>
        <translation>与前一场重叠。</translation>
    </message>
    <message>
        <source>Unknown: not checked yet.</source>
        <translation>未知：还没有检查。</translation>
    </message>
    <message>
        <source>Free.</source>
        <translation>空闲。</translation>
    </message>
    <message>
        <source>{why} Left out.</source>
        <translation>{why} 不预订这一场。</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>ddd d MMM</source>
        <comment>date pattern of QLocale</comment>
        <translation>M月d日 ddd</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date pattern of QLocale</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>date pattern of QLocale</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}分</translation>
    </message>
    <message>
        <source>{h} h</source>
        <translation>{h}时</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h}时{m}分</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>已过 {time}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩 {time}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n座</numerusform>
        </translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>待编号</translation>
    </message>
    <message>
        <source>No. {n}</source>
        <translation>第 {n} 号</translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <source>Title</source>
        <translation>会议名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What and why</source>
        <translation>变化与原因</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>选择要导入的文件</translation>
    </message>
    <message>
        <source>Take the file in</source>
        <translation>导入这个文件</translation>
    </message>
    <message>
        <source>choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Calendars and tables (*.ics *.xlsx *.csv *.txt);;All files (*)</source>
        <translation>日历和表格 (*.ics *.xlsx *.csv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消，没有写入任何内容。</translation>
    </message>
    <message>
        <source>Take in {count}</source>
        <translation>导入 {count} 项</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>有提醒</translation>
    </message>
    <message>
        <source>Taken in: {counts}. It can be undone as one.</source>
        <translation>已导入：{counts}。可一次撤销。</translation>
    </message>
    <message>
        <source>Taken in: {counts}.</source>
        <translation>已导入：{counts}。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Make rooms that are missing</source>
        <translation>缺少的会议室一并新建</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>iCalendar (.ics), xlsx or CSV; meetings, rooms, people or devices.</source>
        <translation>iCalendar (.ics)、xlsx 或 CSV；会议、会议室、人员或设备。</translation>
    </message>
    <message>
        <source>Nothing is written before you say so.</source>
        <translation>您确认之前不写入任何内容。</translation>
    </message>
    <message>
        <source>Drop a calendar or a table on the window</source>
        <translation>把日历或表格拖到窗口里</translation>
    </message>
    <message>
        <source>What the file is about</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Rows that are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件中的行</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>会议名称</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>参会人数</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>桌型</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座位</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Equipment</source>
        <translation>设备清单</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Room {room} is taken {span}{by_row}.</source>
        <translation>{room} 在 {span} 已被占用{by_row}。</translation>
    </message>
    <message>
        <source>There is no room “{room}”.</source>
        <translation>没有会议室“{room}”。</translation>
    </message>
    <message>
        <source>No room is named.</source>
        <translation>没有写会议室。</translation>
    </message>
    <message>
        <source>Start or end is missing.</source>
        <translation>缺少开始或结束时间。</translation>
    </message>
    <message>
        <source>The end is not after the start.</source>
        <translation>结束时间不在开始时间之后。</translation>
    </message>
    <message>
        <source>Not a date between 2000 and 2099: {value}</source>
        <translation>不是 2000 至 2099 年间的日期：{value}</translation>
    </message>
    <message>
        <source>Not a whole number: {value}</source>
        <translation>不是整数：{value}</translation>
    </message>
    <message>
        <source>Longer than 31 days, or repeated too often.</source>
        <translation>超过 31 天，或重复次数过多。</translation>
    </message>
    <message>
        <source>{field} is longer than {limit} characters.</source>
        <translation>{field}超过 {limit} 个字。</translation>
    </message>
    <message>
        <source>The file has this already: {first}</source>
        <translation>文件中已有：{first}</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>缺少名称。</translation>
    </message>
    <message>
        <source>Already past: kept as history.</source>
        <translation>已经过去，作为历史保存。</translation>
    </message>
    <message>
        <source>Without a title.</source>
        <translation>没有会议名称。</translation>
    </message>
    <message>
        <source>{field} was changed here and stays so.</source>
        <translation>{field}在本机改过，保持不变。</translation>
    </message>
    <message>
        <source>It has begun or is over; {field} stays as it is.</source>
        <translation>会议已开始或已结束，{field}保持不变。</translation>
    </message>
    <message>
        <source>{field} was cut to {limit} characters.</source>
        <translation>{field}截短为 {limit} 个字。</translation>
    </message>
    <message>
        <source>The column “{column}” is not known and was left out.</source>
        <translation>不认识的列“{column}”，已略过。</translation>
    </message>
    <message>
        <source>“{value}” is not known; the usual one is taken.</source>
        <translation>不认识“{value}”，按常用值处理。</translation>
    </message>
    <message>
        <source>The time zone “{zone}” is not known; the site's is taken.</source>
        <translation>不认识时区“{zone}”，按本站时区处理。</translation>
    </message>
    <message>
        <source>{expected} expected, the room seats {capacity}.</source>
        <translation>应到 {expected} 人，会议室 {capacity} 座。</translation>
    </message>
    <message>
        <source>The room is out of service {span}: {reason}</source>
        <translation>会议室 {span} 停用：{reason}</translation>
    </message>
    <message>
        <source>The room is under emergency lock.</source>
        <translation>会议室处于应急锁定。</translation>
    </message>
    <message>
        <source>{gap} min after the meeting before; {needed} are usual.</source>
        <translation>距上一场 {gap} 分，一般要 {needed} 分。</translation>
    </message>
    <message>
        <source>{gap} min before the next meeting; {needed} are usual.</source>
        <translation>距下一场 {gap} 分，一般要 {needed} 分。</translation>
    </message>
    <message>
        <source>From {from} on meetings are self-service.</source>
        <translation>{from} 以后是自助会议。</translation>
    </message>
    <message>
        <source>Outside opening hours ({opens}–{closes} on working days).</source>
        <translation>不在开放时间内（工作日 {opens}–{closes}）。</translation>
    </message>
    <message>
        <source>{minutes} min; the shortest booking is {shortest} min.</source>
        <translation>{minutes} 分，最短 {shortest} 分。</translation>
    </message>
    <message>
        <source>{minutes} min; the longest booking is {longest} min.</source>
        <translation>{minutes} 分，最长 {longest} 分。</translation>
    </message>
    <message>
        <source>More than {days} days ahead.</source>
        <translation>超出 {days} 天的预订期。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>This is a folder. Choose a file.</source>
        <translation>这是文件夹，请选择文件。</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}</source>
        <translation>文件读不出来：{reason}</translation>
    </message>
    <message>
        <source>The file is larger than {limit_mb} MB. Export a shorter time, or in parts.</source>
        <translation>文件超过 {limit_mb} MB。请缩短时间范围，或分几次导出。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>This is neither a calendar nor a table: iCalendar, xlsx or CSV is needed.</source>
        <translation>既不是日历也不是表格，需要 iCalendar、xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>This is not a calendar (iCalendar).</source>
        <translation>这不是日历文件（iCalendar）。</translation>
    </message>
    <message>
        <source>The file is cut off or damaged. Export it once more.</source>
        <translation>文件不完整或已损坏，请重新导出。没有写入任何内容。</translation>
    </message>
    <message>
        <source>A calendar holds meetings only.</source>
        <translation>日历文件只含会议。</translation>
    </message>
    <message>
        <source>This is an Excel file from before 2007. Save it as xlsx.</source>
        <translation>这是 2007 年以前的 Excel 文件，请另存为 xlsx。</translation>
    </message>
    <message>
        <source>This is not a table that can be read (xlsx or CSV).</source>
        <translation>这不是可读的表格（xlsx 或 CSV）。</translation>
    </message>
    <message>
        <source>The file has a password. Save it without one.</source>
        <translation>文件有密码，请另存为无密码的文件。</translation>
    </message>
    <message>
        <source>The file would unpack to far more than a table needs, or is unsafe. It was not opened.</source>
        <translation>文件解压后远超表格所需，或结构不安全，没有打开。</translation>
    </message>
    <message>
        <source>More than {limit} rows. Split the table.</source>
        <translation>超过 {limit} 行，请拆分表格。</translation>
    </message>
    <message>
        <source>No row names the columns that are needed, such as 会议名称, 会议室, 开始时间, 结束时间.</source>
        <translation>没有找到列名，例如 会议名称、会议室、开始时间、结束时间。</translation>
    </message>
    <message>
        <source>row {number}</source>
        <translation>第 {number} 行</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>搜索或命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>下一区域</translation>
    </message>
    <message>
        <source>Alarm banner</source>
        <translation>报警横幅</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Walk</source>
        <translation>步行</translation>
    </message>
    <message>
        <source>Legend: {words}</source>
        <translation>图例：{words}</translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>Central does not answer</source>
        <translation>中心没有应答</translation>
    </message>
    <message>
        <source>Changes are kept on this desk and sent when it answers. Check the network cable.</source>
        <translation>改动存在本机，恢复后自动上传。请检查网线。</translation>
    </message>
    <message>
        <source>Central answers too slowly</source>
        <translation>中心应答太慢</translation>
    </message>
    <message>
        <source>Nothing is lost; the same is sent again by itself.</source>
        <translation>没有丢失，会自动再次上传。</translation>
    </message>
    <message>
        <source>The proxy does not let this desk through</source>
        <translation>代理不让这台前台通过</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Ask the engineer to check the proxy in the settings.</source>
        <translation>改动存在本机。请工程师检查设置中的代理。</translation>
    </message>
    <message>
        <source>A sign-in page of the network stands in between</source>
        <translation>网络的登录页挡在中间</translation>
    </message>
    <message>
        <source>Nothing was sent. Sign in to the network of the house, then it goes on by itself.</source>
        <translation>没有上传。请先登录内部网络，之后自动继续。</translation>
    </message>
    <message>
        <source>There is no central service at this address</source>
        <translation>这个地址上没有中心服务</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Check the address with the engineer.</source>
        <translation>改动存在本机。请与工程师核对地址。</translation>
    </message>
    <message>
        <source>An answer of central arrived damaged</source>
        <translation>中心的应答在途中损坏</translation>
    </message>
    <message>
        <source>Nothing of it was taken; it is asked for again by itself.</source>
        <translation>没有采用，会自动再次索取。</translation>
    </message>
    <message>
        <source>Central is busy and asks to wait</source>
        <translation>中心繁忙，请求稍等</translation>
    </message>
    <message>
        <source>Changes are kept on this desk and sent a little later by themselves.</source>
        <translation>改动存在本机，稍后自动上传。</translation>
    </message>
    <message>
        <source>Central has a fault of its own</source>
        <translation>中心自身有故障</translation>
    </message>
    <message>
        <source>Changes are kept on this desk and sent again. If it lasts, tell the engineer.</source>
        <translation>改动存在本机，会再次上传。持续如此请告知工程师。</translation>
    </message>
    <message>
        <source>Central has not been heard for a long time</source>
        <translation>很久没有收到中心的消息</translation>
    </message>
    <message>
        <source>What others did may be missing here. Changes are kept and sent when it answers.</source>
        <translation>别人的改动这里可能还没有。改动会保留，恢复后上传。</translation>
    </message>
    <message>
        <source>What central sent cannot be stored on this desk</source>
        <translation>中心发来的数据无法存盘</translation>
    </message>
    <message>
        <source>Nothing is lost; it is asked for again. Make room on the disk.</source>
        <translation>没有丢失，会再次索取。请清理磁盘空间。</translation>
    </message>
    <message>
        <source>An error of this program disturbed the exchange</source>
        <translation>本程序的错误打断了同步</translation>
    </message>
    <message>
        <source>It went on by itself and nothing is lost. Export the diagnostics for support.</source>
        <translation>已自行恢复，没有丢失。请导出诊断包交给技术支持。</translation>
    </message>
    <message>
        <source>The certificate of central cannot be trusted</source>
        <translation>中心的证书不可信</translation>
    </message>
    <message>
        <source>Nothing was sent. It is out of date, or of an authority unknown here. Ask the engineer.</source>
        <translation>没有上传。证书已过期，或本机不信任签发者，请找工程师。</translation>
    </message>
    <message>
        <source>The certificate belongs to another machine</source>
        <translation>证书属于另一台机器</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the address; ask the engineer before going on.</source>
        <translation>没有上传。请核对地址，先问工程师再继续。</translation>
    </message>
    <message>
        <source>The file of the certificate authority cannot be read</source>
        <translation>证书颁发机构的文件无法读取</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask the engineer to put the file named in the settings in place.</source>
        <translation>没有上传。请工程师把设置中指定的文件放到位。</translation>
    </message>
    <message>
        <source>This is not the address of a central service</source>
        <translation>这不是中心服务的地址</translation>
    </message>
    <message>
        <source>Nothing was sent. Write it as https://central.example:8443.</source>
        <translation>没有上传。请写成 https://central.example:8443。</translation>
    </message>
    <message>
        <source>This desk is too old for central</source>
        <translation>这台前台的版本太旧</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Install the newer version here.</source>
        <translation>改动存在本机。请在这台前台安装新版本。</translation>
    </message>
    <message>
        <source>This desk is newer than central</source>
        <translation>这台前台的版本比中心新</translation>
    </message>
    <message>
        <source>What central cannot read yet is kept here and sent once central is updated.</source>
        <translation>中心还不能读的改动存在本机，中心升级后上传。</translation>
    </message>
    <message>
        <source>The access of this console was taken back</source>
        <translation>这台前台的权限已被收回</translation>
    </message>
    <message>
        <source>You can go on working here; what was not sent yet is kept. Ask the engineer.</source>
        <translation>可在本机继续工作，未上传的改动会保留。请找工程师。</translation>
    </message>
    <message>
        <source>Central does not know this console</source>
        <translation>中心不认识这台前台</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Ask the engineer for a new code.</source>
        <translation>改动存在本机。请向工程师索取新的加入码。</translation>
    </message>
    <message>
        <source>This machine cannot keep secrets</source>
        <translation>本机不能保存密钥</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Ask the engineer to set up a keyring, or type the secret.</source>
        <translation>改动存在本机。请工程师设置密钥环，或输入本机密钥。</translation>
    </message>
    <message>
        <source>The keyring of this machine is locked</source>
        <translation>本机的密钥环已锁定</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Unlock the keyring, or type the secret.</source>
        <translation>改动存在本机。请解锁密钥环，或输入本机密钥。</translation>
    </message>
    <message>
        <source>The keyring of this machine keeps secrets in plain text</source>
        <translation>本机的密钥环以明文保存密钥</translation>
    </message>
    <message>
        <source>Nothing was put into it. Ask the engineer to set up a safe one, or type the secret.</source>
        <translation>没有存入。请工程师设置安全的密钥环，或输入本机密钥。</translation>
    </message>
    <message>
        <source>The keyring holds no secret of this console</source>
        <translation>密钥环里没有这台前台的密钥</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. Type the secret, or enrol again.</source>
        <translation>改动存在本机。请输入本机密钥，或重新加入。</translation>
    </message>
    <message>
        <source>Central would take a large part of the data away here</source>
        <translation>中心要在本机删去大部分数据</translation>
    </message>
    <message>
        <source>Nothing was taken away yet. Ask the engineer whether this is meant, then confirm it.</source>
        <translation>还没有删除。请先问工程师是否如此，再确认。</translation>
    </message>
    <message>
        <source>This code cannot be used</source>
        <translation>这个加入码不能用</translation>
    </message>
    <message>
        <source>It was mistyped, has been used, or has expired. Ask the engineer for a new one.</source>
        <translation>输错了、已用过或已过期。请向工程师索取新的加入码。</translation>
    </message>
    <message>
        <source>This desk has data of its own, and the site has others</source>
        <translation>本机已有自己的数据，站点也有别的数据</translation>
    </message>
    <message>
        <source>Nothing was changed. Enrol with an empty data folder, or ask for a code of an empty site.</source>
        <translation>没有任何改动。请用空的数据目录加入，或索取空站点的加入码。</translation>
    </message>
    <message>
        <source>This desk belongs to a central service already</source>
        <translation>这台前台已属于一个中心服务</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何改动。</translation>
    </message>
    <message>
        <source>This file is no copy of changes that were not sent</source>
        <translation>这个文件不是未上传改动的副本</translation>
    </message>
    <message>
        <source>This copy is of another site</source>
        <translation>这个副本属于另一个站点</translation>
    </message>
    <message>
        <source>Enrolling was cancelled</source>
        <translation>已取消加入</translation>
    </message>
    <message>
        <source>Nothing was changed on this desk.</source>
        <translation>本机没有任何改动。</translation>
    </message>
    <message>
        <source>The exchange with central stopped. Code: {code}</source>
        <translation>与中心的同步停止了。代码：{code}</translation>
    </message>
    <message>
        <source>Changes are kept on this desk. If it lasts, tell the engineer.</source>
        <translation>改动存在本机。持续如此请告知工程师。</translation>
    </message>
    <message>
        <source>Stored on this desk</source>
        <translation>本机保存</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>正在追赶</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>This desk works by itself; every change is on its disk.</source>
        <translation>这台前台单独工作，每次改动都已存盘。</translation>
    </message>
    <message>
        <source>Central is being called. You can work on.</source>
        <translation>正在连接中心，可继续工作。</translation>
    </message>
    <message>
        <source>What others do appears here within seconds.</source>
        <translation>别人的改动几秒内就会显示在这里。</translation>
    </message>
    <message>
        <source>Changes of others are still coming in; some of what is shown may be older.</source>
        <translation>别人的改动还在陆续收到，显示的内容可能有先有后。</translation>
    </message>
    <message>
        <source>Offline. Keep working; changes are stored here and sent later.</source>
        <translation>已离线，可继续工作。改动存本机，恢复后自动上传。</translation>
    </message>
    <message>
        <source>The exchange with central waits for a person. You can work on; changes are kept.</source>
        <translation>与中心的同步在等人处理。可继续工作，改动会保留。</translation>
    </message>
    <message>
        <source>Refused {n}</source>
        <translation>被拒绝 {n}</translation>
    </message>
    <message>
        <source>Conflicts {n}</source>
        <translation>冲突 {n}</translation>
    </message>
    <message>
        <source>Everything was sent</source>
        <translation>已全部上传</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n 项待上传</numerusform>
        </translation>
    </message>
    <message>
        <source>the oldest {age} old</source>
        <translation>最早的已等 {age}</translation>
    </message>
    <message>
        <source>Back online: {n} sent</source>
        <translation>已恢复，上传 {n} 项</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) your decision</source>
        <translation>
            <numerusform>%n 项要您裁决</numerusform>
        </translation>
    </message>
    <message>
        <source>{one}, {two}</source>
        <translation>{one}，{two}</translation>
    </message>
    <message>
        <source>Offline since {time}, {n} to send</source>
        <translation>{time} 起离线，待上传 {n}</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>{time} 起离线</translation>
    </message>
    <message>
        <source>To send {n}</source>
        <translation>待上传 {n}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>notices go out in {seconds} s</source>
        <translation>通知 {seconds} 秒后发出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>data as of {time}</source>
        <translation>数据截至 {time}</translation>
    </message>
    <message>
        <source>devices heard {age} ago</source>
        <translation>设备心跳 {age}前</translation>
    </message>
    <message>
        <source>Huiwutai</source>
        <translation>会务台</translation>
    </message>
</context>
<context>
    <name>MeetingClass</name>
    <message>
        <source>Regular meeting</source>
        <translation>常规会议</translation>
    </message>
    <message>
        <source>Self-service meeting</source>
        <translation>自助会议</translation>
    </message>
</context>
<context>
    <name>MeetingDrawer</name>
    <message>
        <source>Follow the selection</source>
        <translation>跟随所选</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改期 / 换房</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Cancel meeting</source>
        <translation>取消会议</translation>
    </message>
    <message>
        <source>Reason to go on, then Enter</source>
        <translation>继续的理由，写完按 Enter</translation>
    </message>
    <message>
        <source>{n} min longer</source>
        <translation>延长 {n} 分</translation>
    </message>
    <message>
        <source>Nobody came, release the room</source>
        <translation>未到会，释放会议室</translation>
    </message>
    <message>
        <source>Take the end back</source>
        <translation>撤回结束</translation>
    </message>
    <message>
        <source>Show room</source>
        <translation>看会议室</translation>
    </message>
    <message>
        <source>Pre-meeting check</source>
        <translation>会前检查</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Taken · do not disturb</source>
        <translation>占用 · 勿扰</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>starts in {time}</source>
        <translation>{time}后开始</translation>
    </message>
    <message>
        <source>{time} past its start</source>
        <translation>已过开始时间 {time}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩 {time}</translation>
    </message>
    <message>
        <source>{time} over</source>
        <translation>超时 {time}</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>应到 {n} 人</translation>
    </message>
    <message>
        <source>number unknown</source>
        <translation>人数未定</translation>
    </message>
    <message>
        <source>{n} expected / {seats} seats</source>
        <translation>应到 {n} / {seats} 座</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>桌型</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>放行理由</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消理由</translation>
    </message>
    <message>
        <source>nameplates {n}</source>
        <translation>名位牌 {n}</translation>
    </message>
    <message>
        <source>materials {n}</source>
        <translation>资料 {n} 份</translation>
    </message>
    <message>
        <source>tea</source>
        <translation>茶水</translation>
    </message>
    <message>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>ready by {time}, {left}</source>
        <translation>就绪线 {time}，{left}</translation>
    </message>
    <message>
        <source>Attendants {n}/{all} on site</source>
        <translation>会服 {n}/{all} 到岗</translation>
    </message>
    <message>
        <source>Annex B: {people} people, {n}</source>
        <translation>附录B：{people} 人 {n} 名</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Reinstate</source>
        <translation>恢复会议</translation>
    </message>
</context>
<context>
    <name>MeetingForm</name>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>会议名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>会议类型</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>People</source>
        <translation>参会人数</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服人数</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Table layout</source>
        <translation>桌型</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Nameplates</source>
        <translation>名位牌</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>会议资料</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Secret meeting</source>
        <translation>涉密会议</translation>
    </message>
    <message>
        <source>Attendants asked for</source>
        <translation>主办方要求会服</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Tea</source>
        <translation>茶水</translation>
    </message>
    <message>
        <source>ends on this day</source>
        <translation>到这一天为止</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次</translation>
    </message>
    <message>
        <source>not</source>
        <translation>不重复</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>on working days</source>
        <translation>每个工作日</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>Reason to go on</source>
        <translation>继续的理由</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Unknown: no answer in time. Saving checks again.</source>
        <translation>未知：没有及时答复。保存时会再查一次。</translation>
    </message>
    <message>
        <source>Edit meeting</source>
        <translation>修改会议</translation>
    </message>
    <message>
        <source>New meeting</source>
        <translation>新建会议</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>预订</translation>
    </message>
    <message>
        <source>Only room, time, head-count and contact are kept; others see that the room is taken.</source>
        <translation>只登记房间、时间、人数和联系人；别人只看到“占用”。</translation>
    </message>
    <message>
        <source>Self-service: none</source>
        <translation>自助会议：不派会服</translation>
    </message>
    <message>
        <source>0 until the number is known (Annex B)</source>
        <translation>人数未定，先按 0 名（附录B）</translation>
    </message>
    <message>
        <source>{n} by Annex B</source>
        <translation>按附录B {n} 名</translation>
    </message>
    <message>
        <source>; above {n} people the provider adjusts</source>
        <translation>；超过 {n} 人，由服务方按实际调整</translation>
    </message>
    <message>
        <source>Choose a room.</source>
        <translation>请选择会议室。</translation>
    </message>
    <message>
        <source>Room and time stay as they are.</source>
        <translation>房间和时间不变。</translation>
    </message>
    <message>
        <source>{n} of {all} will be booked.</source>
        <translation>将预订 {n} 场，共 {all} 场。</translation>
    </message>
    <message>
        <source>The room is free then.</source>
        <translation>这个时段空闲。</translation>
    </message>
</context>
<context>
    <name>MeetingListModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
</context>
<context>
    <name>MeetingPhase</name>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Checked and ready</source>
        <translation>已检查就绪</translation>
    </message>
    <message>
        <source>In session</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Overrun</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Cleaned</source>
        <translation>已清洁</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>未到会</translation>
    </message>
    <message>
        <source>Past, imported</source>
        <translation>历史导入</translation>
    </message>
</context>
<context>
    <name>MeetingPhaseShort</name>
    <message>
        <source>Pending</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>On</source>
        <translation>会中</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Cleaned</source>
        <translation>已清洁</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>未到会</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>MeetingState</name>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>In session</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Cleaned</source>
        <translation>已清洁</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>未到会</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>NoRooms</name>
    <message>
        <source>Import a calendar, or tables of rooms, people and devices.</source>
        <translation>请导入日历，或会议室、人员、设备的表格。</translation>
    </message>
    <message>
        <source>To look around first, start main.py --demo.</source>
        <translation>想先看看，可运行 main.py --demo。</translation>
    </message>
    <message>
        <source>There are no rooms yet.</source>
        <translation>还没有会议室。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
</context>
<context>
    <name>OpWords</name>
    <message>
        <source>title</source>
        <translation>会议名称</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>attendants asked for</source>
        <translation>主办方要求会服</translation>
    </message>
    <message>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>table layout</source>
        <translation>桌型</translation>
    </message>
    <message>
        <source>tea</source>
        <translation>茶水</translation>
    </message>
    <message>
        <source>nameplates</source>
        <translation>名位牌</translation>
    </message>
    <message>
        <source>materials</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>没有改动</translation>
    </message>
    <message numerus="yes">
        <source>Booked %n meeting(s)</source>
        <translation>
            <numerusform>已预订 %n 场会议</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n meeting(s)</source>
        <translation>
            <numerusform>已导入 %n 场会议</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Assigned %n task(s)</source>
        <translation>
            <numerusform>已派 %n 项任务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>及另 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Done: {kind}</source>
        <translation>已做：{kind}</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>the meeting</source>
        <translation>该会议</translation>
    </message>
    <message>
        <source>the room</source>
        <translation>该会议室</translation>
    </message>
    <message>
        <source>the person</source>
        <translation>该人员</translation>
    </message>
    <message>
        <source>the task</source>
        <translation>该任务</translation>
    </message>
    <message>
        <source>Booked {room}, {span}</source>
        <translation>已预订 {room}，{span}</translation>
    </message>
    <message>
        <source>Booked {title}: {room}, {span}</source>
        <translation>已预订 {title}：{room}，{span}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between changes</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>{field} changed</source>
        <translation>{field}有改动</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Moved {title}: {what}</source>
        <translation>已改 {title}：{what}</translation>
    </message>
    <message>
        <source>{title} now ends at {time}</source>
        <translation>{title} 改为 {time} 结束</translation>
    </message>
    <message>
        <source>{title} began at {time}</source>
        <translation>{title} {time} 开始</translation>
    </message>
    <message>
        <source>{title} ended at {time}, room released</source>
        <translation>{title} {time} 结束，会议室已释放</translation>
    </message>
    <message>
        <source>Took back the booking of {title}</source>
        <translation>已撤回 {title} 的预订</translation>
    </message>
    <message>
        <source>Cancelled {title}</source>
        <translation>已取消 {title}</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n 项任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Assigned {person} → {what}</source>
        <translation>已派 {person} → {what}</translation>
    </message>
    <message numerus="yes">
        <source>Took back %n task(s)</source>
        <translation>
            <numerusform>已取消指派 %n 项任务</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} claimed {what}</source>
        <translation>{person} 已抢 {what}</translation>
    </message>
    <message>
        <source>Attendants {was} → {now}: {title}</source>
        <translation>会服 {was} → {now} 名：{title}</translation>
    </message>
    <message>
        <source>Check {item}: {result}</source>
        <translation>检查 {item}：{result}</translation>
    </message>
    <message>
        <source>{room} out of service, {span}: {reason}</source>
        <translation>{room} 停用，{span}：{reason}</translation>
    </message>
    <message>
        <source>Back in the register: {name}</source>
        <translation>已恢复登记：{name}</translation>
    </message>
    <message>
        <source>Taken out of the register: {name}</source>
        <translation>已撤销登记：{name}</translation>
    </message>
    <message>
        <source>Printed the schedule of {day}, version {n}</source>
        <translation>已打印 {day} 会议日程表，第 {n} 版</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n row(s)</source>
        <translation>
            <numerusform>已导出 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Rule {key}: {was} → {value}</source>
        <translation>规则 {key}：{was} → {value}</translation>
    </message>
    <message>
        <source>Decision taken back</source>
        <translation>已撤回裁决</translation>
    </message>
    <message>
        <source>Refused change waits again</source>
        <translation>被拒绝的改动重新待办</translation>
    </message>
    <message>
        <source>the device</source>
        <translation>该设备</translation>
    </message>
    <message>
        <source>Conflict decided: the later change stands</source>
        <translation>已裁决：采用后到的改法</translation>
    </message>
    <message>
        <source>Conflict decided: the value in force stays</source>
        <translation>已裁决：保留现在生效的值</translation>
    </message>
    <message>
        <source>Conflict decided: both texts are kept</source>
        <translation>已裁决：两段文字都保留</translation>
    </message>
    <message>
        <source>Refused change let go</source>
        <translation>已放弃被拒绝的改动</translation>
    </message>
    <message>
        <source>Refused change done another way</source>
        <translation>被拒绝的改动已换办法办理</translation>
    </message>
    <message>
        <source>Refused booking waits for its slot</source>
        <translation>被拒预订已排入候补</translation>
    </message>
    <message>
        <source>On the waiting list: {room}, {span}</source>
        <translation>排入候补：{room}，{span}</translation>
    </message>
    <message>
        <source>{title} on the waiting list: {room}, {span}</source>
        <translation>{title} 排入候补：{room}，{span}</translation>
    </message>
    <message>
        <source>Imported {name}</source>
        <translation>已导入 {name}</translation>
    </message>
    <message>
        <source>Confirmed {name}</source>
        <translation>已确认 {name}</translation>
    </message>
    <message>
        <source>Nobody came to {name}, room released</source>
        <translation>{name} 未到会，会议室已释放</translation>
    </message>
    <message>
        <source>Put right: {name}</source>
        <translation>已更正：{name}</translation>
    </message>
    <message>
        <source>Added a task {name}</source>
        <translation>已加任务 {name}</translation>
    </message>
    <message>
        <source>Opened {name} for claiming</source>
        <translation>已开放抢单：{name}</translation>
    </message>
    <message>
        <source>Acknowledged {name}</source>
        <translation>已确认 {name}</translation>
    </message>
    <message>
        <source>Signed in for {name}</source>
        <translation>已签到：{name}</translation>
    </message>
    <message>
        <source>Began {name}</source>
        <translation>已开始：{name}</translation>
    </message>
    <message>
        <source>Finished {name}</source>
        <translation>已完成：{name}</translation>
    </message>
    <message>
        <source>Verified {name}</source>
        <translation>已核验：{name}</translation>
    </message>
    <message>
        <source>Struck {name}</source>
        <translation>已取消：{name}</translation>
    </message>
    <message>
        <source>Pinned or freed {name}</source>
        <translation>已固定或放开：{name}</translation>
    </message>
    <message>
        <source>Moved {name} in time</source>
        <translation>已改时间：{name}</translation>
    </message>
    <message>
        <source>Added room {name}</source>
        <translation>已登记会议室 {name}</translation>
    </message>
    <message>
        <source>Changed room {name}</source>
        <translation>已修改会议室 {name}</translation>
    </message>
    <message>
        <source>Back in service</source>
        <translation>已恢复使用</translation>
    </message>
    <message>
        <source>Emergency lock on {name}</source>
        <translation>已应急锁定 {name}</translation>
    </message>
    <message>
        <source>Emergency lock lifted from {name}</source>
        <translation>已解除应急锁定 {name}</translation>
    </message>
    <message>
        <source>Added {name}</source>
        <translation>已登记 {name}</translation>
    </message>
    <message>
        <source>Changed {name}</source>
        <translation>已修改 {name}</translation>
    </message>
    <message>
        <source>Added device {name}</source>
        <translation>已登记设备 {name}</translation>
    </message>
    <message>
        <source>Changed device {name}</source>
        <translation>已修改设备 {name}</translation>
    </message>
    <message>
        <source>Maintenance of {name}</source>
        <translation>维护状态已改：{name}</translation>
    </message>
    <message>
        <source>Alarm raised: {name}</source>
        <translation>报警：{name}</translation>
    </message>
    <message>
        <source>Alarm cleared</source>
        <translation>报警已恢复</translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation>报警已确认</translation>
    </message>
    <message>
        <source>Alarm shelved: {name}</source>
        <translation>报警已搁置：{name}</translation>
    </message>
    <message>
        <source>Alarm back from the shelf</source>
        <translation>报警已取消搁置</translation>
    </message>
    <message>
        <source>Added floor {name}</source>
        <translation>已登记楼层 {name}</translation>
    </message>
    <message>
        <source>Changed a floor</source>
        <translation>已修改楼层</translation>
    </message>
    <message>
        <source>Changed a floor's picture</source>
        <translation>已更换楼层底图</translation>
    </message>
    <message>
        <source>Drew on the plan {name}</source>
        <translation>已画平面图 {name}</translation>
    </message>
    <message>
        <source>Took an outline off the plan</source>
        <translation>已从平面图擦除</translation>
    </message>
    <message>
        <source>Left the waiting list</source>
        <translation>已退出候补</translation>
    </message>
    <message>
        <source>Booked from the waiting list</source>
        <translation>候补转正</translation>
    </message>
</context>
<context>
    <name>OutlineKind</name>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Corridor</source>
        <translation>走廊</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>辅助用房</translation>
    </message>
    <message>
        <source>Outdoors</source>
        <translation>室外</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>排程</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Number, name, pinyin or initials; or a command</source>
        <translation>编号、名称、拼音或首字母；也可输入命令</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>搜索或命令</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing called “{text}”. Did you mean {near}?</source>
        <translation>没有“{text}”。是不是 {near}？</translation>
    </message>
    <message>
        <source>Nothing called “{text}”.</source>
        <translation>没有“{text}”。</translation>
    </message>
</context>
<context>
    <name>PictureBox</name>
    <message>
        <source>The file cannot be read. Nothing was changed.</source>
        <translation>文件读不出来，没有改动。</translation>
    </message>
    <message>
        <source>Only SVG and PNG pictures up to {n} MB and 8000 pixels a side can be used.</source>
        <translation>只能用不超过 {n} MB、边长不超过 8000 像素的 SVG 或 PNG 图。</translation>
    </message>
    <message>
        <source>Picture behind the plan</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Choose picture…</source>
        <translation>选择底图…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
</context>
<context>
    <name>PlanEditor</name>
    <message>
        <source>Floor plan: {floor}</source>
        <translation>平面图：{floor}</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>门</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>保存平面图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>绘图区</translation>
    </message>
    <message>
        <source>Rooms not on the plan</source>
        <translation>未上图的会议室</translation>
    </message>
    <message>
        <source>stairs</source>
        <translation>楼梯</translation>
    </message>
    <message>
        <source>lift</source>
        <translation>电梯</translation>
    </message>
    <message>
        <source>toilets</source>
        <translation>卫生间</translation>
    </message>
    <message>
        <source>tea room</source>
        <translation>茶水间</translation>
    </message>
    <message>
        <source>equipment room</source>
        <translation>设备间</translation>
    </message>
    <message>
        <source>control room</source>
        <translation>控制室</translation>
    </message>
    <message>
        <source>staff room</source>
        <translation>工作间</translation>
    </message>
    <message>
        <source>plant room</source>
        <translation>机房</translation>
    </message>
    <message>
        <source>store room</source>
        <translation>库房</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>print room</source>
        <translation>文印室</translation>
    </message>
    <message>
        <source>information</source>
        <translation>问讯处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Drag to move, double-click a wall for a corner, arrows nudge, Del erases, Alt: no snapping</source>
        <translation>拖动移动，双击墙加角点，方向键微调，Del 擦除，按住 Alt 不吸附</translation>
    </message>
    <message>
        <source>Drag a rectangle, or click the corners and press Enter</source>
        <translation>拖出矩形，或逐个点角后按回车</translation>
    </message>
    <message>
        <source>Click a wall for a door, click a door to remove it</source>
        <translation>点墙加门，点门去掉</translation>
    </message>
    <message>
        <source>Not on the plan: {n}</source>
        <translation>未上图：{n}</translation>
    </message>
    <message>
        <source>An outline crosses itself.</source>
        <translation>有轮廓自相交叉。</translation>
    </message>
    <message>
        <source>An outline has no area.</source>
        <translation>有轮廓没有面积。</translation>
    </message>
    <message>
        <source>A room is drawn twice.</source>
        <translation>同一会议室画了两次。</translation>
    </message>
    <message>
        <source>A room's outline needs its room.</source>
        <translation>会议室轮廓要选定会议室。</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Assign everything: preview</source>
        <translation>全部派单预览</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) waiting</source>
        <translation>
            <numerusform>待派 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nobody may take %n of them</source>
        <translation>
            <numerusform>其中 %n 项没有人可派</numerusform>
        </translation>
    </message>
    <message>
        <source>Most pressing first, each to its best candidate. Nothing happens until you accept.</source>
        <translation>按最晚开工排序，每项派给最优候选人。接受之前什么都不会改。</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n</source>
        <translation>
            <numerusform>接受 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>On duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>休班</translation>
    </message>
    <message>
        <source>On leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>On a break</source>
        <translation>休息</translation>
    </message>
</context>
<context>
    <name>PresenceForm</name>
    <message>
        <source>The end must be after the start.</source>
        <translation>结束必须晚于开始。</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The newest word counts; tasks stay until somebody moves them.</source>
        <translation>以最后一次登记为准；任务不会自动转走。</translation>
    </message>
    <message>
        <source>Somebody's day</source>
        <translation>人员在岗</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Take open tasks back into the queue</source>
        <translation>未开始的任务退回待派</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>PrintActs</name>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Version {number} was saved as {file}.</source>
        <translation>第 {number} 版已存为 {file}。</translation>
    </message>
    <message>
        <source>{file} was not saved: the disk is full. Free some space or choose another folder.</source>
        <translation>{file} 没有存成：磁盘已满。清出空间，或换一个文件夹再存。</translation>
    </message>
    <message>
        <source>{file} was not saved: {folder} may not be written to. Choose another folder.</source>
        <translation>{file} 没有存成：{folder} 不能写入。换一个文件夹再存。</translation>
    </message>
    <message>
        <source>{file} was not saved: there is no folder {folder}. Choose another one.</source>
        <translation>{file} 没有存成：没有文件夹 {folder}。换一个再存。</translation>
    </message>
    <message>
        <source>{file} was not saved: {reason}. Nothing was changed.</source>
        <translation>{file} 没有存成：{reason}。原有文件没有改动。</translation>
    </message>
    <message>
        <source>{printer} did not take the pages. Nothing was recorded; print again or save as PDF.</source>
        <translation>{printer} 没有接收。没有记录这次打印；可重新打印，或存为 PDF。</translation>
    </message>
    <message>
        <source>Version {number} was sent to {printer}.</source>
        <translation>第 {number} 版已送 {printer}。</translation>
    </message>
</context>
<context>
    <name>PrintChoice</name>
    <message>
        <source>All floors</source>
        <translation>全部楼层</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Daily schedule (by time)</source>
        <translation>会议日程表（按时间）</translation>
    </message>
    <message>
        <source>Daily schedule (by room)</source>
        <translation>会议日程表（按会议室）</translation>
    </message>
    <message>
        <source>Daily schedule (by attendant)</source>
        <translation>会议日程表（按会服人员）</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>A4 landscape</source>
        <translation>A4 横向</translation>
    </message>
    <message>
        <source>A4 portrait</source>
        <translation>A4 纵向</translation>
    </message>
    <message>
        <source>A3 landscape</source>
        <translation>A3 横向</translation>
    </message>
    <message>
        <source>A3 portrait</source>
        <translation>A3 纵向</translation>
    </message>
    <message>
        <source>Normal 10 pt</source>
        <translation>标准 10 pt</translation>
    </message>
    <message>
        <source>Large 12 pt</source>
        <translation>大 12 pt</translation>
    </message>
    <message>
        <source>Largest 14 pt</source>
        <translation>特大 14 pt</translation>
    </message>
    <message>
        <source>Mark changes since the last print</source>
        <translation>标出上次打印后的变更</translation>
    </message>
    <message>
        <source>Print attendants' names</source>
        <translation>印会服姓名</translation>
    </message>
    <message>
        <source>Print contacts and phones</source>
        <translation>印联系人电话</translation>
    </message>
    <message>
        <source>QR code of the version</source>
        <translation>版次二维码</translation>
    </message>
    <message>
        <source>Printing works offline too; the paper says how old its data are. Secret meetings are printed as “Occupied” only.</source>
        <translation>离线也能打印，纸面写明数据时间。涉密会议只印“占用”。</translation>
    </message>
</context>
<context>
    <name>PrintPage</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Page {number} / {count}</source>
        <translation>第 {number} / {count} 页</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>No printer was found. Save as PDF instead.</source>
        <translation>没有找到打印机，可存为 PDF。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Daily schedule by time</source>
        <translation>会议日程表：按时间</translation>
    </message>
    <message>
        <source>Daily schedule by room</source>
        <translation>会议日程表：按会议室</translation>
    </message>
    <message>
        <source>Daily schedule by attendant</source>
        <translation>会议日程表：按会服人员</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Today's schedule</source>
        <translation>今天的日程表</translation>
    </message>
    <message>
        <source>turn pages</source>
        <translation>翻页</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>存 PDF</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
</context>
<context>
    <name>Priority</name>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Humidity</source>
        <translation>湿度</translation>
    </message>
    <message>
        <source>CO₂</source>
        <translation>CO₂</translation>
    </message>
    <message>
        <source>PM2.5</source>
        <translation>PM2.5</translation>
    </message>
    <message>
        <source>TVOC</source>
        <translation>TVOC</translation>
    </message>
    <message>
        <source>Fresh air</source>
        <translation>新风</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>灯时</translation>
    </message>
    <message>
        <source>Set point</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Supply air</source>
        <translation>送风</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>滤网压差</translation>
    </message>
    <message>
        <source>Packet loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>重连</translation>
    </message>
    <message>
        <source>Content age</source>
        <translation>内容已显示</translation>
    </message>
    <message>
        <source>Lit while empty</source>
        <translation>无人亮灯</translation>
    </message>
    <message>
        <source>People</source>
        <translation>有无人</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>风速</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>Why</source>
        <translation>为何</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Due next</source>
        <translation>接下来要办</translation>
    </message>
    <message>
        <source>by latest safe moment</source>
        <translation>按最晚安全时刻</translation>
    </message>
    <message>
        <source>What is due next</source>
        <translation>接下来要办的事</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Next: {time}, {room} {what}</source>
        <translation>下一件 {time}，{room} {what}</translation>
    </message>
    <message>
        <source>Nothing to do now.</source>
        <translation>现在没有要办的事。</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Work to assign</source>
        <translation>待派任务</translation>
    </message>
</context>
<context>
    <name>QueuedDetail</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>候补内容</translation>
    </message>
    <message>
        <source>Book it now</source>
        <translation>转正</translation>
    </message>
    <message>
        <source>Leave the waiting list</source>
        <translation>退出候补</translation>
    </message>
    <message>
        <source>On the waiting list since {time}, by {name}</source>
        <translation>{name} 于 {time} 排入候补</translation>
    </message>
</context>
<context>
    <name>RefusalDetail</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Kept: what was entered</source>
        <translation>已保留：填写的内容</translation>
    </message>
    <message>
        <source>Refused with it</source>
        <translation>随之被拒</translation>
    </message>
    <message>
        <source>Free at that time</source>
        <translation>该时段空闲的会议室</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>改时间…</translation>
    </message>
    <message>
        <source>Waiting list</source>
        <translation>候补</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看对象</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Refused by central</source>
        <translation>中心已拒绝</translation>
    </message>
    <message>
        <source>Expected to be refused</source>
        <translation>预计被拒</translation>
    </message>
    <message>
        <source>Said by {name} at {time}; nothing of it was written.</source>
        <translation>{name} {time} 提交，没有写入。</translation>
    </message>
    <message>
        <source>Central has not answered yet; it counts only then.</source>
        <translation>中心还没有答复，答复后才算数。</translation>
    </message>
    <message>
        <source>No other room is free at that time.</source>
        <translation>该时段没有别的空闲会议室。</translation>
    </message>
    <message>
        <source>Take {room}</source>
        <translation>换 {room}</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>{room} is booked {span}. Choose another room or time.</source>
        <translation>{room} 在 {span} 已有会议。可换房或改时间。</translation>
    </message>
    <message>
        <source>{expected} expected, {room} seats {capacity}. Fire limit: cannot save.</source>
        <translation>应到 {expected} 人，{room} 限 {capacity} 座，消防要求不得超员，不能保存。</translation>
    </message>
    <message>
        <source>{room} is out of service {span}: {reason}</source>
        <translation>{room} 在 {span} 停用：{reason}</translation>
    </message>
    <message>
        <source>{room} is under emergency lock. Lift the lock first.</source>
        <translation>{room} 已应急锁定，先解除锁定。</translation>
    </message>
    <message>
        <source>Only {gap} min after the previous meeting; {needed} needed. Give a reason to go on.</source>
        <translation>距上一场只有 {gap} 分，清洁和布置要 {needed} 分。写明理由可继续。</translation>
    </message>
    <message>
        <source>Only {gap} min before the next meeting; {needed} needed. Give a reason to go on.</source>
        <translation>距下一场只有 {gap} 分，清洁和布置要 {needed} 分。写明理由可继续。</translation>
    </message>
    <message>
        <source>From {from} meetings are self-service. Make it self-service, or give a reason to go on.</source>
        <translation>{from} 起只办自助会议。改为自助会议，或写明理由继续。</translation>
    </message>
    <message>
        <source>Outside opening hours ({opens}–{closes} on working days). Give a reason to go on.</source>
        <translation>不在开放时间内（工作日 {opens}–{closes}）。写明理由可继续。</translation>
    </message>
    <message>
        <source>{minutes} min is below the shortest booking of {shortest} min. Give a reason to go on.</source>
        <translation>{minutes} 分短于最短预订 {shortest} 分。写明理由可继续。</translation>
    </message>
    <message>
        <source>{minutes} min is above the longest booking of {longest} min. Give a reason to go on.</source>
        <translation>{minutes} 分长于最长预订 {longest} 分。写明理由可继续。</translation>
    </message>
    <message>
        <source>This time is already past. Give a reason to record it.</source>
        <translation>这个时间已经过去。写明理由可补记。</translation>
    </message>
    <message>
        <source>Bookable within {days} days (to {until}). A supervisor may override with a reason.</source>
        <translation>只开放 {days} 天内预订（至 {until}）。主管可写理由放行。</translation>
    </message>
    <message>
        <source>The end must be after the start.</source>
        <translation>结束必须晚于开始。</translation>
    </message>
    <message>
        <source>The date must lie between 2000 and 2099.</source>
        <translation>日期须在 2000 到 2099 年之间。</translation>
    </message>
    <message>
        <source>A meeting may last 31 days at most. Check the end date.</source>
        <translation>一场会议最长 31 天。请核对结束日期。</translation>
    </message>
    <message>
        <source>There is no such room. Choose one from the list.</source>
        <translation>没有这间会议室。请从列表中选。</translation>
    </message>
    <message>
        <source>Start and end are needed.</source>
        <translation>缺开始或结束时间。</translation>
    </message>
    <message>
        <source>A number is needed here.</source>
        <translation>这里要填数字。</translation>
    </message>
    <message>
        <source>Overlaps another meeting in {room}.</source>
        <translation>与 {room} 的另一场会议重叠。</translation>
    </message>
    <message>
        <source>Secret meetings keep room, time, head-count and contact only; the rest was not saved.</source>
        <translation>涉密会议只登记房间、时间、人数和联系人，其他内容未保存。</translation>
    </message>
    <message>
        <source>There are meetings in {room} at that time. Move them first.</source>
        <translation>{room} 在这段时间有会议，先移走再停用。</translation>
    </message>
    <message>
        <source>The meeting has begun; only its end can still be moved.</source>
        <translation>会议已开始，只能改结束时间。</translation>
    </message>
    <message>
        <source>The meeting is over; what happened cannot be moved.</source>
        <translation>会议已结束，不能再移动。</translation>
    </message>
    <message>
        <source>The meeting is cancelled. Reinstate it first.</source>
        <translation>会议已取消，先恢复会议。</translation>
    </message>
    <message>
        <source>Not possible now: the meeting is {state}. Nothing was changed.</source>
        <translation>会议{state}，现在不能这样做。没有改动。</translation>
    </message>
    <message>
        <source>{by} is still in session in {room}. End it first, or move this meeting.</source>
        <translation>{room} 里 {by} 还在进行。先结束它，或移走这一场。</translation>
    </message>
    <message>
        <source>It starts only at {starts_at}; a no-show can be said after that.</source>
        <translation>{starts_at} 才开始，之后才能记未到会。</translation>
    </message>
    <message>
        <source>{person} has {by} at {span}; cannot take both. Give a reason to go on.</source>
        <translation>{person} {span} 有 {by}，不能同时兼顾。写明理由可继续。</translation>
    </message>
    <message>
        <source>{person} no longer works here. Choose somebody else.</source>
        <translation>{person} 已离岗，请另选人。</translation>
    </message>
    <message>
        <source>This is work for: {role}. Choose somebody of that role.</source>
        <translation>这是{role}的工作，请选该岗位的人。</translation>
    </message>
    <message>
        <source>Nobody has this task yet. Assign it first.</source>
        <translation>这项任务还没有人，先派人。</translation>
    </message>
    <message>
        <source>This task is not open for claiming any more.</source>
        <translation>这项任务已不能抢。</translation>
    </message>
    <message>
        <source>This task is {state} already; it stays as it is.</source>
        <translation>这项任务{state}，保持不变。</translation>
    </message>
    <message>
        <source>The task is {state}; this step does not follow.</source>
        <translation>这项任务{state}，不能走这一步。</translation>
    </message>
    <message>
        <source>The number {number} is taken. Choose another.</source>
        <translation>编号 {number} 已被使用，请换一个。</translation>
    </message>
    <message>
        <source>A reason is needed. Write one and try again.</source>
        <translation>要写明理由，写好再试。</translation>
    </message>
    <message>
        <source>There is no such rule.</source>
        <translation>没有这条规则。</translation>
    </message>
    <message>
        <source>{value} is not a value this rule can have.</source>
        <translation>这条规则不能取 {value}。</translation>
    </message>
    <message>
        <source>The picture cannot be read. Use PNG or SVG.</source>
        <translation>图片读不出来，请用 PNG 或 SVG。</translation>
    </message>
    <message>
        <source>High alarms cannot be shelved. Mute for 10 min or open a work order.</source>
        <translation>高优先级报警不能搁置。可静音 10 分，或建工单。</translation>
    </message>
    <message>
        <source>An alarm may be shelved for {hours} hours at most.</source>
        <translation>报警最多搁置 {hours} 小时。</translation>
    </message>
    <message>
        <source>This desk belongs to no central service. Join one first.</source>
        <translation>这台前台不属于任何中心服务，请先加入。</translation>
    </message>
    <message>
        <source>This file is no copy of changes that were not sent.</source>
        <translation>这个文件不是未上传改动的副本。</translation>
    </message>
    <message>
        <source>This copy is of another site. Nothing was changed.</source>
        <translation>这个副本属于另一个站点，没有任何改动。</translation>
    </message>
    <message>
        <source>Central was restored and has taken this after all. Check whether it is still wanted.</source>
        <translation>中心恢复后已收下这一项。请核对是否还需要。</translation>
    </message>
    <message>
        <source>{what} is no longer there. Nothing was changed.</source>
        <translation>{what}已不存在。没有改动。</translation>
    </message>
    <message>
        <source>This is already recorded. Nothing was changed.</source>
        <translation>已经登记过。没有改动。</translation>
    </message>
    <message>
        <source>It is no longer on the waiting list: somebody has booked it or let it go.</source>
        <translation>这项预订已不在候补中：可能已转正，或已退出。</translation>
    </message>
    <message>
        <source>It was changed since; it cannot be undone any more.</source>
        <translation>之后又有改动，不能再撤销。</translation>
    </message>
    <message>
        <source>Somebody else changed this meanwhile. The newer value stays; look and try again.</source>
        <translation>别人刚改过，以新的为准。请看过再试。</translation>
    </message>
    <message>
        <source>Somebody has decided this already. Look at what they chose.</source>
        <translation>这一项别人已经裁决，请看裁决结果。</translation>
    </message>
    <message>
        <source>The central service found a contradiction. Your values are kept; do it another way.</source>
        <translation>中心发现数据矛盾，未写入。您填的内容保留着，请换个办法。</translation>
    </message>
    <message>
        <source>The central service cannot store a value. Your values are kept; check them.</source>
        <translation>中心存不下其中一个值，未写入。您填的内容保留着，请核对。</translation>
    </message>
    <message>
        <source>The central service failed on this. Your values are kept; tell the engineer.</source>
        <translation>中心处理这一项时出错，未写入。您填的内容保留着，请告知工程师。</translation>
    </message>
    <message>
        <source>This is not done any more in the newer version. Your values are kept; do it another way.</source>
        <translation>新版本不再有这项操作，未写入。您填的内容保留着，请换个办法。</translation>
    </message>
    <message>
        <source>This was sent under the number of something else. Do it again.</source>
        <translation>这一项与另一项的编号相同，未写入。请重做一次。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有改动。</translation>
    </message>
    <message>
        <source>You have no right to do this. Ask a supervisor.</source>
        <translation>需主管权限，请找主管。</translation>
    </message>
    <message>
        <source>A field holds something that cannot be stored. Check it.</source>
        <translation>有一项内容不能保存，请检查。</translation>
    </message>
    <message>
        <source>This was refused; nothing was changed. Code: {code}</source>
        <translation>未通过，没有改动。代码：{code}</translation>
    </message>
    <message>
        <source>This room</source>
        <translation>该会议室</translation>
    </message>
    <message>
        <source>This person</source>
        <translation>该人员</translation>
    </message>
    <message>
        <source>Another meeting</source>
        <translation>另一场会议</translation>
    </message>
    <message>
        <source>another task</source>
        <translation>另一项任务</translation>
    </message>
    <message>
        <source>This entry</source>
        <translation>该记录</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Unexpected error</source>
        <translation>意外错误</translation>
    </message>
    <message>
        <source>Something unexpected happened. Your data is safe; the program goes on.</source>
        <translation>发生了意外情况。数据安全，程序继续运行。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Daily schedule</source>
        <translation>会议日程表</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>by room</source>
        <translation>按会议室</translation>
    </message>
    <message>
        <source>by attendant</source>
        <translation>按会服人员</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>Afternoon and evening</source>
        <translation>下午、晚间</translation>
    </message>
    <message>
        <source>Other rooms</source>
        <translation>其他会议室</translation>
    </message>
    <message>
        <source>To be assigned</source>
        <translation>待派</translation>
    </message>
    <message>
        <source>Occupied</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>自助</translation>
    </message>
    <message>
        <source>to be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Ch.</source>
        <translation>改</translation>
    </message>
    <message>
        <source>Huiwutai</source>
        <translation>会务台</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Tea</source>
        <translation>茶水</translation>
    </message>
    <message>
        <source>Nameplates</source>
        <translation>名位牌</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>services changed</source>
        <translation>服务有变</translation>
    </message>
    <message>
        <source>contact changed</source>
        <translation>联系人有变</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>no-show</source>
        <translation>未到会</translation>
    </message>
    <message>
        <source>no longer on this day</source>
        <translation>不在本日</translation>
    </message>
    <message>
        <source>this desk's data</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>{heading} (continued)</source>
        <translation>{heading}（续）</translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n 场</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s) in all</source>
        <translation>
            <numerusform>共 %n 场</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in all</source>
        <translation>
            <numerusform>共 %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>缺 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Page {number} / {count}</source>
        <translation>第 {number} / {count} 页</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>第 {number} 版</translation>
    </message>
    <message>
        <source>Data as of {stamp} ({state})</source>
        <translation>数据截至 {stamp}（{state}）</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) unsent</source>
        <translation>
            <numerusform>待上传 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>offline, {waiting}</source>
        <translation>离线，{waiting}</translation>
    </message>
    <message>
        <source>Printed {stamp} {by}</source>
        <translation>打印 {stamp}　{by}</translation>
    </message>
    <message>
        <source>({text})</source>
        <comment>a remark in brackets</comment>
        <translation>（{text}）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between remarks</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>was {text}</source>
        <translation>原 {text}</translation>
    </message>
    <message>
        <source>was until {text}</source>
        <translation>原至 {text}</translation>
    </message>
    <message>
        <source>people {before}→{now}</source>
        <translation>人数 {before}→{now}</translation>
    </message>
    <message>
        <source>attendants were {names}</source>
        <translation>原会服 {names}</translation>
    </message>
    <message>
        <source>unit was {text}</source>
        <translation>原单位 {text}</translation>
    </message>
    <message>
        <source>moved to {room}</source>
        <translation>改到 {room}</translation>
    </message>
    <message>
        <source>given to {name}</source>
        <translation>改派 {name}</translation>
    </message>
    <message>
        <source>Bar at left, “Ch.”: changed since the last print ({printed_at}, version {number})</source>
        <translation>左侧黑条、“改”：自上次打印（{printed_at}，第 {number} 版）以来有变更</translation>
    </message>
    <message>
        <source>No tasks on {day} ({scope}).</source>
        <translation>{day} 没有任务（{scope}）。</translation>
    </message>
    <message>
        <source>No meetings on {day} ({scope}).</source>
        <translation>{day} 没有会议（{scope}）。</translation>
    </message>
    <message>
        <source>all floors</source>
        <translation>全部楼层</translation>
    </message>
    <message numerus="yes">
        <source>Version {number}, %n page(s), was written to {path}.</source>
        <translation>
            <numerusform>第 {number} 版，%n 页，已写入 {path}。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Attendant</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>工程师</translation>
    </message>
    <message>
        <source>Front desk</source>
        <translation>前台</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>经理</translation>
    </message>
</context>
<context>
    <name>RoomClass</name>
    <message>
        <source>Normal room</source>
        <translation>普通会议室</translation>
    </message>
    <message>
        <source>All-hours room</source>
        <translation>全天候会议室</translation>
    </message>
</context>
<context>
    <name>RoomDrawer</name>
    <message>
        <source>Book this room</source>
        <translation>预订这间</translation>
    </message>
    <message>
        <source>Reason to go on, then Enter</source>
        <translation>继续的理由，写完按 Enter</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Pre-meeting check</source>
        <translation>会前检查</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Open the device panel</source>
        <translation>打开设备面板</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>devices silent</source>
        <translation>设备无数据</translation>
    </message>
    <message>
        <source>Nobody came to {room}: release it?</source>
        <translation>{room} 无人到会，要释放吗？</translation>
    </message>
    <message>
        <source>The room is free again. The contact is told when the undo bar has closed.</source>
        <translation>会议室恢复可用；撤销时限过后通知联系人。</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>Nobody came</source>
        <translation>无人到会</translation>
    </message>
    <message>
        <source>Take {room} out of service?</source>
        <translation>要停用 {room} 吗？</translation>
    </message>
    <message>
        <source>Nobody can book it meanwhile. Users see the reason.</source>
        <translation>停用期间不能预订，用户会看到理由。</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Reason that users see</source>
        <translation>停用理由（用户可见）</translation>
    </message>
    <message>
        <source>Lock {room} for an emergency?</source>
        <translation>要对 {room} 应急锁定吗？</translation>
    </message>
    <message>
        <source>It is shown as locked everywhere until the lock is lifted.</source>
        <translation>解除之前，各处都显示为锁定。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>What has happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Lift the emergency lock</source>
        <translation>解除应急锁定</translation>
    </message>
    <message>
        <source>Emergency lock…</source>
        <translation>应急锁定…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{name} cleans up</source>
        <translation>派 {name} 清洁</translation>
    </message>
    <message>
        <source>Clean-up finished</source>
        <translation>清洁完成</translation>
    </message>
    <message>
        <source>Clean-up begins</source>
        <translation>开始清洁</translation>
    </message>
    <message>
        <source>End meeting</source>
        <translation>结束会议</translation>
    </message>
    <message>
        <source>+{n} min</source>
        <translation>延长 {n} 分</translation>
    </message>
    <message>
        <source>Begin meeting</source>
        <translation>开始会议</translation>
    </message>
    <message>
        <source>Back in service</source>
        <translation>已恢复使用</translation>
    </message>
    <message>
        <source>Out of service…</source>
        <translation>停用…</translation>
    </message>
</context>
<context>
    <name>RoomPanel</name>
    <message>
        <source>Devices of the room</source>
        <translation>本室设备</translation>
    </message>
    <message>
        <source>Air, GB/T 18883-2022</source>
        <translation>环境 GB/T 18883-2022</translation>
    </message>
    <message>
        <source>▲ instant, indicates only · ◆ mean, decides</source>
        <translation>▲ 瞬时，仅指示 · ◆ 均值，用于达标评定</translation>
    </message>
    <message>
        <source>Why it goes into maintenance</source>
        <translation>转维护的理由</translation>
    </message>
    <message>
        <source>Reason for maintenance</source>
        <translation>维护理由</translation>
    </message>
    <message>
        <source>No devices in this room.</source>
        <translation>这个房间没有设备。</translation>
    </message>
    <message>
        <source>No room chosen</source>
        <translation>未选房间</translation>
    </message>
    <message>
        <source>no meeting within two hours</source>
        <translation>两小时内没有会议</translation>
    </message>
    <message>
        <source>classified meeting</source>
        <translation>占用 · 勿扰</translation>
    </message>
    <message>
        <source>until {time}: {title}</source>
        <translation>至 {time}：{title}</translation>
    </message>
    <message>
        <source>in {time}: {title}</source>
        <translation>{time}后：{title}</translation>
    </message>
    <message>
        <source>{values} ({age} ago)</source>
        <translation>{values}（{age}前）</translation>
    </message>
    <message>
        <source>End maintenance</source>
        <translation>结束维护</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>转维护</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{what}, last 2 hours</source>
        <translation>{what} 近 2 小时</translation>
    </message>
    <message>
        <source>● instant {value}</source>
        <translation>● 瞬时 {value}</translation>
    </message>
    <message>
        <source>■ {over} {value}</source>
        <translation>■ {over} {value}</translation>
    </message>
    <message>
        <source>GB/T 18883 limit, {over}</source>
        <translation>GB/T 18883 限值，{over}</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>还没有测得的数据</translation>
    </message>
    <message>
        <source>{what}: instant {instant}, mean {mean}</source>
        <translation>{what}：瞬时 {instant}，均值 {mean}</translation>
    </message>
    <message>
        <source>instant</source>
        <translation>瞬时</translation>
    </message>
    <message>
        <source>{rule}; {why}</source>
        <translation>{rule}；{why}</translation>
    </message>
</context>
<context>
    <name>RoomStatus</name>
    <message>
        <source>Emergency lock</source>
        <translation>应急锁定</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Overrun</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>In session</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>To clean</source>
        <translation>待清洁</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清洁中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Starting soon</source>
        <translation>即将使用</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>未开放</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
</context>
<context>
    <name>RoomStatusShort</name>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>会中</translation>
    </message>
    <message>
        <source>To clean</source>
        <translation>待清</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清洁</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>即将</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>未开</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Time and unit</source>
        <translation>时间 · 单位</translation>
    </message>
    <message>
        <source>Countdown</source>
        <translation>倒计时</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Name of the house</source>
        <translation>单位名称</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Bookable days ahead</source>
        <translation>提前可预订天数</translation>
    </message>
    <message>
        <source>Normal rooms open at</source>
        <translation>普通会议室开放</translation>
    </message>
    <message>
        <source>Normal rooms close at</source>
        <translation>普通会议室关闭</translation>
    </message>
    <message>
        <source>All-hours rooms: self-service from</source>
        <translation>全天候会议室自助起</translation>
    </message>
    <message>
        <source>All-hours rooms: self-service until</source>
        <translation>全天候会议室自助止</translation>
    </message>
    <message>
        <source>Shortest booking</source>
        <translation>最短预订</translation>
    </message>
    <message>
        <source>Longest booking</source>
        <translation>最长预订</translation>
    </message>
    <message>
        <source>Set-up starts before the meeting</source>
        <translation>会前布置提前</translation>
    </message>
    <message>
        <source>Gap before a regular meeting</source>
        <translation>常规会议前间隔</translation>
    </message>
    <message>
        <source>Gap before a self-service meeting</source>
        <translation>自助会议前间隔</translation>
    </message>
    <message>
        <source>Cleaning takes</source>
        <translation>清洁用时</translation>
    </message>
    <message>
        <source>Quick set-up takes</source>
        <translation>快速布置用时</translation>
    </message>
    <message>
        <source>Room ready before the meeting</source>
        <translation>会前就绪提前</translation>
    </message>
    <message>
        <source>Quick turn when the meeting before ends later than</source>
        <translation>上一场晚于会前多久结束算快速翻场</translation>
    </message>
    <message>
        <source>Room ready at a quick turn</source>
        <translation>快速翻场时就绪提前</translation>
    </message>
    <message>
        <source>A meeting counts as soon from</source>
        <translation>多久内算即将使用</translation>
    </message>
    <message>
        <source>Check-in opens before the meeting</source>
        <translation>签到开放提前</translation>
    </message>
    <message>
        <source>Ask about a no-show after</source>
        <translation>开始多久无人签到须确认</translation>
    </message>
    <message>
        <source>A cancellation is late within</source>
        <translation>多久内取消算临时取消</translation>
    </message>
    <message>
        <source>First tea refill after</source>
        <translation>首次续茶</translation>
    </message>
    <message>
        <source>Tea refills every</source>
        <translation>续茶间隔</translation>
    </message>
    <message>
        <source>Walk between two rooms</source>
        <translation>两室之间步行</translation>
    </message>
    <message>
        <source>No attendant up to</source>
        <translation>不派会服的人数上限</translation>
    </message>
    <message>
        <source>1 attendant up to</source>
        <translation>派 1 名会服的人数上限</translation>
    </message>
    <message>
        <source>2 attendants up to</source>
        <translation>派 2 名会服的人数上限</translation>
    </message>
    <message>
        <source>3 attendants up to; above, to be reviewed</source>
        <translation>派 3 名会服的人数上限，超过待核定</translation>
    </message>
    <message>
        <source>Notices wait for undo</source>
        <translation>通知为撤销等待</translation>
    </message>
    <message>
        <source>A reading is stale after</source>
        <translation>读数多久算过期</translation>
    </message>
    <message>
        <source>An alarm may be shelved for</source>
        <translation>报警最长搁置</translation>
    </message>
    <message>
        <source>Muting ends by itself after</source>
        <translation>静音自动结束</translation>
    </message>
    <message>
        <source>A conflict should be decided within</source>
        <translation>冲突应在此时间内裁决</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>h</source>
        <translation>时</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>Stated by the standard's interpretation</source>
        <translation>标准解读所载</translation>
    </message>
    <message>
        <source>From a published summary of the standard</source>
        <translation>取自标准的公开摘要</translation>
    </message>
    <message>
        <source>Practice of neighbours</source>
        <translation>同行做法</translation>
    </message>
    <message>
        <source>Our default, not the standard's number</source>
        <translation>本系统默认值，非标准数字</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Measured in</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Source of the default</source>
        <translation>默认值来源</translation>
    </message>
    <message>
        <source>Set here</source>
        <translation>本单位设定</translation>
    </message>
</context>
<context>
    <name>ScheduleBar</name>
    <message>
        <source>Schedule</source>
        <translation>排程</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Previous day</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Next day</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>布置</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清洁</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>All floors</source>
        <translation>全部楼层</translation>
    </message>
    <message>
        <source>All rooms</source>
        <translation>全部会议室</translation>
    </message>
    <message>
        <source>All meetings</source>
        <translation>全部会议</translation>
    </message>
    <message>
        <source>all classes</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Find a free room</source>
        <translation>找空房</translation>
    </message>
    <message>
        <source>Daily schedule</source>
        <translation>会议日程表</translation>
    </message>
    <message>
        <source>New meeting</source>
        <translation>新建会议</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>Day shown: {day}</source>
        <translation>所示日期：{day}</translation>
    </message>
</context>
<context>
    <name>ScheduleFeedback</name>
    <message>
        <source>Ready line {time} has passed</source>
        <translation>就绪线 {time} 已过</translation>
    </message>
    <message>
        <source>Quick turn: ready line {time} has passed</source>
        <translation>快速翻场：就绪线 {time} 已过</translation>
    </message>
    <message>
        <source>Told after the drop: {names}</source>
        <translation>放下后通知：{names}</translation>
    </message>
    <message>
        <source>Cannot drop</source>
        <translation>不可放</translation>
    </message>
    <message numerus="yes">
        <source>Can drop, %n warning(s)</source>
        <translation>
            <numerusform>可放，%n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Can drop</source>
        <translation>可放</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>放下</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>松开</translation>
    </message>
    <message>
        <source>free the time</source>
        <translation>解锁时间</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分</translation>
    </message>
    <message>
        <source>organiser</source>
        <translation>主办方</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Free; until {time} with cleaning</source>
        <translation>时段空闲，至 {time}（含清洁）</translation>
    </message>
    <message>
        <source>{seats} seats for {people} people</source>
        <translation>{seats} 座 ≥ {people} 人</translation>
    </message>
    <message>
        <source>Fresh air {have} m³/h, {need} needed ({each} each)</source>
        <translation>新风 {have} m³/h，需 {need}（{each} m³/h·人）</translation>
    </message>
    <message>
        <source>{span} unchanged</source>
        <translation>{span} 不变</translation>
    </message>
</context>
<context>
    <name>ScheduleModel</name>
    <message>
        <source>Other rooms</source>
        <translation>其他会议室</translation>
    </message>
    <message numerus="yes">
        <source>%n room(s)</source>
        <translation>
            <numerusform>%n 间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n 场</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overlap: %n to settle</source>
        <translation>
            <numerusform>重叠：待裁决 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>attendants {n}</source>
        <translation>会服 {n}</translation>
    </message>
    <message>
        <source>order {n}</source>
        <translation>工单 {n}</translation>
    </message>
    <message>
        <source>Out of service: {reason}, until {time}</source>
        <translation>停用：{reason}，至 {time}</translation>
    </message>
</context>
<context>
    <name>ScheduleMoves</name>
    <message>
        <source>Reason to go on</source>
        <translation>继续的理由</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>放下</translation>
    </message>
    <message>
        <source>Ends now; the room is free and cleaning is due</source>
        <translation>现在结束，会议室释放，转清洁</translation>
    </message>
    <message>
        <source>New meeting in {room}</source>
        <translation>{room} 新建会议</translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message>
        <source>Schedule</source>
        <translation>排程</translation>
    </message>
    <message>
        <source>Schedule as a table</source>
        <translation>排程列表</translation>
    </message>
    <message>
        <source>New meeting</source>
        <translation>新建会议</translation>
    </message>
    <message>
        <source>Go to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Find a free room</source>
        <translation>找空房</translation>
    </message>
    <message>
        <source>There are no rooms yet. Import them first.</source>
        <translation>还没有会议室，请先导入。</translation>
    </message>
    <message>
        <source>As a table, or back</source>
        <translation>列表 / 时间轴</translation>
    </message>
    <message>
        <source>Edit meeting</source>
        <translation>修改会议</translation>
    </message>
    <message>
        <source>Cancel meeting</source>
        <translation>取消会议</translation>
    </message>
    <message>
        <source>Previous day</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Next day</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>move 5 min</source>
        <translation>移时间 5 分</translation>
    </message>
    <message>
        <source>other room</source>
        <translation>换房</translation>
    </message>
    <message>
        <source>later end</source>
        <translation>延后结束</translation>
    </message>
    <message>
        <source>Ctrl wheel</source>
        <translation>Ctrl 滚轮</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Schedule of rooms</source>
        <translation>会议室排程</translation>
    </message>
    <message>
        <source>This meeting is no longer there.</source>
        <translation>这场会议已不存在。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Cancel meeting…</source>
        <translation>取消会议…</translation>
    </message>
    <message>
        <source>New meeting here…</source>
        <translation>在这里新建会议…</translation>
    </message>
    <message>
        <source>Show room</source>
        <translation>看会议室</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No meetings on this day. Press N to book one.</source>
        <translation>这一天没有会议。按 N 新建。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>“{value}” cannot be the value of “{rule}”. It was not changed.</source>
        <translation>“{value}”不能作为“{rule}”的值，未作改动。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动效</translation>
    </message>
    <message>
        <source>Rules in force</source>
        <translation>现行规则</translation>
    </message>
</context>
<context>
    <name>ShelveForm</name>
    <message>
        <source>Shelve to {time}</source>
        <translation>搁置到 {time}</translation>
    </message>
    <message>
        <source>A reason is needed: others will read why it is not shown.</source>
        <translation>要写理由：别人会看到为什么不显示。</translation>
    </message>
    <message>
        <source>Shelve: {what}</source>
        <translation>搁置：{what}</translation>
    </message>
    <message>
        <source>High alarms cannot be shelved; {hours} h at most</source>
        <translation>高优先级不可搁置；单次最长 {hours} 小时</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 小时</translation>
    </message>
    <message>
        <source>End of shift {time}</source>
        <translation>本班结束 {time}</translation>
    </message>
    <message>
        <source>Morning {time}</source>
        <translation>早上 {time}</translation>
    </message>
</context>
<context>
    <name>StaffSection</name>
    <message>
        <source>{n} missing</source>
        <translation>缺 {n} 名</translation>
    </message>
    <message>
        <source>Assign {name}</source>
        <translation>派 {name}</translation>
    </message>
    <message>
        <source>Nobody is free</source>
        <translation>没有空闲的人</translation>
    </message>
</context>
<context>
    <name>StaffingForm</name>
    <message>
        <source>Annex B gives {default} for {expected} people; a hint for larger meetings: {hint}.</source>
        <translation>附录B 对 {expected} 人默认 {default} 名；人数较多时可参考 {hint} 名（本系统建议，非标准规定）。</translation>
    </message>
    <message>
        <source>A number apart from the default needs a reason.</source>
        <translation>与默认人数不同，要写明理由。</translation>
    </message>
    <message>
        <source>Number of attendants</source>
        <translation>核定会服人数</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Attendants</source>
        <translation>会服人数</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>StaleChip</name>
    <message>
        <source>Device data as of {time}</source>
        <translation>设备数据截至 {time}</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>A console runs here already; its window came to the front.</source>
        <translation>控制台已在运行，已转到它的窗口。</translation>
    </message>
</context>
<context>
    <name>SummaryLine</name>
    <message numerus="yes">
        <source>meeting(s)</source>
        <translation>
            <numerusform>场会议</numerusform>
        </translation>
    </message>
    <message>
        <source>in session</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>begin within 30 min</source>
        <translation>30 分内开始</translation>
    </message>
    <message>
        <source>overrun</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>not ready in time</source>
        <translation>未按时就绪</translation>
    </message>
    <message>
        <source>to clean</source>
        <translation>待清洁</translation>
    </message>
    <message>
        <source>attendants on duty</source>
        <translation>会服在岗</translation>
    </message>
    <message>
        <source>engineers on duty</source>
        <translation>工程师在岗</translation>
    </message>
    <message>
        <source>devices online</source>
        <translation>设备在线</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Export the diagnostics</source>
        <translation>导出诊断包</translation>
    </message>
    <message>
        <source>{file} was written: versions, counts and states; no names, no titles, no secrets.</source>
        <translation>{file} 已写好：只含版本、数量和状态，没有姓名、标题和密钥。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{file} was not written: {reason}. Choose another folder.</source>
        <translation>{file} 没有写成：{reason}。请换一个文件夹。</translation>
    </message>
    <message>
        <source>Folder for the copy</source>
        <translation>副本的文件夹</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Secret of this console</source>
        <translation>本机密钥</translation>
    </message>
    <message>
        <source>Use for this run</source>
        <translation>本次使用</translation>
    </message>
    <message>
        <source>Yes, this is meant</source>
        <translation>确认，就是这样</translation>
    </message>
    <message>
        <source>Note this secret</source>
        <translation>请记下本机密钥</translation>
    </message>
    <message>
        <source>This machine could not keep the secret of the console. It is shown only now and asked again at the next start.</source>
        <translation>本机无法保存密钥。密钥只显示这一次，下次启动时要再输入。</translation>
    </message>
    <message>
        <source>I have noted it</source>
        <translation>已记下</translation>
    </message>
    <message>
        <source>Copy of what was not sent</source>
        <translation>未上传改动的副本</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Keep no copy</source>
        <translation>不留副本</translation>
    </message>
    <message>
        <source>Changes to send</source>
        <translation>待上传的改动</translation>
    </message>
    <message>
        <source>Last rounds</source>
        <translation>最近的往返</translation>
    </message>
    <message>
        <source>This desk belongs to “{site}” now. What was done here before is being sent.</source>
        <translation>这台前台现在属于“{site}”。以前的改动正在上传。</translation>
    </message>
    <message>
        <source>How this desk stands to central</source>
        <translation>与中心的关系</translation>
    </message>
    <message>
        <source>A copy is kept in {folder}, so that a broken disk loses nothing.</source>
        <translation>副本存在 {folder}，磁盘损坏时不会丢失。</translation>
    </message>
    <message>
        <source>None is kept. A folder on another disk or share would save it if this disk breaks.</source>
        <translation>没有副本。选另一块磁盘或共享文件夹，本机磁盘损坏时可以救回。</translation>
    </message>
    <message>
        <source>Central</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{time}, {age} ago</source>
        <translation>{time}，{age}前</translation>
    </message>
    <message>
        <source>Last exchange</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Expected to be refused</source>
        <translation>预计被拒</translation>
    </message>
    <message>
        <source>Still to come</source>
        <translation>还要接收</translation>
    </message>
    <message>
        <source>Held for version</source>
        <translation>等待版本</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Clock of central</source>
        <translation>中心时钟</translation>
    </message>
    <message>
        <source>{n} s ahead of this one</source>
        <translation>比本机快 {n} 秒</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Site id</source>
        <translation>站点标识</translation>
    </message>
    <message>
        <source>Console id</source>
        <translation>本机标识</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} 毫秒</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>By</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>已等</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>expected to be refused</source>
        <translation>预计被拒</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>正常</translation>
    </message>
</context>
<context>
    <name>SyncPanel</name>
    <message>
        <source>To send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>{time}, {age} ago</source>
        <translation>{time}，{age}前</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Last exchange</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待裁决</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Sync details</source>
        <translation>同步详情</translation>
    </message>
</context>
<context>
    <name>SyncPill</name>
    <message>
        <source>Not stored</source>
        <translation>无法保存</translation>
    </message>
    <message>
        <source>The data file cannot be used; nothing new is kept.</source>
        <translation>数据文件不能用，新的改动不会保存。</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>There is no room {text}.</source>
        <translation>没有会议室“{text}”。</translation>
    </message>
    <message>
        <source>Insert a task</source>
        <translation>紧急插单</translation>
    </message>
    <message>
        <source>It joins the queue; then give it to somebody.</source>
        <translation>先进入待派，再派给人。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入待派</translation>
    </message>
</context>
<context>
    <name>TaskKind</name>
    <message>
        <source>Set-up</source>
        <translation>布置</translation>
    </message>
    <message>
        <source>Pre-meeting check</source>
        <translation>会前检查</translation>
    </message>
    <message>
        <source>Ushering</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Tea refill</source>
        <translation>续茶</translation>
    </message>
    <message>
        <source>Standby</source>
        <translation>值守</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>清洁</translation>
    </message>
    <message>
        <source>Equipment test</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>抢修</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>巡检</translation>
    </message>
    <message>
        <source>Lost item</source>
        <translation>遗留物品</translation>
    </message>
</context>
<context>
    <name>TaskState</name>
    <message>
        <source>To assign</source>
        <translation>待派</translation>
    </message>
    <message>
        <source>To be claimed</source>
        <translation>待抢</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已派</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>已签到</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核验</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超时</translation>
    </message>
</context>
<context>
    <name>TaskStep</name>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Occupied</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Do not enter</source>
        <translation>不得进入</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>planned to end {time}</source>
        <translation>原定至{time}</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>后结束</translation>
    </message>
    <message>
        <source>until {time} · do not disturb</source>
        <translation>至{time} · 勿扰</translation>
    </message>
    <message>
        <source>until {time}, self-service</source>
        <translation>至{time} 自助</translation>
    </message>
    <message>
        <source>quick turn</source>
        <translation>快速翻场</translation>
    </message>
    <message>
        <source>to the start</source>
        <translation>后开始</translation>
    </message>
    <message>
        <source>late, not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>set-up from {time}</source>
        <translation>布置 {time} 起</translation>
    </message>
    <message>
        <source>nothing more today</source>
        <translation>今日再无会议</translation>
    </message>
    <message>
        <source>next at {time}</source>
        <translation>下一场 {time}</translation>
    </message>
    <message>
        <source>self-service</source>
        <translation>自助</translation>
    </message>
    <message>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>缺%n</numerusform>
        </translation>
    </message>
    <message>
        <source>Annex B default {n}, to be decided</source>
        <translation>附录B 默认 {n} 名，待核定</translation>
    </message>
    <message numerus="yes">
        <source>%n expected</source>
        <translation>
            <numerusform>应到 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>nameplates {n}</source>
        <translation>名位牌 {n}</translation>
    </message>
    <message>
        <source>materials {n}</source>
        <translation>资料 {n}</translation>
    </message>
    <message>
        <source>checks {done}/{all}</source>
        <translation>检查 {done}/{all}</translation>
    </message>
    <message>
        <source>Not ready, {time} late</source>
        <translation>未就绪 迟{time}</translation>
    </message>
    <message>
        <source>Meeting at {time}</source>
        <translation>{time} 有会</translation>
    </message>
    <message>
        <source>attendants {staff}</source>
        <translation>会服 {staff}</translation>
    </message>
    <message>
        <source>{level} priority alarm</source>
        <translation>{level}优先级报警</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a spoken description</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>TodayBar</name>
    <message>
        <source>in session {n} · due {m}</source>
        <translation>会中 {n} · 待办 {m}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>平面图</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Due next</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Edit the floor plan…</source>
        <translation>编辑平面图…</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Open the room</source>
        <translation>打开会议室</translation>
    </message>
    <message>
        <source>Show the whole floor</source>
        <translation>显示整层</translation>
    </message>
    <message>
        <source>Rooms as a list</source>
        <translation>会议室列表</translation>
    </message>
    <message>
        <source>Rooms as a plan</source>
        <translation>会议室平面图</translation>
    </message>
    <message>
        <source>Edit the floor plan</source>
        <translation>编辑平面图</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>find room</source>
        <translation>找房间</translation>
    </message>
    <message>
        <source>choose item</source>
        <translation>选事项</translation>
    </message>
    <message>
        <source>do what is proposed</source>
        <translation>执行建议</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Floor plan</source>
        <translation>楼层平面图</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>The data is slow to come; what is shown may be old.</source>
        <translation>数据还没取到，现在显示的可能是旧的。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Huiwutai</source>
        <translation>会务台</translation>
    </message>
    <message>
        <source>Search rooms, meetings, people, devices, or type a command</source>
        <translation>搜会议室、会议、人员、设备，或输入命令</translation>
    </message>
    <message>
        <source>Search or command (Ctrl+K)</source>
        <translation>搜索或命令（Ctrl+K）</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>重做（Ctrl+Y）</translation>
    </message>
    <message>
        <source>Who is at the desk?</source>
        <translation>谁在前台？</translation>
    </message>
    <message>
        <source>At the desk: {name}</source>
        <translation>当前值班：{name}</translation>
    </message>
    <message>
        <source>No desk staff in the people list yet</source>
        <translation>人员名单里还没有前台人员</translation>
    </message>
</context>
<context>
    <name>Unconfirmed</name>
    <message>
        <source>To be confirmed by central</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>Saved on this desk. If somebody else was first, it goes to Conflicts.</source>
        <translation>已存本机。联网后若被别人占先，会进入冲突。</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Within limits</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>Exceeded</source>
        <translation>超标</translation>
    </message>
    <message>
        <source>Not assessed</source>
        <translation>不评定</translation>
    </message>
    <message>
        <source>no current data</source>
        <translation>没有当前数据</translation>
    </message>
    <message>
        <source>estimated by a semiconductor sensor, for orientation only</source>
        <translation>半导体估算值，仅供参考</translation>
    </message>
    <message>
        <source>not yet measured long enough for a mean</source>
        <translation>测得时间不够，暂无均值</translation>
    </message>
</context>
<context>
    <name>_FormDrawer</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
</TS>
